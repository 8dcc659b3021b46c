"""Bars by day as a picture: two colours one upon the other, without script and without style.

The policy of the pages allows neither, so what the library leaves to them stands as attributes of each part.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

GREEN, GREY, INK, LINE = "#00563f", "#8a9499", "#2b3133", "#d5dad8"
COLOURS = {"color-0": GREEN, "color-1": GREY}
WIDE, NARROW = (900, 240), (340, 260)
EVERY, SELDOM = 5, 10
"""Every so many days one is named below the bars."""
LEFT_OUT = frozenset({"script", "style", "desc", "title", "defs"})


def bars(labels: Sequence[str], parts: Sequence[tuple[str, Sequence[int]]], *, narrow: bool = False) -> bytes:
    """An SVG. `labels` name the days, each part is a name and its number per day."""
    most = max((sum(numbers) for numbers in zip(*(part[1] for part in parts), strict=True)), default=0)
    width, height = NARROW if narrow else WIDE
    chart = _chart(width, height, steps=_steps(most))
    chart.x_labels, chart.x_labels_major = labels, labels[:: SELDOM if narrow else EVERY]
    for name, numbers in parts:
        chart.add(name, list(numbers))
    root = chart.render_tree()
    root.attrib.pop("id", None)  # it is another one each time
    root.set("width", str(width))
    root.set("height", str(height))
    _paint(root)
    return bytes(_pygal().etree.etree.tostring(root))


def _chart(width: int, height: int, *, steps: list[int]) -> Any:
    pygal = _pygal()
    return pygal.StackedBar(
        style=pygal.style.Style(label_font_size=13, major_label_font_size=13, legend_font_size=14),
        width=width, height=height, js=[], legend_at_bottom=True, legend_at_bottom_columns=2, legend_box_size=12,
        show_minor_x_labels=False, truncate_label=-1, truncate_legend=-1, margin=6, spacing=6, y_labels=steps,
        range=(0, steps[-1]), no_data_text="", print_values=False,
    )  # fmt: skip


def _steps(most: int) -> list[int]:
    """A few whole numbers for the side of the picture."""
    step = max(1, -(-most // 4))
    return list(range(0, most + step, step)) if most else [0, 1]


@cache
def _pygal() -> Any:
    """The library of pictures, without the finder of modules for maps that it leaves behind: that one is of an old kind
    of which Python complains at every import afterwards.
    """
    import pygal  # type: ignore[import-untyped]
    import pygal.style  # type: ignore[import-untyped]

    sys.meta_path[:] = [each for each in sys.meta_path if type(each).__module__ != pygal.__name__]
    return pygal


def _paint(element: Any, axis: str = "") -> None:
    """Give each part its colour, and take out what only a script or a pointer would show."""
    classes = _classes(element)
    if "axis" in classes and "guides" not in classes and _kind(element) == "g":
        axis = "x" if "x" in classes else "y"
    for name, value in _attributes(element, classes, axis):
        element.set(name, value)
    for child in list(element):
        remark = callable(child.tag)
        if remark or _kind(child) in LEFT_OUT or any("overlay" in each for each in _classes(child)):
            element.remove(child)
        else:
            _paint(child, axis)


def _kind(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _classes(element: Any) -> set[str]:
    return set((element.get("class") or "").split())


def _attributes(element: Any, classes: set[str], axis: str) -> list[tuple[str, str]]:
    colour = next((COLOURS[each] for each in classes if each in COLOURS), "#ffffff" if "background" in classes else "")
    if colour:
        return [("fill", colour)]
    if _kind(element) == "text":
        anchor = {"x": "middle", "y": "end"}.get(axis, "start")
        return [("fill", INK), ("font-family", "sans-serif"), ("font-size", "13"), ("text-anchor", anchor)]
    if _kind(element) == "path":
        if "guide" in classes:
            return [("fill", "none"), ("stroke", LINE if axis == "y" else "none"), ("stroke-dasharray", "4,4")]
        return [("fill", "none"), ("stroke", INK)]
    return []
