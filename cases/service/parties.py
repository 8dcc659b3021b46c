"""Who a case is about or for: people and firms, in the one table where names and addresses stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.models import Party
from cases.ntb.intake import BY_ID
from cases.ntb.intake.checks import CHECKS
from cases.ntb.intake.texts import WrongAnswer
from cases.seats import Seat
from cases.store import UnitOfWork
from cases.typed import in_a_line
from cases.words import N_

LANGUAGES = ("en", "sw")
LONGEST_NAME = 200
NO_NAME = N_("Say who this is: a person, a firm or an association.")
LONG_NAME = N_("Write at most 200 characters.")
NO_LANGUAGE = N_("Letters are written in English (en) or Kiswahili (sw). Choose one of them.")

NAME, EMAIL, PHONE, COUNTRY, LANGUAGE = "party_name", "party_email", "party_phone", "party_country", "party_language"
"""The fields of a party on a form; no opening input carries one of these names."""
_CHECKED_AS = {EMAIL: "filer_email", PHONE: "filer_phone", COUNTRY: "filer_country"}


@dataclass(frozen=True, slots=True)
class Person:
    """A party as typed; what is empty is not known. `organisation` is for whom they speak, if they are not it."""

    name: str = ""
    email: str = ""
    phone: str = ""
    country: str = ""
    language: str = "en"
    organisation: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(each.strip() for each in (self.name, self.email, self.phone, self.country))


def checked_person(person: Person, *, named_elsewhere: bool = False) -> tuple[Person, dict[str, str]]:
    """The party as it is kept, and a sentence for each field that cannot be. Somebody who can be reached has a name."""
    wrong: dict[str, str] = {}
    name = in_a_line(person.name)
    if not name and not person.is_empty and not named_elsewhere:
        wrong[NAME] = NO_NAME
    if len(name) > LONGEST_NAME:
        wrong[NAME] = LONG_NAME
    if person.language not in LANGUAGES:
        wrong[LANGUAGE] = NO_LANGUAGE
    kept = {
        key: _checked(key, typed, wrong)
        for key, typed in ((EMAIL, person.email), (PHONE, person.phone), (COUNTRY, person.country))
    }
    return Person(name, kept[EMAIL], kept[PHONE], kept[COUNTRY], person.language), wrong


def _checked(key: str, typed: str, wrong: dict[str, str]) -> str:
    """As the public form checks it."""
    field = BY_ID[_CHECKED_AS[key]]
    if not typed.strip():
        return ""
    try:
        return str(CHECKS[field.type](field, in_a_line(typed), date.min))
    except WrongAnswer as answer:
        wrong[key] = answer.sentence
        return ""


def add_party(uow: UnitOfWork, case_id: UUID, seat: Seat, person: Person) -> int:
    """Write a checked party down in a seat of the case; returns its key. The caller commits."""
    row = Party(
        case_id=case_id, seat=seat.key, name=person.name, organisation=person.organisation,
        email=person.email or None, phone=person.phone or None, country=person.country or None,
        language=person.language, call_back=not person.email and bool(person.phone),
    )  # fmt: skip
    uow.session.add(row)
    uow.session.flush()
    return int(row.id or 0)
