"""Authorities that complaints name: a pick list, never a limit. Addresses live in the contact directory, not here."""

from __future__ import annotations

from dataclasses import dataclass

from cases.ntb.places import ELSEWHERE
from cases.ntb.wording import N_, Sentence

OTHER_LABEL = N_("Another authority")


@dataclass(frozen=True, slots=True)
class Agency:
    """An authority; `short` is what traders call it."""

    key: str
    name: str
    short: str
    country: str = "KE"

    @property
    def label(self) -> str:
        """The name with what traders call it."""
        name = Sentence(self.name)
        return Sentence("%(name)s (%(short)s)", name=name, short=self.short) if self.short else name


_KENYA = (
    Agency("kra", N_("Kenya Revenue Authority"), "KRA"),
    Agency("kebs", N_("Kenya Bureau of Standards"), "KEBS"),
    Agency("kephis", N_("Kenya Plant Health Inspectorate Service"), "KEPHIS"),
    Agency("dvs", N_("Directorate of Veterinary Services"), "DVS"),
    Agency("afa", N_("Agriculture and Food Authority"), "AFA"),
    Agency("kdb", N_("Kenya Dairy Board"), "KDB"),
    Agency("ntsa", N_("National Transport and Safety Authority"), "NTSA"),
    Agency("kenha", N_("Kenya National Highways Authority"), "KeNHA"),
    Agency("kpa", N_("Kenya Ports Authority"), "KPA"),
    Agency("kaa", N_("Kenya Airports Authority"), "KAA"),
    Agency("krc", N_("Kenya Railways"), "KR"),
    Agency("kpc", N_("Kenya Pipeline Company"), "KPC"),
    Agency("port_health", N_("Port Health Services"), ""),
    Agency("ppb", N_("Pharmacy and Poisons Board"), "PPB"),
    Agency("pcpb", N_("Pest Control Products Board"), "PCPB"),
    Agency("nema", N_("National Environment Management Authority"), "NEMA"),
    Agency("immigration_ke", N_("Directorate of Immigration Services"), ""),
    Agency("police_ke", N_("National Police Service"), ""),
    Agency("moa_ke", N_("Ministry of Agriculture"), ""),
    Agency("county", N_("A county government"), ""),
)

_ABROAD = (
    Agency("tra", N_("Tanzania Revenue Authority"), "TRA", "TZ"),
    Agency("tbs", N_("Tanzania Bureau of Standards"), "TBS", "TZ"),
    Agency("tfda", N_("Tanzania food and drugs authority"), "TFDA, now TMDA", "TZ"),
    Agency("dar_city", N_("Dar es Salaam City Council"), "", "TZ"),
    Agency("ura", N_("Uganda Revenue Authority"), "URA", "UG"),
    Agency("unbs", N_("Uganda National Bureau of Standards"), "UNBS", "UG"),
    Agency("rra", N_("Rwanda Revenue Authority"), "RRA", "RW"),
    Agency("obr", N_("Burundi Revenue Authority"), "OBR", "BI"),
    Agency("dgda", N_("Customs of the DR Congo"), "DGDA", "CD"),
    Agency("zra", N_("Zambia Revenue Authority"), "ZRA", "ZM"),
    Agency("mra", N_("Malawi Revenue Authority"), "MRA", "MW"),
)

AGENCIES: tuple[Agency, ...] = (*_KENYA, *_ABROAD)
KENYAN = frozenset(each.key for each in _KENYA)

_COUNTIES = (
    "Baringo,Bomet,Bungoma,Busia,Elgeyo-Marakwet,Embu,Garissa,Homa Bay,Isiolo,Kajiado,Kakamega,Kericho,Kiambu,Kilifi,"
    "Kirinyaga,Kisii,Kisumu,Kitui,Kwale,Laikipia,Lamu,Machakos,Makueni,Mandera,Marsabit,Meru,Migori,Mombasa,Murang'a,"
    "Nairobi,Nakuru,Nandi,Narok,Nyamira,Nyandarua,Nyeri,Samburu,Siaya,Taita-Taveta,Tana River,Tharaka-Nithi,"
    "Trans Nzoia,Turkana,Uasin Gishu,Vihiga,Wajir,West Pokot"
)
COUNTIES: tuple[str, ...] = tuple(_COUNTIES.split(","))
"""The 47 counties, offered when the authority is a county government."""

_BY_KEY = {each.key: each for each in AGENCIES}


def agency(key: str) -> Agency | None:
    """The authority of that key, or None for one that is named in words."""
    return _BY_KEY.get(key)


def agency_choices(country: str | None = None) -> tuple[tuple[str, str], ...]:
    """(value, label) for a list, ending with “Another authority”."""
    among = [each for each in AGENCIES if country in (None, each.country)]
    return (*((each.key, each.label) for each in among), (ELSEWHERE, OTHER_LABEL))
