"""Where the seats are: their titles, time zones and weekends. A capital is asked for as `capital:UG`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cases.calendars.calendar import Calendar, ClosedDay
from cases.words import N_, Sentence

CAPITAL = "capital:"
_SATURDAY_SUNDAY = frozenset({5, 6})
_FRIDAY_SATURDAY = frozenset({4, 5})


@dataclass(frozen=True, slots=True)
class Seating:
    """Where a seat is: its title, its time zone, and the days of the week on which nobody works there."""

    title: str
    tz: str
    weekend: frozenset[int] = _SATURDAY_SUNDAY


_SEATS = {
    "nairobi": Seating("Nairobi", "Africa/Nairobi"),
    "geneva": Seating("Geneva", "Europe/Zurich"),
    "arusha": Seating("Arusha", "Africa/Dar_es_Salaam"),
}

_CAPITALS = """
AO Luanda Africa/Luanda | BF Ouagadougou Africa/Ouagadougou | BI Gitega Africa/Bujumbura
BJ Porto-Novo Africa/Porto-Novo | BW Gaborone Africa/Gaborone | CD Kinshasa Africa/Kinshasa
CF Bangui Africa/Bangui | CG Brazzaville Africa/Brazzaville
CI Yamoussoukro Africa/Abidjan | CM Yaounde Africa/Douala | CV Praia Atlantic/Cape_Verde | DJ Djibouti Africa/Djibouti
DZ Algiers Africa/Algiers | EG Cairo Africa/Cairo | ER Asmara Africa/Asmara | ET Addis_Ababa Africa/Addis_Ababa
GA Libreville Africa/Libreville | GH Accra Africa/Accra | GM Banjul Africa/Banjul | GN Conakry Africa/Conakry
GQ Malabo Africa/Malabo | GW Bissau Africa/Bissau | KE Nairobi Africa/Nairobi | KM Moroni Indian/Comoro
LR Monrovia Africa/Monrovia | LS Maseru Africa/Maseru | LY Tripoli Africa/Tripoli | MA Rabat Africa/Casablanca
MG Antananarivo Indian/Antananarivo | ML Bamako Africa/Bamako | MR Nouakchott Africa/Nouakchott
MU Port_Louis Indian/Mauritius | MW Lilongwe Africa/Blantyre | MZ Maputo Africa/Maputo | NA Windhoek Africa/Windhoek
NE Niamey Africa/Niamey | NG Abuja Africa/Lagos | RW Kigali Africa/Kigali | SC Victoria Indian/Mahe
SD Khartoum Africa/Khartoum | SL Freetown Africa/Freetown | SN Dakar Africa/Dakar | SO Mogadishu Africa/Mogadishu
SS Juba Africa/Juba | ST Sao_Tome Africa/Sao_Tome | SZ Mbabane Africa/Mbabane | TD N'Djamena Africa/Ndjamena
TG Lome Africa/Lome | TN Tunis Africa/Tunis | TZ Dodoma Africa/Dar_es_Salaam | UG Kampala Africa/Kampala
ZA Pretoria Africa/Johannesburg | ZM Lusaka Africa/Lusaka | ZW Harare Africa/Harare
AE Abu_Dhabi Asia/Dubai | AU Canberra Australia/Sydney | BE Brussels Europe/Brussels | BR Brasilia America/Sao_Paulo
CA Ottawa America/Toronto | CH Bern Europe/Zurich | CN Beijing Asia/Shanghai | DE Berlin Europe/Berlin
ES Madrid Europe/Madrid | EU Brussels Europe/Brussels | FR Paris Europe/Paris | GB London Europe/London
ID Jakarta Asia/Jakarta | IE Dublin Europe/Dublin | IN New_Delhi Asia/Kolkata | IT Rome Europe/Rome
JP Tokyo Asia/Tokyo | KR Seoul Asia/Seoul | MX Mexico_City America/Mexico_City | NL The_Hague Europe/Amsterdam
NO Oslo Europe/Oslo | NZ Wellington Pacific/Auckland | PK Islamabad Asia/Karachi | PT Lisbon Europe/Lisbon
RU Moscow Europe/Moscow | SA Riyadh Asia/Riyadh | SE Stockholm Europe/Stockholm | TR Ankara Europe/Istanbul
US Washington America/New_York
"""
_REST_FRIDAY_SATURDAY = frozenset({"DJ", "DZ", "EG", "LY", "SA", "SD"})


def _capitals() -> dict[str, Seating]:
    rows = (row.split() for line in _CAPITALS.strip().splitlines() for row in line.split("|"))
    return {
        iso: Seating(city.replace("_", " "), tz, _FRIDAY_SATURDAY if iso in _REST_FRIDAY_SATURDAY else _SATURDAY_SUNDAY)
        for iso, city, tz in rows
    }


CAPITALS = _capitals()
"""The capitals of the states with which Kenya has most to do, by ISO code."""


def seating(seat: str) -> Seating:
    """Where a seat is; `LookupError` when nobody sits there. A capital unknown to us has its code as title, and UTC."""
    if seat in _SEATS:
        return _SEATS[seat]
    iso = seat.removeprefix(CAPITAL)
    if not seat.startswith(CAPITAL) or len(iso) != 2 or not iso.isalpha() or not iso.isupper():
        raise LookupError(f"No seat is called {seat!r}. Name nairobi, geneva, arusha, or a capital such as capital:UG.")
    return CAPITALS.get(iso, Seating(f"Capital of {iso}", "UTC"))


def seat_calendar(seat: str, version: int, closed: Iterable[ClosedDay]) -> Calendar:
    """The calendar of a seat. Where no closed day is on file it has weekends only, and its title says so."""
    place, days = seating(seat), tuple(closed)
    title = place.title if days else Sentence(N_("%(place)s (weekends only)"), place=place.title)
    return Calendar(seat, version, days, weekend=place.weekend, tz=place.tz, title=title)
