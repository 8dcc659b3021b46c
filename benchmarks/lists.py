"""P7 and P8: lists, search, tab counts, the clocks page and one timeline at 10,000 and at 100,000 cases on PostgreSQL.

Each question is put through the functions that the pages use, many times with changing values. What is held is the
95th percentile of the time that the server works on it at the larger size, planning included, and its plans: nothing
skips rows by counting them, no table of cases, events, clocks, words or letters is read from end to end. The server's
work is the processor time of its process, so that a busy machine does not blur it: everything asked lies in memory.
The whole time until the rows are there is shown beside it.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import event, select, text
from sqlmodel import Session

from benchmarks.figures import Figure, percentile
from benchmarks.filling import COMMON, OFFICERS, TODAY, fill
from cases.engine import Actor
from cases.reference import reference
from cases.seats import Role
from cases.store import Database, clocks, lengths, lists, performance, search
from cases.store.lists import SORTS, WHEN, After, Asked, Days
from cases.store.orders import ORDERS
from cases.store.tables import CASE, EVENT

SMALL, LARGE = 10_000, 100_000
RUNS = 60
MOST_MS = 50.0
DAYS = Days(TODAY, TODAY + timedelta(days=2), TODAY + timedelta(days=7), TODAY + timedelta(days=30))
WHOLE = re.compile(r"Seq Scan on (case_file|event|deadline|case_text|outbox)\b")


@dataclass(frozen=True, slots=True)
class Question:
    """What a page asks of the database; the chance changes officers, words and pages from run to run."""

    key: str
    what: str
    ask: Callable[[Session, random.Random], object]
    most: float = MOST_MS


def officer(chance: random.Random) -> Actor:
    return Actor(frozenset({Role.OFFICER, Role.SUPERVISOR}), account=1 + int(OFFICERS * chance.random() ** 1.3))


def _list(**asked: Any) -> Callable[[Session, random.Random], object]:
    def ask(session: Session, chance: random.Random) -> object:
        page = lists.queue(session, Asked(**asked), officer(chance), DAYS)
        return lists.next_clocks(session, [row.id for row in page.rows])

    return ask


def _deep(marks: dict[str, After], **asked: Any) -> Callable[[Session, random.Random], object]:
    """A page from the middle of the list."""
    mark = marks["closed" if asked.get("closed") else asked.get("sort", "next")]
    return lambda session, chance: lists.queue(session, Asked(**asked), officer(chance), DAYS, after=mark)


def _said(text: Callable[[random.Random], str], after: str = "") -> Callable[[Session, random.Random], object]:
    return lambda session, chance: search.results(session, text(chance), officer(chance), after=after)


def _marks(database: Database) -> dict[str, After]:
    """The middle of each list. Only the benchmark counts rows to get there."""
    found = {}
    with database.read() as session:
        for name, order in ORDERS.items():
            open_ones = CASE.c.closed_on.is_not(None) if name == "closed" else CASE.c.closed_on.is_(None)
            wanted = select(order.column, CASE.c.reference).where(open_ones, order.column.is_not(None))
            rows = session.execute(wanted.order_by(order.column, CASE.c.reference)).all()
            found[name] = After(name, *rows[len(rows) // 2])
    return found


def questions(database: Database, cases: int) -> list[Question]:
    marks, some = _marks(database), _some(database)
    asked: dict[str, Callable[[Session, random.Random], object]] = {}
    for sort in SORTS:
        asked[f"all open cases by {sort}, first page"] = _list(view="all", sort=sort)
        asked[f"all open cases by {sort}, a page in the middle"] = _deep(marks, view="all", sort=sort)
        asked[f"mine by {sort}"] = _list(view="mine", sort=sort)
        asked[f"team by {sort}"] = _list(view="team", sort=sort, department="standards")
    for view in ("desk", "unassigned"):
        asked[f"{view}, first page"] = _list(view=view)
    for when in WHEN:
        asked[f"all with a clock {when}"] = _list(view="all", when=when)
        asked[f"mine with a clock {when}"] = _list(view="mine", when=when)
    asked |= {
        "one stage, regime and direction": _list(view="all", stage="routing", regime="TFTA", direction="transit"),
        "a stage in which nothing is": _list(view="all", stage="reopened"),
        "closed cases, first page": _list(closed=True),
        "closed cases, a page in the middle": _deep(marks, closed=True),
        "closed cases by reference": _list(closed=True, sort="reference"),
        "list: a rare word": _list(view="all", text="rare77"),
        "list: a common word": _list(view="all", text="border"),
        "list: two words, mine": _list(view="mine", text="kenya word12"),
        "search: a rare word": _said(lambda chance: f"rare{chance.randrange(30_000)} "),
        "search: a common word": _said(lambda chance: chance.choice(COMMON)),
        "search: a common word, far down": _said(lambda chance: "border", after=str(cases // 3)),
        "search: two words": _said(lambda chance: f"{chance.choice(COMMON)} word{chance.randrange(60)}"),
        "search: two rare words": _said(lambda chance: f"rare{chance.randrange(30_000)} rare{chance.randrange(9)}x"),
        "search: a beginning": _said(lambda chance: f"rare{chance.randrange(30)}"),
        "search: nothing says it": _said(lambda chance: "border nowhere"),
        "search: a reference": _said(lambda chance: reference("KE-NTB", 2027, chance.randrange(1, cases))),
        "how many, capped": lambda s, chance: lengths.how_many(s, Asked(view="all"), officer(chance), DAYS),
        "one case's timeline": lambda s, chance: _timeline(s, chance.choice(some)),
        "filters that occur": lambda s, chance: lists.choices(s, officer(chance)),
        "counts of all tabs": lambda s, chance: lists.tab_counts(s, officer(chance), DAYS, "standards"),
    }  # fmt: skip
    return [Question("P8", what, ask) for what, ask in asked.items()] + _of_the_clocks_page()


def _of_the_clocks_page() -> list[Question]:
    def clocks_list(**cases: Any) -> Callable[[Session, random.Random], object]:
        wanted = clocks.Wanted(cases=Asked(view="all", **cases))
        return lambda s, chance: clocks.clocks(s, wanted, officer(chance), DAYS, limit=50)

    def kept(days: int) -> Callable[[Session, random.Random], object]:
        since = TODAY - timedelta(days=days)
        return lambda s, chance: performance.performance(s, officer(chance), since=since, until=TODAY)

    return [
        Question("P7", what, ask) for what, ask in (
            ("clocks: the tally", lambda s, chance: clocks.tally(s, officer(chance), DAYS)),
            ("clocks: the forecast", lambda s, chance: clocks.forecast(s, officer(chance), DAYS)),
            ("clocks: kept and missed in 30 days", kept(30)),
            ("clocks: kept and missed in 90 days", kept(90)),
            ("clocks: kept and missed in 180 days", kept(180)),
            ("clocks: the oldest overdue", clocks_list(when="overdue")),
            ("clocks: those that stand still", clocks_list(when="paused")),
            ("clocks: all of one officer", clocks_list(officer=7)),
            ("clocks: cases per officer", lambda s, chance: clocks.open_cases(s, officer(chance))),
            ("clocks: letters not sent", lambda s, chance: clocks.unsent(s, officer(chance))),
            ("clocks: letters not sent, counted", lambda s, chance: clocks.unsent_count(s)),
        )
    ]  # fmt: skip


def _some(database: Database) -> list[UUID]:
    with database.read() as session:
        return list(session.execute(select(CASE.c.id).where(CASE.c.revision == 10).limit(500)).scalars())


def _timeline(session: Session, case_id: UUID) -> object:
    return session.execute(select(EVENT).where(EVENT.c.case_id == case_id).order_by(EVENT.c.seq)).all()


@dataclass(frozen=True, slots=True)
class Spent:
    """The 95th percentiles in milliseconds: of the work of the server, and until the rows are there."""

    server: float
    whole: float


def spent(database: Database, question: Question) -> Spent:
    """What a question costs; its first runs, which fill caches, are left out."""
    server, whole, chance = [], [], random.Random(1)
    for run in range(RUNS + 3):
        with database.read() as session:
            process = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
            worked, began = _worked(process), time.perf_counter()
            question.ask(session, chance)
            took = (time.perf_counter() - began) * 1e3
            if run >= 3:
                whole.append(took)
                server.append(_worked(process) - worked)
    return Spent(percentile(server, 0.95), percentile(whole, 0.95))


def _worked(process: int) -> float:
    """The milliseconds of processor time that a process has used so far, as Linux counts them."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e6


def plans(database: Database, question: Question) -> list[tuple[str, str]]:
    """The statements of a question, each with its plan."""
    asked: list[tuple[str, Any]] = []

    def noted(connection: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")) and "set_config" not in statement:
            asked.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", noted)
    with database.read() as session:
        question.ask(session, random.Random(1))
    event.remove(database.engine, "before_cursor_execute", noted)
    with database.engine.connect() as connection:
        return [(statement, _explained(connection, statement, given)) for statement, given in asked]


def _explained(connection: Any, statement: str, given: Any) -> str:
    rows = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS) {statement}", given)
    return "\n".join(str(row[0]) for row in rows)


def _check(question: Question, found: list[tuple[str, str]], *, show: bool) -> None:
    for statement, plan in found:
        if show:
            print(f"\n--- {question.what}\n{' '.join(statement.split())}\n{plan}", file=sys.stderr)
        if " OFFSET " in statement.upper() or WHOLE.search(plan):
            raise AssertionError(f"{question.what} reads a whole table or skips rows:\n{statement}\n{plan}")


def measure(database: Database, *, show: bool = False) -> list[Figure]:
    """P7 and P8 on a migrated PostgreSQL."""
    fill(database, SMALL)
    small = {each.what: spent(database, each) for each in questions(database, SMALL)}
    fill(database, LARGE)
    figures = []
    for each in questions(database, LARGE):
        took, before = spent(database, each), small[each.what]
        _check(each, plans(database, each), show=show)
        base = f"{before.server:.1f} at {SMALL:,}: ×{took.server / before.server:.1f}; until the rows {took.whole:.1f}"
        ours = f"{took.server:.1f}"
        figures.append(Figure(each.key, f"{each.what} (ms)", ours, base, took.server, each.most, at_most=True))
    return figures
