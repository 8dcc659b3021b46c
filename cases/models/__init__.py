"""The tables: columns and constraints, no rules. One module per subject; everything is imported here for Alembic."""

from cases.models.desk import Custody, Feed, NoteMention, SavedView
from cases.models.files import (
    CaseFile,
    CaseLink,
    CaseNote,
    DeadlineChange,
    DeadlineRow,
    Document,
    EventRow,
    ExternalRef,
    Incident,
    Measure,
    Party,
)
from cases.models.people import AccessCode, Account, WebSession
from cases.models.post import Contact, OutboxRow, ReminderSent
from cases.models.register import (
    ClosedDayRow,
    Counter,
    Draft,
    IdempotencyKey,
    MeetingDay,
    RegisterEntry,
)
from cases.models.search import CaseText

__all__ = [
    "AccessCode",
    "Account",
    "CaseFile",
    "CaseLink",
    "CaseNote",
    "CaseText",
    "ClosedDayRow",
    "Contact",
    "Counter",
    "Custody",
    "DeadlineChange",
    "DeadlineRow",
    "Document",
    "Draft",
    "EventRow",
    "ExternalRef",
    "Feed",
    "IdempotencyKey",
    "Incident",
    "Measure",
    "MeetingDay",
    "NoteMention",
    "OutboxRow",
    "Party",
    "RegisterEntry",
    "ReminderSent",
    "SavedView",
    "WebSession",
]
