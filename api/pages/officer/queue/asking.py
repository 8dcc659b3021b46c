"""What a list is asked for, as it stands in the address: read, shown as chips and as a form, and changed by links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Row

from api.forms import Field
from api.i18n import _, language, say
from api.pages.officer.queue.wording import BANDS, DIRECTIONS, VIEWS, regime_title, stage_names
from api.sessions import Staff
from cases.lifecycles import IN_FORCE
from cases.ntb.states import state_name
from cases.store import lists
from cases.store.lists import Asked

FILTERS = ("q", "kind", "stage", "regime", "state", "direction", "when", "officer")
KEPT = ("view", "closed", *FILTERS, "sort", "after")
LONGEST_TEXT = 200
NOBODY = "none"


def number_of(text: str) -> int | None:
    """The key of an account as an address or a form gives it; None where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def asked_of(given: Mapping[str, str], staff: Staff) -> Asked:
    """What an address asks for. What it cannot mean is left out of account."""
    view, sort = given.get("view", ""), given.get("sort", "")
    officer = given.get("officer", "")
    return Asked(
        view=view if view in VIEWS else "desk", department=staff.department, closed=given.get("closed") == "yes",
        text=given.get("q", "").strip()[:LONGEST_TEXT], kind=given.get("kind", ""), stage=given.get("stage", ""),
        regime=given.get("regime", ""), state=given.get("state", ""), direction=given.get("direction", ""),
        when=given.get("when", ""), officer=number_of(officer), unassigned=officer == NOBODY,
        sort=sort if sort in lists.SORTS else Asked().sort,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a list."""

    path: str
    given: Mapping[str, str]

    def to(self, path: str = "", **changes: str) -> str:
        """This list with some of what is asked changed, from its beginning; an empty value leaves a question out."""
        kept = {key: value for key, value in self.given.items() if key in KEPT and key != "after"} | changes
        asked = urlencode({key: value for key, value in kept.items() if value})
        return f"{path or self.path}?{asked}" if asked else path or self.path

    def plain(self, **changes: str) -> str:
        """The list of a tab without what narrows it."""
        return self.to(**{**dict.fromkeys(FILTERS, ""), **changes})

    @property
    def filters(self) -> dict[str, str]:
        """What narrows the list."""
        return {key: self.given[key].strip() for key in FILTERS if self.given.get(key, "").strip()}


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that narrows the list, in words, and the address of the list without it."""

    label: str
    words: str
    without: str


def fields(given: Mapping[str, str], known: Mapping[str, Sequence[str]], people: Sequence[Row[Any]]) -> list[Field]:
    """The form that narrows a list: the words, and a drop-down per filter with what occurs."""
    offers = {
        "kind": (_("Kind"), [(each.key, say(each.title)) for each in IN_FORCE]),
        "stage": (_("Stage"), _stages(known["stage"])),
        "regime": (_("Regime"), [(key, regime_title(key)) for key in known["regime"]]),
        "state": (_("State of the measure"), _states(known.get("state", ()))),
        "direction": (_("Direction"), [(k, say(words)) for k, words in DIRECTIONS.items() if k in known["direction"]]),
        "when": (_("Clock"), [(key, say(words)) for key, words in BANDS.items()]),
        "officer": (_("Officer"), [(NOBODY, _("Nobody")), *((str(p.id), p.name) for p in people)]),
    }  # fmt: skip
    words = Field("q", _("Reference or words"), value=given.get("q", ""))
    return [words, *(
        Field(key, label, "select", value=given.get(key, ""), choices=[("", _("Any")), *options])
        for key, (label, options) in offers.items()
    )]  # fmt: skip


def _stages(keys: Sequence[str]) -> list[tuple[str, str]]:
    """In the order of their procedures; a stage that several know stands once, with the names that it has in each."""
    every = (stage.key for life in IN_FORCE for stage in life.stages if stage.key in keys)
    return [(key, stage_names(key)) for key in dict.fromkeys(every)]


def _states(codes: Sequence[str]) -> list[tuple[str, str]]:
    named = [(code, state_name(code, language())) for code in codes]
    return sorted(named, key=lambda each: each[1])


def chips(address: Address, every: Sequence[Field]) -> list[Chip]:
    """What narrows the list, in the order of the form; a value that the form does not offer is shown as it stands."""
    found = []
    for each in every:
        value = address.filters.get(each.key)
        if value:
            words = dict(each.choices).get(value, value)
            found.append(Chip(each.label, words, address.to(**{each.key: ""})))
    return found
