"""The process map: the main line, and where a case is on it, as SVG and as an ordered list. No script.

The line runs down the page, so that it is legible on a telephone; side stages that the case visited stand where it
left the main line. The list says the same in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from cases.history import Visit
from cases.lifecycle import Lifecycle

STEP, WIDTH, LEFT, LETTER = 44, 340, 24, 8
PASSED, HERE, AHEAD, SIDE = "#00563f", "#1d70b8", "#505a5f", "#b35900"


@dataclass(frozen=True, slots=True)
class Step:
    """A stage on the map: `passed`, `here` or `ahead`; `side` when it is off the main line."""

    key: str
    title: str
    state: str
    on: date | None
    side: bool = False


def steps(life: Lifecycle, visits: Sequence[Visit]) -> list[Step]:
    """The stages that the case passed, the one where it is, and what of the main line lies ahead."""
    here = visits[-1].stage if visits else life.first
    first_entry = {v.stage: v.entered_on for v in reversed(visits)}
    found: list[Step] = []
    for stage in life.stages:
        if stage.key == here:
            found.append(
                Step(stage.key, stage.title, "here", visits[-1].entered_on if visits else None, not stage.main)
            )
        elif stage.key in first_entry:
            found.append(Step(stage.key, stage.title, "passed", first_entry[stage.key], not stage.main))
    ended = life.stage(here).terminal
    order = {stage.key: n for n, stage in enumerate(life.stages)}
    ahead = [s for s in life.stages if s.main and not ended and order[s.key] > order[here] and s.key not in first_entry]
    passed = sorted((s for s in found if s.state == "passed"), key=lambda s: (s.on or date.min, order[s.key]))
    return [*passed, *(s for s in found if s.state == "here"), *(Step(s.key, s.title, "ahead", None) for s in ahead)]


def process_map_svg(life: Lifecycle, visits: Sequence[Visit]) -> str:
    """The map of a case as a picture of its own; served as a file, with the list beside it in the page."""
    return _picture(f"{life.title}: where the case stands", steps(life, visits))


def lifecycle_map_svg(life: Lifecycle) -> str:
    """The map of the procedure itself: its main line, with no case on it."""
    main = [Step(stage.key, stage.title, "ahead", None) for stage in life.stages if stage.main]
    return _picture(f"{life.title}: the main line", main)


def _picture(title: str, drawn: Sequence[Step]) -> str:
    height = STEP * len(drawn) + 16
    width = max(WIDTH, LEFT + 30 + LETTER * max((len(step.title) for step in drawn), default=0))
    body = "".join(_drawn(step, n, n == len(drawn) - 1) for n, step in enumerate(drawn))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="Helvetica, Arial, sans-serif"><title>{escape(title)}</title>{body}</svg>'
    )


def _drawn(step: Step, n: int, last: bool) -> str:
    y = STEP * n + 24
    colour = {"passed": PASSED, "here": HERE, "ahead": AHEAD}[step.state]
    colour = SIDE if step.side and step.state == "passed" else colour
    line = (
        ""
        if last
        else f'<line x1="{LEFT}" y1="{y + 9}" x2="{LEFT}" y2="{y + STEP - 9}" stroke="{colour}" stroke-width="3"/>'
    )
    fill = "#ffffff" if step.state == "ahead" else colour
    circle = f'<circle cx="{LEFT}" cy="{y}" r="8" fill="{fill}" stroke="{colour}" stroke-width="3"/>'
    when = f" · {step.on.day} {step.on:%B %Y}" if step.on else ""
    weight = ' font-weight="700"' if step.state == "here" else ""
    note = " · you are here" if step.state == "here" else ""
    label = f'<text x="{LEFT + 20}" y="{y + 5}" font-size="14" fill="#0b0c0c"{weight}>{escape(step.title)}</text>'
    under = (
        f'<text x="{LEFT + 20}" y="{y + 20}" font-size="11" fill="#505a5f">{escape((when + note).strip(" ·"))}</text>'
    )
    return line + circle + label + (under if when or note else "")


def step_words(step: Step) -> str:
    """A step for the list: title, day, and how it stands."""
    when = f", {step.on.day} {step.on:%B %Y}" if step.on else ""
    state = {"passed": "passed", "here": "the case is here", "ahead": "ahead"}[step.state]
    return f"{step.title} ({state}{when})"
