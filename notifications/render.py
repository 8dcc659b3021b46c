"""Words into text and HTML: one template per letter and language, in plain paragraphs, under one layout for both.

A template can print only lines, never structure: what people wrote is put on one line, or set off as a quotation.
Templates run in a sandbox and know nothing but the fields of their letter.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from notifications.dates import written
from notifications.letters.base import Letter
from notifications.phrases import TEMPLATES

LANGUAGES = ("en", "sw")
LONGEST_SUBJECT = 250

_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]+")
_HARMFUL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_LINES = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class Block(str):
    """Text that keeps its lines: made by `quoted`, or rendered before."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A part of the HTML: `kind` is headline, quote, list, link or text. `links` end the lines of a list."""

    kind: str
    lines: tuple[str, ...]
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A letter as it is read, before it becomes a message."""

    subject: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    language: str


def one_line(text: str) -> str:
    """A text without any break that a header, a terminal or a mail reader could take for a new line."""
    return _BREAKS.sub(" ", _HARMFUL.sub(" ", text)).strip()


def header_text(text: str) -> str:
    """A text for a header: on one line, and without what a mail reader would decode into something else."""
    return one_line(text).replace("=?", "= ?")


def quoted(text: str) -> Block:
    """What somebody wrote, set off line by line, so that it cannot pass for our words."""
    lines = [_HARMFUL.sub("", line).rstrip() for line in _LINES.split(text.strip())]
    return Block("\n".join(f"> {line}".rstrip() for line in lines))


def _printed(value: object) -> object:
    if value is None:
        raise ValueError("A letter would print an empty field.")
    return one_line(value) if isinstance(value, str) and not isinstance(value, Block) else value


@lru_cache(maxsize=len(LANGUAGES))
def _environment(language: str) -> ImmutableSandboxedEnvironment:
    """Text only: it becomes HTML by the layout, which escapes everything."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES), autoescape=False, undefined=StrictUndefined,
        finalize=_printed, trim_blocks=True, lstrip_blocks=True, auto_reload=False, cache_size=400,
    )  # fmt: skip
    environment.filters["written"] = lambda day: written(day, language)
    environment.filters["quoted"] = quoted
    return environment


def known_language(language: str) -> str:
    """The language of the letter: English where we do not write the recipient's."""
    return language if language in LANGUAGES else "en"


def template(name: str, language: str) -> Template:
    return _environment(language).get_template(name)


def speaks_of(name: str, language: str) -> set[str]:
    """The names that a template asks for."""
    environment = _environment(language)
    return meta.find_undeclared_variables(environment.parse((TEMPLATES / name).read_text(encoding="utf-8")))


def render(letter: Letter, language: str, **frame: Any) -> Words:
    """The letter in that language. `frame` is what the common parts need: audience, upcoming date, link, department."""
    fields = {each.name: getattr(letter, each.name) for each in dataclasses.fields(letter)}
    subject = template(f"{letter.key}/subject.{language}.txt", language).render(fields)
    body = template(f"{letter.key}/body.{language}.txt", language).render(fields).strip()
    headline, _, rest = body.partition("\n\n")
    text = template(f"frame.{language}.txt", language).render(
        headline=headline, body=Block(_spaced(rest)), reference=letter.reference, to=letter.to, **frame
    )
    text = _spaced(text)
    links = {frame.get("link", ""), *(line.link for line in getattr(letter, "lines", ()))} - {""}
    start = f"{letter.reference}: " if letter.reference else "Tatua: "
    return Words(_short(header_text(start + subject)), text + "\n", _paragraphs(text, links), language)


def _spaced(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _short(subject: str) -> str:
    return subject if len(subject) <= LONGEST_SUBJECT else subject[: LONGEST_SUBJECT - 1].rstrip() + "…"


def _paragraphs(text: str, links: Collection[str]) -> tuple[Paragraph, ...]:
    return tuple(_paragraph(n, part.split("\n"), links) for n, part in enumerate(text.split("\n\n")))


def _paragraph(number: int, lines: Sequence[str], links: Collection[str]) -> Paragraph:
    if number == 0:
        return Paragraph("headline", tuple(lines))
    if len(lines) == 1 and lines[0] in links:
        return Paragraph("link", tuple(lines))
    if all(line.startswith(">") for line in lines):
        return Paragraph("quote", tuple(line[1:].strip() for line in lines))
    if all(line.startswith("- ") for line in lines):
        return _list([line[2:] for line in lines], links)
    return Paragraph("text", tuple(lines))


def _list(lines: Sequence[str], links: Collection[str]) -> Paragraph:
    """Only our own links become links; what somebody wrote stays text."""
    ends = [next((link for link in links if line.endswith(" " + link)), "") for line in lines]
    words = [line.removesuffix(end).rstrip() for line, end in zip(lines, ends, strict=True)]
    return Paragraph("list", tuple(words), tuple(ends))


@lru_cache(maxsize=2)
def _layout(name: str) -> Template:
    """A layout with its styles written into the elements, once: mail readers ignore style sheets."""
    import css_inline

    source = (TEMPLATES / name).read_text(encoding="utf-8")
    inlined = css_inline.CSSInliner(load_remote_stylesheets=False).inline(source)
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(inlined)


def html(words: Words) -> str:
    """The letter as HTML, from the same text."""
    return _layout("layout.html").render(words=words)


def printed(words: Words, *, head: Sequence[str], to: Sequence[str], day: date) -> str:
    """The letter as a page to print and post; `head` and `to` are the lines of sender and recipient."""
    return _layout("print.html").render(words=words, head=head, to=to, day=written(day, words.language))
