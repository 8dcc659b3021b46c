"""The letters of an investigation, by whom they reach. A key names one purpose; its words stand in `notifications`."""

from __future__ import annotations

from cases.lifecycle import Email
from cases.seats import (
    COMPLAINANT,
    COUNSEL,
    CS_TRADE,
    EXECUTIVE_DIRECTOR,
    EXPORTING_GOVERNMENT,
    GENEVA_MISSION,
    INTERESTED_PARTY,
    INVESTIGATOR,
    KRA,
)

TEAM_TURN = Email("your-turn", INVESTIGATOR)
DIRECTOR_TURN = Email("decision-due", EXECUTIVE_DIRECTOR)
RECEIVED = (Email("ad-application-received", COMPLAINANT), TEAM_TURN)
GAPS = (Email("ad-deficiencies", COMPLAINANT),)
GOVERNMENTS = (Email("ad-government-notified", EXPORTING_GOVERNMENT),)
INITIATED = (
    Email("ad-initiated", EXPORTING_GOVERNMENT),
    Email("ad-initiated", INTERESTED_PARTY),
    Email("ad-initiated", COMPLAINANT),
    Email("ad-initiated", KRA),
    Email("ad-initiated", GENEVA_MISSION),
)
REGISTER = (Email("ad-registration", INTERESTED_PARTY),)
QUESTIONNAIRE = (Email("ad-questionnaire", INTERESTED_PARTY),)
PARTY_GAPS = (Email("ad-deficiencies", INTERESTED_PARTY),)
WARNING = (Email("ad-facts-available-warning", INTERESTED_PARTY),)
PRELIMINARY = (
    Email("ad-preliminary", INTERESTED_PARTY),
    Email("ad-preliminary", COMPLAINANT),
    Email("ad-preliminary", EXPORTING_GOVERNMENT),
    Email("ad-preliminary", GENEVA_MISSION),
)
SECURITY = (Email("ad-security-instruction", KRA), *PRELIMINARY)
RELEASED = (Email("ad-security-released", KRA), Email("ad-security-released", INTERESTED_PARTY))
HEARING = (Email("ad-hearing", INTERESTED_PARTY), Email("ad-hearing", COMPLAINANT))
DISCLOSED = (Email("ad-essential-facts", INTERESTED_PARTY), Email("ad-essential-facts", COMPLAINANT))
TO_DECIDE = (Email("ad-decision-asked", CS_TRADE),)
FINAL = (
    Email("ad-final", INTERESTED_PARTY),
    Email("ad-final", COMPLAINANT),
    Email("ad-final", EXPORTING_GOVERNMENT),
    Email("ad-final", KRA),
    Email("ad-final", GENEVA_MISSION),
)
TERMINATED = (
    Email("ad-terminated", INTERESTED_PARTY),
    Email("ad-terminated", COMPLAINANT),
    Email("ad-terminated", EXPORTING_GOVERNMENT),
    Email("ad-terminated", KRA),
    Email("ad-terminated", GENEVA_MISSION),
)
REJECTED = (Email("ad-terminated", COMPLAINANT), Email("ad-terminated", EXPORTING_GOVERNMENT))
OUT_OF_TIME = (*(Email("ad-out-of-time", seat) for seat in (INTERESTED_PARTY, COMPLAINANT, KRA, COUNSEL)),)
ALARM = (Email("deadline-missed", EXECUTIVE_DIRECTOR), Email("deadline-missed", INVESTIGATOR))
EXPIRY_WARNING = Email("ad-expiry-warning", COMPLAINANT)
EXPIRED = (Email("ad-expired", KRA), Email("ad-expired", COMPLAINANT), Email("ad-expired", INTERESTED_PARTY))
