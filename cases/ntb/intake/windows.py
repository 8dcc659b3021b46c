"""One report open in two windows: what the later one changed is kept, unless both changed the same answer.

A page carries a short print of every answer that it showed. When it comes back, an answer that the page left alone
stays as it is on file, one that only the page changed is taken, and one that changed in both places is for the person
to decide.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from cases.history import Value
from cases.ntb.intake.fields import Field, is_empty
from cases.ntb.intake.validate import BY_ID, fields_of

_LENGTH = 8


def prints(topic: str, answers: Mapping[str, Value]) -> dict[str, str]:
    """The print of every answer of a page, for the page to carry along."""
    return {each.id: _print(each, answers.get(each.id)) for each in fields_of(topic)}


def _print(field: Field, answer: Value) -> str:
    if is_empty(answer) or answer in (field.default, "no" if field.default is False else None):
        return ""
    return sha256(json.dumps(_bare(answer), sort_keys=True).encode()).hexdigest()[:_LENGTH]


def _bare(answer: Value) -> Value:
    """The answer without its empty parts, so that a form that sends them says the same as one that does not."""
    if isinstance(answer, Mapping):
        return {key: _bare(part) for key, part in answer.items() if not is_empty(part)}
    if isinstance(answer, list):
        return [_bare(part) for part in answer if not is_empty(part)]
    return answer.strip() if isinstance(answer, str) else answer


def put_together(
    kept: Mapping[str, Value], typed: Mapping[str, Value], seen: Mapping[str, str]
) -> tuple[dict[str, Value], list[str]]:
    """(the answers to keep, the questions that were answered differently in both windows).

    `kept` is what is on file now, `typed` what the page sends, `seen` the prints that it was made with.
    """
    together: dict[str, Value] = {}
    both: list[str] = []
    for key, answer in typed.items():
        before, now, mine = seen.get(key), _print(BY_ID[key], kept.get(key)), _print(BY_ID[key], answer)
        untouched = before is not None and mine == before and now != before
        together[key] = kept.get(key) if untouched else answer
        if before is not None and now != before and mine not in (before, now):
            both.append(key)
    return together, both
