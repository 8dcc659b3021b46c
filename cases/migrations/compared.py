"""What Alembic does not compare with the tables: FTS5 keeps its own, and an index of words is PostgreSQL's alone."""

from __future__ import annotations

from typing import Any

WORDS = "case_words"
"""The FTS5 table of SQLite; those that it makes for itself begin with its name."""
ONLY_POSTGRESQL = frozenset({"ix_case_text_words"})


def include_name(name: str | None, kind: str, parents: Any) -> bool:
    return not (kind == "table" and name is not None and name.startswith(WORDS))


def include_object(item: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
    return not (kind == "index" and name in ONLY_POSTGRESQL)


COMPARED: dict[str, Any] = {"include_name": include_name, "include_object": include_object}
"""The options of a comparison."""
