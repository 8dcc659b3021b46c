"""What may come several times on a page: further products, further consignments, each with its own small fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData

from api.forms import Field, text_of
from api.i18n import N_, _, say
from cases.history import Value
from cases.ntb import intake
from cases.ntb.intake import part_key
from cases.ntb.intake.fields import is_empty

Draw = Callable[[intake.Field, Mapping[str, Any], Mapping[str, str], str], Field]
Read = Callable[[intake.Field, FormData, str], Value]

NAMES = {
    "more_products": (N_("Product %(number)s"), N_("Add another product"), N_("Remove product %(number)s"), 2),
    "consignments": (N_("Consignment %(number)s"), N_("Add a consignment"), N_("Remove consignment %(number)s"), 1),
}
"""What a group is called, the buttons that add and remove one, and the number of the first."""


@dataclass(frozen=True, slots=True)
class Group:
    """One product or consignment as the page shows it."""

    index: int
    title: str
    remove: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """All of a kind; `add` is the words of the button, empty when no more may be added."""

    key: str
    groups: tuple[Group, ...]
    add: str


def title_of(key: str, index: int) -> str:
    """What people call the group of that place in the list."""
    name, _add, _remove, first = NAMES[key]
    return say(name) % {"number": index + first}


def error_of(key: str, words: str) -> str:
    """What is wrong with an answer; of a group it is said which one is meant."""
    of, _dash, part = key.partition("-")
    return f"{title_of(of, int(part.partition('-')[0]))}: {say(words)}" if part else say(words)


def groups_of(
    each: intake.Field, answers: Mapping[str, Any], errors: Mapping[str, str], *, one_more: bool, draw: Draw
) -> Groups:
    """The groups that were filled in, and an empty one when it was asked for."""
    given = answers.get(each.id)
    filled: list[Mapping[str, Any]] = [g for g in given if isinstance(g, Mapping)] if isinstance(given, list) else []
    shown = [*filled, {}] if one_more and not _full(each, filled) else filled
    made = tuple(_group(each, index, group, errors, draw) for index, group in enumerate(shown))
    return Groups(each.id, made, "" if _full(each, filled) else say(NAMES[each.id][1]))


def _full(each: intake.Field, filled: Sequence[object]) -> bool:
    return each.most is not None and len(filled) >= each.most


def _group(each: intake.Field, index: int, given: Mapping[str, Any], errors: Mapping[str, str], draw: Draw) -> Group:
    fields = tuple(draw(part, given, errors, part_key(each.id, index, part.id)) for part in each.parts)
    remove = say(NAMES[each.id][2]) % {"number": index + NAMES[each.id][3]}
    return Group(index, title_of(each.id, index), remove, fields)


def typed_groups(each: intake.Field, data: FormData, read: Read) -> list[Value]:
    """The groups as they were filled in, without the empty ones and the one that is to go."""
    gone = text_of(data, "do").removeprefix(f"take:{each.id}:")
    found: list[Value] = []
    for index in _indices(each.id, data):
        group: dict[str, Value] = {part.id: read(part, data, part_key(each.id, index, part.id)) for part in each.parts}
        if not is_empty(group) and str(index) != gone:
            found.append(group)
    return found


def _indices(key: str, data: FormData) -> list[int]:
    shape = re.compile(rf"{key}-(\d{{1,3}})-")
    return sorted({int(found[1]) for name in data if (found := shape.match(name))})


def lines_of(each: intake.Field, value: object, shown: Callable[[intake.Field, Any], str]) -> str:
    """The groups for the page that checks the answers: one line each, their parts by name."""
    rows = []
    for index, group in enumerate(value if isinstance(value, list) else []):
        if isinstance(group, Mapping) and not is_empty(group):
            said = [shown(part, group.get(part.id)) for part in each.parts]
            rows.append(f"{title_of(each.id, index)}: {'; '.join(words for words in said if words)}")
    return "\n".join(rows)


def products(answers: Mapping[str, Any], shown: Groups | None) -> list[tuple[str, str]]:
    """The products to which a code may be added: the main one, and the others that the page shows."""
    main = _("The first product")
    return [("", main), *((str(g.index), g.title) for g in (shown.groups if shown else ()))]
