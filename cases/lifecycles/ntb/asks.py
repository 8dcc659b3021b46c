"""Questions that several acts of the NTB procedure ask in the same words."""

from __future__ import annotations

from collections.abc import Mapping

from cases.departments import CHOICES, department_of
from cases.history import Facts, Value
from cases.lifecycle import (
    BOOL,
    CASE,
    CHECKLIST,
    CHOICE,
    COUNT,
    DATE,
    DOCUMENT,
    LONGTEXT,
    RECEIVED,
    STATES,
    TEXT,
    Input,
)
from cases.lifecycles.ntb.gates import DOMESTIC, INBOUND, OUTBOUND, TRANSIT, open_regimes, regime_of, uses
from cases.ntb.agencies import AGENCIES, KENYAN
from cases.ntb.categories import category_choices
from cases.ntb.outcomes import OUTCOMES
from cases.words import N_

DIRECTIONS = (
    (OUTBOUND, N_("Outbound: about another state")),
    (INBOUND, N_("Inbound: another state about Kenya")),
    (DOMESTIC, N_("Domestic: about a Kenyan agency")),
    (TRANSIT, N_("Transit, or goods stopped in a third state")),
)
NATURES = (
    ("policy_regulatory", N_("Policy or regulation")),
    ("operational", N_("Operation: how a rule is applied")),
    ("unclear", N_("Not clear yet")),
)
EAC_CLASSES = (
    ("A", N_("A: simple, small effect, procedure agreed: remove at once")),
    ("B", N_("B: simple, small effect, no procedure: up to 6 months")),
    ("C", N_("C: complex, large effect, needs political consensus: 6 to 12 months")),
    ("D", N_("D: complex, small effect: longer")),
)
NEXT_TITLES = {
    "bilateral_consultation": N_("A meeting of the two states"),
    "regional_review": N_("The regional committee"),
    "facilitation": N_("Facilitation"),
    "dispute_assessment": N_("An opinion on a formal dispute"),
    "evidence_nmc": N_("The National Monitoring Committee"),
    "agreement": N_("An agreed solution"),
    "time_bound": N_("The time-bound programme or matrix"),
    "closed_not_pursued": N_("Not taken further"),
    "agency_action": N_("The Kenyan agency acts"),
    "implementation": N_("The fix is carried out"),
    "fix_reported": N_("A fix, to be confirmed by the complainant"),
    "closed_clarified": N_("Our explanation; the case is clarified"),
}
"""Next stages in the words of a choice."""

MINUTE = Input("minute", N_("Signed minute or decision"), DOCUMENT)
DECIDED_ON = Input("decided_on", N_("Day of the meeting that decided"), DATE, fact="decided_on")
RECEIVED_ON = Input("received_on", N_("Day on which it reached us"), DATE, anchor=RECEIVED)
FILES = Input("files", N_("Files"), DOCUMENT, required=False)
EVIDENCE = Input("evidence", N_("Evidence"), DOCUMENT)
NOTE = Input("note", N_("Note"), LONGTEXT)
WHAT_FIX = Input("what", N_("What was done about the barrier?"), LONGTEXT)
FIX_ON = Input("fixed_on", N_("Day from which the fix is said to work"), DATE, fact="fix_claimed_on")
OUTCOME = Input(
    "outcome_type",
    N_("Kind of outcome"),
    CHOICE,
    required=False,
    choices=tuple((each.key, each.label) for each in OUTCOMES.values()),
    fact="outcome_type",
)
MASTER_CASE = Input(
    "master_case", N_("Reference of the case that goes on"), CASE, fact="master_case", link="duplicate_of"
)
QUESTIONS = Input(
    "questions", N_("Questions to the complainant"), LONGTEXT, hint=N_("In plain words; the complainant reads them.")
)
FIX_DUE_ON = Input(
    "fix_due_on", N_("Day by which the fix is to be in place"), DATE, fact="fix_due_on", may_be_future=True
)
RESPONSIBLE = Input("responsible", N_("Who carries it out"), TEXT)
ACTIONS_AGREED = Input("actions", N_("What is to be done"), LONGTEXT)
MISSION_ON = Input(
    "verification_on",
    N_("Day of the mission, as agreed in the minute"),
    DATE,
    required=False,
    fact="verification_on",
    may_be_future=True,
)
DEPARTMENT = Input("department", N_("Department that owns the case"), CHOICE, choices=CHOICES, fact="department")


def other_departments(facts: Facts) -> list[tuple[str, str]]:
    """Those that do not have the case already."""
    return [(key, title) for key, title in CHOICES if key != department_of(facts.values)]


OTHER_DEPARTMENT = Input(
    "department", DEPARTMENT.label, CHOICE, choices=CHOICES, options=other_departments, fact="department"
)
ROUTE_REASON = Input("why_regime", N_("Why this way"), LONGTEXT, hint=N_("Kept with the case."))
LEAD_AGENCY_INPUT = Input(
    "lead_agency",
    N_("Kenyan agency concerned"),
    CHOICE,
    choices=tuple((a.key, a.label) for a in AGENCIES if a.key in KENYAN),
    fact="lead_agency",
)
EAC_CLASS = Input(
    "eac_class", N_("Class in the EAC programme"), CHOICE, required=False, choices=EAC_CLASSES, fact="eac_class"
)


def led_by_eac(facts: Facts, answers: Mapping[str, Value]) -> bool:
    """Whether the case runs under the EAC."""
    regime = regime_of(facts)
    return regime is not None and regime.key == "EAC"


def regime_input(*actions: str) -> Input:
    """The lead regime, chosen among those that are open between the states of the case."""
    return Input(
        "regime", N_("Lead regime"), CHOICE,
        options=lambda facts: open_regimes(facts, *actions), fact="regime",
        hint=N_("Only regimes are offered to which every state concerned belongs or may belong."),
    )  # fmt: skip


def next_stage(*always: str, if_used: tuple[str, ...] = ()) -> Input:
    """The next stage: some always, others only where the regime of the case uses them."""
    titles = NEXT_TITLES

    def open_now(facts: Facts) -> list[tuple[str, str]]:
        return [(s, titles[s]) for s in (*always, *(s for s in if_used if uses(s, facts)))]

    return Input(
        "next", N_("Next step"), CHOICE,
        choices=tuple((s, titles[s]) for s in (*always, *if_used)),
        options=open_now if if_used else None,
    )  # fmt: skip


def named_or_not(facts: Facts) -> list[tuple[str, str]]:
    """How the complainant may appear in a letter to another state, by their consent; nobody is named without it."""
    open_to = {"yes": ("named", "association", "anonymous"), "only_association": ("association", "anonymous")}
    allowed = open_to.get(facts.text("consent_share_identity"), ("anonymous",))
    return [(key, label) for key, label in IDENTITIES if key in allowed]


IDENTITIES = (
    ("named", N_("With the complainant's name")),
    ("association", N_("In the name of the association only")),
    ("anonymous", N_("Without any name")),
)
IDENTITY = Input(
    "identity", N_("How the complainant appears"), CHOICE,
    choices=IDENTITIES, options=named_or_not, fact="identity_shared", outward=True,
    hint=N_("Only what the complainant agreed to is offered."),
)  # fmt: skip

CHECKS = Input(
    "checklist", N_("Eligibility"), CHECKLIST,
    choices=(
        ("state_measure", N_("A measure of a state, or a practice it tolerates; not a private contract")),
        ("not_tariff", N_("Not a tariff rate as such")),
        ("goods_in_trade", N_("Goods in trade or transit with a treaty partner or WTO member")),
        ("not_open", N_("Not already open as another case")),
        ("enough_facts", N_("Enough facts to act")),
        ("not_sub_judice", N_("Not before a court, or marked as such")),
    ),
)  # fmt: skip

NOT_NTB_REASONS = (
    ("private", N_("A private contract or a private company's practice")),
    ("tariff", N_("A tariff rate as such")),
    ("no_partner", N_("No goods in trade or transit with a partner")),
    ("remedy", N_("An anti-dumping, countervailing or safeguard measure")),
    ("other", N_("Another reason")),
)

SCORES = (
    Input("score_value", N_("Trade value at stake (0 to 25)"), COUNT, least=0, most=25, fact="score_value"),
    Input("score_held", N_("Goods held or perishable (0 to 20)"), COUNT, least=0, most=20, fact="score_held"),
    Input(
        "score_recurrence", N_("Recurrence and number of traders (0 to 15)"), COUNT,
        least=0, most=15, fact="score_recurrence",
    ),
    Input("score_small", N_("Small or women traders (0 to 10)"), COUNT, least=0, most=10, fact="score_small"),
    Input("score_claim", N_("Strength of the legal claim (0 to 15)"), COUNT, least=0, most=15, fact="score_claim"),
    Input("score_ease", N_("Ease of fixing (0 to 15)"), COUNT, least=0, most=15, fact="score_ease"),
)  # fmt: skip
"""The parts of the priority score (our own standard); their sum is the score."""

CATEGORY = Input(
    "validated_category", N_("Category, as validated"), CHOICE,
    choices=(*category_choices("tripartite"), *category_choices("afcfta")), fact="validated_category",
    hint=N_("The filer's own choice is a hint only."),
)  # fmt: skip
MAST = Input(
    "mast_code", N_("MAST code"), TEXT, fact="mast_code", most=4,
    hint=N_("Chapter letter and digits such as B33, or “none” where no measure stands behind the obstacle."),
)  # fmt: skip

OPENING = (
    Input("channel", N_("Channel"), TEXT, fact="channel"),
    Input("direction", N_("Direction"), CHOICE, choices=DIRECTIONS, fact="direction"),
    Input("reporting_country", N_("State in whose name it is pursued"), TEXT, fact="reporting_country"),
    Input("measure_countries", N_("State whose authority acts"), STATES, fact="measure_countries"),
    Input("authority", N_("Agency or office"), TEXT, fact="authority"),
    Input("filer_capacity", N_("Filed as"), TEXT, fact="filer_capacity"),
    Input("perishable", N_("Perishable or live goods"), BOOL, fact="perishable"),
    Input("goods_held_now", N_("Goods or vehicle held now"), BOOL, fact="goods_held_now"),
    Input("urgent", N_("Urgent lane"), BOOL, fact="urgent"),
    Input("date_of_incident", N_("First date"), DATE, fact="date_of_incident"),
    Input("consent_share_identity", N_("May the other state learn the name?"), TEXT, fact="consent_share_identity"),
    Input("consent_publish", N_("May a summary be published?"), BOOL, fact="consent_publish"),
    Input("retaliation_risk", N_("Fear of reprisal"), BOOL, required=False, fact="retaliation_risk"),
    Input("has_email", N_("Reads e-mail"), BOOL, required=False, fact="has_email"),
    Input("has_evidence", N_("Evidence on file"), BOOL, required=False, fact="has_evidence"),
    Input("enacted_law", N_("About an enacted law"), BOOL, required=False, fact="enacted_law"),
    Input("law_dated_on", N_("Day of the law, or of learning of it"), DATE, required=False, fact="law_dated_on"),
    Input("regime", N_("Lead regime"), TEXT, required=False, fact="regime"),
    Input("lead_agency", N_("Kenyan agency concerned"), TEXT, required=False, fact="lead_agency"),
    Input("department", N_("Department that owns the case"), TEXT, required=False, fact="department"),
    Input("imported", N_("Imported from a portal"), BOOL, required=False, fact="imported"),
    Input("proposed_close_status", N_("Proposed close status"), TEXT, required=False, fact="proposed_close_status"),
)
"""The facts with which a case begins."""

CARRIED = (
    *(each.key for each in OPENING if each.key not in ("imported", "proposed_close_status")),
    "validated_category", "mast_code", "policy_or_operational", "eac_class",
)  # fmt: skip
"""The facts that go with a linked case."""

REQUIRED_AT_SUBMIT = tuple(each for each in OPENING if each.required and each.key not in ("channel", "urgent"))
