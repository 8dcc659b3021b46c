"""What a field of the complaint is: its question, its place, whether it must be answered, who may see the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cases.ntb.wording import N_

Answers = Mapping[str, object]
"""Answers as they come: text and lists of text from a form, JSON from the API, checked values from a draft."""

TEXT_CHANNELS = frozenset({"sms", "ussd"})
"""Channels that begin with free text; an officer completes the fields."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the form."""

    key: str
    title: str


TOPICS: tuple[Topic, ...] = (
    Topic("you", N_("You")),
    Topic("goods", N_("Your goods")),
    Topic("place", N_("Where and when")),
    Topic("event", N_("What happened")),
    Topic("evidence", N_("Evidence")),
    Topic("wishes", N_("What you want and who may know")),
)

TOPIC_KEYS = tuple(topic.key for topic in TOPICS)


@dataclass(frozen=True, slots=True)
class Condition:
    """When a field must be answered. `words` completes “needed …”; `holds` looks at the other answers."""

    words: str
    holds: Callable[[Answers], bool]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of section 4.

    `type`: text, longtext, date, enum, pick, multi, money, hs, country, countries, file, bool, geo, number, phone,
    email, refs, lines, groups. A `pick` is a list that may be left through `elsewhere` and the field `<id>_other`;
    `groups` come several times, each with its `parts`.
    `required`: R at submit, C when the condition holds, O never. `missing` is what a person reads who left it empty.
    `personal` answers go to the party table and never into event data; `restricted` ones are seen by few.
    `asked` of the filer, or set by an officer or the system. `default` stands for no answer.
    """

    id: str
    label: str
    type: str
    required: str
    topic: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    missing: str = ""
    condition: Condition | None = None
    validation: str = ""
    least: int | None = None
    most: int | None = None
    personal: bool = False
    restricted: bool = False
    default: str | bool | None = None
    asked: str = "filer"
    parts: tuple[Field, ...] = ()

    def needed(self, answers: Answers) -> bool:
        """Whether it must be answered, given the other answers."""
        if str(answers.get("channel", "")) in TEXT_CHANNELS:
            return self.id == "description"
        return self.required == "R" or (self.condition is not None and self.condition.holds(answers))


def is_empty(answer: object) -> bool:
    """Nothing was said: no key, blank text, an empty list, or a date or sum with all its parts blank."""
    if isinstance(answer, str):
        return not answer.strip()
    if isinstance(answer, Mapping):
        return all(is_empty(part) for key, part in answer.items() if key != "currency")
    if isinstance(answer, list | tuple):
        return all(is_empty(part) for part in answer)
    return answer is None


def is_yes(answer: object) -> bool:
    """Whether an answer says yes, in any of the forms in which it may come."""
    return answer is True or (isinstance(answer, str) and answer.strip().lower() in ("yes", "true", "on", "1"))
