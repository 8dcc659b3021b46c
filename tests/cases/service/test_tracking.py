"""What the complainant sees and does: outside words only, once each, and never a date that is not confirmed."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from cases.engine import Actor
from cases.errors import ActionNotOpen, InputRefused, LinkRefused, NotFound
from cases.history import Value
from cases.models import OutboxRow
from cases.seats import Role
from cases.service.acting import take_action
from cases.service.drafts import start_draft
from cases.service.tracking import TrackView, act, open_tracking, send_tracking_code, track_view
from cases.store import Database, UnitOfWork
from tests.cases.service.filing import PDF, lodged, newest_secret

pytestmark = pytest.mark.usefixtures("own_settings")

INES = Actor(frozenset({Role.OFFICER, Role.FOCAL_POINT, Role.SUPERVISOR}), account=None)


def officer(database: Database, case_id: UUID, action: str, **data: Value) -> None:
    with UnitOfWork(database) as uow:
        take_action(uow, case_id, action, actor=INES, data=data)
        uow.commit()


def see(database: Database, case_id: UUID) -> TrackView:
    with UnitOfWork(database) as uow:
        view = track_view(uow, case_id)
        uow.session.expunge_all()
    return view


def asked(database: Database) -> UUID:
    """A case whose complainant was asked a question."""
    case_id = lodged(database).case_id
    officer(database, case_id, "take_up")
    officer(database, case_id, "ask", questions="Which certificate number?")
    return case_id


def fixed(database: Database) -> UUID:
    """A case in which a fix was reported."""
    case_id = lodged(database).case_id
    officer(database, case_id, "take_up")
    officer(database, case_id, "report_fix", source="other_state", what="The order was withdrawn.")
    return case_id


def test_a_lodged_case_is_shown_in_outside_words(database: Database) -> None:
    view = see(database, lodged(database).case_id)
    assert (view.words, view.turn) == ("We have received your complaint.", "Our turn")
    assert [line.words for line in view.history] == ["We have received your complaint.", "You sent your complaint."]
    assert (view.lodged_on, view.closed) == (date(2027, 3, 3), False)


def test_the_next_date_is_when_we_act(database: Database) -> None:
    view = see(database, lodged(database, goods_held_now="no").case_id)
    assert view.next_date is not None
    assert (view.next_date.day, view.next_date.words) == (date(2027, 3, 4), "We act by this day.")


def test_what_is_asked_is_shown_with_the_day_to_answer_by(database: Database) -> None:
    view = see(database, asked(database))
    assert view.question == "Which certificate number?"
    assert view.next_date is not None
    assert (view.next_date.day, view.next_date.words) == (date(2027, 3, 17), "Please act by this day.")
    assert [a.key for a in view.actions] == ["answer", "add_evidence", "report_fix", "withdraw"]


def test_no_inside_word_is_shown(database: Database) -> None:
    shown = str([line.words for line in see(database, asked(database)).history])
    assert "Eligibility" not in shown
    assert "checklist" not in shown


def test_the_answer_goes_back_to_where_it_was_asked(database: Database) -> None:
    case_id = asked(database)
    take(database, case_id, "answer", data={"answers": "KE 123"}, files=[("cert.pdf", PDF)])
    view = see(database, case_id)
    assert view.question == ""
    assert view.words == "An officer checks whether we can act on your complaint."
    assert [d.filename for d in view.documents] == ["refusal.pdf", "cert.pdf"]


def take(
    database: Database,
    case_id: UUID,
    action: str,
    *,
    data: dict[str, Value] | None = None,
    reason: str = "",
    files: list[tuple[str, bytes]] | None = None,
    form_key: str = "",
) -> bool:
    with UnitOfWork(database) as uow:
        done = act(uow, case_id, action, data=data, reason=reason, files=files or [], form_key=form_key or uuid4().hex)
        uow.commit()
    return done is not None


def test_a_form_that_is_sent_twice_counts_once(database: Database) -> None:
    case_id = lodged(database).case_id
    sent = [take(database, case_id, "add_evidence", files=[("a.pdf", PDF)], form_key="same") for _ in range(2)]
    assert sent == [True, False]
    assert len(see(database, case_id).documents) == 2


def test_a_form_that_was_refused_may_be_sent_again(database: Database) -> None:
    case_id = lodged(database).case_id
    with pytest.raises(InputRefused):
        take(database, case_id, "add_evidence", form_key="same")
    assert take(database, case_id, "add_evidence", files=[("a.pdf", PDF)], form_key="same")


def test_a_wrong_file_is_refused_and_nothing_is_recorded(database: Database) -> None:
    case_id = lodged(database).case_id
    with pytest.raises(InputRefused, match=r"is a \.exe file by its content") as refused:
        take(database, case_id, "add_evidence", files=[("a.pdf", PDF), ("b.pdf", b"MZ\x90\0" + b"\0" * 100)])
    assert list(refused.value.fields) == ["files"]
    assert len(see(database, case_id).documents) == 1


@pytest.mark.parametrize(
    ("action", "data", "words"),
    [
        ("confirm_full", {"barrier_stopped_on": "2027-03-02"}, "The fix is confirmed. We are watching"),
        ("confirm_part", {"barrier_stopped_on": "2027-03-02", "remains": "The fee stays."}, "The fix is confirmed."),
        ("only_my_goods", {"remains": "The test is still asked for."}, "Closed: your goods were helped."),
        ("deny", {"facts": "They still ask for the test."}, "An officer checks whether we can act"),
    ],
)
def test_a_reported_fix_is_confirmed_or_denied(
    database: Database, action: str, data: dict[str, Value], words: str
) -> None:
    case_id = fixed(database)
    assert take(database, case_id, action, data=data)
    assert see(database, case_id).words.startswith(words)


def test_a_fix_cannot_have_stopped_the_barrier_tomorrow(database: Database) -> None:
    case_id = fixed(database)
    with pytest.raises(InputRefused, match="future"):
        take(database, case_id, "confirm_full", data={"barrier_stopped_on": "2027-03-04"})


def test_withdrawing_needs_a_reason_and_can_be_undone(database: Database) -> None:
    case_id = lodged(database).case_id
    with pytest.raises(InputRefused, match="Say why"):
        take(database, case_id, "withdraw")
    take(database, case_id, "withdraw", reason="Settled between us.")
    view = see(database, case_id)
    assert (view.closed, view.next_date, [a.key for a in view.actions]) == (True, None, ["reopen"])
    take(database, case_id, "reopen", data={"ground": "recurrence", "what": "They did it again."})
    assert see(database, case_id).words == "Your case is open again."


def test_the_desk_s_own_choices_are_not_offered(database: Database) -> None:
    view = see(database, lodged(database).case_id)
    assert [i.key for i in view.action("withdraw").inputs] == []
    assert [i.key for i in see(database, asked(database)).action("report_fix").inputs] == ["what"]


def test_what_officers_do_is_not_open_to_the_complainant(database: Database) -> None:
    case_id = lodged(database).case_id
    with pytest.raises(ActionNotOpen, match="no longer be done"):
        take(database, case_id, "take_up")


def test_a_note_to_the_complainant_is_shown_and_others_are_not(database: Database) -> None:
    case_id = lodged(database).case_id
    officer(database, case_id, "take_up")
    officer(database, case_id, "tell_complainant", message="We wrote to Tanzania's bureau.")
    line = see(database, case_id).history[0]
    assert (line.words, line.more) == ("We wrote to you.", "We wrote to Tanzania's bureau.")


def test_reference_and_code_open_the_case(database: Database) -> None:
    done = lodged(database)
    with UnitOfWork(database) as uow:
        send_tracking_code(uow, done.reference.lower())
        assert open_tracking(uow, f" {done.reference} ", newest_secret(uow)) == done.case_id


@pytest.mark.parametrize("typed", ["KE-NTB-2027-00099-X", "KE-NTB-2027-00001-8", "hello", "", "'; drop table"])
def test_a_reference_that_does_not_exist_gets_the_answer_of_a_wrong_code(database: Database, typed: str) -> None:
    done = lodged(database)
    with UnitOfWork(database) as uow:
        send_tracking_code(uow, typed)
        with pytest.raises(LinkRefused) as unknown:
            open_tracking(uow, typed, "000000")
        with pytest.raises(LinkRefused) as wrong:
            open_tracking(uow, done.reference, "000000")
    assert unknown.value.reason == wrong.value.reason


def test_a_code_goes_to_nobody_for_a_reference_that_does_not_exist(database: Database) -> None:
    lodged(database)
    with UnitOfWork(database) as uow:
        send_tracking_code(uow, "KE-NTB-2027-00099-X")
        letters = uow.session.exec(select(OutboxRow.letter)).all()
    assert "tracking-code" not in letters


def test_asking_for_a_code_too_often_says_nothing(database: Database) -> None:
    done = lodged(database)
    with UnitOfWork(database) as uow:
        for _ in range(7):
            send_tracking_code(uow, done.reference)
        letters = uow.session.exec(select(OutboxRow.letter)).all()
    assert letters.count("tracking-code") == 5


def test_who_has_only_a_telephone_has_no_code(database: Database) -> None:
    done = lodged(database, filer_email=None)
    with UnitOfWork(database) as uow:
        send_tracking_code(uow, done.reference)
        assert "tracking-code" not in uow.session.exec(select(OutboxRow.letter)).all()


def test_a_draft_cannot_be_tracked(database: Database) -> None:
    with UnitOfWork(database) as uow:
        draft, _ = start_draft(uow, channel="web", language="en")
        with pytest.raises(NotFound, match="no such case"):
            track_view(uow, draft.case_id)
