"""Real disputes and investigations replayed: the days that the files give are the days of the history."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, select

from cases.service.importing_disputes import import_disputes
from cases.service.importing_remedies import import_remedies
from cases.service.rebuilding import rebuild
from cases.service.replaying import ImportedRecords
from cases.store import Database
from cases.store.tables import CASE, EVENT

DATA = Path(__file__).parents[2] / "data"
DISPUTES: list[dict[str, Any]] = json.loads((DATA / "wto_disputes_excerpt.json").read_text(encoding="utf-8"))[
    "disputes"
]
REMEDIES: list[dict[str, Any]] = json.loads((DATA / "trade_remedies_excerpt.json").read_text(encoding="utf-8"))["cases"]
ESTABLISHED = ("established", "established_at_second")


def history(database: Database, number: str) -> list[Row[Any]]:
    with database.read() as session:
        of = select(CASE.c.id).where(CASE.c.title.startswith(f"{number} "))
        return list(session.execute(select(EVENT).where(EVENT.c.case_id.in_(of)).order_by(EVENT.c.seq)).all())


def days(database: Database, number: str, *acts: str, what: str | None = None) -> list[str]:
    found = [e for e in history(database, number) if e.action.rpartition(".")[2] in acts]
    return [str(e.happened_on) for e in found if what is None or e.data.get("what") == what]


@pytest.mark.parametrize("record", DISPUTES, ids=lambda record: record["id"])
def test_establishment_and_composition_fall_on_the_days_of_the_record(sqlite: Database, record: dict[str, Any]) -> None:
    import_disputes(sqlite, [record])
    milestones, number = record["milestones"], record["id"]
    established = days(sqlite, number, *ESTABLISHED)
    composed = days(sqlite, number, "record_later_event", what="panel_composed")
    assert established[:1] == ([milestones["panel_established"]] if "panel_established" in milestones else [])
    if "panel_composed" in milestones:
        assert milestones["panel_composed"] in composed


def told(done: ImportedRecords) -> set[str]:
    """The outcomes of which none may come without its reason."""
    return {e.outcome for e in done.events if e.outcome != "accepted" and not e.reason}


def test_every_event_of_the_twelve_disputes_is_taken_or_says_why(database: Database) -> None:
    done = import_disputes(database, {"disputes": DISPUTES})
    assert (len(done.accepted), done.refused, done.count("refused")) == (12, [], 0)
    assert len(done.events) == sum(len(each["events"]) for each in DISPUTES)
    assert told(done) == set()


def test_every_step_of_the_twelve_investigations_is_taken_or_says_why(database: Database) -> None:
    done = import_remedies(database, {"cases": REMEDIES})
    assert (len(done.accepted), done.refused, done.count("refused")) == (12, [], 0)
    assert len(done.events) == sum(len(each["dates"]) for each in REMEDIES)
    assert told(done) == set()


@pytest.mark.parametrize("record", REMEDIES, ids=lambda record: record["id"])
def test_the_clock_starts_on_the_day_of_initiation(sqlite: Database, record: dict[str, Any]) -> None:
    import_remedies(sqlite, [record])
    day = next((record["dates"][k] for k in ("initiation", "initiation_published") if k in record["dates"]), None)
    wanted = [day["date"]] if day and day["precision"] == "day" else []
    assert days(sqlite, record["id"], "initiate") == wanted


def test_the_histories_hold(database: Database) -> None:
    import_disputes(database, {"disputes": DISPUTES})
    import_remedies(database, {"cases": REMEDIES})
    found = rebuild(database, dry=True)
    assert (found.cases, found.healthy) == (24, True)


def test_each_record_keeps_its_source() -> None:
    assert all(each["sources"][0]["url"].startswith("https://") for each in DISPUTES)
    assert all(each["source_urls"][0].startswith("http") for each in REMEDIES)
