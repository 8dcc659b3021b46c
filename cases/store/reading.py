"""The reads of a unit of work without its writing: pages and previews hold no write lock while they look."""

from __future__ import annotations

from typing import Self

from cases.store.work import UnitOfWork


class Reading(UnitOfWork):
    """One consistent look at cases. `commit()` has nothing to keep."""

    def __enter__(self) -> Self:
        self.session = self.database.read()
        return self
