"""The reads of a unit of work without its writing: pages and previews hold no write lock while they look."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from cases.store.work import UnitOfWork


class Reading(UnitOfWork):
    """One consistent look at cases; `commit()` has nothing to keep. What was read may be used after it is closed."""

    def __enter__(self) -> Self:
        self.session = self.database.read()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()
