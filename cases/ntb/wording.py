"""Sentences for people, as this folder uses them: the same as `cases.words`."""

from __future__ import annotations

from cases.words import N_, Sentence, listed, written

__all__ = ["N_", "Sentence", "listed", "written"]
