"""An example for every operation: one complaint about milk at a border, on its way. Tests hold them to the schemas."""

from __future__ import annotations

from typing import Any

REFERENCE = "KE-NTB-2027-00042-4"
DOCUMENT = "0b6f1a58-6f0e-4d0c-9d3c-0f6d3a1f2b77"
STANDARD = {"citation": "Tatua service standard svc_ack", "status": "service", "shown": "our own service standard"}
RECORD = {"citation": "Tatua service standard record", "status": "service", "shown": "our own service standard"}
OPEN = {"citation": "AfCFTA Annex 5 App. 2 response", "status": "unconfirmed", "shown": "to be confirmed"}

CASE: dict[str, Any] = {
    "reference": REFERENCE, "kind": "ntb", "lifecycle": "ntb_complaint", "version": 2,
    "title": "Long-life milk in cartons, Tanzania", "stage": "notified",
    "stage_title": "Request sent, awaiting reply", "stage_since": "2027-03-15", "regime": "AfCFTA",
    "direction": "outbound", "measure_countries": ["TZ"], "revision": 12, "urgent": False, "officer": "ines",
    "lodged_on": "2027-03-03", "barrier_stopped_on": None, "decided_on": None, "closed_on": None,
    "close_status": None, "outcome_type": None, "next_due": "2027-04-14", "updated_at": "2027-03-15T08:12:00Z",
}  # fmt: skip

LODGING = {
    "channel": "border_desk",
    "language": "en",
    "answers": {
        "filer_capacity": "exporter", "filer_name": "Amina Wanjiru", "filer_phone": "0712 345 678",
        "filer_country": "KE", "product_description": "Long-life milk in cartons", "hs_codes": "0401",
        "perishable": "no", "goods_held_now": "yes", "measure_country": ["TZ"], "authority": "tbs",
        "location_type": "border_post", "location_name": "namanga", "date_of_incident": "2027-03-01",
        "reporting_country": "KE", "barrier_kind": "standard",
        "description": "The officers at Namanga refused our certificate and asked for a new test of every carton.",
        "frequency": "every_consignment", "consent_share_identity": "no", "consent_publish": "no", "other_forum": "no",
    },
}  # fmt: skip

REPLY = {
    "on": "2027-04-20",
    "data": {"reply_text": "The mark is not asked for any more.", "received_on": "2027-04-20"},
}
LETTERS = [
    {"letter": "reply-received", "seat": "complainant", "sent": True, "why_not": ""},
    {"letter": "reply-received", "seat": "rec_secretariat", "sent": False,
     "why_not": "No address is on file for this recipient. Print the letter, or add the address to the directory."},
]  # fmt: skip
MOVED = {
    "reference": REFERENCE, "action": "reply_overdue.reply", "stage": "reply_review", "stage_title": "Weigh the reply",
    "next_due": "2027-04-27", "warnings": [], "letters": LETTERS,
}  # fmt: skip
ACTION = {
    "key": "reply", "title": "Record the reply", "says": "Records what the other state answered.", "open": True,
    "reason": "", "on_behalf_of": "Focal point of the other state", "needs_reason": False, "recordable": True,
    "leads_to": "Weigh the reply", "per": None, "law": RECORD,
    "inputs": [
        {"key": "reply_text", "label": "Text or summary of the reply", "type": "longtext", "required": True,
         "needed_when": "", "hint": "", "choices": []},
    ],
}  # fmt: skip
EVENT = {
    "seq": 12, "action": "ready_to_notify.notify", "stage": "ready_to_notify", "to": "notified", "subject": None,
    "happened_on": "2027-03-15", "recorded_at": "2027-03-15T08:12:00Z", "seat": "nfp_ke", "role": "focal_point",
    "reason": "", "data": {"request_received_on": "2027-03-15"}, "documents": [DOCUMENT], "breach": "",
    "corrects": None, "cite": "Tatua service standard notify", "hash": "9f" * 32, "previous_hash": "41" * 32,
}  # fmt: skip
CLOCK = {
    "key": "response", "title": "The other state replies", "subject": None, "kind": "their_act_by", "state": "open",
    "due_on": "2027-04-14", "due_at": None, "earliest": None, "latest": None, "trigger_on": "2027-03-15",
    "promised": False, "law": OPEN, "result": "Last day: Wednesday 14 April 2027.", "moved": [],
    "explanation": [
        {"number": 1, "title": "Trigger", "words": "The request is sent, Monday 15 March 2027 (entry 12)."},
    ],
}  # fmt: skip
FILE = {
    "id": DOCUMENT, "number": 1, "title": "Refusal", "filename": "refusal.pdf", "media_type": "application/pdf",
    "size": 48213, "sha256": "7d" * 32, "received_at": "2027-03-03T07:00:00Z",
}  # fmt: skip
HEAD = {
    "key": "ntb_complaint", "version": 2, "title": "Non-tariff barrier complaint", "in_force": "2026-11-01",
    "first": "draft", "review": "not yet reviewed by counsel",
}  # fmt: skip
_PLANNED = {
    "key": "take_up", "title": "Take up", "by": ["ntb_officer"], "system": False, "only_when": [],
    "leads_to": "Eligibility check", "next_stages": ["screening"], "inputs": [], "letters": [], "per": None,
    "opens": None, "law": STANDARD,
}  # fmt: skip
LIFE = {
    **HEAD,
    "opening": None,
    "stages": [
        {"key": "submitted", "title": "Submitted", "phase": "intake", "terminal": False, "main": True,
         "outsiders_read": "We have your complaint.", "turn": "Our turn", "actions": [_PLANNED],
         "deadlines": [
             {"key": "svc_ack", "title": "Acknowledge", "kind": "act_by", "length": "1 working day",
              "counted_from": "`submit`", "met_by": ["take_up"], "law": STANDARD},
         ]},
    ],
    "anywhere": [],
    "deadlines": [],
}  # fmt: skip
OPENING = {
    "on": "2027-03-02",
    "data": {
        "role": "complainant", "title": "Import ban on cut flowers", "respondents": ["EG"],
        "product": "Fresh cut roses", "hs_codes": "060311", "perishable": True,
        "measure": "A decree that bans cut flowers from countries without a laboratory on a list that nobody can see.",
    },
    "party": {"name": "Rift Roses Ltd", "email": "trade@riftroses.example", "phone": "", "country": "KE",
              "language": "en"},
}  # fmt: skip
OPENED = {
    **CASE, "reference": "KE-DS-2027-00001-7", "kind": "dispute", "lifecycle": "dispute_wto", "version": 1,
    "title": "Import ban on cut flowers", "stage": "complaint_received", "stage_title": "Complaint received",
    "stage_since": "2027-03-02", "regime": None, "direction": None, "measure_countries": [], "revision": 1,
    "lodged_on": "2027-03-02", "next_due": "2027-03-04",
}  # fmt: skip
LAW = {
    "instruments": [
        {"key": "DSU", "title": "Understanding on Rules and Procedures Governing the Settlement of Disputes",
         "short": "DSU", "link": "https://www.wto.org/english/docs_e/legal_e/28-dsu_e.htm"},
    ],
    "provisions": [
        {"key": "DSU:4.3", "instrument": "DSU", "citation": "DSU Art. 4.3", "gist": "Reply to a request.",
         "status": "known", "shown": "DSU Art. 4.3 (not yet proofread)", "proofread": False, "source": "",
         "source_link": "", "checked_on": None},
    ],
}  # fmt: skip
TOKEN = {"token": "5s8dT0h2Yw3mQ9", "token_type": "bearer", "ends_at": "2027-03-03T19:00:00Z"}
HEALTHY = {"status": "ok", "watch_ran_at": None, "oldest_letter_seconds": None}
CLOCKS_RUN = {"status": "ok", "watch_ran_at": "2027-03-03T07:00:00Z", "oldest_letter_seconds": None}

EXAMPLES: dict[str, tuple[Any, Any]] = {
    "get_token": ({"username": "ines", "password": "a long password"}, TOKEN),
    "end_token": (None, None),
    "list_cases": (None, {"items": [CASE], "next_cursor": None}),
    "lodge_case": (LODGING, {**CASE, "stage": "submitted", "stage_title": "Submitted", "revision": 4, "regime": None}),
    "open_file": (OPENING, OPENED),
    "read_case": (None, CASE),
    "read_events": (None, {"reference": REFERENCE, "events": [EVENT]}),
    "read_actions": (None, {"reference": REFERENCE, "revision": 12, "stage": "reply_overdue", "actions": [ACTION]}),
    "take": (REPLY, {**MOVED, "revision": 13, "closed": False, "opened": []}),
    "preview_action": (REPLY, {**MOVED, "revision": 12, "closes": False, "law": RECORD}),
    "read_deadlines": (None, {"reference": REFERENCE, "revision": 12, "deadlines": [CLOCK]}),
    "list_documents": (None, {"reference": REFERENCE, "documents": [FILE]}),
    "add_document": ({"file": "(the file)", "title": "Refusal"}, FILE),
    "read_document": (None, "(the file)"),
    "list_lifecycles": (None, {"lifecycles": [HEAD]}),
    "read_lifecycle": (None, LIFE),
    "read_law": (None, LAW),
    "live": (None, HEALTHY),
    "ready": (None, HEALTHY),
    "clock": (None, CLOCKS_RUN),
}
"""What is sent and what is answered, by operation."""


def of(operation: str) -> tuple[Any, Any]:
    """The example of an operation; `KeyError` when somebody adds one without."""
    return EXAMPLES[operation]


def _problem(status: int, kind: str, title: str, detail: str, **more: Any) -> dict[str, Any]:
    return {"type": f"/problems/{kind}", "title": title, "status": status, "detail": detail, "instance": "", **more}


PROBLEMS: dict[int, dict[str, Any]] = {
    400: _problem(400, "malformed", "Bad Request", "The request cannot be read. Check that the body is JSON."),
    401: _problem(401, "no-token", "Unauthorized", "Send a token: “Authorization: Bearer …”."),
    403: _problem(403, "not-allowed", "Forbidden", "Only National focal point for Kenya may do this.",
                  legal_basis=RECORD),
    404: _problem(404, "not-found", "Not Found",
                  "There is no such case, or it is not open to you. Check the reference."),
    405: _problem(405, "method-not-allowed", "Method Not Allowed", "This address does not take that method."),
    409: _problem(409, "gate-closed", "Conflict", "The reply is not overdue before 14 April 2027 is over.",
                  legal_basis=RECORD),
    412: _problem(412, "stale-revision", "Precondition Failed",
                  "Somebody changed this case after you opened it. Nothing of yours was recorded.",
                  seen=11, current=12),
    413: _problem(413, "too-large", "Content Too Large", "That is too large. Nothing was saved."),
    422: _problem(422, "input-refused", "Unprocessable Content", "Fill in “Text or summary of the reply”.",
                  errors=[{"field": "reply_text", "detail": "Fill in “Text or summary of the reply”."}]),
    428: _problem(428, "no-revision", "Precondition Required",
                  "Send If-Match with the ETag of the case as you saw it."),
    429: _problem(429, "too-many-tries", "Too Many Requests", "Too many tries. Wait 15 minutes."),
    500: _problem(500, "fault", "Internal Server Error", "Something went wrong on our side."),
    503: _problem(503, "busy", "Service Unavailable", "The case files cannot be reached just now. Try again."),
}  # fmt: skip
