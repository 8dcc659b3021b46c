"""Random walks through the procedure on both databases: whatever people do, the tables follow from the history."""

from __future__ import annotations

import logging
import os
import shutil
from collections import Counter
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, ClassVar

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
"""A walk that fails is shown as it went: to look for a shorter one takes minutes."""
HOURS = (7, 7, 7, 20)
"""Mostly ten in the morning in Nairobi, sometimes eleven in the evening."""


class Walk(RuleBasedStateMachine):
    """One small department, a few cases, and everything that may happen to them."""

    did: ClassVar[Counter[str]] = Counter()
    """What the walks did, so that a look by hand shows how far they got."""

    def __init__(self, database: Database, now: Now) -> None:
        super().__init__()
        self.database, self.now = database, now
        self.chance = Random(0)
        self.closed: list[tuple[str, Any]] = []

    def teardown(self) -> None:
        self.database.close()

    @initialize(chance=st.randoms(use_true_random=True))
    def open(self, chance: Random) -> None:
        """Who acts and on what is left to even chance, so that walks get everywhere; answers are drawn and shrink."""
        self.chance = chance
        for each in chance.sample(walking.BEGINNINGS, k=chance.choice((1, 1, 2))):
            walking.begin(self.database, each)

    def _case(self) -> Any:
        return self.chance.choice(walking.all_cases(self.database))

    def _answers(self, data: Any, case_id: Any, action: Any, facts: Any) -> dict[str, Any]:
        others, file = walking.others_than(self.database, case_id), walking.file_of(self.database, case_id)
        return walking.answers(data.draw, action, facts, others=others, file=file)

    def _act(self, case_id: Any, key: str, **kwargs: Any) -> None:
        """Take it: it is recorded, or refused with nothing written."""
        before = walking.revision(self.database, case_id)
        try:
            with UnitOfWork(self.database) as uow:
                take_action(uow, case_id, key, seen=before, **kwargs)
                uow.commit()
        except Refused:
            Walk.did["refused"] += 1
            assert walking.revision(self.database, case_id) == before
        else:
            Walk.did[key] += 1
            assert walking.revision(self.database, case_id) == before + 1

    @rule(data=st.data())
    def somebody_acts(self, data: Any) -> None:
        case_id, actor = self._case(), self.chance.choice(walking.PEOPLE)
        facts, found = walking.open_to(self.database, case_id, actor)
        open_now = [offer for offer in found if offer.open or offer.recordable]
        if not open_now:
            return
        offer = self.chance.choice(open_now)
        ago = self.chance.choice((0, 0, 0, 1, 3))
        self._act(
            case_id, offer.action.key, actor=actor, on=facts.on - timedelta(days=ago),
            data=self._answers(data, case_id, offer.action, facts), reason="For the record.",
            despite="" if offer.open else "It happened all the same.",
        )  # fmt: skip

    @rule(data=st.data())
    def somebody_moves_a_case_on(self, data: Any) -> None:
        """As before, but only acts of the stage itself: walks shall get far."""
        case_id = self._case()
        leading = walking.leading_on(self.database, case_id)
        if not leading:
            return
        actor, offer, facts = self.chance.choice(leading)
        filled = self._answers(data, case_id, offer.action, facts)
        self._act(case_id, offer.action.key, actor=actor, data=filled, reason="For the record.")

    @rule(data=st.data())
    def and_on(self, data: Any) -> None:
        """Twice as often as anything else."""
        self.somebody_moves_a_case_on(data)

    @rule(data=st.data())
    def and_further_on(self, data: Any) -> None:
        """Thrice as often."""
        self.somebody_moves_a_case_on(data)

    @rule(data=st.data())
    def somebody_sends_nonsense(self, data: Any) -> None:
        case_id, actor = self._case(), self.chance.choice(walking.PEOPLE)
        facts, _ = walking.open_to(self.database, case_id, actor)
        action = self.chance.choice(walking.LIFE.actions_in(facts.stage))
        filled = self._answers(data, case_id, action, facts)
        spoilt = data.draw(st.dictionaries(st.sampled_from([*filled, "other", "\ud800"]), walking.BAD, max_size=2))
        self._act(
            case_id, action.key, actor=actor, data=filled | spoilt,
            reason=data.draw(st.sampled_from(["", "\x00\ud800", "For \x00 the record."])),
            subject=data.draw(st.sampled_from([None, "", "Mill A"])),
            on=data.draw(st.sampled_from([None, facts.on + timedelta(days=1), facts.on - timedelta(days=9999)])),
        )  # fmt: skip

    @rule(days=st.sampled_from(SPANS), hour=st.sampled_from(HOURS))
    def time_goes_on(self, days: int, hour: int) -> None:
        self.now.at = (self.now.at + timedelta(days=days)).replace(hour=hour)
        assert walking.watch(self.database, Walk.did) == []

    @rule(days=st.integers(-3, 40), seat=st.sampled_from(("nairobi", "nairobi", "arusha")))
    def a_day_is_gazetted(self, days: int, seat: str) -> None:
        day = self.database.today() + timedelta(days=days)
        try:
            with UnitOfWork(self.database) as uow:
                add_closed_day(uow, seat, day, "Day of mourning", "Gazette Notice 1", SUPERVISOR)
                uow.commit()
        except Refused:
            return
        Walk.did["(gazetted)"] += 1
        self.closed.append((seat, day))

    @rule()
    def a_day_is_revoked(self) -> None:
        if not self.closed:
            return
        seat, day = self.closed.pop()
        with UnitOfWork(self.database) as uow:
            revoke_closed_day(uow, seat, day, "Gazette Notice 2", SUPERVISOR)
            uow.commit()

    @rule(by=st.integers(-6, 6))
    def an_entry_is_corrected(self, by: int) -> None:
        case_id = self._case()
        with Reading(self.database) as uow:
            events = uow.history(case_id)
        old = self.chance.choice(events)
        keys = self.chance.sample([*walking.dates_of(events, old.seq), "received"], k=self.chance.choice((0, 0, 1)))
        day = old.happened_on + timedelta(days=by)
        try:
            with UnitOfWork(self.database) as uow:
                correct(uow, case_id, old.seq, actor=SUPERVISOR, reason="It was another day.", seen=len(events),
                        happened_on=day if by else None, dates=dict.fromkeys(keys, day))  # fmt: skip
                uow.commit()
            Walk.did["(corrected)"] += 1
        except Refused:
            assert walking.revision(self.database, case_id) == len(events)

    @invariant()
    def all_follows_from_the_history(self) -> None:
        Walk.did["(steps)"] += 1
        walking.check(self.database)


def walk(machine: Any, examples: int, steps: int) -> None:
    """So many walks of so many steps; more with TATUA_WALKS, for a long look by hand."""
    Walk.did.clear()
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=int(os.environ.get("TATUA_WALKS", examples)), stateful_step_count=steps, deadline=None,
            derandomize="TATUA_WALKS" not in os.environ, database=None, suppress_health_check=list(HealthCheck),
            phases=PHASES,
        ),
    )  # fmt: skip
    logging.getLogger(__name__).info("%s", Walk.did.most_common())
    assert Walk.did.total() - Walk.did["refused"] - Walk.did["(steps)"] > examples


def test_whatever_people_do_the_tables_follow_from_the_history(sqlite_template: Path, tmp_path: Path) -> None:
    numbers = count()

    def machine() -> Walk:
        path = tmp_path / f"walk-{next(numbers)}.sqlite3"
        shutil.copy(sqlite_template, path)
        now = Now()
        return Walk(Database(f"sqlite:///{path}", now=now), now)

    walk(machine, examples=8, steps=30)


def test_the_same_on_postgresql(postgres_url: str) -> None:
    def machine() -> Walk:
        databases.empty(postgres_url)
        now = Now()
        return Walk(Database(postgres_url, now=now), now)

    walk(machine, examples=3, steps=20)
