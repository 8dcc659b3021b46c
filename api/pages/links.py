"""Where the law and the procedures stand: addresses of provisions, stages, actions and limits, and how they are named.

Both the law pages and the pages of the procedures link to each other by these.
"""

from __future__ import annotations

from cases.law import Provision
from cases.lifecycle import Lifecycle
from cases.lifecycles import versions
from cases.page import Part, Use

EVERYWHERE = "everywhere"
"""The place on the page for what is open, or runs, in every stage."""


def law_href(provision: Provision | None) -> str:
    """The address of a provision on file; empty for none."""
    return f"/law/{provision.instrument.key}#{anchor(provision.number)}" if provision else ""


def anchor(number: str) -> str:
    """The number of a provision as an element id."""
    return "p-" + "".join(c if c.isalnum() else "-" for c in number)


def procedure_href(life: Lifecycle) -> str:
    """The page of a procedure; an older version has its number in the address."""
    newest = versions(life.key)[:1] in ((), (life,))
    return f"/lifecycles/{life.key}" if newest else f"/lifecycles/{life.key}/{life.version}"


def stage_href(life: Lifecycle, stage: str) -> str:
    return f"{procedure_href(life)}#{stage or EVERYWHERE}"


def clock_href(life: Lifecycle, key: str) -> str:
    """A limit on the page of its procedure."""
    return f"{procedure_href(life)}#{limit_id(key)}"


def limit_id(key: str) -> str:
    return f"limit-{key}"


def action_id(stage: str, key: str) -> str:
    """The element of an action in its stage; of one that is open anywhere, in the table of those."""
    return f"act-{stage or EVERYWHERE}-{key}"


def use_href(use: Use) -> str:
    """Where a procedure relies on a provision."""
    stage = use.stage.key if use.stage else ""
    own = action_id(stage, use.key) if use.part is Part.ACTION else limit_id(use.key)
    return f"{procedure_href(use.life)}#{own}"
