"""Wording of the procedure pages as a letter needs it: in Kiswahili, and in the formal register for other offices.

The pages speak to the trader, in English. Another state or an agency reads the same stage in formal words; both
lists are keyed by the English sentence, so that a changed page shows up as a missing phrase.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

TEMPLATES = Path(__file__).parent / "templates"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=8)
def phrases(name: str) -> Mapping[str, str]:
    """The list of that name (`sw`, `formal.en`, `formal.sw`)."""
    text = (TEMPLATES / f"phrases.{name}.yaml").read_text(encoding="utf-8")
    found: Mapping[str, str] = yaml.load(text, Loader=_LOADER)  # a safe loader
    return found


def phrase(english: str, language: str) -> str:
    """The sentence in the language of the letter; English where nobody has translated it yet."""
    return english if language != "sw" else phrases("sw").get(english, english)


def is_formal(english: str) -> bool:
    """Whether the sentence has formal words."""
    return english in phrases("formal.en")


def formal(english: str, language: str) -> str:
    """The sentence for another office. `LookupError` where the list lacks it: a trader's words never go there."""
    known = phrases("formal.sw" if language == "sw" else "formal.en")
    if english not in known:
        raise LookupError(f"There are no formal words for “{english}”.")
    return known[english]
