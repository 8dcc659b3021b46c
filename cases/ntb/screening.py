"""The eligibility test of section 5: six questions, each with what follows from the wrong answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.ntb.wording import N_


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the checklist, answered yes, no or na; `fails` is said on no. A `flag` warns without failing."""

    key: str
    question: str
    fails: str
    flag: bool = False


CHECKLIST: tuple[Question, ...] = (
    Question(
        "state_measure",
        N_("Is it a measure of a state, or a practice that a state tolerates (not a private contract)?"),
        N_("It is a private matter: no state acts or tolerates it. Name the right door."),
    ),
    Question(
        "not_a_tariff",
        N_("Is it something other than a tariff rate as such?"),
        N_("It is about the rate of a tariff. Name the right door."),
    ),
    Question(
        "goods_with_partner",
        N_("Are goods in trade or transit with a treaty partner or a WTO member?"),
        N_("No goods in trade or transit with a partner are concerned."),
    ),
    Question(
        "not_open", N_("Is the same barrier not yet open in another case?"), N_("It is open already: merge the two.")
    ),
    Question(
        "enough_facts", N_("Are there enough facts to act?"), N_("The facts do not suffice: ask the complainant.")
    ),
    Question(
        "not_in_court",
        N_("Is it before no court?"),
        N_("It is before a court: go on only with this noted."),
        flag=True,
    ),
)


def failed(answers: Mapping[str, str]) -> list[Question]:
    """The questions answered no that stop the case; a case that is before a court is flagged, not stopped."""
    return [test for test in CHECKLIST if answers.get(test.key) == "no" and not test.flag]


def flagged(answers: Mapping[str, str]) -> list[Question]:
    """The questions answered no that only warn."""
    return [test for test in CHECKLIST if answers.get(test.key) == "no" and test.flag]


def unanswered(answers: Mapping[str, str]) -> list[Question]:
    """The questions that still want yes, no or na."""
    return [test for test in CHECKLIST if answers.get(test.key) not in ("yes", "no", "na")]


def checklist_choices() -> tuple[tuple[str, str], ...]:
    """(value, label) of the questions, for the officer's form."""
    return tuple((test.key, test.question) for test in CHECKLIST)
