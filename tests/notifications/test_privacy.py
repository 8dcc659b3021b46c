"""Nothing about a complainant who asked to stay unnamed leaves the department; loss and fear never do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from cases.history import Value
from cases.seats import LEAD_AGENCY, NFP_OTHER, SEATS, Seat
from cases.settings import Settings
from cases.store import Database
from notifications.compose import compose, words_of
from notifications.contents import letter_for
from notifications.letters import LETTERS
from notifications.letters.base import ABROAD, OUTSIDE, STATE, audience_of
from notifications.occasion import Filer, Occasion
from notifications.render import html
from tests.notifications.makers import FACTS, event, every_letter, fill, notify, occasion, outbox, row

CANARY = "canary"
SECRETS: dict[str, Value] = {
    "loss_amount": "canary 777000", "retaliation_risk": "canary fear", "filer_name": "canary", "filer_phone": "canary",
    "authority": "the canary office in the filer's words",
}  # fmt: skip
FILER = Filer("Canary Achieng", "Canary Dairy Ltd")


def told(each: Occasion) -> str:
    words = words_of(each)
    return f"{words.subject}\n{words.text}\n{html(words)}"


def outside(consent: str, shown: str | None = None) -> Iterator[Occasion]:
    """Every letter to every other office, about a case that is full of canaries."""
    for each in every_letter():
        if each.audience not in OUTSIDE:
            continue
        values = {**each.values, **SECRETS, "consent_share_identity": consent, "identity_shared": shown}
        yield replace(each, values=values, filer=FILER, description="canary story", title="canary title",
                      event=_canaries(each), to="Their focal point")  # fmt: skip


def _canaries(each: Occasion) -> Any:
    """The act with a canary in its reason and in every answer that was not written to go out to this reader."""
    act = each.event
    assert act is not None
    assert each.life is not None
    action = each.life.action_in(act.stage, act.name)
    goes_out = {i.key for i in action.inputs if i.outward} if action else set()
    if each.audience not in ABROAD:
        kind = LETTERS[each.letter]
        goes_out |= {f.metadata["answer"] for f in kind.__dataclass_fields__.values() if "answer" in f.metadata}
    data = {key: value if key in goes_out else "canary answer" for key, value in act.data.items()}
    return replace(act, data=data, reason="canary reason")


def test_an_unnamed_complainant_appears_in_no_letter_to_another_office() -> None:
    found = {each.letter for each in outside("no") if CANARY in told(each).lower()}
    assert found == set()


def test_consent_alone_does_not_name_the_complainant_to_another_state() -> None:
    found = {each.letter for each in outside("yes") if each.audience is STATE and CANARY in told(each).lower()}
    assert found == set()


def test_an_association_that_may_be_named_is_not_the_person() -> None:
    for each in outside("only_association", "association"):
        as_association = replace(each, values={**each.values, "filer_capacity": "association"})
        assert "Achieng" not in told(as_association), each.letter


def test_only_the_association_is_named_when_only_it_may_be() -> None:
    values = {**FACTS, "consent_share_identity": "only_association", "identity_shared": "association"}
    act = event("ready_to_notify.notify", "notified", request_text="text")
    asked = occasion(
        "request-to-other-state", values={**values, "filer_capacity": "association"}, filer=FILER, event=act
    )
    assert "brought by Canary Dairy Ltd, who agreed" in words_of(asked).text


def test_a_traders_own_firm_is_not_taken_for_an_association() -> None:
    values = {**FACTS, "consent_share_identity": "only_association", "identity_shared": "association"}
    asked = occasion("request-to-other-state", values=values, filer=FILER)
    assert "The complainant is not named." in words_of(asked).text


def test_with_consent_and_the_officers_choice_the_name_is_told() -> None:
    values = {**FACTS, "consent_share_identity": "yes", "identity_shared": "named"}
    asked = occasion("request-to-other-state", values=values, filer=FILER)
    assert "brought by Canary Achieng, Canary Dairy Ltd, who agreed to be named." in words_of(asked).text


def test_loss_and_fear_are_told_to_nobody_outside_even_with_consent() -> None:
    for each in outside("yes", "named"):
        assert not re.search("canary (777000|fear|office|title|reason)", told(each), re.IGNORECASE), each.letter


def test_the_story_goes_to_a_kenyan_agency_only_with_consent() -> None:
    asked = occasion("report-requested", LEAD_AGENCY, description="canary story", filer=FILER)
    assert CANARY not in told(asked).lower()
    agreed = replace(asked, values={**FACTS, "consent_share_identity": "yes"})
    assert "> canary story" in words_of(agreed).text


def test_the_story_never_goes_to_another_state() -> None:
    for each in outside("yes", "named"):
        if each.audience in ABROAD:
            assert "canary story" not in told(each), each.letter


@pytest.mark.parametrize("seat", [s for s in SEATS.values() if audience_of(s) in OUTSIDE], ids=lambda s: s.key)
def test_no_reach_outside_reads_a_title_or_a_reason(seat: Seat) -> None:
    keys = [key for key, kind in LETTERS.items() if audience_of(seat) in kind.audiences]
    for key in keys:
        act = event("ready_to_notify.notify", "notified", reason="canary")
        filled = letter_for(occasion(key, seat, title="canary", event=act, description="canary", filer=FILER))
        assert CANARY not in str(filled).lower(), key


def test_what_an_officer_wrote_for_ourselves_does_not_go_to_another_state() -> None:
    act = event("reply_review.propose_deal", "bilateral_consultation", note="canary note")
    assert CANARY not in told(occasion("meeting-proposed", NFP_OTHER, event=act))


def test_from_the_database_the_other_state_reads_the_request_and_nothing_of_the_trader(
    sqlite: Database, chosen: Settings
) -> None:
    notify(sqlite, fill(sqlite, values={"retaliation_risk": True}))
    with sqlite.read() as session:
        letters = [compose(session, r, chosen) for r in outbox(sqlite) if r.contact_id is not None]
    assert len(letters) == 2
    for each in letters:
        content = each.message.decode() + each.text + each.html
        assert "Uganda holds Kenyan milk" in each.text
        assert not re.search("canary|Achieng|777000|254700000042|retaliation", content, re.IGNORECASE)


def test_from_the_database_a_named_complainant_is_named(sqlite: Database, chosen: Settings) -> None:
    notify(sqlite, fill(sqlite, values={"consent_share_identity": "yes"}), identity="named")
    with sqlite.read() as session:
        sent = compose(session, row(sqlite, "request-to-other-state"), chosen)
    assert "Achieng Canaryname, Canary Dairy Ltd, who agreed to be named" in sent.text
    assert "they hold my milk" not in sent.text
