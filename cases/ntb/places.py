"""Border posts, ports and depots where goods of Kenya and its neighbours are stopped: a pick list, never a limit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cases.ntb.wording import N_

ELSEWHERE = "elsewhere"
"""The answer that asks for the name in words."""
ELSEWHERE_LABEL = N_("Somewhere else")


@dataclass(frozen=True, slots=True)
class Place:
    """A place where goods pass. A border post belongs to both states, so it never tells whose measure it is."""

    key: str
    name: str
    type: str
    countries: tuple[str, ...]


def _place(key: str, name: str, type_: str, countries: str) -> Place:
    return Place(key, name, type_, tuple(countries.split()))


PLACES: tuple[Place, ...] = (
    _place("busia", N_("Busia"), "border_post", "KE UG"),
    _place("malaba", N_("Malaba"), "border_post", "KE UG"),
    _place("lwakhakha", N_("Lwakhakha"), "border_post", "KE UG"),
    _place("suam", N_("Suam"), "border_post", "KE UG"),
    _place("namanga", N_("Namanga"), "border_post", "KE TZ"),
    _place("taveta", N_("Taveta / Holili"), "border_post", "KE TZ"),
    _place("isebania", N_("Isebania / Sirari"), "border_post", "KE TZ"),
    _place("lunga_lunga", N_("Lunga Lunga / Horohoro"), "border_post", "KE TZ"),
    _place("loitokitok", N_("Loitokitok / Tarakea"), "border_post", "KE TZ"),
    _place("moyale", N_("Moyale"), "border_post", "KE ET"),
    _place("mandera", N_("Mandera"), "border_post", "KE SO ET"),
    _place("liboi", N_("Liboi"), "border_post", "KE SO"),
    _place("nadapal", N_("Nadapal / Lokichoggio"), "border_post", "KE SS"),
    _place("nimule", N_("Elegu / Nimule"), "border_post", "UG SS"),
    _place("katuna", N_("Katuna / Gatuna"), "border_post", "UG RW"),
    _place("mutukula", N_("Mutukula"), "border_post", "UG TZ"),
    _place("rusumo", N_("Rusumo"), "border_post", "RW TZ"),
    _place("kobero", N_("Kobero / Kabanga"), "border_post", "BI TZ"),
    _place("mpondwe", N_("Mpondwe / Kasindi"), "border_post", "UG CD"),
    _place("tunduma", N_("Tunduma / Nakonde"), "border_post", "TZ ZM"),
    _place("songwe", N_("Kasumulu / Songwe"), "border_post", "TZ MW"),
    _place("kasumbalesa", N_("Kasumbalesa"), "border_post", "ZM CD"),
    _place("chirundu", N_("Chirundu"), "border_post", "ZM ZW"),
    _place("mombasa", N_("Port of Mombasa"), "seaport", "KE"),
    _place("lamu", N_("Port of Lamu"), "seaport", "KE"),
    _place("kisumu_port", N_("Port of Kisumu"), "seaport", "KE"),
    _place("dar_es_salaam", N_("Port of Dar es Salaam"), "seaport", "TZ"),
    _place("djibouti", N_("Port of Djibouti"), "seaport", "DJ"),
    _place("jkia", N_("Jomo Kenyatta International Airport, Nairobi"), "airport", "KE"),
    _place("moi_airport", N_("Moi International Airport, Mombasa"), "airport", "KE"),
    _place("eldoret_airport", N_("Eldoret International Airport"), "airport", "KE"),
    _place("entebbe", N_("Entebbe International Airport"), "airport", "UG"),
    _place("icd_nairobi", N_("Inland Container Depot, Nairobi"), "icd", "KE"),
    _place("icd_naivasha", N_("Inland Container Depot, Naivasha"), "icd", "KE"),
    _place("mariakani", N_("Mariakani weighbridge"), "weighbridge", "KE"),
    _place("athi_river", N_("Athi River weighbridge"), "weighbridge", "KE"),
    _place("gilgil", N_("Gilgil weighbridge"), "weighbridge", "KE"),
    _place("webuye", N_("Webuye weighbridge"), "weighbridge", "KE"),
    _place("busia_weighbridge", N_("Busia weighbridge"), "weighbridge", "KE"),
)

_BY_KEY = {place.key: place for place in PLACES}


def place(key: str) -> Place | None:
    """The place of that key, or None for `elsewhere` and what is not on the list."""
    return _BY_KEY.get(key)


def places_of(*, country: str | None = None, type: str | None = None) -> list[Place]:
    """The places of a country, of a type, of both, or all."""
    return [
        each
        for each in PLACES
        if (country is None or country in each.countries) and (type is None or each.type == type)
    ]


def place_choices(among: Iterable[Place] = PLACES) -> tuple[tuple[str, str], ...]:
    """(value, label) for a list, ending with “Somewhere else”."""
    return (*((each.key, each.name) for each in among), (ELSEWHERE, ELSEWHERE_LABEL))
