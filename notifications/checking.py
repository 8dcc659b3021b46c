"""Whether every letter that the procedures send has been written, for the people it goes to, in every language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from cases.lifecycle import Email, Lifecycle
from notifications.letters import LETTERS, OFF_THE_PAGES
from notifications.letters.base import OUTSIDE, Letter, audience_of
from notifications.phrases import TEMPLATES, phrases
from notifications.render import LANGUAGES, speaks_of

PARTS = ("subject", "body")


def check(lifecycles: Iterable[Lifecycle]) -> list[str]:
    """What is missing, one sentence each: letters, templates, readers, phrases, and letters that nobody sends."""
    lives = list(lifecycles)
    used = {email.letter for life in lives for email in emails_of(life)}
    found = [p for life in lives for email in emails_of(life) if (p := _email_problem(life, email))]
    found += [f"The letter {key} is sent by no procedure." for key in sorted(LETTERS.keys() - used - OFF_THE_PAGES)]
    for kind in LETTERS.values():
        found += template_problems(kind)
    for life in lives:
        found += phrase_problems(life)
    return list(dict.fromkeys(found))


def emails_of(life: Lifecycle) -> Iterator[Email]:
    """Every letter on the page: of actions, of reminders, and of what follows when a limit is over."""
    for _, action in life.all_actions():
        yield from action.emails
    for _, deadline in life.all_deadlines():
        yield from (rung.email for rung in deadline.remind)
        for expiry in deadline.on_expiry:
            yield from expiry.emails


def _email_problem(life: Lifecycle, email: Email) -> str | None:
    kind = LETTERS.get(email.letter)
    if kind is None:
        return f"The letter {email.letter} of {life.key} is not written."
    if audience_of(email.to) not in kind.audiences:
        return f"The letter {email.letter} goes to “{email.to.title}” in {life.key}, but is not written for them."
    return None


def template_problems(kind: type[Letter]) -> list[str]:
    """Templates that are missing, and words in them that the letter does not know."""
    found = []
    for name, language in product(PARTS, LANGUAGES):
        path = f"{kind.key}/{name}.{language}.txt"
        if not (TEMPLATES / path).is_file():
            found.append(f"The letter {kind.key} has no {name} in {language!r}.")
            continue
        unknown = sorted(speaks_of(path, language) - kind.needs())
        found += [f"{path} speaks of {each!r}, which is no field of the letter." for each in unknown]
    return found


def phrase_problems(life: Lifecycle) -> list[str]:
    """Stage wordings that have no Kiswahili, and those that another office may read but have no formal words."""
    plain, found = phrases("sw"), []
    for stage in life.stages:
        texts = (stage.outside.words, stage.outside.turn, stage.outside.you)
        found += [f"There is no Kiswahili for “{text}” of {life.key}." for text in texts if text not in plain]
    formal = _read_formally(life)
    for name in ("formal.en", "formal.sw"):
        found += [f"There are no formal words ({name}) for “{text}” of {life.key}." for text in formal
                  if text not in phrases(name)]  # fmt: skip
    return found


def _read_formally(life: Lifecycle) -> list[str]:
    """The wordings of the stages in which a letter may tell another office where the case stands."""
    told = any(_tells_standing(email) for email in emails_of(life))
    return [stage.outside.words for stage in life.stages if told and stage.key != life.first]


def _tells_standing(email: Email) -> bool:
    kind = LETTERS.get(email.letter)
    return kind is not None and "standing" in kind.needs() and audience_of(email.to) in OUTSIDE
