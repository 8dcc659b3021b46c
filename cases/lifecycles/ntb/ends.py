"""How a case ends. Terminal is not final: most ends can be reopened on recurrence or a new fact."""

from __future__ import annotations

from cases.lifecycle import CHOICE, LONGTEXT, Action, Input, Outside, Stage
from cases.lifecycles.ntb import asks, basis, letters
from cases.lifecycles.ntb.watching import RESUME
from cases.ntb.outcomes import CLOSE_STATUSES
from cases.seats import COMPLAINANT, OFFICER, Seat
from cases.words import N_

RECURRENCE = ("recurrence", N_("It happened again"))
NEW_FACT = ("new_fact", N_("A new fact or new evidence"))
SENT_BACK = ("sent_back", N_("The other body sent it back"))
JUDGMENT = ("judgment", N_("A judgment or a settlement"))

NO_TURN = N_("Nobody's turn")
REOPEN_IT = N_("If it happens again, reopen the case with your reference.")


def reopen(
    *grounds: tuple[str, str], by: tuple[Seat, ...] = (COMPLAINANT, OFFICER), at_one_click: bool = False
) -> Action:
    """The way back from an end. At one click, the complainant need not explain."""
    return Action(
        "reopen", N_("Reopen the case"), by=by, cite=basis.REOPENING, to="reopened",
        inputs=(
            Input("ground", N_("Why"), CHOICE, required=not at_one_click, choices=grounds),
            Input("what", N_("What is new?"), LONGTEXT, required=not at_one_click),
            asks.FILES,
        ),
        emails=letters.REOPENED, button=N_("Reopen my case"),
        says=N_("Opens the case again, with a link to the old decision."),
    )  # fmt: skip


def end(key: str, words: str, *actions: Action, you: str = REOPEN_IT, note: str = "") -> Stage:
    """A terminal stage; its key is the close status."""
    return Stage(
        key, CLOSE_STATUSES[key], Outside(words, NO_TURN, you), actions=actions, terminal=True, phase="closed",
        note=note
    )  # fmt: skip


AGAIN = reopen(RECURRENCE, NEW_FACT)

STAGES = (
    Stage(
        "closed_resolved_full",
        CLOSE_STATUSES["closed_resolved_full"],
        Outside(N_("Closed: the barrier is gone and did not come back."), NO_TURN, REOPEN_IT),
        actions=(AGAIN,),
        terminal=True,
        phase="closed",
        main=True,
    ),
    end(
        "closed_resolved_part",
        N_("Closed: a part of the barrier is gone. Another case goes on about what remains."),
        AGAIN,
    ),
    end(
        "closed_relief_individual",
        N_("Closed: your goods were helped. Another case goes on about the rule itself."),
        AGAIN,
    ),
    end("closed_clarified", N_("Closed: the measure was explained and the explanation accepted."), AGAIN),
    end(
        "closed_unconfirmed",
        N_("Closed: we were told that it is fixed, but we did not hear from you."),
        reopen(RECURRENCE, NEW_FACT, at_one_click=True),
        you=N_("If it is not fixed, reopen the case at one click."),
    ),
    end("closed_not_ntb", N_("Closed: this is not a barrier that we can act on."), reopen(NEW_FACT)),
    end(
        "closed_merged",
        N_("Joined to another case about the same barrier, which goes on."),
        you=N_("Follow the case that goes on; its reference is in our letter."),
        note=N_("Not reopened: the complaint continues in the master case."),
    ),
    end(
        "closed_insufficient_evidence",
        N_("Closed: there was not enough evidence."),
        AGAIN,
        you=N_("If you find new evidence, reopen the case with your reference."),
    ),
    end("closed_withdrawn", N_("Closed: withdrawn."), reopen(RECURRENCE, NEW_FACT, by=(COMPLAINANT,))),
    end("closed_no_contact", N_("Closed: we could not reach you."), AGAIN),
    end(
        "closed_abandoned",
        N_("This draft was deleted."),
        you=N_("You can file again at any time."),
        note=N_("Not reopened: file again."),
    ),
    end("closed_not_pursued", N_("Closed: Kenya does not take this further. The reasons are in our letter."), AGAIN),
    end(
        "referred_out",
        N_("Sent to another body, which can help better."),
        reopen(SENT_BACK, by=(OFFICER, COMPLAINANT)),
        you=N_("Turn to that body; its contact is in our letter."),
    ),
    end(
        "escalated_dispute",
        N_("Kenya has taken this to a formal dispute."),
        Action(
            "resume", N_("Take up the case again"), by=(OFFICER,), cite=basis.REOPENING, to=RESUME,
            inputs=(Input("old_decision", N_("How the dispute ended, and what is taken up again"), LONGTEXT),),
            emails=letters.REOPENED, button=N_("Take up again"),
            says=N_("The dispute ended without a fix; the case goes on where it was last worked on."),
        ),
        you=N_("Nothing now. In a formal dispute the State, not the trader, decides."),
        note=N_("The dispute procedure owns the case. Its own consultation periods run there, not here."),
    ),
    end(
        "private_litigation",
        N_("Before a court, at your own suit."),
        reopen(JUDGMENT),
        you=N_("Tell us of the judgment or a settlement."),
    ),
)  # fmt: skip

TERMINAL = tuple(stage.key for stage in STAGES)
