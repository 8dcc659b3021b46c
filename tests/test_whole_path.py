"""The whole main path over the interface, on both databases: from the desk's form to the closure by the watch.

Amina's roasted coffee is stopped in Ghana. Every act goes over HTTP as its person; between the acts the watch runs
each morning, as the flows do. Dates are those of 2027 in Nairobi, with Idd-ul-Fitr (9 March, by the moon) and Easter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr
from sqlalchemy import select
from starlette.testclient import TestClient

from api.app import create_app
from cases.models import Contact
from cases.service.closing_days import seed_calendars
from cases.service.rebuilding import rebuild
from cases.service.watching import due_cases, watch_case
from cases.settings import Settings, using
from cases.store import Database, UnitOfWork
from cases.store.tables import OUTBOX
from tests.api.v1.desk import LODGED, Desk, hire
from tests.cases.service.filing import PDF
from tests.conftest import Now

NAIROBI = ZoneInfo("Africa/Nairobi")
COFFEE: dict[str, Any] = {
    **LODGED,
    "filer_email": "amina@example.org", "product_description": "Roasted coffee in bags", "hs_codes": "0901",
    "goods_held_now": "no", "measure_country": ["GH"], "authority": "elsewhere",
    "authority_other": "Ghana Standards Authority", "location_type": "seaport", "location_name": "elsewhere",
    "location_name_other": "Tema", "external_refs": "",
    "description": "The agency at Tema asks for a mark that no rule names, and holds back every second shipment.",
}  # fmt: skip
DIRECTORY = (
    ("nmc", "", "nmc@trade.example"), ("lead_agency", "kebs", "kebs@standards.example"),
    ("nfp_other", "GH", "focal@trade.example.gh"), ("rec_secretariat", "AfCFTA", "ntb@secretariat.example"),
    ("ps_trade", "", "ps@trade.example"),
)  # fmt: skip
"""Everybody but the mission in Accra has an address."""


@dataclass(frozen=True)
class Act:
    """An act of the path: what it leads to, the clock that counts then, and the letters that it queues."""

    day: str
    who: str
    action: str
    stage: str
    clock: tuple[str, str]
    letters: str
    data: dict[str, Any] = field(default_factory=dict)


YES = dict.fromkeys(
    ("state_measure", "not_tariff", "goods_in_trade", "not_open", "enough_facts", "not_sub_judice"), "yes"
)
CLASSIFIED = {
    "validated_category": "tripartite:3", "mast_code": "B33", "policy_or_operational": "policy_regulatory",
    "direction": "outbound", "score_value": 10, "score_held": 0, "score_recurrence": 10, "score_small": 0,
    "score_claim": 10, "score_ease": 10,
}  # fmt: skip
WHY = "Both states are parties to the AfCFTA and to no closer agreement."
REQUEST = {
    "request_text": "Kenya asks Ghana to end the demand for a mark on roasted coffee.", "remedy": "End the demand.",
    "provisions": "AfCFTA Annex 5 Art. 12", "evidence": ["Refusal"], "identity": "anonymous",
    "request_received_on": "2027-03-15",
}  # fmt: skip
OPINION = "No rule of Ghana that we know asks for the mark."

PATH = (
    Act("2027-03-04", "ines", "take_up", "screening", ("svc_screen", "2027-03-11"), "case-moved → complainant"),
    Act("2027-03-05", "ines", "accept", "classification", ("svc_route", "2027-03-15"),
        "complaint-accepted → complainant", {"checklist": YES}),
    Act("2027-03-08", "ines", "classify", "routing", ("svc_route", "2027-03-15"), "your-turn → supervisor", CLASSIFIED),
    Act("2027-03-10", "ines", "route_outbound", "evidence_nmc", ("svc_nmc", "2027-04-09"),
        "nmc-to-verify → nmc, opinion-requested → lead_agency, case-moved → complainant",
        {"regime": "AfCFTA", "lead_agency": "kebs", "why_regime": WHY, "department": "trade"}),
    Act("2027-03-11", "ines", "record_opinion", "evidence_nmc", ("svc_nmc", "2027-04-09"), "",
        {"opinion": OPINION, "received_on": "2027-03-11"}),
    Act("2027-03-11", "ines", "add_evidence", "evidence_nmc", ("svc_nmc", "2027-04-09"),
        "evidence-added → ntb_officer", {"evidence": ["Refusal"]}),
    Act("2027-03-12", "ines", "verify", "ready_to_notify", ("svc_notify", "2027-03-19"),
        "your-turn → nfp_ke, your-turn → supervisor, case-moved → complainant",
        {"minute": ["Minute"], "evidence": ["Refusal"], "agency_opinion": OPINION,
         "consent_check": {"consent_read": "yes"}, "decided_on": "2027-03-12"}),
    Act("2027-03-15", "wanjiru", "notify", "notified", ("response", "2027-04-14"),
        "request-to-other-state → nfp_other, request-copy → rec_secretariat, request-copy → mission (parked), "
        "request-sent → complainant", REQUEST),
    Act("2027-03-17", "wanjiru", "acknowledge", "notified", ("response", "2027-04-15"),
        "request-acknowledged → nfp_ke", {"request_received_on": "2027-03-16"}),
    Act("2027-04-01", "ines", "tell_complainant", "notified", ("svc_progress", "2027-05-03"),
        "progress-note → complainant", {"message": "We have asked the other state and wait for its answer."}),
    Act("2027-04-19", "wanjiru", "remind", "reply_overdue", ("svc_overdue", "2027-04-30"),
        "reply-overdue → nfp_other, reply-overdue → rec_secretariat", {"letter": "We remind you of our request."}),
    Act("2027-04-20", "ines", "reply", "reply_review", ("svc_reply_eval", "2027-04-27"),
        "your-turn → ntb_officer, reply-received → lead_agency, reply-under-review → complainant",
        {"reply_text": "The mark is not asked for any more.", "received_on": "2027-04-20"}),
    Act("2027-04-22", "ines", "accept_fix", "fix_reported", ("svc_confirm", "2027-05-13"),
        "fix-reported → complainant",
        {"what": "The demand was ended.", "fixed_on": "2027-04-19", "outcome_type": "measure_removed_or_amended"}),
    Act("2027-04-27", "ines", "confirm_full", "monitoring", ("svc_watch", "2027-10-25"),
        "fix-confirmed → complainant, your-turn → ntb_officer", {"barrier_stopped_on": "2027-04-19"}),
)  # fmt: skip
"""Who does what on which day, where it leads, what is due then, and who is written to."""


class Office:
    """The department from morning to morning: people act over the interface, and the watch runs at nine."""

    def __init__(self, desk: Desk, now: Now) -> None:
        self.desk, self.now = desk, now
        self.reference = desk.lodge("kip", **COFFEE)
        self.documents: dict[str, str] = {}

    def morning(self, day: str) -> None:
        """Let every morning come up to this one; the watch runs on each."""
        until = datetime.combine(date.fromisoformat(day), datetime.min.time(), NAIROBI) + timedelta(hours=9)
        while self.now.at < until.astimezone(UTC):
            ahead = self.now.at.astimezone(NAIROBI) + timedelta(days=1)
            self.now.at = ahead.replace(hour=9, minute=0).astimezone(UTC)
            self._watch()

    def _watch(self) -> None:
        with self.desk.database.read() as session:
            due = due_cases(session, self.desk.database.now())
        for case_id in due:
            assert watch_case(self.desk.database, case_id).troubles == []

    def act(self, act: Act) -> dict[str, Any]:
        self.morning(act.day)
        data = {key: self._ids(value) for key, value in act.data.items()}
        taken = self.desk.act(self.reference, act.action, act.who, data=data)
        assert taken.status_code == 200, (act.action, taken.text)
        answer: dict[str, Any] = taken.json()
        return answer

    def _ids(self, value: Any) -> Any:
        """Names of documents become their ids; each is uploaded when it is first named."""
        named = value if isinstance(value, list) else []
        for title in named:
            self.documents[title] = self.documents.get(title) or self._upload(title)
        return [self.documents[title] for title in named] if named else value

    def _upload(self, title: str) -> str:
        files = {"file": (f"{title}.pdf", PDF, "application/pdf")}
        path = f"/api/v1/cases/{self.reference}/documents"
        sent = self.desk.client.post(path, files=files, data={"title": title}, headers=self.desk.headers())
        return str(sent.json()["id"])

    def case(self) -> dict[str, Any]:
        found: dict[str, Any] = self.desk.get(f"/cases/{self.reference}").json()
        return found

    def clock(self, key: str) -> dict[str, Any]:
        """The newest clock of that key."""
        found = self.desk.get(f"/cases/{self.reference}/deadlines").json()["deadlines"]
        newest: dict[str, Any] = [each for each in found if each["key"] == key][-1]
        return newest

    def letters(self, day: str) -> list[str]:
        """Letters queued on a day, as `letter → seat`; those that stay behind are left out."""
        with self.desk.database.read() as session:
            rows = session.execute(select(OUTBOX).order_by(OUTBOX.c.id)).all()
        here = [row for row in rows if f"{row.made_at.astimezone(NAIROBI):%Y-%m-%d}" == day and row.state != "withheld"]
        return [f"{row.letter} → {row.seat}{' (parked)' if row.state == 'parked' else ''}" for row in here]

    def events(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.desk.get(f"/cases/{self.reference}/events").json()["events"]
        return found


@pytest.fixture
def office(database: Database, now: Now, tmp_path: Path) -> Iterator[Office]:
    chosen = Settings(
        env="test",
        var_dir=tmp_path / "var",
        secret_key=SecretStr("s" * 40),
        base_url="http://testserver",
        session_idle_minutes=1_000_000,
        session_absolute_hours=10_000,
    )
    with using(chosen), TestClient(create_app(chosen, database)) as client:
        staff = hire(database)
        with UnitOfWork(database) as uow:
            seed_calendars(uow)
            for seat, body, address in DIRECTORY:
                uow.session.add(Contact(seat=seat, body=body, name=seat, address=address, valid_from=date(2020, 1, 1)))
            uow.commit()
        yield Office(Desk(client, database, chosen, staff), now)


def follow(office: Office, act: Act) -> None:
    """Take an act and check what follows from it."""
    taken = office.act(act)
    assert taken["stage"] == act.stage, act.action
    key, due = act.clock
    assert (office.clock(key)["due_on"], office.clock(key)["state"]) == (due, "open"), act.action
    assert sorted(office.letters(act.day)) == sorted(filter(None, act.letters.split(", "))), act.action


def test_a_complaint_goes_the_whole_way(office: Office) -> None:
    lodged = office.case()
    assert (lodged["stage"], lodged["direction"], lodged["lodged_on"]) == ("submitted", "outbound", "2027-03-03")
    assert office.clock("svc_ack")["due_on"] == "2027-03-04"
    assert office.letters("2027-03-03") == ["complaint-received → complainant", "your-turn → ntb_officer"]
    for act in PATH[:10]:
        follow(office, act)
    the_reply_falls_overdue(office)
    for act in PATH[10:]:
        follow(office, act)
    the_watch_ends(office)
    the_record_holds(office)


def the_reply_falls_overdue(office: Office) -> None:
    """The length is unconfirmed: it drives our reminders, each once, and is promised to nobody."""
    assert not office.clock("response")["promised"]
    assert office.clock("response")["law"]["shown"] == "to be confirmed"
    office.morning("2027-04-15")
    assert office.case()["stage"] == "notified"
    reminders = ["reply-reminder → nfp_other", "reply-due-soon → nfp_ke"]
    assert office.letters("2027-03-31") == reminders, "at half time"
    assert office.letters("2027-04-12") == reminders, "three days before the end"
    office.morning("2027-04-16")
    assert (office.case()["stage"], office.clock("svc_overdue")["due_on"]) == ("reply_overdue", "2027-04-30")
    assert sorted(office.letters("2027-04-16")) == [
        "case-moved → complainant", "decision-due → ps_trade", "reply-overdue → nfp_other",
        "reply-overdue → rec_secretariat", "your-turn → nfp_ke",
    ]  # fmt: skip
    assert (office.events()[-1]["action"], office.events()[-1]["role"]) == ("notified.expired", "system")


def the_watch_ends(office: Office) -> None:
    """Confirmation was recorded for the trader; 180 days later the system closes, and three dates are kept apart."""
    confirmed = office.events()[-1]
    assert (confirmed["seat"], confirmed["role"]) == ("complainant", "officer")
    for day in ("2027-04-30", "2027-05-28", "2027-06-25", "2027-07-23", "2027-08-20", "2027-09-17", "2027-10-15"):
        office.act(Act(day, "ines", "tell_complainant", "monitoring", ("", ""), "", {"message": "Still watched."}))
    office.morning("2027-10-25")
    assert office.case()["stage"] == "monitoring"
    office.morning("2027-10-26")
    case = office.case()
    assert (case["stage"], case["close_status"]) == ("closed_resolved_full", "closed_resolved_full")
    dates = (case["decided_on"], case["barrier_stopped_on"], case["closed_on"])
    assert dates == ("2027-03-12", "2027-04-19", "2027-10-26")
    assert (case["outcome_type"], case["next_due"]) == ("measure_removed_or_amended", None)
    assert office.events()[-1]["role"] == "system"
    assert office.letters("2027-10-26") == ["case-closed → complainant"]


def the_record_holds(office: Office) -> None:
    """Everything follows from the history, the chain of hashes holds, and no event says who complained."""
    rebuilt = rebuild(office.desk.database)
    assert (rebuilt.cases, rebuilt.differences, rebuilt.broken) == (1, [], [])
    events = office.events()
    assert [each["previous_hash"] for each in events[1:]] == [each["hash"] for each in events[:-1]]
    assert "Amina" not in str(events)
    with office.desk.database.read() as session:
        due = due_cases(session, office.desk.database.now() + timedelta(days=365))
    assert due == [], "nothing of a closed case waits for the watch"
