"""What to beware of and what is missing, before a regime is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from cases.law.limits import limit
from cases.ntb.categories import EVIDENCE, kind
from cases.ntb.routing.membership import member
from cases.ntb.routing.options import Option, Question, states_concerned
from cases.ntb.routing.regimes import ORDER, REGIMES
from cases.ntb.states import state_name
from cases.ntb.wording import N_, Sentence

COURT_LIMIT = "eacj_reference"
"""The key of the limit on file within which a reference to the East African Court of Justice is made."""


def unsure(options: Sequence[Option], lead: Option | None) -> list[str]:
    """Each regime that an unconfirmed accession keeps out of the lead."""
    message = N_("The %(regime)s does not lead yet: to be confirmed. %(why)s")
    place = options.index(lead) if lead in options else len(options)
    return [
        Sentence(message, regime=each.title, why=each.why)
        for at, each in enumerate(options)
        if each.to_be_confirmed and at < place
    ]


def splits(question: Question, lead: Option | None) -> list[str]:
    """Several measure countries: those for which an earlier regime would be open if they stood alone."""
    if len(question.measure_countries) < 2:
        return []
    found: list[str] = []
    for iso in question.measure_countries:
        alone = states_concerned(question.reporting, [iso])
        key = next((k for k in ORDER if all(member(k, each, question.on).confirmed for each in alone)), None)
        if key is not None and (lead is None or ORDER.index(key) < ORDER.index(lead.regime)):
            message = N_("For %(state)s alone the %(regime)s would lead: consider one case per state.")
            found.append(Sentence(message, state=state_name(iso), regime=REGIMES[key].title))
    return found


def law_warnings(question: Question) -> list[str]:
    """A complaint against an enacted law: a short court period may be running for the trader."""
    if not question.enacted_law:
        return []
    if any(member("EAC", iso, question.on).confirmed for iso in question.measure_countries):
        return [_court_of_justice()]
    message = N_(
        "The measure is an enacted law. A court period may be running in that state. Tell the trader: private persons "
        "act through their own counsel."
    )
    return [Sentence(message)]


def _court_of_justice() -> Sentence:
    """The period as it is on file, with its citation; never as law while it is to be confirmed."""
    period = limit(COURT_LIMIT)
    message = N_(
        "The measure is an enacted law. A reference to the East African Court of Justice must be made within a short "
        "period of its enactment or of learning of it (to be confirmed). Tell the trader at once: private persons act "
        "through their own counsel."
    )
    if not period.confirmed:
        return Sentence(message)
    message = N_(
        "The measure is an enacted law. A reference to the East African Court of Justice must be made within %(value)s "
        "%(unit)s of its enactment or of learning of it: %(cite)s. Tell the trader at once: private persons act "
        "through their own counsel."
    )
    return Sentence(message, value=period.value, unit=period.unit, cite=period.provision.shown)


def parallel(lead: Option | None, options: Sequence[Option]) -> list[str]:
    """Overlaps: one lead, and never the same claim in two formal disputes."""
    open_keys = {each.regime for each in options if each.open}
    if lead is None or len(open_keys) < 2:
        return []
    if {"EU-EPA", "WTO"} <= open_keys:
        return [
            Sentence(
                N_(
                    "The EU-Kenya EPA bars parallel EPA and WTO proceedings on one measure until the first ends. A "
                    "committee may still be asked."
                )
            )
        ]
    return [Sentence(N_("Other regimes are open too. The same claim is not filed in two formal disputes."))]


def missing(question: Question, lead: Option | None) -> list[str]:
    """What the next steps will ask for and is not in the file."""
    found: list[str] = []
    if lead is not None and lead.regime != "domestic":
        found += _missing_outward(question, lead)
    if question.enacted_law and "legal_text" not in question.evidence:
        found.append(Sentence(N_("The text of the law, with its number and date.")))
    barrier = kind(question.kind) if question.kind else None
    expected = barrier.evidence if barrier else ()
    found += [EVIDENCE[key] for key in expected if key not in question.evidence and EVIDENCE[key] not in found]
    return found


def _missing_outward(question: Question, lead: Option) -> list[str]:
    found: list[str] = []
    if not question.evidence and question.direction != "inbound":
        found.append(Sentence(N_("At least one document: nothing is sent to another state without evidence.")))
        if lead.regime == "EAC":
            found.append(REGIMES["EAC"].notes[0])
    if not question.hs_codes:
        found.append(Sentence(N_("The HS code of the product (six digits): the request to the other state names it.")))
    return found
