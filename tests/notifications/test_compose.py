"""The message: its headers, its thread, its bytes; and that a preview says what will be sent."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Row, select

from cases.models import DeadlineChange, DeadlineRow
from cases.service import preview
from cases.settings import Settings
from cases.store import Database, UnitOfWork
from notifications.compose import BadAddress, Composed, compose, compose_preview
from tests.conftest import NOW
from tests.notifications.makers import FOCAL, OUTBOX, PAPER, fill, notify, outbox, request, row

CLOCK: Any = DeadlineRow.__table__  # type: ignore[attr-defined]
CHANGE: Any = DeadlineChange.__table__  # type: ignore[attr-defined]


@pytest.fixture
def sent(sqlite: Database, chosen: Settings) -> Iterator[Composed]:
    """The request to Uganda, composed."""
    notify(sqlite, fill(sqlite))
    with sqlite.read() as session:
        yield compose(session, row(sqlite, "request-to-other-state"), chosen)


def parsed(composed: Composed) -> EmailMessage:
    message = email.message_from_bytes(composed.message, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_it_goes_from_the_department_to_the_focal_point(sent: Composed) -> None:
    assert (sent.sender, sent.to) == ("no-reply@tatua.example", "nfp_other@ug.example")
    assert parsed(sent)["To"] == "Contact UG <nfp_other@ug.example>"


def test_it_keeps_the_message_id_of_its_row(sent: Composed, sqlite: Database) -> None:
    assert parsed(sent)["Message-ID"] == row(sqlite, "request-to-other-state").message_id


def test_it_says_that_a_machine_wrote_it_and_when(sent: Composed) -> None:
    message = parsed(sent)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"] == "Wed, 03 Mar 2027 07:00:00 +0000"


def test_another_state_answers_to_the_focal_point(sent: Composed) -> None:
    assert parsed(sent)["Reply-To"] == "focal_point@trade.example"


def test_lines_end_as_mail_wants_them(sent: Composed) -> None:
    assert b"\n" not in sent.message.replace(b"\r\n", b"")
    assert max(len(line) for line in sent.message.split(b"\r\n")) <= 998


def test_text_and_html_say_the_same(sent: Composed) -> None:
    message = parsed(sent)
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert plain.get_content().replace("\r\n", "\n") == sent.text
    assert "Uganda holds Kenyan milk at Busia" in page.get_content()


def test_all_letters_of_a_case_hang_on_one_thread(sqlite: Database, chosen: Settings) -> None:
    case_id = fill(sqlite)
    notify(sqlite, case_id)
    with sqlite.read() as session:
        roots = {parsed(compose(session, each, chosen))["References"] for each in outbox(sqlite) if each.address}
    assert roots == {f"<case-{case_id.hex}@tatua>"}


def test_the_same_row_gives_the_same_bytes(sqlite: Database, chosen: Settings) -> None:
    notify(sqlite, fill(sqlite))
    with sqlite.read() as session:
        first, second = (compose(session, row(sqlite, "request-sent"), chosen).message for _ in range(2))
    assert first == second


def test_the_letter_to_the_trader_is_in_their_language(sqlite: Database, chosen: Settings) -> None:
    notify(sqlite, fill(sqlite))
    with sqlite.read() as session:
        told = compose(session, row(sqlite, "request-sent"), chosen)
    assert told.text.startswith("Jumatano, 3 Machi 2027 Kenya iliiomba Uganda iondoe kikwazo.")
    assert "/track?reference=KE-NTB-2027-00001-" in told.text


def test_a_preview_says_what_will_be_sent(sqlite: Database, chosen: Settings) -> None:
    case_id = fill(sqlite)
    with UnitOfWork(sqlite) as uow:
        case = uow.case(case_id)
        before = preview(uow, case_id, "notify", actor=FOCAL, data=request(), documents=[str(PAPER)])
        previews = [(to, compose_preview(uow.session, case, before, to, chosen)) for to in before.letters]
        shown = {(to.letter, to.seat.key): made.text for to, made in previews}
    assert outbox(sqlite) == []
    notify(sqlite, case_id)
    with sqlite.read() as session:
        sent = {(each.letter, each.seat): compose(session, each, chosen).text for each in outbox(sqlite)}
    assert shown == sent


def test_a_letter_without_an_address_can_be_read_but_has_nobody_to_go_to(sqlite: Database, chosen: Settings) -> None:
    notify(sqlite, fill(sqlite))
    with sqlite.read() as session:
        mission = compose(session, row(sqlite, "request-copy", seat="mission"), chosen)
    assert mission.to == ""
    assert "A copy follows for your information." in mission.text


def test_an_address_that_is_none_is_refused(sqlite: Database, chosen: Settings) -> None:
    notify(sqlite, fill(sqlite))
    with sqlite.write() as session:
        session.execute(OUTBOX.update().where(OUTBOX.c.letter == "request-sent").values(address="nobody"))
        with pytest.raises(BadAddress, match="not an e-mail address"):
            compose(session, session.execute(OUTBOX.select().where(OUTBOX.c.letter == "request-sent")).one(), chosen)


def like(asked: Row[Any], **changes: object) -> Any:
    """A row of the outbox that differs from a kept one."""
    return SimpleNamespace(**{**asked._asdict(), **changes})


RESPONSE = {"deadline": ["response", 1, 1, ""]}


def test_a_reminder_speaks_of_the_clock_that_its_row_names(sqlite: Database, chosen: Settings) -> None:
    notify(sqlite, fill(sqlite, values={"regime": "AfCFTA", "measure_countries": ["GH"]}))
    asked = like(row(sqlite, "request-sent"), letter="reply-due-soon", seat="nfp_ke", language="en", context=RESPONSE)
    with sqlite.read() as session:
        told = compose(session, asked, chosen)
    assert re.match(r"Due on \w+day \d+ March 2027 \(to be confirmed\): The other state replies\.", told.text)


def test_the_other_state_is_reminded_without_the_unconfirmed_date(sqlite: Database, chosen: Settings) -> None:
    notify(sqlite, fill(sqlite, values={"regime": "AfCFTA", "measure_countries": ["GH"]}))
    asked = like(
        row(sqlite, "request-sent"), letter="reply-reminder", seat="nfp_other", language="en", context=RESPONSE
    )
    with sqlite.read() as session:
        told = compose(session, asked, chosen)
    assert "Kenya's request" in told.text
    assert "is due by" not in told.text


def test_a_bundle_lists_each_reminder_with_its_case(sqlite: Database, chosen: Settings) -> None:
    notify(sqlite, fill(sqlite))
    asked = row(sqlite, "request-sent")
    bundle = like(
        asked, letter="reminders", case_id=None, context={"rows": [asked.id]}, language="en", seat="ntb_officer",
        party_id=None, account_id=1,
    )  # fmt: skip
    with sqlite.write() as session:
        about = {"deadline": ["svc_progress_opened", 1, 1, ""]}
        session.execute(OUTBOX.update().where(OUTBOX.c.id == asked.id).values(context=about))
        told = compose(session, bundle, chosen)
    assert told.subject == "Tatua: 1 reminders"
    assert "- KE-NTB-2027-00001-" in told.text
    assert "A note to the complainant, even “no change” (not filed here), Friday 2 April 2027" in told.text


def test_a_digest_puts_what_is_overdue_first(sqlite: Database, chosen: Settings) -> None:
    notify(sqlite, fill(sqlite))
    asked = row(sqlite, "request-sent")
    with sqlite.read() as session:
        ids = list(session.execute(select(CLOCK.c.id).where(CLOCK.c.state == "open")).scalars())
        digest = like(
            asked, letter="digest", case_id=None, context={"deadlines": ids, "day": "2027-12-01"}, language="en",
            seat="ntb_officer", party_id=None, account_id=1,
        )  # fmt: skip
        told = compose(session, digest, chosen)
    assert told.text.startswith("Wednesday 1 December 2027: ")
    assert "- Overdue: KE-NTB-2027-00001-" in told.text


def test_the_digest_of_a_supervisor_tells_how_much_there_is_and_where(sqlite: Database, chosen: Settings) -> None:
    notify(sqlite, fill(sqlite))
    asked = row(sqlite, "request-sent")
    totals = {"overdue": 7, "today": 2, "week": 5, "nobody": 3, "unsent": 1}
    with sqlite.read() as session:
        ids = list(session.execute(select(CLOCK.c.id).where(CLOCK.c.state == "open")).scalars())
        context = {"deadlines": ids, "day": "2027-12-01", "more": 4, "totals": totals}
        digest = like(
            asked, letter="digest", case_id=None, context=context, language="en", seat="supervisor", party_id=None,
            account_id=1,
        )  # fmt: skip
        told = compose(session, digest, chosen)
    assert "And 4 more" in told.text
    assert "7 overdue, 2 due today, 5 due within a week; 3 of these are of cases that nobody has." in told.text
    assert f"{chosen.base_url}/clocks" in told.text


def test_moved_dates_are_told_with_before_and_after(sqlite: Database, chosen: Settings) -> None:
    case_id = fill(sqlite)
    notify(sqlite, case_id)
    asked = row(sqlite, "request-sent")
    with sqlite.write() as session:
        session.add(
            DeadlineChange(
                case_id=case_id,
                key="svc_notify",
                before=date(2027, 3, 10),
                after=date(2027, 3, 11),
                cause="Idd-ul-Fitr, gazette notice 42",
                recorded_at=NOW,
            )
        )
        session.flush()
        ids = list(session.execute(select(CHANGE.c.id)).scalars())
        moved = like(asked, letter="dates-moved", seat="ntb_officer", language="en", context={"changes": ids})
        told = compose(session, moved, chosen)
    assert "1 date of this case moved, because of: Idd-ul-Fitr, gazette notice 42." in told.text
    assert (
        "- The request is approved and sent: now Thursday 11 March 2027, before Wednesday 10 March 2027." in told.text
    )


def test_an_office_is_addressed_by_its_seat_when_nobody_is_on_file(sqlite: Database, chosen: Settings) -> None:
    notify(sqlite, fill(sqlite))
    with sqlite.read() as session:
        told = compose(session, row(sqlite, "request-copy", seat="mission"), chosen)
    assert "Dear Kenyan mission abroad (Uganda)," in told.text
