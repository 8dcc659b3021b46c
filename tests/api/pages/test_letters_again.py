"""A letter that could not go is sent again by somebody who confirms its address; who did stays with it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from cases.models import OutboxRow
from cases.store import UnitOfWork
from tests.api.pages.office import Office, press

OUTBOX: Any = OutboxRow.__table__  # type: ignore[attr-defined]


def parked(office: Office, **changes: object) -> tuple[str, str]:
    """A case with a letter that could not go, and the address of that letter's page."""
    reference = office.case()
    action = f"/cases/{reference}/actions/take_up"
    who = office.at("ines").go(action)
    press(press(who, action, "preview"), action, "confirm")
    with UnitOfWork(office.database) as uow:
        key = uow.session.execute(select(OUTBOX.c.id).where(OUTBOX.c.party_id.is_not(None))).scalars().first()
        values = {"state": "parked", "why": "The mail server refused it for good: 550 no such user", **changes}
        uow.session.execute(update(OUTBOX).where(OUTBOX.c.id == key), values)
        uow.commit()
    return reference, f"/cases/{reference}/letters/{key}"


def state(office: Office, href: str) -> tuple[str, str | None]:
    with UnitOfWork(office.database) as uow:
        row = uow.session.execute(select(OUTBOX).where(OUTBOX.c.id == int(href.rpartition("/")[2]))).one()
        return row.state, row.address


def test_a_parked_letter_is_sent_again_to_a_corrected_address(office: Office) -> None:
    reference, href = parked(office)
    who = office.at("ines").go(f"/cases/{reference}")
    assert f'href="{href}#again"' in who.page
    who.go(href).send(f"{href}/again", address="amina.w@example.org")
    assert "The letter is on its way to amina.w@example.org." in who.text
    assert "Sent again by Ines Wanjiru" in who.text
    assert state(office, href) == ("queued", "amina.w@example.org")


def test_a_letter_sent_again_twice_goes_once(office: Office) -> None:
    _reference, href = parked(office)
    who = office.at("ines").go(href)
    form = {**who.hidden(f"{href}/again"), "address": "amina@example.org"}
    who.post(f"{href}/again", form)
    who.post(f"{href}/again", form)
    assert "This letter does not wait to be sent again." in who.text
    assert who.text.count("Sent again by") == 1


def test_an_address_that_is_none_is_refused_beside_its_field(office: Office) -> None:
    _reference, href = parked(office)
    who = office.at("ines").go(href).send(f"{href}/again", address="amina at home")
    assert (who.status, 'href="#address"' in who.page) == (422, True)
    assert "amina at home" in who.page
    assert state(office, href)[0] == "parked"


def test_a_letter_that_went_offers_nothing(office: Office) -> None:
    _reference, href = parked(office, state="sent")
    assert "Send it again" not in office.at("ines").go(href).text


def test_a_code_is_never_sent_again(office: Office) -> None:
    _reference, href = parked(office, letter="tracking-code")
    assert "Send it again" not in office.at("ines").go(href).text
