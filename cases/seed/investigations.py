"""Investigations of the demonstration: one whose exporters answer questionnaires, one whose application has gaps."""

from __future__ import annotations

from cases.seats import INTERESTED_PARTY
from cases.seed.files import FileStory
from cases.seed.stories import Act, Ago, Paper
from cases.service.parties import Person

LATE, IN_TIME, REPLIED = "CN: Harbour Rod", "CN: Northern Wire", "TR: Strait Metals"
"""Exporters: one whose reply is overdue, one who still has time, one who replied. None of them is real."""


def asked(ago: int, exporter: str) -> Act:
    return Act(ago, "dispatch", "ines", {"questionnaire": Paper(f"Questionnaire for {exporter}")}, subject=exporter)


STEEL = FileStory(
    "remedy_anti_dumping",
    "ines",
    82,
    {
        "title": "Steel wire rod", "product": "Wire rod of non-alloy steel, in coils", "hs_codes": "7213, 7227",
        "exporting_countries": ["CN", "TR"], "exporters": f"{LATE}\n{IN_TIME}\n{REPLIED}",
        "applicant": "Association of Wire Makers", "origin": "application",
    },
    (
        Act(80, "submit", "ines", {"application": Paper("Application, public version")}),
        Act(79, "accept", "ines"),
        Act(70, "confirm", "ines"),
        Act(68, "notify_governments", "ines", {
            "states": ["CN", "TR"], "proof": Paper("Notes to the embassies, with proof of sending"),
        }),
        Act(58, "assess", "ines", {
            "support_output": 61_000, "opposing_output": 4_000, "total_output": 98_000, "prima_facie_margin": "24.6",
            "volume_shares": "CN 38.4\nTR 9.7", "injury_memo": Paper("Memorandum on injury and causation"),
        }),
        Act(54, "initiate", "nyambura", {
            "gazette": "Notice 4711", "initiated_on": Ago(54), "notice": Paper("Notice of initiation"),
        }),
        Act(53, "open_register", "ines"),
        Act(47, "register", "ines", subject=LATE),
        Act(46, "register", "ines", subject=IN_TIME),
        Act(45, "register", "ines", subject=REPLIED),
        Act(40, "begin_questionnaires", "ines"),
        asked(38, LATE),
        asked(37, REPLIED),
        asked(22, IN_TIME),
        Act(15, "reply_received", "ines", {"reply": Paper("Reply of Strait Metals")}, subject=REPLIED),
    ),
    Person("", "office@wiremakers.example", country="KE"),
    (
        (INTERESTED_PARTY, Person("Harbour Rod", "trade@harbourrod.example", country="CN")),
        (INTERESTED_PARTY, Person("Northern Wire", "export@northernwire.example", country="CN")),
        (INTERESTED_PARTY, Person("Strait Metals", "legal@straitmetals.example", country="TR")),
    ),
)  # fmt: skip

PAPER_BOARD = FileStory(
    "remedy_anti_dumping",
    "otieno",
    17,
    {
        "title": "Coated paper board", "product": "Coated board for folding cartons", "hs_codes": "4810",
        "exporting_countries": ["IN"], "applicant": "Carton Makers Forum", "origin": "application",
    },
    (
        Act(14, "submit", "otieno", {"application": Paper("Application, public version")}),
        Act(13, "accept", "otieno"),
        Act(6, "list_gaps", "otieno", {
            "gaps": "Injury: the figures of the last six months. Standing: the output of two members.",
        }),
    ),
    Person("", "chair@cartonmakers.example", country="KE"),
)  # fmt: skip

INVESTIGATIONS = (STEEL, PAPER_BOARD)
"""The oldest first."""
