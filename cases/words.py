"""Texts for people stand in English in the code and are marked for the translator."""

from __future__ import annotations


def N_(message: str) -> str:
    """Marks a text for extraction by gettext; whoever shows it translates it."""
    return message
