"""Handing a case over to another department on the pages, and back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from cases.models import Account
from cases.store import UnitOfWork
from tests.api.pages.office import Office, press


def moved(office: Office, who: str, department: str) -> None:
    table: Any = Account.__table__  # type: ignore[attr-defined]
    with UnitOfWork(office.database) as uow:
        uow.session.execute(update(table).where(table.c.username == who), {"department": department})
        uow.commit()


def test_a_case_is_handed_over_and_leaves_the_desk(office: Office) -> None:
    moved(office, "otto", "eac_affairs")
    reference = office.case("routing")
    action = f"/cases/{reference}/actions/hand_over"
    who = office.at("ines").go(f"/cases/{reference}")
    assert f'href="{action}"' in who.page
    press(who.go(action), action, "preview", {"department": "eac_affairs", "reason": "It is EAC work."})
    assert "(Otto Barasa)" in who.text
    assert "this case now belongs to your department (EAC affairs)" in who.text
    press(who, action, "confirm")
    assert "Officer : nobody · EAC affairs" in who.text.replace("Officer: ", "Officer : ")
    assert "The desk Handed over to another department: EAC affairs (before: Ines Wanjiru)" in who.text
    assert "It is EAC work." in who.text


def test_only_the_other_department_is_offered(office: Office) -> None:
    page = office.at("ines").go(f"/cases/{office.case('routing')}/actions/hand_over").page
    assert ('value="eac_affairs"' in page, 'value="trade"' in page) == (True, False)


def test_a_hand_over_without_a_reason_is_refused(office: Office) -> None:
    reference = office.case("routing")
    action = f"/cases/{reference}/actions/hand_over"
    who = press(office.at("ines").go(action), action, "preview", {"department": "eac_affairs"})
    assert (who.status, 'href="#reason"' in who.page) == (422, True)


def test_a_closed_case_is_not_handed_over(office: Office) -> None:
    assert "/actions/hand_over" not in office.at("ines").go(f"/cases/{office.case('closed_withdrawn')}").page
