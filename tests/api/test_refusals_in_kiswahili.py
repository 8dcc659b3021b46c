"""A refusal in the language of the page: who may act, from which day, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api import i18n
from cases.errors import DateRefused, InputRefused, NotAllowed, Refused
from cases.lifecycles.ntb.gates import over
from tests.cases.small_procedure import SMALL
from tests.makers import AUDITOR, CaseOnPaper


@pytest.fixture(autouse=True)
def kiswahili() -> Iterator[None]:
    i18n.use("sw")
    yield
    i18n.use("en")


def refused(kind: type[Refused], action: str, on: str, **how: object) -> Refused:
    with pytest.raises(kind) as found:
        CaseOnPaper(SMALL, "2027-03-01").do(action, on, **how)  # type: ignore[arg-type]
    return found.value


def test_who_may_act_is_named_by_the_seat() -> None:
    said = i18n.say(refused(NotAllowed, "send", "2027-03-01", by=AUDITOR).reason)
    assert "Afisa wa kesi" in said
    assert "Only" not in said


def test_a_day_is_written_as_kiswahili_writes_it() -> None:
    said = i18n.say(refused(DateRefused, "send", "2027-03-05", known="2027-03-04").reason)
    assert "5 Machi 2027" in said
    assert "4 Machi 2027" in said


def test_the_refusal_of_an_answer_is_said_in_kiswahili() -> None:
    refusal = refused(InputRefused, "send", "2027-03-01", unasked="x")
    assert isinstance(refusal, InputRefused)
    assert i18n.say(refusal.fields["unasked"]).startswith("Hatua hii ")


def test_all_fields_together_are_said_in_kiswahili_too() -> None:
    refusal = refused(InputRefused, "send", "2027-03-01", unasked="x")
    assert i18n.say(refusal.reason).startswith("Hatua hii ")


def test_a_time_that_still_runs_is_named_with_its_last_day() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    said = over("nothing-of-the-kind", "The complainant may answer")(paper.facts("2027-03-02"))
    assert i18n.say(said) == "Mlalamikaji anaweza kujibu; hakuna tarehe inayohesabika sasa."
