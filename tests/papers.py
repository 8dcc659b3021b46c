"""A document on a case's file, for tests that need one to be named and not read."""

from __future__ import annotations

from uuid import UUID, uuid4

from cases.models import Document
from cases.store import UnitOfWork


def on_file(uow: UnitOfWork, case_id: UUID, key: UUID | None = None) -> str:
    """Puts a document on the case and gives its key."""
    made = Document(
        id=key or uuid4(), case_id=case_id, number=1, filename="minute.pdf", media_type="application/pdf", size=1,
        sha256="0" * 64, key="test/minute", received_at=uow.now,
    )  # fmt: skip
    uow.session.add(made)
    uow.session.flush()
    return str(made.id)
