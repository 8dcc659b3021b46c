"""A topic as a page: its questions as they stand, what is wrong with them, and what another window saved meanwhile."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData
from starlette.responses import Response

from api.forms import Field, text_of
from api.i18n import say
from api.pages.base import Web
from api.pages.exporter import codes_by_words
from api.pages.exporter.answers import shown
from api.pages.exporter.fields import FOLLOW_UPS, MORE, asked, follow_ups, groups, listed, main_and_more, more_states
from api.pages.exporter.groups import products
from api.pages.exporter.mine import channel_of, token
from api.pages.exporter.papers import papers, what_it_shows
from cases.models import Document, Draft
from cases.ntb.categories import PLAIN_KINDS
from cases.ntb.intake import BY_ID, TOPIC_KEYS, TOPICS, prints, validate_topic
from cases.ntb.intake.fields import is_empty
from cases.service.documents import ACCEPT

MORE_STEP = "more"
"""The short page with the follow-ups alone."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: the step, whether to say what is wrong, the way back, and the search for a code."""

    step: str = ""
    check: bool = False
    unseen: bool = False
    to: str = ""
    hs: str = ""
    hs_for: str = ""
    add: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """An answer that another window changed meanwhile: the question, and what is saved now."""

    label: str
    saved: str


@dataclass
class Sheet:
    """A topic of a draft with the answers to show: those on file, or those just typed when they are disputed."""

    topic: str
    draft: Draft | None
    answers: Mapping[str, Any]
    errors: Mapping[str, str]
    files: Sequence[Document] = ()
    disputes: Sequence[Dispute] = field(default_factory=list)


def show(web: Web, sheet: Sheet, wanted: Asked, status: int = 200) -> Response:
    """The page of a topic, or its follow-ups alone."""
    topic, number = sheet.topic, TOPIC_KEYS.index(sheet.topic) + 1
    alone = follow_ups(topic, sheet.answers, sheet.errors) if wanted.step == MORE_STEP else []
    main, more = (alone, []) if alone else main_and_more(topic, sheet.answers, sheet.errors)
    several = {} if alone else groups(topic, sheet.answers, sheet.errors, wanted.add)
    checklist = papers(sheet.answers, sheet.files) if topic == "evidence" else []
    parts = [part for each in several.values() for group in each.groups for part in group.fields]
    return web.page(
        "exporter/topic.html", title=say(TOPICS[number - 1].title), topic=topic, number=number, of=len(TOPICS),
        status=status, fields=[*main, *more, *parts], main=main, more=more, errors=sheet.errors, to=wanted.to,
        draft_token=token(sheet.draft), step=MORE_STEP if alone else "", files=sheet.files, accept=ACCEPT,
        asked=" ".join(_asked(topic, main, more, alone)), seen=_seen(sheet), several=several, disputes=sheet.disputes,
        papers=checklist, paper_kinds=what_it_shows(checklist), split="several_barriers" in sheet.errors,
        hs=wanted.hs, found=codes_by_words.search(wanted.hs) if wanted.hs else None, hs_for=wanted.hs_for,
        hs_products=products(sheet.answers, several.get("more_products")),
        lists={key: listed(key, sheet.answers) for key in ("authority", "location_name")} if topic == "place" else {},
        more_states={key: more_states(key, sheet.answers) for key in ("measure_country", "also_affected")},
        kind_hints={each.key: say(each.hint) for each in PLAIN_KINDS if each.hint} if topic == "event" else {},
        more_words=say(MORE[topic]) if topic in MORE else "",
        more_open=any(each.error or not is_empty(each.value) for each in more),
        warnings=_warnings(web, sheet), for_somebody=channel_of(web), back=_back(sheet, wanted, number),
    )  # fmt: skip


def _asked(topic: str, main: Sequence[Field], more: Sequence[Field], alone: Sequence[Field]) -> list[str]:
    """The questions on the page: what it does not ask, it leaves as it is."""
    return [each.key for each in alone] or [
        *(each.key for each in (*main, *more)),
        *(each.id for each in asked(topic) if each.parts or each.id == "evidence_lacking"),
    ]


def _back(sheet: Sheet, wanted: Asked, number: int) -> str:
    tail = "?to=check" if wanted.to == "check" else ""
    if wanted.step == MORE_STEP:
        return f"/report/{sheet.topic}{tail}"
    if wanted.to == "check":
        return "/report/check"
    return "/" if number == 1 else f"/report/{TOPIC_KEYS[number - 2]}"


def _warnings(web: Web, sheet: Sheet) -> list[str]:
    """What was taken but should be looked at again, shown when one comes back to the page."""
    if sheet.draft is None or sheet.topic not in sheet.draft.done:
        return []
    checked = validate_topic(sheet.topic, sheet.draft.answers, today=web.today)
    return [say(words) for key, words in checked.warnings.items() if key != "attachments"]


def _seen(sheet: Sheet) -> str:
    """The prints of what is on file now; empty for the first page of a new report."""
    if sheet.draft is None:
        return ""
    kept = {key: mark for key, mark in prints(sheet.topic, sheet.draft.answers).items() if mark}
    return json.dumps(kept, separators=(",", ":"))


def seen_of(topic: str, data: FormData) -> dict[str, str]:
    """The prints that the page carried; nothing for a page that carried none."""
    try:
        found = json.loads(text_of(data, "seen") or "null")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {each.id: str(found.get(each.id, "")) for each in asked(topic)}


def disputes_of(draft: Draft, keys: Sequence[str]) -> list[Dispute]:
    """The disputed answers as they are saved now."""
    return [Dispute(say(BY_ID[key].label), shown(BY_ID[key], draft.answers.get(key))) for key in keys]


def without_unseen(errors: Mapping[str, str], answers: Mapping[str, Any]) -> dict[str, str]:
    """The errors but for follow-ups that the person has not seen yet."""
    return {key: words for key, words in errors.items() if key not in FOLLOW_UPS or not is_empty(answers.get(key))}
