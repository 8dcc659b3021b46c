"""What the complainant reads about their own acts: on the button, what follows, and in the history afterwards.

The lifecycle names an act for both sides; its explanation is written for the officer. What stands here is for the
person; where nothing does, the lifecycle's own words are used.
"""

from __future__ import annotations

from dataclasses import dataclass

from cases.lifecycle import Action
from cases.ntb.wording import N_


@dataclass(frozen=True, slots=True)
class Words:
    """`button` names the act, `follows` says what comes of it, `done` that it was done."""

    button: str
    follows: str
    done: str


_WORDS = {
    "submit": Words(N_("Send my complaint"), "", N_("You sent your complaint.")),
    "answer": Words(
        N_("Answer our questions"),
        N_("Your case goes on as soon as we have your answer."),
        N_("You answered our questions."),
    ),
    "revive": Words(
        N_("Go on with my case"),
        N_("Your case goes back to the question that was open."),
        N_("You went on with your case."),
    ),
    "confirm_full": Words(
        N_("Yes, it is gone"),
        N_("We then watch for half a year whether the barrier comes back."),
        N_("You confirmed that the barrier is gone."),
    ),
    "confirm_part": Words(
        N_("It is partly gone"),
        N_("What remains goes on as a case of its own, linked to this one."),
        N_("You told us that a part of it is gone."),
    ),
    "only_my_goods": Words(
        N_("Only my goods were released"),
        N_("We close this case. The rule itself goes on as a case of its own, linked to this one."),
        N_("You told us that only your goods were released."),
    ),
    "deny": Words(
        N_("No, it is still there"),
        N_("Your case goes back to where the fix was reported, and we go on."),
        N_("You told us that the barrier is still there."),
    ),
    "recurred": Words(N_("It came back"), N_("We open your case again."), N_("You told us that it came back.")),
    "add_evidence": Words(
        N_("Add evidence"), N_("Your files are put with the case. Nothing else changes."), N_("You added evidence.")
    ),
    "report_fix": Words(
        N_("Tell us that it is fixed"),
        N_("We then ask you to confirm it; nothing is closed before."),
        N_("You told us that it is fixed."),
    ),
    "withdraw": Words(
        N_("Withdraw my complaint"),
        N_("We close your case. You can reopen it later with your reference."),
        N_("You withdrew your complaint."),
    ),
    "private_route": Words(
        N_("I am going to court"),
        N_("We stop here while a court has your matter."),
        N_("You told us that you are going to court."),
    ),
    "reopen": Words(
        N_("Reopen my case"),
        N_("We open your case again, together with what was decided before."),
        N_("You reopened your case."),
    ),
}


def words_for(action: Action) -> Words:
    """The complainant's words for an act."""
    return _WORDS.get(action.key) or Words(action.gist, action.says, action.title)
