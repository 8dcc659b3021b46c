"""The counts of the clocks page as tables: each number leads to the clocks that it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from api.i18n import N_, _, say
from api.pages.officer.queue import BANDS, regime_title, stage_names
from cases.lifecycles import IN_FORCE
from cases.store.clocks import SPANS, Count, split

LIST = "/clocks/list"
SPLITS = {"lifecycle": N_("By kind"), "regime": N_("By regime"), "stage": N_("By stage")}
ASKS = {"lifecycle": "kind", "officer": "officer", "regime": "regime", "stage": "stage"}
"""The filter of the list behind a count."""
WIDEST = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A row of counts, with the address of the list behind each."""

    title: str
    counts: Mapping[str, int]
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Load:
    """What one member of staff has: open cases, clocks overdue, due within a week, and running at all."""

    title: str
    officer: str
    cases: int
    overdue: int
    week: int
    running: int
    wide: int
    red: int

    @property
    def overdue_link(self) -> str:
        return f"{LIST}?{urlencode({'when': 'overdue', 'officer': self.officer})}"

    @property
    def week_link(self) -> str:
        return f"{LIST}?{urlencode({'when': 'seven', 'officer': self.officer})}"

    @property
    def all_link(self) -> str:
        return f"{LIST}?{urlencode({'officer': self.officer})}"

    @property
    def cases_link(self) -> str:
        return f"/cases?{urlencode({'view': 'all', 'officer': self.officer})}"


def lines(counts: Iterable[Count], by: str) -> list[Line]:
    """The rows of a table, by name; what is settled nowhere yet comes last."""
    found = [(_name(by, key), key, bands) for key, bands in split(counts, by).items()]
    found.sort(key=lambda each: (each[1] is None, each[0]))
    return [Line(name, bands, _links({ASKS[by]: "none" if key is None else key})) for name, key, bands in found]


def _links(asks: Mapping[str, Any]) -> dict[str, str]:
    return {when: f"{LIST}?{urlencode({'when': when, **asks})}" for when in BANDS}


def _name(by: str, key: Any) -> str:
    if key is None:
        return {"regime": _("Not chosen yet")}.get(by, "–")
    if by == "lifecycle":
        return next((say(each.title) for each in IN_FORCE if each.key == key), str(key))
    if by == "stage":
        return stage_names(str(key))
    return regime_title(key)


def loads(counts: Sequence[Count], cases: Mapping[int | None, int], names: Mapping[int, str]) -> list[Load]:
    """The workload, who has most overdue first; what nobody has comes at the end."""
    by_officer = split(counts, "officer")
    running = {key: sum(bands.values()) for key, bands in by_officer.items()}
    most = max((number for key, number in running.items() if key is not None), default=0)
    found = [_load(key, by_officer.get(key, {}), cases.get(key, 0), names, most) for key in {*by_officer, *cases}]
    return sorted(found, key=lambda each: (each.officer == "none", -each.overdue, -each.cases, each.title))


def _load(key: int | None, bands: Mapping[str, int], cases: int, names: Mapping[int, str], most: int) -> Load:
    overdue, running = bands.get("overdue", 0), sum(bands.values())
    week = sum(bands.get(when, 0) for when in SPANS["seven"])
    wide, red = (min(WIDEST, round(WIDEST * number / most)) if most else 0 for number in (running, overdue))
    title, officer = (_("Nobody"), "none") if key is None else (names.get(key, str(key)), str(key))
    return Load(title, officer, cases, overdue, week, running, wide, red)
