"""How a dispute file ends here."""

from __future__ import annotations

from cases.lifecycle import LONGTEXT, Action, Input, Outside, Stage
from cases.lifecycles.dispute import basis
from cases.seats import DISPUTE_DESK
from cases.words import N_

NOBODY = N_("Nobody's turn")

LESSONS = Action(
    "lessons", N_("Send the note on lessons"), by=(DISPUTE_DESK,), cite=basis.RECORD,
    inputs=(Input("note", N_("What was learned"), LONGTEXT),), button=N_("Send the note"),
    says=N_("For the national committee. The file stays closed."),
)  # fmt: skip
KEPT = N_("Kept as a record")


def end(key: str, title: str, words: str, *actions: Action, main: bool = False) -> Stage:
    """A terminal stage; its key is the close status."""
    return Stage(key, title, Outside(words, NOBODY), actions=actions, terminal=True, phase="closed", main=main)


STAGES = (
    end("closed_not_admitted", N_("Not admitted"), N_("Closed: this cannot be taken to the WTO.")),
    end("closed_diverted", N_("Sent to another procedure"), N_("Closed here: another procedure is the right one.")),
    end("closed_no_action", N_("Decided against a dispute"), N_("Closed: Kenya does not take this to the WTO.")),
    end("closed_withdrawn", N_("Withdrawn"), N_("Closed: the request was withdrawn.")),
    end("closed_inactive", N_("Closed without a result"), N_("Closed: nothing more is expected.")),
    end("closed_mutually_agreed", N_("Solution agreed"), N_("Closed: both sides agreed on a solution.")),
    end("closed_followed_to_panel", N_("Followed to the panel"), N_("Closed: a panel was established."),
        main=True),
    end("closed_observed", N_("Observed to the end"), N_("Closed: Kenya followed this dispute to its end."), LESSONS),
    end("closed_kept", KEPT, N_("Kept as a record of a dispute of others.")),
)  # fmt: skip
KEYS = tuple(stage.key for stage in STAGES)
