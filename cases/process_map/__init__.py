"""The process map: a procedure, or where a case stands in it, as SVG and as an ordered list. No script.

The main line runs from left to right, the other stages stand below it, phase by phase. Pages show the list beside the
picture; on a telephone the list alone, as a line down the page.
"""

from __future__ import annotations

from cases.process_map.drawing import lifecycle_map_svg, process_map_svg
from cases.process_map.layout import Band, bands
from cases.process_map.steps import Step, step_words, steps

__all__ = ["Band", "Step", "bands", "lifecycle_map_svg", "process_map_svg", "step_words", "steps"]
