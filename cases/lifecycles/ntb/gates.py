"""What must be so before an act of the NTB procedure: each gate answers in words. Shared by several stages."""

from __future__ import annotations

from cases.history import Facts
from cases.law.limits import Limit, among, limit
from cases.lifecycle import Gate
from cases.ntb.routing import NO, REGIMES, Regime, member, states_concerned
from cases.words import N_, Day, Sentence

OUTBOUND, INBOUND, DOMESTIC, TRANSIT = "outbound", "inbound", "domestic", "transit_or_third"

WORKING_ON_IT = (
    "screening", "classification", "routing", "evidence_nmc", "focal_contact", "ready_to_notify", "notified",
    "reply_overdue", "reply_review", "bilateral_consultation", "joint_verification", "facilitation", "factual_report",
    "agreement", "time_bound", "regional_review", "referred_technical", "ministerial_review", "agency_action",
    "reply_draft", "awaiting_other_state", "bilateral_channel", "implementation", "dispute_assessment",
)  # fmt: skip
"""The stages in which somebody works on the barrier: where a reopened case is taken up again."""

ESCALATION = (
    "bilateral_consultation", "facilitation", "time_bound", "regional_review", "ministerial_review", "agency_action",
    "evidence_nmc",
)  # fmt: skip
"""The levels that can order a fix, and to which a late one goes back."""

HIGHER_REVIEWS = ("bilateral_consultation", "facilitation", "time_bound", "regional_review", "ministerial_review")
"""The reviews above the first request and reply."""


def direction(facts: Facts) -> str:
    return facts.text("direction")


def regime_of(facts: Facts) -> Regime | None:
    """The lead regime of the case, or None while nobody chose it."""
    return REGIMES.get(facts.text("regime"))


def uses(stage: str, facts: Facts) -> bool:
    """Whether the stage belongs to the regime of the case."""
    regime = regime_of(facts)
    return regime is not None and stage in regime.extra_stages


NO_REGIME = Sentence(N_("Choose the lead regime of this case first."))


def part_of_regime(stage: str, name: str) -> Gate:
    """A gate: the stage is one of those that the regime of the case uses (section 8 of the procedure)."""

    def gate(facts: Facts) -> str | None:
        regime = regime_of(facts)
        if regime is None:
            return NO_REGIME
        if stage in regime.extra_stages:
            return None
        return Sentence(
            N_("%(name)s is not a stage of the %(regime)s procedure."), name=Sentence(name), regime=regime.key
        )

    gate.__doc__ = f"{name} is a stage of the regime of the case."
    return gate


FACILITATION_USED = part_of_regime("facilitation", N_("Facilitation"))
PROGRAMME_USED = part_of_regime("time_bound", N_("A time-bound programme"))
REVIEW_USED = part_of_regime("regional_review", N_("Review by a regional committee"))
TECHNICAL_USED = part_of_regime("referred_technical", N_("Referral to a technical committee"))
MINISTERS_USED = part_of_regime("ministerial_review", N_("Review by the council of ministers"))


def evidence_on_file(facts: Facts) -> str | None:
    """At least one document is on file before another state hears of the barrier."""
    if has_evidence(facts):
        return None
    return Sentence(
        N_(
            "There is no evidence on file. Ask the complainant for a document, or add one, "
            "before another state is told."
        )
    )


def has_evidence(facts: Facts) -> bool:
    """Whether any document supports the complaint."""
    return facts.is_true("has_evidence") or facts.taken("add_evidence") or any(e.documents for e in facts.events)


def evidence_for_programme(facts: Facts) -> str | None:
    """A new barrier enters the EAC Time-Bound Programme only with documentary evidence (SCTIFI, November 2013)."""
    regime = regime_of(facts)
    if regime is None or regime.key != "EAC" or has_evidence(facts):
        return None
    return Sentence(
        N_(
            "The EAC lists a new barrier only with documentary evidence (SCTIFI, November 2013). "
            "There is none on file; add it first."
        )
    )


def is_domestic(facts: Facts) -> str | None:
    """The complaint is about a Kenyan agency and comes from Kenya."""
    return None if direction(facts) == DOMESTIC else _wrong_direction(facts)


def is_inbound(facts: Facts) -> str | None:
    """Another state, or its trader, complains of Kenya."""
    return None if direction(facts) == INBOUND else _wrong_direction(facts)


def is_outbound(facts: Facts) -> str | None:
    """The complaint is about another state, or about goods stopped in a third state or in transit."""
    return None if direction(facts) in (OUTBOUND, TRANSIT) else _wrong_direction(facts)


def is_about_kenya(facts: Facts) -> str | None:
    """The measure is Kenya's: a domestic or inbound complaint."""
    return None if direction(facts) in (INBOUND, DOMESTIC) else _wrong_direction(facts)


_DIRECTIONS = {
    OUTBOUND: N_("about a measure of another state"),
    INBOUND: N_("of another state about Kenya"),
    DOMESTIC: N_("about a Kenyan agency"),
    TRANSIT: N_("about goods in transit or stopped in a third state"),
}


def _wrong_direction(facts: Facts) -> str:
    known = _DIRECTIONS.get(direction(facts))
    if known is None:
        return Sentence(N_("Record the direction of this complaint first."))
    return Sentence(
        N_("This is a complaint %(about)s. If that is wrong, correct the direction first."), about=Sentence(known)
    )


def between_states(facts: Facts) -> str | None:
    """Another state is concerned: a purely domestic case has nobody to meet."""
    if direction(facts) != DOMESTIC:
        return None
    return Sentence(N_("This case is about a Kenyan agency; no other state is concerned."))


def urgent_or_operational(facts: Facts) -> str | None:
    """Goods are held now, the case is urgent, or the matter is one of operation and not of policy."""
    operational = facts.text("policy_or_operational") == "operational"
    if operational or facts.is_true("urgent") or facts.is_true("goods_held_now"):
        return None
    return Sentence(N_("Informal contact is for urgent or operational matters; this one is neither. Have it verified."))


@among(*(each.response_limit for each in REGIMES.values() if each.response_limit))
def reply_limit(facts: Facts) -> Limit | None:
    """By the regime; none where its texts name no period for an answer."""
    regime = regime_of(facts)
    return limit(regime.response_limit) if regime and regime.response_limit else None


def period_on_file(facts: Facts) -> str | None:
    """The texts of the regime give no period for the reply."""
    known = reply_limit(facts)
    if known is None or known.value is None:
        return None
    return Sentence(N_("The regime of the case names a period for the reply."))


def answer_overdue(facts: Facts) -> str | None:
    """The time for the other state's reply is over; where the regime names no period, our own reminder has run out."""
    clock = facts.clock("response")
    if clock is not None and clock.due is not None:
        if facts.lapsed("response"):
            return None
        return Sentence(
            N_("The reply is not overdue before %(day)s is over (a period that is to be confirmed)."),
            day=Day(clock.due),
        )
    review = facts.due("svc_no_period")
    if review is None or facts.lapsed("svc_no_period"):
        return None
    return Sentence(
        N_("The regime names no period. After %(day)s the silence may be treated as overdue."), day=Day(review)
    )


def over(key: str, what: str) -> Gate:
    """A gate: the deadline `key` has run out. `what` completes the sentence “… until 3 March 2027.”"""

    def gate(facts: Facts) -> str | None:
        last = facts.due(key)
        if facts.lapsed(key):
            return None
        words = Sentence(what)
        if last is None:
            return Sentence(N_("%(what)s; no date runs now."), what=words)
        return Sentence(N_("%(what)s until %(day)s."), what=words, day=Day(last))

    gate.__doc__ = f"The time is over: “{what} until …”."
    return gate


def other_state_silent(facts: Facts) -> str | None:
    """The other state has said nothing to Kenya's reply for the time of our own standard, once or twice."""
    if facts.lapsed("svc_other_state") or facts.lapsed("svc_other_state_again"):
        return None
    last = facts.due("svc_other_state_again") or facts.due("svc_other_state")
    if last is None:
        return Sentence(N_("No date runs for the other state."))
    return Sentence(N_("The other state considers our reply until %(day)s."), day=Day(last))


def agency_late_or_heard(facts: Facts) -> str | None:
    """The agency has reported and the desk disagrees, or its time to report is over."""
    if facts.taken("agency_action.report", this_visit=True) or facts.lapsed("svc_agency_report"):
        return None
    last = facts.due("svc_agency_report")
    if last is None:
        return Sentence(N_("The agency has not reported yet. The committee is asked after that, or when you disagree."))
    return Sentence(
        N_("The agency has not reported yet. It has until %(day)s. The committee is asked after that, or when you "
           "disagree."),
        day=Day(last),
    )  # fmt: skip


def plan_is_late(facts: Facts) -> str | None:
    """The date of the plan has passed and the fix is not there."""
    last = facts.due("plan_date")
    if last is None or facts.lapsed("plan_date"):
        return None
    return Sentence(N_("The plan runs until %(day)s; it is not late before."), day=Day(last))


def record_is_complete(facts: Facts) -> str | None:
    """Request, reply or silence, and at least one higher review are on record before a formal dispute."""
    missing: list[str] = []
    if not (facts.taken("notify") or facts.taken("send_reply") or facts.visited("bilateral_channel")):
        missing.append(Sentence(N_("a request to the other state")))
    if not (facts.taken("reply") or facts.visited("reply_overdue") or facts.visited("awaiting_other_state")
            or facts.visited("bilateral_channel")):  # fmt: skip
        missing.append(Sentence(N_("its reply or its silence")))
    if not any(facts.visited(stage) for stage in (*HIGHER_REVIEWS, "bilateral_channel")):
        missing.append(Sentence(N_("a higher review")))
    if not missing:
        return None
    return Sentence(N_("The record is not ready for a formal dispute. Still missing: %(missing)s."), missing=missing)


def may_be_sanctioned(facts: Facts) -> str | None:
    """Only the EAC and COMESA texts know a recommendation of sanctions."""
    regime = regime_of(facts)
    if regime is not None and regime.key in ("EAC", "COMESA"):
        return None
    return Sentence(N_("Only the EAC and COMESA texts let ministers recommend sanctions."))


def under_epa(facts: Facts) -> str | None:
    """The case runs under an economic partnership agreement."""
    regime = regime_of(facts)
    if regime is not None and regime.key in ("EU-EPA", "UK-EPA"):
        return None
    return Sentence(N_("No economic partnership agreement leads this case."))


def nobody_was_asked(facts: Facts) -> str | None:
    """The complainant was asked. Where a portal reported the fix nobody was, and silence says nothing."""
    visits = [visit for visit in facts.visits if visit.stage == "fix_reported"]
    if facts.is_true("imported") and len(visits) == 1 and visits[0] is facts.visits[0]:
        return Sentence(N_("The case came from a portal and nobody was asked yet; an officer finds out how it stands."))
    return None


def somebody_was_asked(facts: Facts) -> str | None:
    """The complainant was asked to confirm."""
    return None if nobody_was_asked(facts) else Sentence(N_("The complainant was asked to confirm."))


def only_by_telephone(facts: Facts) -> str | None:
    """The complainant gave no e-mail address and is called."""
    if facts.value("has_email") is False:
        return None
    return Sentence(N_("The complainant has an e-mail address and was written to."))


def other_state_knows(facts: Facts) -> str | None:
    """The other state knows of the case: it complained itself, was asked, or the case stands on a public portal."""
    if direction(facts) == DOMESTIC:
        return Sentence(N_("No other state is concerned."))
    told = any(facts.taken(act) for act in ("notify", "quick_contact", "send_reply", "epa_committee", "wto_stc"))
    if told or direction(facts) == INBOUND or facts.is_true("imported"):
        return None
    return Sentence(N_("The other state has not been told of this case."))


def domestic_only(facts: Facts) -> str | None:
    """The case is about a Kenyan agency and comes from Kenya."""
    if direction(facts) == DOMESTIC:
        return None
    return Sentence(N_("The committee at home is not the next level of this case."))


def inbound_only(facts: Facts) -> str | None:
    """Another state complains of Kenya."""
    if direction(facts) == INBOUND:
        return None
    return Sentence(N_("Only a state that complained of Kenya is told of this step."))


def other_states(facts: Facts) -> tuple[str, ...]:
    """The states besides Kenya whose membership decides which regimes are open."""
    countries = facts.value("measure_countries")
    named = [str(each) for each in countries] if isinstance(countries, list) else []
    return tuple(s for s in states_concerned(facts.text("reporting_country") or "KE", named) if s != "KE")


def open_regimes(facts: Facts, *actions: str) -> list[tuple[str, str]]:
    """The regimes reached by these routing actions of which every state concerned may be a member today."""
    return [
        (regime.key, regime.title)
        for regime in REGIMES.values()
        if regime.action in actions and all(member(regime.key, s, facts.on).standing != NO for s in other_states(facts))
    ]


def has_enacted_law(facts: Facts) -> str | None:
    """The complaint is about an enacted law."""
    return None if facts.is_true("enacted_law") else Sentence(N_("The complaint is not about an enacted law."))
