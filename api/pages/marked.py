"""The cells of the lawyer's tables on a page: their keys become the titles that people know, each a link to its place.

The cells are short Markdown (`cases.page.rows`): keys in backquotes, `<br>`, `[title](#stage)`. Everything is escaped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from api.i18n import say
from api.pages.links import action_id, limit_id
from cases.lifecycle import Lifecycle

_MARKS = re.compile(r"`([\w.*-]+)`|\[([^\]]+)\]\(#(\w+)\)|(<br>)")


@dataclass(frozen=True, slots=True)
class Marked:
    """Writes the cells of one stage; `stage` is empty for what stands in every stage."""

    life: Lifecycle
    stage: str = ""

    def __call__(self, cell: str) -> Markup:
        made, at = [], 0
        for found in _MARKS.finditer(cell):
            made += [escape(cell[at : found.start()]), self._mark(found)]
            at = found.end()
        return Markup("").join([*made, escape(cell[at:])])

    def _mark(self, found: re.Match[str]) -> Markup:
        key, title, stage, _br = found.groups()
        if key:
            return self._named(key)
        return _link(stage, say(title)) if stage else Markup("<br>")

    def _named(self, key: str) -> Markup:
        """The title of an action, a limit, a question or a letter; a key that names none of them stays as it is."""
        stage, _, name = key.rpartition(".")
        return self._action(stage, name) or self._limit(key) or _question(self.life, key) or _letter(key)

    def _action(self, stage: str, name: str) -> Markup | None:
        own = [s for s, a in self.life.all_actions() if a.key == name and (s.key if s else "") in (stage, self.stage)]
        every = own or [s for s, a in self.life.all_actions() if a.key == name]
        if not every:
            return None
        where = every[0]
        action = next(a for s, a in self.life.all_actions() if s is where and a.key == name)
        return _link(action_id(where.key if where else "", name), f"“{say(action.title)}”")

    def _limit(self, key: str) -> Markup | None:
        found = next((d for _, d in self.life.all_deadlines() if d.key == key), None)
        return _link(limit_id(key), f"“{say(found.title)}”") if found else None


def _link(target: str, words: str) -> Markup:
    return Markup('<a class="govuk-link" href="#{}">{}</a>').format(target, words)


def _question(life: Lifecycle, key: str) -> Markup | None:
    asked = [*life.opening, *(each for _, action in life.all_actions() for each in action.inputs)]
    found = next((each.label for each in asked if key in (each.fact, each.key)), None)
    return escape(f"“{say(found)}”") if found else None


def _letter(key: str) -> Markup:
    from api.pages.officer.letters import letter_title

    return escape(letter_title(key))
