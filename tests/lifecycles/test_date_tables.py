"""The date tables that lawyers keep: every row is run, on the day before, on the last day, and on the day after."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cases.deadlines import Clock, clocks_of
from cases.history import Event, Facts, Value
from cases.lifecycle import Deadline, Lifecycle, Meeting, Occurrence, OnFact, Stage
from cases.lifecycles import IN_FORCE
from tests.makers import PlainCalendars

FOLDER = Path(__file__).parents[2] / "docs" / "dates"
NAIROBI = ZoneInfo("Africa/Nairobi")
EARLIER = {"filed": ("draft", "submit"), "accepted": ("screening", "accept")}
"""What went before, in the words of a table: the stage and the act."""


@dataclass(frozen=True)
class Row:
    """One example: `falls_due` is a day, a day with a time, `no date`, or `does not run`."""

    life: Lifecycle
    limit: str
    begins_with: str
    on: datetime
    case: dict[str, Value]
    falls_due: str
    closed: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.limit} {self.on:%Y-%m-%d} {' '.join(map(str, self.case.values()))}".strip()


def rows_of(life: Lifecycle) -> list[Row]:
    """The table of a lifecycle as a lawyer wrote it."""
    text = (FOLDER / f"{life.key}.md").read_text(encoding="utf-8")
    closed = re.search(r"Closed days[^:]*:(.*)", text)
    days = tuple(re.findall(r"\d{4}-\d\d-\d\d", closed[1])) if closed else ()
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    return [row_of(life, line, days) for line in lines]


def row_of(life: Lifecycle, line: str, closed: tuple[str, ...]) -> Row:
    limit, begins_with, on, case, due, _why = (cell.strip() for cell in line.strip().strip("|").split("|"))
    day, _, clock = on.partition(" ")
    moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock or "10:00"), NAIROBI)
    return Row(life, limit.strip("`"), begins_with, moment, facts_in(case), due, closed)


def facts_in(cell: str) -> dict[str, Value]:
    pairs = [part.split("=") for part in cell.split(";") if "=" in part]
    return {key.strip(): value.strip() == "yes" or value.strip() for key, value in pairs}


ROWS = [row for life in IN_FORCE for row in rows_of(life)]
DATED = [row for row in ROWS if row.falls_due[0].isdigit()]


def clock_of(row: Row) -> Clock | None:
    """The clock of the row, in a history as short as it can be."""
    stage, deadline = next((s, d) for s, d in row.life.all_deadlines() if d.key == row.limit)
    facts = Facts(
        history(row, stage, deadline),
        on=row.on.date(), at=row.on, opening=opening(row, deadline), meetings=meetings(row, deadline),
    )  # fmt: skip
    clocks = clocks_of(row.life, facts, PlainCalendars(row.closed))
    return next((clock for clock in clocks if clock.key == row.limit), None)


def opening(row: Row, deadline: Deadline) -> dict[str, Value]:
    named = {deadline.of.fact: row.on.date().isoformat()} if isinstance(deadline.of, OnFact) else {}
    return {"direction": "outbound", **row.case, **named}


def meetings(row: Row, deadline: Deadline) -> dict[str, list[date]]:
    day = row.case.get("meeting")
    return {deadline.of.body: [date.fromisoformat(str(day))]} if isinstance(deadline.of, Meeting) and day else {}


def history(row: Row, stage: Stage | None, deadline: Deadline) -> list[Event]:
    """The act that begins the limit, after what the table says went before."""
    before = [act for word, act in EARLIER.items() if row.case.get(word)]
    act = deadline.of.action if isinstance(deadline.of, Occurrence) else deadline.of
    if isinstance(act, str) and act != "open":
        where = stage_of(row.life, act)
        return chain(row, [*before, (where, act.rpartition(".")[2])], stage.key if stage else where)
    return chain(row, before, stage.key if stage else str(row.case.get("stage", row.life.first)))


def stage_of(life: Lifecycle, act: str) -> str:
    where, _, key = act.rpartition(".")
    own = (s.key for s, a in life.all_actions() if s and a.key == key)
    anywhere = (s.key for s in life.stages if life.action_in(s.key, key))
    return where or next(own, None) or next(anywhere)


def chain(row: Row, acts: list[tuple[str, str]], last: str) -> list[Event]:
    """Events that begin in the stage of the first act and end in the last stage, all at the moment of the row."""
    stages = [*(stage for stage, _ in acts), last]
    names = [f"{stages[0]}.open", *(f"{stage}.{act}" for stage, act in acts)]
    return [
        Event(seq, name, name.partition(".")[0], stages[seq - 1], 1, row.on.date(), row.on.astimezone(UTC))
        for seq, name in enumerate(names, 1)
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_date_falls_where_the_table_says(row: Row) -> None:
    clock = clock_of(row)
    if row.falls_due == "does not run":
        assert clock is None
        return
    assert clock is not None
    assert shown(clock) == row.falls_due


def shown(clock: Clock) -> str:
    if clock.due_at is not None:
        return f"{clock.due_at.astimezone(NAIROBI):%Y-%m-%d %H:%M}"
    return clock.due.isoformat() if clock.due else "no date"


@pytest.mark.parametrize("row", DATED, ids=lambda row: row.name)
def test_a_limit_is_kept_on_its_last_day_and_missed_after_it(row: Row) -> None:
    clock = clock_of(row)
    assert clock is not None
    assert clock.due is not None
    day = timedelta(days=1)
    lapsed = [clock.lapsed(clock.due - day), clock.lapsed(clock.due), clock.lapsed(clock.due + day)]
    assert lapsed == [False, False, True]


@pytest.mark.parametrize("row", [row for row in DATED if " " in row.falls_due], ids=lambda row: row.name)
def test_a_limit_in_hours_is_missed_a_minute_after(row: Row) -> None:
    clock = clock_of(row)
    assert clock is not None
    assert clock.due_at is not None
    minute = timedelta(minutes=1)
    moments = (clock.due_at - minute, clock.due_at, clock.due_at + minute)
    assert [clock.lapsed(at.date(), at) for at in moments] == [False, False, True]


@pytest.mark.parametrize("life", IN_FORCE, ids=lambda life: life.key)
def test_every_limit_has_a_dated_example(life: Lifecycle) -> None:
    assert {d.key for _, d in life.all_deadlines()} - {row.limit for row in rows_of(life)} == set()


@pytest.mark.parametrize("life", IN_FORCE, ids=lambda life: life.key)
def test_every_limit_that_may_not_run_has_an_example_of_that(life: Lifecycle) -> None:
    optional = {d.key for _, d in life.all_deadlines() if d.unless is not None}
    assert optional - {row.limit for row in rows_of(life) if row.falls_due == "does not run"} == set()
