"""Questions that several acts of a dispute ask in the same words, and what is asked when a file is opened."""

from __future__ import annotations

from collections.abc import Mapping

from cases.history import Facts, Value
from cases.lifecycle import (
    BOOL,
    CHOICE,
    CIRCULATED,
    DATE,
    DOCUMENT,
    LONGTEXT,
    MULTI,
    RECEIVED,
    STATES,
    TEXT,
    Input,
)
from cases.lifecycles.dispute.gates import COMPLAINANT, OBSERVER, THIRD_PARTY
from cases.words import N_


def of_others(facts: Facts, answers: Mapping[str, Value]) -> bool:
    """Other Members complain."""
    return answers.get("role") in (THIRD_PARTY, OBSERVER)


ROLES = (
    (COMPLAINANT, N_("Kenya complains")),
    (THIRD_PARTY, N_("Kenya may join as a third party")),
    (OBSERVER, N_("Kenya watches")),
)
FORUMS = (
    ("none", N_("None")), ("wto", N_("WTO")), ("afcfta", N_("AfCFTA")), ("eac", N_("EAC")), ("comesa", N_("COMESA")),
    ("tfta", N_("Tripartite")), ("epa", N_("An economic partnership agreement")), ("court", N_("A court")),
)  # fmt: skip
LATER = (
    ("panel_composed", N_("Panel composed")),
    ("composition_requested", N_("Director-General asked to compose the panel")),
    ("panel_delayed", N_("Notice that the panel report is delayed")),
    ("panel_suspended", N_("Panel's work suspended")),
    ("panel_resumed", N_("Panel's work resumed")),
    ("panel_lapsed", N_("Panel's authority lapsed")),
    ("panel_established_again", N_("Another panel established in the same dispute")),
    ("report_circulated", N_("Panel report circulated")),
    ("appeal", N_("Appeal notified")),
    ("appeal_report", N_("Appellate report circulated")),
    ("appeal_other", N_("Another step of the appeal")),
    ("adopted", N_("Reports adopted")),
    ("article_25", N_("Arbitration under Article 25")),
    ("implementation", N_("A step of implementation")),
    ("compliance", N_("A step of a compliance proceeding")),
    ("countermeasures", N_("A step on compensation or suspension")),
    ("agreed_procedures", N_("Agreed procedures or sequencing")),
    ("consultations_again", N_("Further consultations requested")),
    ("joined", N_("A request to join, or its acceptance")),
    ("other", N_("Something else")),
)
"""What may be recorded of the time after the establishment of a panel, until that phase has stages of its own."""

FILES = Input("files", N_("Files"), DOCUMENT, required=False)
MEMO = Input("memo", N_("Memorandum"), DOCUMENT)
SOURCE = Input("source", N_("Document symbol or source"), TEXT, required=False)
NOTE = Input("note", N_("Note"), LONGTEXT, required=False)
RECEIVED_ON = Input(
    "received_on", N_("Day on which the other side received the request"), DATE, anchor=RECEIVED, fact="received_on",
    hint=N_("If only a range is known, give its two ends: the day of the request and the day of circulation."),
)  # fmt: skip
CIRCULATED_ON = Input(
    "circulated_on", N_("Day of circulation, as printed on the document"), DATE, required=False, anchor=CIRCULATED,
    fact="circulated_on",
)  # fmt: skip
MEETING_ON = Input(
    "dsb_meeting_on", N_("Day of the DSB meeting that has it on its agenda"), DATE, fact="dsb_meeting_on",
    may_be_future=True,
)  # fmt: skip

OPENING = (
    Input("role", N_("What is Kenya in this dispute?"), CHOICE, choices=ROLES, fact="role"),
    Input("title", N_("Short title"), TEXT),
    Input("respondents", N_("Members complained of"), STATES, fact="respondents"),
    Input("complainants", N_("Members that complain"), STATES, fact="complainants", needed=of_others,
          needed_when=N_("Needed if Kenya does not complain itself.")),
    Input("ds_number", N_("Number of the dispute at the WTO"), TEXT, required=False, fact="ds_number",
          hint=N_("Such as DS645, once there is one.")),
    Input("product", N_("Goods, service or right concerned"), TEXT, required=False, fact="product"),
    Input("hs_codes", N_("HS codes"), TEXT, required=False, fact="hs_codes"),
    Input("measure", N_("Measure, with its legal instrument"), LONGTEXT, required=False, fact="measure"),
    Input("agreements", N_("Agreements and articles"), LONGTEXT, required=False, fact="agreements"),
    Input("gatt_xxii", N_("Held under GATT Art. XXII:1 or a corresponding article"), BOOL, required=False,
          fact="gatt_xxii", hint=N_("Only then can other Members ask to join.")),
    Input("perishable", N_("The goods perish"), BOOL, required=False, fact="perishable"),
    Input("urgent", N_("It is urgent (DSU Art. 4.8)"), BOOL, required=False, fact="urgent"),
    Input("circulated_on", N_("Day of circulation of the request"), DATE, required=False, fact="circulated_on"),
)  # fmt: skip
"""What a new file is opened with."""

FORUMS_USED = Input(
    "forums_used", N_("Forums already used for this measure"), MULTI, choices=FORUMS, fact="forums_used"
)
WHAT_LATER = Input("what", N_("What happened"), CHOICE, choices=LATER, fact="latest_event")
