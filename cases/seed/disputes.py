"""Disputes of the demonstration: one of Kenya's own in talks, one to be joined this week, one that has just come."""

from __future__ import annotations

from cases.seed.files import FileStory, ticked
from cases.seed.stories import Act, Ago, Paper
from cases.service.parties import Person

OWN = FileStory(
    "dispute_wto",
    "ines",
    62,
    {
        "role": "complainant", "title": "Ban on cut flowers without a listed laboratory", "respondents": ["EG"],
        "product": "Fresh cut flowers", "hs_codes": "060311", "perishable": False,
        "measure": "A decree bans cut flowers from countries without a laboratory on a list that is not published.",
    },
    (
        Act(61, "accept", "ines"),
        Act(59, "admit", "ines", {"admission": ticked("member", "attributable", "interest")}),
        Act(54, "opine", "karim", {
            "memo": Paper("Legal memorandum"), "provisions": "GATT 1994 Art. XI:1; SPS Agreement Art. 2.2 and 7",
            "strength": "arguable",
        }),
        Act(50, "quantify", "ines", {"memo": Paper("Economic memorandum"), "trade_loss": "USD 4200000"}),
        Act(46, "consult_ncwto", "ines", {
            "options": ticked("bilateral", "committee", "good_offices", "ntb", "regional", "consultations",
                              "third_party", "nothing"),
            "fruitful": "Two years of talks brought no answer; a request would.", "paper": Paper("Options paper"),
        }),
        Act(40, "recommend", "ines", {
            "minutes": Paper("Minutes of the national committee"), "recommendation": "Ask for consultations.",
        }),
        Act(36, "approve", "mutiso", {
            "decision": Paper("Decision of the Cabinet Secretary"),
            "concurrence": Paper("Concurrence of the Attorney General"), "budget": "Vote 1174, legal services",
        }),
        Act(33, "engage", "karim", {"engagement": Paper("Engagement letter"), "conflict_checked": True}),
        Act(29, "record_forums", "ines", {"forums_used": ["none"]}),
        Act(28, "check_request", "karim", {"checked": ticked("measures", "articles", "legal_basis", "xxii")}),
        Act(26, "file_request", "ines", {
            "request": Paper("Request for consultations"), "agreements": "GATT 1994 Art. XI:1; SPS Agreement Art. 2.2",
            "gatt_xxii": True,
        }),
        Act(22, "record_receipt", "ines", {"received_on": Ago(25), "circulated_on": Ago(23)}),
        Act(20, "respondent_replied", "ines", {"reply": "They are ready to meet in Geneva."}),
        Act(9, "hold_meeting", "karim", {"minutes": Paper("Minutes of the talks")}),
    ),
    Person("Bonde Flower Growers", "office@bondeflowers.example", country="KE"),
    note="The other side asked for the test reports of the last season; the growers collect them.",
)  # fmt: skip

MAY_JOIN = FileStory(
    "dispute_wto",
    "otieno",
    3,
    {
        "role": "third_party", "title": "Subsidies for sugar exports", "respondents": ["IN"], "complainants": ["BR"],
        "product": "Raw and white sugar", "hs_codes": "1701", "agreements": "Agreement on Agriculture Art. 3.3 and 8",
        "gatt_xxii": True, "circulated_on": Ago(3),
    },
    (
        Act(2, "screen", "otieno", {
            "circulated_on": Ago(3), "gatt_xxii": True,
            "why": "Kenya buys and grows sugar; what is decided on export support binds its own programme.",
        }),
        Act(1, "ask_approval", "otieno", {
            "trade": "USD 87000000", "interest": "A tenth of the sugar that Kenya imports comes from the respondent.",
        }),
    ),
)  # fmt: skip

JUST_CIRCULATED = FileStory(
    "dispute_wto",
    "ines",
    1,
    {
        "role": "third_party", "title": "Rules on deforestation and coffee", "respondents": ["EU"],
        "complainants": ["ID"], "product": "Coffee", "hs_codes": "0901", "gatt_xxii": True, "circulated_on": Ago(1),
    },
)  # fmt: skip

DISPUTES = (OWN, MAY_JOIN, JUST_CIRCULATED)
"""The oldest first."""
