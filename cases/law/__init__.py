"""Law on file: instruments and provisions as data, each with its legal status and the day somebody checked it.

A lifecycle page cites by calling an instrument: `DSU("4.7")`. A provision that is not on file fails when the page is
imported. Only `read` and `known` provisions are shown as law; an `unconfirmed` one shows as "to be confirmed", and a
`service` rule as the department's own standard. Confirming a provision is an edit of its line in `instruments/`;
the numbers of periods stand in `limits.yaml`.
"""

from __future__ import annotations

from cases.law.reading import read_instruments
from cases.law.records import Instrument, LegalStatus, Provision, UnknownProvision

__all__ = [
    "Instrument", "LegalStatus", "Provision", "UnknownProvision",
    "instrument", "instruments", "provision", "provisions",
]  # fmt: skip

_INSTRUMENTS = read_instruments()


def instrument(key: str) -> Instrument:
    """The instrument of that key; `UnknownProvision` when it is not on file."""
    try:
        return _INSTRUMENTS[key]
    except KeyError:
        raise UnknownProvision(f"No instrument {key} is on file.") from None


def instruments() -> tuple[Instrument, ...]:
    return tuple(_INSTRUMENTS.values())


def provisions() -> tuple[Provision, ...]:
    return tuple(p for each in _INSTRUMENTS.values() for p in each.provisions)


def provision(key: str) -> Provision:
    """A provision by its key, such as `DSU:4.7`; `UnknownProvision` when it is not on file."""
    name, _, number = key.partition(":")
    return instrument(name)(number)


EAC_TREATY = instrument("EAC_TREATY")
EAC_CUP = instrument("EAC_CUP")
EAC_NTB_ACT = instrument("EAC_NTB_ACT")
EAC_TBP = instrument("EAC_TBP")
EAC_DSM = instrument("EAC_DSM")
EAC_SCM_REGS = instrument("EAC_SCM_REGS")
EAC_AD_SG_REGS = instrument("EAC_AD_SG_REGS")
COMESA_TREATY = instrument("COMESA_TREATY")
COMESA_NTB_REGS = instrument("COMESA_NTB_REGS")
COMESA_RISM = instrument("COMESA_RISM")
COMESA_REMEDIES_REGS = instrument("COMESA_REMEDIES_REGS")
TFTA = instrument("TFTA")
TFTA_NTB_ANNEX = instrument("TFTA_NTB_ANNEX")
SADC_TRADE = instrument("SADC_TRADE")
AFCFTA_ANNEX5 = instrument("AFCFTA_ANNEX5")
AFCFTA_APP2 = instrument("AFCFTA_APP2")
AFCFTA_DSP = instrument("AFCFTA_DSP")
EU_EPA = instrument("EU_EPA")
UK_EPA = instrument("UK_EPA")
AGOA = instrument("AGOA")
DSU = instrument("DSU")
DSB_PRACTICES = instrument("DSB_PRACTICES")
AB_PROCEDURES = instrument("AB_PROCEDURES")
MPIA = instrument("MPIA")
DECISION_1966 = instrument("DECISION_1966")
WTO_GATT = instrument("WTO_GATT")
WTO_GATS = instrument("WTO_GATS")
WTO_TBT = instrument("WTO_TBT")
WTO_SPS = instrument("WTO_SPS")
ADA = instrument("ADA")
SCM = instrument("SCM")
SG = instrument("SG")
KE_TRADE_REMEDIES_ACT = instrument("KE_TRADE_REMEDIES_ACT")
KE_CAP2 = instrument("KE_CAP2")
FAIR_ADMIN_ACT = instrument("FAIR_ADMIN_ACT")
DATA_PROTECTION_ACT = instrument("DATA_PROTECTION_ACT")
SERVICE = instrument("SERVICE")
