"""People and firms as programs name them, in one shape wherever a party joins a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from api.v1.schemas import PartyAsked
from cases.errors import InputRefused
from cases.service.parties import COUNTRY, EMAIL, LANGUAGE, NAME, PHONE, Person

FIELDS = {NAME: "name", EMAIL: "email", PHONE: "phone", COUNTRY: "country", LANGUAGE: "language"}
"""The fields of a party by their names here."""


def person_of(asked: PartyAsked) -> Person:
    return Person(**asked.model_dump())


@contextmanager
def party_named() -> Iterator[None]:
    """A refusal inside names the fields of a party as they are named here."""
    try:
        yield
    except InputRefused as refused:
        wrong = {f"party.{FIELDS[key]}" if key in FIELDS else key: said for key, said in refused.fields.items()}
        raise InputRefused(wrong, cite=refused.cite) from None
