"""Who belonged to which regime on a day, from the dated file of members. A state not yet a member does not count."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from cases.ntb.routing.regimes import REGIMES
from cases.ntb.states import AFRICA, state_name
from cases.ntb.wording import N_, Sentence, written

FILE = Path(__file__).parent.parent / "data" / "regime_members.json"
_KEYS = {"EU-Kenya EPA": "EU-EPA", "UK-Kenya EPA": "UK-EPA"}

YES, NO, UNCONFIRMED = "yes", "no", "unconfirmed"


@dataclass(frozen=True, slots=True)
class Membership:
    """Whether a state counts as a member on the day: `yes`, `no` or `unconfirmed`, since when, and a sentence."""

    standing: str
    since: date | None
    note: Sentence

    @property
    def confirmed(self) -> bool:
        """A member that may carry a lead."""
        return self.standing == YES


@dataclass(frozen=True, slots=True)
class _Entry:
    since: date | None
    status: str


@dataclass(frozen=True, slots=True)
class _Roll:
    """The members of a regime as filed. `in_force` is a floor for everybody; `union` are the states behind EU."""

    members: Mapping[str, _Entry]
    in_force: date | None
    union: frozenset[str]


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _roll(regime: Mapping[str, object]) -> _Roll:
    """An agreement of two parties has bound both since it entered into force."""
    listed, in_force = regime.get("members"), _day(regime.get("in_force"))
    rows = listed if isinstance(listed, list) else []
    start = in_force if len(rows) == 2 else None
    members = {str(row["iso"]): _Entry(_day(row.get("since")) or start, str(row["status"])) for row in rows}
    return _Roll(members, in_force, frozenset(_codes(regime, "eu_members")))


def _codes(regime: Mapping[str, object], key: str) -> list[str]:
    codes = regime.get(key)
    return [str(code) for code in codes] if isinstance(codes, list) else []


def _wto_roll(regime: Mapping[str, object], union: frozenset[str]) -> _Roll:
    """The WTO file names the African states that are not members, and the states elsewhere that are."""
    unsure, absent = _codes(regime, "unsure_africa"), _codes(regime, "not_members_africa")
    since = {"KE": _day(regime.get("kenya_since"))}
    members = {iso: _Entry(since.get(iso), "known") for iso in AFRICA - set(unsure) - set(absent)}
    members |= {iso: _Entry(None, "known") for iso in {*_codes(regime, "members_elsewhere"), *union}}
    return _Roll(members, None, frozenset())


@lru_cache(maxsize=1)
def _file() -> dict[str, dict[str, object]]:
    regimes: dict[str, dict[str, object]] = json.loads(FILE.read_text(encoding="utf-8"))["regimes"]
    return {_KEYS.get(key, key): regime for key, regime in regimes.items()}


@lru_cache(maxsize=1)
def _rolls() -> dict[str, _Roll]:
    rolls = {key: _roll(regime) for key, regime in _file().items() if key != "WTO"}
    return rolls | {"WTO": _wto_roll(_file()["WTO"], rolls["EU-EPA"].union)}


def _unlisted(regime: str, iso: str, title: str) -> Membership:
    """Not on the list: for the WTO that says nothing about a state outside Africa."""
    name = state_name(iso)
    if regime == "WTO" and (iso not in AFRICA or iso in _codes(_file()["WTO"], "unsure_africa")):
        note = Sentence(N_("Whether %(state)s belongs to the %(regime)s is to be confirmed."), state=name, regime=title)
        return Membership(UNCONFIRMED, None, note)
    return Membership(
        NO, None, Sentence(N_("%(state)s is not on file as belonging to the %(regime)s."), state=name, regime=title)
    )


def member(regime: str, iso: str, on: date) -> Membership:
    """Whether the state belonged to the regime on the day; `LookupError` for a regime without a list of members.

    A measure of a member state of the European Union counts as the Union's. A date that is not on file is said to be
    missing, never invented; an accession that is not confirmed never counts as confirmed.
    """
    roll, title, name = _rolls()[regime], REGIMES[regime].title, state_name(iso)
    entry = roll.members.get("EU" if iso in roll.union else iso)
    if entry is None:
        return _unlisted(regime, iso, title)
    since = entry.since or roll.in_force
    name = f"{name} (European Union)" if iso in roll.union else name
    values = {"state": name, "regime": title, "on": written(on), "since": written(since) if since else ""}
    if since is not None and on < since:
        return Membership(NO, entry.since, Sentence(_early(entry), **values))
    if entry.status == UNCONFIRMED:
        message = N_("Whether %(state)s belongs to the %(regime)s is to be confirmed.")
        return Membership(UNCONFIRMED, entry.since, Sentence(message, **values))
    return Membership(YES, entry.since, Sentence(_present(entry, roll), **values))


def _early(entry: _Entry) -> str:
    if entry.since is not None:
        return N_("%(state)s did not yet belong to the %(regime)s on %(on)s; it has since %(since)s.")
    return N_("The %(regime)s was not yet in force on %(on)s; it has been since %(since)s (%(state)s).")


def _present(entry: _Entry, roll: _Roll) -> str:
    if entry.since is not None:
        return N_("%(state)s has belonged to the %(regime)s since %(since)s.")
    if roll.in_force is not None:
        return N_(
            "%(state)s belongs to the %(regime)s, in force since %(since)s; its own date of accession is not on file."
        )
    return N_("%(state)s belongs to the %(regime)s; its date of accession is not on file.")
