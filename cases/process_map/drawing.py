"""The map as a picture: boxes with words, a line, arrows. A colour only repeats what a word says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from cases.history import Visit
from cases.lifecycle import Lifecycle, Stage
from cases.process_map.layout import Band, bands
from cases.process_map.steps import Step, steps
from cases.words import N_, Day, Sentence

BOX, GAP, LINE, PAD, LETTERS, MARGIN = 124, 14, 15, 8, 15, 12
FEWEST = 5
"""So many boxes stand side by side at least, however short the main line is."""
GREEN, BLUE, GREY, AMBER, INK, PAPER = "#00563f", "#1d70b8", "#505a5f", "#8a4500", "#0b0c0c", "#ffffff"
Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Box:
    """A stage as drawn: its words in lines, the words below them, and how it stands (empty on a map without a case)."""

    lines: tuple[str, ...]
    note: tuple[str, ...]
    state: str
    side: bool

    @property
    def height(self) -> int:
        return 2 * PAD + LINE * (len(self.lines) + len(self.note))


def lifecycle_map_svg(life: Lifecycle, say: Say = str) -> str:
    """The map of the procedure itself, with no case on it: its main line, and all other stages by phase."""
    title = Sentence(N_("%(procedure)s: the stages"), procedure=Sentence(life.title))
    return _picture(say(title), _main(life), bands(life), {}, say)


def process_map_svg(life: Lifecycle, visits: Sequence[Visit], say: Say = str) -> str:
    """The map of a case as a picture of its own: the main line, and of the other stages those in which it was."""
    drawn = {step.key: step for step in steps(life, visits)}
    seen = [Band(band.title, tuple(s for s in band.stages if s.key in drawn)) for band in bands(life)]
    title = Sentence(N_("%(procedure)s: where the case stands"), procedure=Sentence(life.title))
    return _picture(say(title), _main(life), [band for band in seen if band.stages], drawn, say)


def _main(life: Lifecycle) -> list[Stage]:
    return [stage for stage in life.stages if stage.main]


def _picture(title: str, main: Sequence[Stage], below: Sequence[Band], drawn: Mapping[str, Step], say: Say) -> str:
    boxes = [_box(stage, drawn, say) for stage in main]
    deep = max((box.height for box in boxes), default=0)
    parts = [_placed(box, _x(n), MARGIN, deep) for n, box in enumerate(boxes)]
    parts += [_arrow(n, MARGIN + deep // 2) for n in range(len(boxes) - 1)]
    across, bottom = max(len(boxes), FEWEST), MARGIN + deep
    for band in below:
        bottom = _band(parts, band, drawn, across, bottom + GAP, say)
    width, height = _x(across) - GAP + MARGIN, bottom + MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="Helvetica, Arial, sans-serif" font-size="12">\n<title>{escape(title)}</title>\n'
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>\n' + "\n".join(parts) + "\n</svg>"
    )


def _x(n: int) -> int:
    return MARGIN + n * (BOX + GAP)


def _box(stage: Stage, drawn: Mapping[str, Step], say: Say) -> Box:
    step = drawn.get(stage.key)
    note = [say(Sentence("%(day)s", day=Day(step.on)))] if step and step.on else []
    note += [say(N_("you are here"))] if step and step.state == "here" else []
    lines = wrap(say(stage.title), LETTERS) or [""]
    return Box(tuple(lines), tuple(note), step.state if step else "", not stage.main)


def _placed(box: Box, x: int, y: int, height: int) -> str:
    edge, fill, ink = _colours(box)
    text = "".join(
        f'<text x="{x + PAD}" y="{y + PAD + 11 + LINE * n}" fill="{ink}"{_weight(box, n)}>{escape(line)}</text>'
        for n, line in enumerate((*box.lines, *box.note))
    )
    dashes = ' stroke-dasharray="4 3"' if box.side and not box.state else ""
    return (
        f'<rect x="{x}" y="{y}" width="{BOX}" height="{height}" rx="4" fill="{fill}" stroke="{edge}" '
        f'stroke-width="{1 if box.side and box.state != "here" else 2}"{dashes}/>{text}'
    )


def _colours(box: Box) -> tuple[str, str, str]:
    """Edge, filling and ink: filled green for what was passed, blue for here, empty for what lies ahead."""
    match box.state:
        case "passed":
            return (AMBER, PAPER, INK) if box.side else (GREEN, GREEN, PAPER)
        case "here":
            return BLUE, BLUE, PAPER
        case "ahead":
            return GREY, PAPER, INK
    return (GREY, PAPER, INK) if box.side else (GREEN, PAPER, INK)


def _weight(box: Box, n: int) -> str:
    strong = box.state == "here" or (not box.side and n < len(box.lines))
    return ' font-weight="700"' if strong else ""


def _arrow(n: int, y: int) -> str:
    x = _x(n) + BOX
    return (
        f'<path d="M{x} {y} h{GAP - 5}" stroke="{INK}" stroke-width="2"/>'
        f'<path d="M{x + GAP} {y} l-6 -4 v8 z" fill="{INK}"/>'
    )


def _band(parts: list[str], band: Band, drawn: Mapping[str, Step], across: int, y: int, say: Say) -> int:
    """The stages of a phase in rows under its title; answers where they end."""
    title = escape(say(band.title))
    parts.append(f'<text x="{MARGIN}" y="{y + 12}" font-weight="700" fill="{GREY}">{title}</text>')
    y += 20
    boxes = [_box(stage, drawn, say) for stage in band.stages]
    for start in range(0, len(boxes), across):
        row = boxes[start : start + across]
        deep = max(box.height for box in row)
        parts.extend(_placed(box, _x(n), y, deep) for n, box in enumerate(row))
        y += deep + GAP // 2
    return y - GAP // 2
