"""Random walks through the procedure on both databases: whatever people do, the tables follow from the history."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from cases.errors import Refused
from cases.service import correct, take_action
from cases.service.closing_days import add_closed_day, revoke_closed_day
from cases.store import Database, UnitOfWork
from cases.store.reading import Reading
from tests import databases
from tests.cases.service import walking
from tests.conftest import Now
from tests.makers import SUPERVISOR

SPANS = (1, 2, 4, 11, 17, 31, 91, 185)
PHASES = (Phase.generate,)
HOURS = (7, 7, 7, 20)
"""Mostly ten in the morning in Nairobi, sometimes eleven in the evening."""


class Walk(RuleBasedStateMachine):
    """One small department, a few cases, and everything that may happen to them."""

    tried = 0
    taken = 0

    def __init__(self, database: Database, now: Now) -> None:
        super().__init__()
        self.database, self.now = database, now
        self.closed: list[tuple[str, Any]] = []

    def teardown(self) -> None:
        self.database.close()

    @initialize(beginnings=st.lists(st.sampled_from(walking.BEGINNINGS), min_size=1, max_size=2))
    def open(self, beginnings: list[Any]) -> None:
        for each in beginnings:
            walking.begin(self.database, each)

    def _case(self, data: Any) -> Any:
        return data.draw(st.sampled_from(walking.all_cases(self.database)), label="case")

    def _others(self) -> list[str]:
        with Reading(self.database) as uow:
            return [str(uow.case(each).reference) for each in walking.all_cases(self.database)]

    def _act(self, case_id: Any, key: str, refusable: bool, **kwargs: Any) -> None:
        """Take it: it is recorded, or refused with nothing written."""
        before = walking.revision(self.database, case_id)
        Walk.tried += 1
        try:
            with UnitOfWork(self.database) as uow:
                take_action(uow, case_id, key, seen=before, **kwargs)
                uow.commit()
        except Refused:
            assert walking.revision(self.database, case_id) == before
        else:
            Walk.taken += 1
            assert walking.revision(self.database, case_id) == before + 1

    @rule(data=st.data())
    def somebody_acts(self, data: Any) -> None:
        case_id, actor = self._case(data), data.draw(st.sampled_from(walking.PEOPLE))
        facts, found = walking.open_to(self.database, case_id, actor)
        open_now = [offer for offer in found if offer.open or offer.recordable]
        if not open_now:
            return
        offer = data.draw(st.sampled_from(open_now))
        ago = data.draw(st.sampled_from((0, 0, 0, 1, 3)))
        self._act(
            case_id, offer.action.key, True, actor=actor, on=facts.on - timedelta(days=ago),
            data=walking.answers(data.draw, offer.action, facts, self._others()), reason="For the record.",
            despite="" if offer.open else "It happened all the same.",
        )  # fmt: skip

    @rule(data=st.data())
    def somebody_moves_a_case_on(self, data: Any) -> None:
        """As before, but only acts that lead elsewhere: walks shall get far."""
        case_id = self._case(data)
        for actor in walking.PEOPLE:
            facts, found = walking.open_to(self.database, case_id, actor)
            leading = [offer for offer in found if offer.open and offer.action.to is not None]
            own = [offer for offer in leading if offer.action in walking.LIFE.stage(facts.stage).actions]
            if own:
                offer = data.draw(st.sampled_from(own))
                filled = walking.answers(data.draw, offer.action, facts, self._others())
                self._act(case_id, offer.action.key, True, actor=actor, data=filled, reason="For the record.")
                return

    @rule(data=st.data())
    def somebody_sends_nonsense(self, data: Any) -> None:
        case_id, actor = self._case(data), data.draw(st.sampled_from(walking.PEOPLE))
        facts, _ = walking.open_to(self.database, case_id, actor)
        action = data.draw(st.sampled_from(walking.LIFE.actions_in(facts.stage)))
        filled = walking.answers(data.draw, action, facts, self._others())
        spoilt = data.draw(st.dictionaries(st.sampled_from([*filled, "other", "\ud800"]), walking.BAD, max_size=2))
        self._act(
            case_id, action.key, True, actor=actor, data=filled | spoilt,
            reason=data.draw(st.sampled_from(["", "\x00\ud800", "For \x00 the record."])),
            subject=data.draw(st.sampled_from([None, "", "Mill A"])),
            on=data.draw(st.sampled_from([None, facts.on + timedelta(days=1), facts.on - timedelta(days=9999)])),
        )  # fmt: skip

    @rule(days=st.sampled_from(SPANS), hour=st.sampled_from(HOURS))
    def time_goes_on(self, days: int, hour: int) -> None:
        self.now.at = (self.now.at + timedelta(days=days)).replace(hour=hour)
        assert walking.watch(self.database) == []

    @rule(days=st.integers(-3, 40), seat=st.sampled_from(("nairobi", "nairobi", "arusha")))
    def a_day_is_gazetted(self, days: int, seat: str) -> None:
        day = self.database.today() + timedelta(days=days)
        try:
            with UnitOfWork(self.database) as uow:
                add_closed_day(uow, seat, day, "Day of mourning", "Gazette Notice 1", SUPERVISOR)
                uow.commit()
        except Refused:
            return
        self.closed.append((seat, day))

    @rule()
    def a_day_is_revoked(self) -> None:
        if not self.closed:
            return
        seat, day = self.closed.pop()
        with UnitOfWork(self.database) as uow:
            revoke_closed_day(uow, seat, day, "Gazette Notice 2", SUPERVISOR)
            uow.commit()

    @rule(data=st.data(), by=st.integers(-6, 6))
    def an_entry_is_corrected(self, data: Any, by: int) -> None:
        case_id = self._case(data)
        with Reading(self.database) as uow:
            events = uow.history(case_id)
        old = data.draw(st.sampled_from(events))
        keys = data.draw(st.lists(st.sampled_from([*walking.dates_of(events, old.seq), "received"]), max_size=1))
        day = old.happened_on + timedelta(days=by)
        try:
            with UnitOfWork(self.database) as uow:
                correct(uow, case_id, old.seq, actor=SUPERVISOR, reason="It was another day.", seen=len(events),
                        happened_on=day if by else None, dates=dict.fromkeys(keys, day))  # fmt: skip
                uow.commit()
        except Refused:
            assert walking.revision(self.database, case_id) == len(events)

    @invariant()
    def all_follows_from_the_history(self) -> None:
        walking.check(self.database)


def walk(machine: Any, examples: int, steps: int) -> None:
    """So many walks of so many steps; more with TATUA_WALKS, for a long look by hand."""
    Walk.tried = Walk.taken = 0
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=int(os.environ.get("TATUA_WALKS", examples)), stateful_step_count=steps, deadline=None, phases=PHASES,
            database=None, suppress_health_check=list(HealthCheck), print_blob=True,
            derandomize="TATUA_WALKS" not in os.environ,
        ),
    )  # fmt: skip
    assert Walk.taken > examples


def test_whatever_people_do_the_tables_follow_from_the_history(sqlite_template: Path, tmp_path: Path) -> None:
    numbers = count()

    def machine() -> Walk:
        path = tmp_path / f"walk-{next(numbers)}.sqlite3"
        shutil.copy(sqlite_template, path)
        now = Now()
        return Walk(Database(f"sqlite:///{path}", now=now), now)

    walk(machine, examples=10, steps=18)


def test_the_same_on_postgresql(postgres_url: str) -> None:
    def machine() -> Walk:
        databases.empty(postgres_url)
        now = Now()
        return Walk(Database(postgres_url, now=now), now)

    walk(machine, examples=3, steps=12)
