"""Routing advice that explains itself: the lead regime, the others, what is missing, what to beware of (section 8).

The rule is the department's own [service]: the first regime in `ORDER` to which both states belong on the day leads.
An accession that is to be confirmed never leads before a confirmed one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from cases.ntb.routing.cautions import law_warnings, missing, parallel, splits, unsure
from cases.ntb.routing.membership import YES
from cases.ntb.routing.options import Option, Question, lead_of, option, options_of, states_concerned
from cases.ntb.routing.regimes import REGIMES
from cases.ntb.states import state_name
from cases.ntb.wording import N_, Sentence, listed, written


@dataclass(frozen=True, slots=True)
class Advice:
    """What the officer reads before choosing. `entry` is the routing action that is natural for the lead."""

    lead: Option | None
    others: list[Option]
    reasons: list[str]
    missing_evidence: list[str]
    warnings: list[str]
    entry: str

    @property
    def open_regimes(self) -> list[str]:
        """The keys of all regimes open in this case, the lead first."""
        found = [self.lead] if self.lead else []
        return [each.regime for each in (*found, *self.others) if each.open]


def advise(
    direction: str,
    reporting: str,
    measure_countries: Sequence[str],
    *,
    on: date,
    hs_codes: Sequence[str] = (),
    perishable: bool = False,
    goods_held: bool = False,
    policy_or_operational: str = "unclear",
    enacted_law: bool = False,
    evidence: Collection[str] = (),
    preferred: str | None = None,
    preferred_reason: str | None = None,
    kind: str | None = None,
) -> Advice:
    """Which way to pursue a barrier on that day, and why.

    `evidence` holds keys of `EVIDENCE`; `kind` is the filer's kind of barrier and names what such a case needs.
    `preferred` is a regime that the trader asks for: it leads if it is open and a reason is given.
    """
    question = Question(
        direction,
        reporting,
        tuple(measure_countries),
        on,
        tuple(hs_codes),
        perishable,
        goods_held,
        policy_or_operational,
        enacted_law,
        frozenset(evidence),
        preferred,
        (preferred_reason or "").strip(),
        kind,
        states_concerned(reporting, measure_countries),
    )
    return _domestic(question) if direction == "domestic" else _between_states(question)


def _domestic(question: Question) -> Advice:
    lead = option("domestic", [], YES, N_("The authority is Kenyan and so is the complaint."))
    reasons = [lead.why, Sentence(N_("No other state is asked, and nothing leaves Kenya."))]
    return Advice(lead, [], reasons, missing(question, lead), law_warnings(question), "route_domestic")


def _between_states(question: Question) -> Advice:
    options = options_of(question)
    lead = lead_of(options)
    warnings = unsure(options, lead)
    reasons = _reasons(question, lead)
    if question.preferred:
        lead = _preferred(question, options, lead, reasons, warnings)
    warnings += splits(question, lead) + law_warnings(question) + parallel(lead, options)
    others = [each for each in options if each is not lead]
    return Advice(lead, others, reasons, missing(question, lead), warnings, _entry(question, lead))


def _reasons(question: Question, lead: Option | None) -> list[str]:
    names = listed([state_name(iso) for iso in question.states])
    if lead is None:
        return [
            Sentence(
                N_("On %(on)s %(states)s shared none of the regimes on file: the Kenyan mission is the way."),
                on=written(question.on),
                states=names,
            )
        ]
    message = N_("The %(regime)s is the first regime in the order of the routing rule to which %(states)s belong.")
    if lead.to_be_confirmed:
        message = N_("The %(regime)s is the only regime that may join %(states)s, and that is to be confirmed.")
    reasons: list[str] = [Sentence(message, regime=lead.title, states=names), lead.why, REGIMES[lead.regime].in_force]
    return [*reasons, *_circumstances(question, lead)]


def _circumstances(question: Question, lead: Option) -> list[str]:
    """What the goods and the measure add."""
    found: list[str] = []
    if question.goods_held:
        found.append(
            Sentence(N_("The goods are held: urgent lane; try an informal contact between focal points first."))
        )
    elif question.policy_or_operational == "operational":
        found.append(Sentence(N_("The matter is operational: sister agencies can often settle it directly.")))
    if question.perishable and lead.regime == "AfCFTA":
        found.append(
            Sentence(N_("The goods perish: in an AfCFTA dispute days are calendar days (Protocol Art. 1(d))."))
        )
    if lead.regime == "WTO":
        found.append(_committee(question))
    return found


def _committee(question: Question) -> str:
    """Which WTO committee the goods point to: food, plants and animals are chapters 1 to 24 of the HS."""
    if any(code[:2].isdigit() and 1 <= int(code[:2]) <= 24 for code in question.hs_codes):
        return Sentence(
            N_("The goods are food, plants or animals: look at the SPS Committee, else at the TBT Committee.")
        )
    return Sentence(N_("A standard or technical rule goes to the TBT Committee through KEBS, the enquiry point."))


def _preferred(
    question: Question, options: Sequence[Option], lead: Option | None, reasons: list[str], warnings: list[str]
) -> Option | None:
    """A trader may ask for another order, with reasons."""
    wanted = next((each for each in options if each.regime == question.preferred), None)
    if wanted is lead:
        return lead
    if wanted is None or not wanted.open:
        why = wanted.why if wanted else N_("The states concerned do not share it.")
        warnings.append(
            Sentence(N_("%(regime)s was asked for but is not open: %(why)s"), regime=question.preferred, why=why)
        )
        return lead
    if not question.preferred_reason:
        warnings.append(Sentence(N_("The %(regime)s was asked for: write down the reason first."), regime=wanted.title))
        return lead
    reasons[:] = [
        Sentence(N_("The %(regime)s was asked for: %(why)s"), regime=wanted.title, why=question.preferred_reason),
        wanted.why,
        REGIMES[wanted.regime].in_force,
        *_circumstances(question, wanted),
    ]
    return wanted


def _entry(question: Question, lead: Option | None) -> str:
    if question.direction == "inbound":
        return "route_inbound"
    return REGIMES[lead.regime].action if lead else "route_bilateral"
