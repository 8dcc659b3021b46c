"""The only writers. Each function is one transaction over one case (or one register), or part of one.

They read, let the engine decide, and write the event, the case, the clocks and the letters together. They never send
mail and never look at the clock of the machine: the unit of work tells the department's time.
"""

from cases.service.acting import Done, preview, take_action
from cases.service.correcting import correct
from cases.service.opening import open_case

__all__ = ["Done", "correct", "open_case", "preview", "take_action"]
