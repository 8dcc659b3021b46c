"""The demonstration: every page has something to show, nobody real can be written to, and it follows the procedure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from cases.errors import Refused
from cases.models import Account, Contact, Document, MeetingDay, OutboxRow, Party
from cases.seed import PAST, Seeded, accounts, seed
from cases.seed.paper import pdf
from cases.service.people import password_fits
from cases.service.rebuilding import rebuild
from cases.settings import Settings, using
from cases.store import Database
from cases.store.tables import CASE, DEADLINE
from tests.conftest import Now
from tests.makers import day

RESERVED = (".example", "example.org")


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    with using(Settings(env="demonstration", var_dir=tmp_path / "var", secret_key=SecretStr("s" * 40))) as chosen:
        yield chosen


@pytest.fixture
def loaded(sqlite: Database, settings: Settings) -> Database:
    seed(sqlite)
    return sqlite


def rows(database: Database, query: Any) -> list[Any]:
    with database.read() as session:
        return list(session.execute(query).all())


def all_of(database: Database, model: Any) -> list[Any]:
    with database.read() as session:
        return list(session.execute(select(model)).scalars())


def test_it_loads_on_both_databases(database: Database, settings: Settings) -> None:
    found = seed(database)
    assert (found.accounts, found.records, found.complaints, found.files) == (10, 44, 14, 5)
    assert rebuild(database, dry=True).healthy


def test_it_is_loaded_into_an_empty_database_only(loaded: Database) -> None:
    with pytest.raises(Refused, match="empty database only"):
        seed(loaded)


@pytest.mark.parametrize(
    "at",
    [
        datetime(2027, 1, 1, 3, tzinfo=UTC),
        datetime(2027, 3, 6, 20, 59, tzinfo=UTC),
        datetime(2027, 12, 27, 22, tzinfo=UTC),
        datetime(2028, 2, 29, 12, tzinfo=UTC),
    ],
    ids=["New Year before office hours", "a Saturday night", "a holiday after midnight in Nairobi", "a leap day"],
)
def test_it_loads_on_any_day(sqlite: Database, settings: Settings, now: Now, at: datetime) -> None:
    now.at = at
    assert isinstance(seed(sqlite), Seeded)
    assert rebuild(sqlite, dry=True).healthy


def test_cases_stand_at_many_stages(loaded: Database) -> None:
    own = select(CASE.c.stage).where(CASE.c.imported.is_(False))
    found = Counter(row.stage for row in rows(loaded, own.where(CASE.c.kind == "ntb")))
    assert found == {
        "draft": 1, "submitted": 2, "screening": 2, "info_requested": 1, "routing": 1, "evidence_nmc": 1, "notified": 1,
        "reply_overdue": 1, "agency_action": 1, "fix_reported": 1, "monitoring": 1, "closed_clarified": 1,
    }  # fmt: skip


def test_disputes_and_investigations_stand_beside_them(loaded: Database) -> None:
    found = rows(loaded, select(CASE.c.stage).where(CASE.c.kind != "ntb").order_by(CASE.c.reference))
    assert [row.stage for row in found] == [
        "ad_questionnaires", "ad_deficient", "consultations_open", "interest_screening", "monitoring",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "subject", "overdue"),
    [
        ("join", "", False), ("settle", "", False), ("svc_ds_monitor", "", False), ("gaps", "", False),
        ("questionnaire", "CN: Harbour Rod", True), ("questionnaire", "CN: Northern Wire", False),
    ],
)  # fmt: skip
def test_clocks_of_all_kinds_run(loaded: Database, key: str, subject: str, overdue: bool) -> None:
    clocks = rows(loaded, select(DEADLINE).where(DEADLINE.c.key == key, DEADLINE.c.subject == subject))
    running = [c.due_on for c in clocks if c.state == "open"]
    assert running
    assert any(due < day("2027-03-03") for due in running) is overdue


def test_whoever_asked_for_a_file_and_the_exporters_can_be_reached(loaded: Database) -> None:
    seats = Counter(row.seat for row in rows(
        loaded, select(Party.seat).join(CASE, CASE.c.id == Party.case_id).where(CASE.c.kind != "ntb")  # type: ignore[call-overload]
    ))  # fmt: skip
    assert seats == {"complainant": 3, "interested_party": 3}


@pytest.mark.parametrize("which", ["overdue", "today", "soon", "paused"])
def test_the_clocks_show_everything(loaded: Database, which: str) -> None:
    today = day("2027-03-03")
    clocks = rows(loaded, select(DEADLINE.c.state, DEADLINE.c.due_on).where(DEADLINE.c.kind != "target"))
    running = [c.due_on for c in clocks if c.state == "open" and c.due_on]
    found = {
        "overdue": any(due < today for due in running),
        "today": any(due == today for due in running),
        "soon": any(today < due <= day("2027-03-05") for due in running),
        "paused": any(c.state == "paused" for c in clocks),
    }
    assert found[which]


def test_one_complainant_is_protected(loaded: Database) -> None:
    assert len(rows(loaded, select(CASE.c.id).where(CASE.c.protected))) == 1


def test_one_complainant_is_only_called(loaded: Database) -> None:
    assert [(p.email, p.phone) for p in all_of(loaded, Party) if p.call_back] == [(None, "+254712345678")]


def test_numbers_grow_with_time_and_none_is_missing(loaded: Database) -> None:
    found = rows(loaded, select(CASE.c.reference, CASE.c.lodged_on).where(CASE.c.reference.is_not(None)))
    by_year = Counter(reference.rsplit("-", 2)[0] for reference, _ in found)
    for series, count in by_year.items():
        numbers = sorted(int(reference.rsplit("-", 2)[1]) for reference, _ in found if reference.startswith(series))
        assert numbers == list(range(1, count + 1))


def test_nobody_real_can_be_written_to(loaded: Database) -> None:
    addresses = [a.email for a in all_of(loaded, Account)] + [c.address for c in all_of(loaded, Contact)]
    addresses += [p.email for p in all_of(loaded, Party)] + [o.address for o in all_of(loaded, OutboxRow)]
    assert [a for a in addresses if a and not a.endswith(RESERVED)] == []


def test_some_offices_have_no_address_and_their_letters_are_parked(loaded: Database) -> None:
    assert len([c for c in all_of(loaded, Contact) if c.address is None]) == 8
    assert [o.letter for o in all_of(loaded, OutboxRow) if o.state == "parked" and o.seat == "rec_secretariat"]


def test_letters_of_the_past_do_not_go_out(loaded: Database) -> None:
    queued = [o for o in all_of(loaded, OutboxRow) if o.state in ("queued", "held")]
    assert {o.letter for o in queued} <= {"complaint-received", "your-turn"}
    assert len([o for o in all_of(loaded, OutboxRow) if o.why == PAST]) > 20


def test_everybody_can_sign_in_with_the_password_shown(loaded: Database) -> None:
    hashes = {a.username: a.password_hash for a in all_of(loaded, Account)}
    (one,) = set(hashes.values())
    assert password_fits(accounts()[0][1], one)[0]
    assert set(hashes) == {name for name, _, _ in accounts()}


def test_all_accounts_are_marked_as_demonstration(loaded: Database) -> None:
    assert {a.demonstration for a in all_of(loaded, Account)} == {True}


def test_the_staff_has_every_role_that_the_department_needs() -> None:
    assert Counter(role for _, _, role in accounts()) == {
        "officer": 3, "focal_point": 2, "supervisor": 1, "counsel": 1, "decision_maker": 1, "administrator": 1,
        "border_desk": 1,
    }  # fmt: skip


def test_meetings_lie_ahead_on_days_of_the_week_and_say_that_they_are_not_real(loaded: Database) -> None:
    met = all_of(loaded, MeetingDay)
    assert {m.body for m in met} >= {"nmc", "rmc", "comesa_forum", "afcfta_subcommittee"}
    assert all(m.day > day("2027-03-03") and m.day.weekday() < 5 and "not a real meeting" in m.source for m in met)


def test_evidence_can_be_opened(loaded: Database, settings: Settings) -> None:
    papers = all_of(loaded, Document)
    assert {p.media_type for p in papers} == {"application/pdf"}
    assert all((settings.documents_dir / p.key).read_bytes().startswith(b"%PDF-1.4") for p in papers)


def test_a_paper_of_the_demonstration_is_a_whole_pdf() -> None:
    content = pdf("Notice (no. 1)", "Nairobi")
    start = int(content.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert content[start : start + 4] == b"xref"
    assert rb"(Notice \(no. 1\)) Tj" in content
