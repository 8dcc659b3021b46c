"""The words under which cases are found: one row per case, kept by `cases.store.words_kept`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field

from cases.models.columns import BigId, Table


class Words(TypeDecorator[str]):
    """Words with a blank between: a `tsvector` where PostgreSQL is used, plain text for FTS5 on SQLite.

    The words are folded already and hold letters, numbers and pictures only, so that both read them as they are.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql":
            return dialect.type_descriptor(Text())
        from sqlalchemy.dialects.postgresql import TSVECTOR

        return dialect.type_descriptor(TSVECTOR())


class CaseText(Table, table=True):
    """The words of a case, folded, each once: its own, those of its documents, of its notes, and all together.

    `id` grows with each case that is opened, so that the newest come first without another table. SQLite searches
    `case_words`, an FTS5 table over `words` that triggers keep; PostgreSQL the column itself.
    """

    __tablename__ = "case_text"
    __table_args__ = (Index("ix_case_text_words", "words", postgresql_using="gin").ddl_if(dialect="postgresql"),)

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True, autoincrement=True))
    case_id: UUID = Field(foreign_key="case_file.id", unique=True)
    own: str = Field(default="", sa_column=Column(Text, nullable=False))
    documents: str = Field(default="", sa_column=Column(Text, nullable=False))
    notes: str = Field(default="", sa_column=Column(Text, nullable=False))
    words: str = Field(default="", sa_column=Column(Words, nullable=False))
