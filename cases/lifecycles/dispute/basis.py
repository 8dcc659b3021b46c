"""What the acts of a dispute rest on. Limits cite their own article; what no text rules rests on our own standards."""

from __future__ import annotations

from cases.law import DSB_PRACTICES, DSU, SERVICE, WTO_GATT

RECORD = SERVICE("dispute_record")
FORUM = SERVICE("dispute_forum")
TWO_PERSONS = SERVICE("dispute_two_persons")
GATE = SERVICE("dispute_gate")

REQUEST = DSU("4.4")
REPLY = DSU("4.3")
SETTLE = DSU("4.7")
URGENT = DSU("4.8")
JOIN = DSU("4.11")
GOOD_OFFICES = DSU("5.4")
SOLUTION = DSU("3.6")
PANEL_REQUEST = DSU("6.2")
ESTABLISHMENT = DSU("6.1")
FIVE = DSU("8.5")
TERMS = DSU("7.1")
COMPOSITION = DSU("8.7")
THIRD_PARTIES = DSU("10.2")
LEAST_DEVELOPED = DSU("24.1")
AGENDA = DSB_PRACTICES("agenda")
CIRCULATION = DSB_PRACTICES("circulation")
JOINABLE = WTO_GATT("XXII:1")

__all__ = [
    "AGENDA", "CIRCULATION", "COMPOSITION", "ESTABLISHMENT", "FIVE", "FORUM", "GATE", "GOOD_OFFICES", "JOIN",
    "JOINABLE", "LEAST_DEVELOPED", "PANEL_REQUEST", "RECORD", "REPLY", "REQUEST", "SETTLE", "SOLUTION", "TERMS",
    "THIRD_PARTIES", "TWO_PERSONS", "URGENT",
]  # fmt: skip
