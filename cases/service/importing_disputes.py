"""Disputes of the public record taken in as files: their phases in force are replayed, later events kept as facts.

Every event is taken through the engine on its own day, with no letter: accepted; accepted out of order, with the
reason kept beside it; or refused, with the reason told. A dispute is one transaction. Files of others end as a record,
so that no clock of theirs stands among ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from cases.disputes import DisputeRecord, RecordedEvent, read_disputes
from cases.errors import ActionNotOpen, GateClosed, Refused
from cases.history import Value
from cases.lifecycles import lifecycle
from cases.models import ExternalRef
from cases.service.acting import take_action
from cases.service.opening import open_case
from cases.service.replaying import IMPORTER, ImportedRecords, Replayed, import_each
from cases.store import Database, UnitOfWork

LIFECYCLE = "dispute_wto"
_REF: Any = ExternalRef.__table__  # type: ignore[attr-defined]

NO_RECEIPT = "The record names no day of receipt; the day of the request stands in, the earliest that it can be."
NO_REQUEST = "The record dates no earlier request for a panel."
EARLY = "The record shows it so: urgent, a special regime, talks that both called failed, or a case shared with others."
KEPT = "A dispute of others, imported from the public record."

LATER: Mapping[str, str] = {
    "panel_composed": "panel_composed", "composition_requested_dg": "composition_requested",
    "panel_delay_notice": "panel_delayed", "panel_work_suspended": "panel_suspended",
    "panel_work_resumed": "panel_resumed", "panel_authority_lapsed": "panel_lapsed",
    "panel_report_circulated": "report_circulated", "appeal_notified": "appeal",
    "cross_appeal_notified": "appeal_other", "ab_report_circulated": "appeal_report", "ab_delay_notice": "appeal_other",
    "appeal_period_extension_agreed": "appeal_other", "reports_adopted": "adopted",
    "implementation_intention": "implementation", "implementation_notified": "implementation",
    "rpt_agreed": "implementation", "rpt_expiry": "implementation",
    "art21_3c_arbitration_requested": "implementation", "art21_3c_award_circulated": "implementation",
    "art25_agreed_procedures_notified": "article_25", "art25_arbitration_initiated": "article_25",
    "art25_award_circulated": "article_25", "sequencing_or_agreed_procedures": "agreed_procedures",
    "retaliation_authorized": "countermeasures", "further_consultations_requested": "consultations_again",
    "join_consultations_request": "joined", "join_accepted": "joined",
    "panel_established": "panel_established_again",
}  # fmt: skip
"""How a kind of the record is kept where no stage of its own is in force."""


def import_disputes(
    database: Database, payload: object, *, tick: Callable[[int, int], None] | None = None
) -> ImportedRecords:
    """Take in every dispute of a parsed file; `Refused` when it holds no list. Running it again changes nothing."""
    try:
        records = read_disputes(payload)
    except ValueError as wrong:
        raise Refused(str(wrong)) from None
    return import_each(database, records, import_dispute, tick=tick)


def import_dispute(uow: UnitOfWork, record: DisputeRecord) -> list[Replayed]:
    """Open the file of one dispute and replay its events. The caller commits."""
    replay = Replay(uow, record, _open(uow, record))
    opened, *rest = record.events
    replay.say(opened, "accepted")
    replay.take("record_receipt", opened.on, data=_receipt(opened.on), reason=NO_RECEIPT)
    for event in rest:
        replay.event(event)
    if record.kenya == "observer" and not replay.ended:
        replay.take("keep_as_record", rest[-1].on if rest else opened.on, reason=KEPT)
    return replay.done


def _open(uow: UnitOfWork, record: DisputeRecord) -> UUID:
    values: dict[str, Value] = {
        "role": record.kenya, "ds_number": record.number, "complainants": list(record.complainants),
        "respondents": list(record.respondents), "agreements": record.agreements, "imported": True,
    }  # fmt: skip
    case_id = open_case(
        uow, lifecycle(LIFECYCLE), actor=IMPORTER, on=record.requested_on, at_stage="consultations_requested",
        values=values, title=f"{record.number} {record.title}", imported=True, lodged_on=record.requested_on,
        reason=f"Imported from the public record of {record.number}.",
    )  # fmt: skip
    reference = {"scheme": "wto", "number": record.number, "status": "", "source": record.source, "published": {}}
    uow.session.execute(insert(_REF), {**reference, "case_id": case_id})
    return case_id


def _receipt(on: date) -> dict[str, Value]:
    return {"received_on_earliest": on.isoformat(), "received_on_latest": on.isoformat()}


@dataclass(slots=True)
class Replay:
    """One dispute on its way through the procedure."""

    uow: UnitOfWork
    record: DisputeRecord
    case_id: UUID
    stage: str = "consultations_requested"
    done: list[Replayed] = field(default_factory=list)

    @property
    def ended(self) -> bool:
        return lifecycle(LIFECYCLE).stage(self.stage).terminal

    def take(
        self, action: str, on: date, *, data: Mapping[str, Value] | None = None, reason: str = "", despite: str = ""
    ) -> str:
        """Take an act on its day, without letters; the breach that was noted with it, empty for none."""
        done = take_action(
            self.uow, self.case_id, action, actor=IMPORTER, on=on, data=data, reason=reason, despite=despite, quiet=True
        )
        self.stage = done.step.stage.key
        return done.step.event.breach

    def say(self, event: RecordedEvent, outcome: str, reason: str = "") -> None:
        self.done.append(Replayed(self.record.number, event.kind, event.on, outcome, reason))

    def event(self, event: RecordedEvent) -> None:
        """Take one event where the procedure has a place for it, else keep it as a fact, else say why not."""
        try:
            breach = self._own_act(event)
        except (ActionNotOpen, GateClosed) as no_place:
            self._keep(event, no_place)
        except Refused as why:
            self.say(event, "refused", why.reason)
        else:
            self.say(event, "out_of_order" if breach else "accepted", breach)

    def _keep(self, event: RecordedEvent, why: Refused) -> None:
        """As a recorded fact, out of order because its own act was not open."""
        try:
            self._later(event, note=why.reason)
        except Refused as refused:
            self.say(event, "refused", refused.reason)
        else:
            self.say(event, "out_of_order", why.reason)

    def _own_act(self, event: RecordedEvent) -> str:
        match event.kind:
            case "consultations_requested" | "further_consultations_requested" if self.stage.startswith("consult"):
                self.take("supplement_request", event.on, data={"what": "As published", "source": event.basis})
                return self.take("record_receipt", event.on, data=_receipt(event.on), reason=NO_RECEIPT)
            case "respondent_reply_accepting_consultations":
                return self.take("respondent_replied", event.on, data={"reply": "As published"})
            case "join_consultations_request" | "join_accepted" if not self.ended:
                return self.take("record_joiner", event.on, data={"members": "As published", "source": event.basis})
            case "panel_requested" if not self.stage.startswith("panel") and not self.ended:
                return self.take("panel_requested_by_party", event.on, data={"source": event.basis}, despite=EARLY)
            case "panel_establishment_deferred":
                return self._deferred(event)
            case "panel_established" if self.stage != "panel_established" and not self.ended:
                return self._established(event)
            case "mutually_agreed_solution_notified" if not self.ended:
                return self.take("solution_notified", event.on, data={"source": event.basis})
            case "settled_or_terminated" if not self.ended:
                return self.take("withdraw", event.on, reason="Settled or terminated, as published.")
        return self._later(event)

    def _deferred(self, event: RecordedEvent) -> str:
        """A first deferral shows that a panel was asked for, whether that day is on record or not."""
        breach = ""
        if self.stage.startswith("consultations"):
            breach = self.take("panel_requested_by_party", event.on, despite=f"{EARLY} {NO_REQUEST}")
        act = "blocked_again" if self.stage == "panel_establishment_deferred" else "first_dsb_blocked"
        self.take(act, event.on, data={"source": event.basis})
        return breach

    def _established(self, event: RecordedEvent) -> str:
        if self.stage != "panel_establishment_deferred":
            return self.take("established", event.on, data={"source": event.basis}, despite=NO_REQUEST)
        self.take("second_request", event.on, data={"dsb_meeting_on": event.on.isoformat()})
        return self.take("established_at_second", event.on, data={"source": event.basis})

    def _later(self, event: RecordedEvent, *, note: str = "") -> str:
        what = LATER.get(event.kind)
        if what is None:
            what = _family(event.kind)
        data: dict[str, Value] = {"what": what, "source": event.basis, "note": f"{event.kind} {note}".strip()}
        return self.take("record_later_event", event.on, data=data)


def _family(kind: str) -> str:
    """The word for a kind that has none of its own."""
    if "21_5" in kind or kind.startswith("compliance"):
        return "compliance"
    return "countermeasures" if "22" in kind else "other"
