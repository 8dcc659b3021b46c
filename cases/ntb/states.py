"""States by ISO 3166-1 code, their names from Babel, and what the portals call them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

_AFRICAN = (
    "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE "
    "NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW"
)
AFRICA = frozenset(_AFRICAN.split())

NEIGHBOURS = ("UG", "TZ", "RW", "BI", "SS", "CD", "ET", "SO")
"""Listed first where a state is chosen: most complaints name one of these."""

_NOT_A_STATE = frozenset(("AC", "CP", "CQ", "DG", "EA", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"))
_SHORT = {"CD": "DR Congo", "CG": "Congo (Brazzaville)"}

PORTAL_NAMES = {
    "congo": "CG",
    "congo republic": "CG",
    "cote d'ivoire": "CI",
    "côte d'ivoire": "CI",
    "ivory coast": "CI",
    "democratic republic of congo": "CD",
    "democratic republic of the congo": "CD",
    "dr congo": "CD",
    "drc": "CD",
    "republic of congo": "CG",
    "republic of the congo": "CG",
    "south sudan republic": "SS",
    "sao tome and principe": "ST",
    "swaziland": "SZ",
    "kingdom of eswatini": "SZ",
    "tanzania": "TZ",
    "united republic of tanzania": "TZ",
    "the gambia": "GM",
    "uk": "GB",
    "usa": "US",
    "united states of america": "US",
    "uae": "AE",
    "great britain": "GB",
}
"""Names in the portals that Babel does not know, in lower case."""


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory with a code of its own; the European Union counts as one, as it acts as one in trade."""

    iso: str
    name: str


@lru_cache(maxsize=8)
def _names(locale: str) -> dict[str, str]:
    from babel import Locale

    names = {
        code: name
        for code, name in Locale.parse(locale).territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT_A_STATE
    }
    return names | _SHORT if locale.startswith("en") else names


def states(locale: str = "en") -> list[State]:
    """All of them: Kenya, its neighbours and partners first, then by name in that language."""
    names = _names(locale)
    first = ("KE", *NEIGHBOURS)
    rest = sorted((code for code in names if code not in first), key=lambda code: names[code])
    return [State(code, names[code]) for code in (*first, *rest)]


def is_state(iso: str) -> bool:
    """Whether the two letters name a state or territory."""
    return iso in _names("en")


def state_name(iso: str, locale: str = "en") -> str:
    """The name in that language; a code that names no state (EAC, EU) is given back as it is."""
    return _names(locale).get(iso, iso)


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    codes = {name.casefold(): code for code, name in _names("en").items()}
    return codes | PORTAL_NAMES


def iso_of(name: str) -> str | None:
    """The code of a state as a portal or a person writes it, or None: a name is never guessed."""
    text = " ".join(name.replace("’", "'").split())
    if len(text) == 2 and text.isascii() and is_state(text.upper()):
        return text.upper()
    return _codes().get(text.casefold())
