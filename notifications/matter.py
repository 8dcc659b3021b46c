"""What a case is about, in neutral words: states, authority and product codes; never a trader's name or words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from textwrap import shorten

from cases.history import Value
from cases.ntb.agencies import AGENCIES
from cases.ntb.states import state_name
from cases.seats import EXPORTING_GOVERNMENT, NFP_OTHER, OPPOSING_PARTY
from cases.service.addressing import bodies
from notifications.occasion import Occasion
from notifications.phrases import phrase

_OFFICES = {key: each.name for each in AGENCIES for key in (each.key, each.label)}
"""Authorities that are on our list, by key and as cases keep them; one in the filer's own words is never repeated."""
_CODE = re.compile(r"\b\d{2,4}(?:\.?\d{2}){0,4}\b")
LONGEST_PRODUCT = 160
_OTHER_SIDE = (NFP_OTHER, OPPOSING_PARTY, EXPORTING_GOVERNMENT)


def matter(occasion: Occasion) -> str:
    """The measure, the dispute or the imports that the case is about, by what is on record."""
    language, imports = occasion.language, _imports(occasion)
    codes = ", ".join(f"HS {code}" for code in occasion.hs_codes or _codes(occasion.values))
    if imports:
        return f"{imports} ({codes})" if codes else imports
    words = _measure(occasion)
    if codes:
        words = phrase("{measure} on goods of {codes}", language).format(measure=words, codes=codes)
    number = str(occasion.values.get("ds_number") or "")
    return phrase("{number}, {measure}", language).format(number=number, measure=words) if number else words


def _measure(occasion: Occasion) -> str:
    values, language = occasion.values, occasion.language
    names = [state_name(code, language) for code in _listed(values, "measure_countries", "respondents")]
    office = _OFFICES.get(str(values.get("authority") or ""))
    who = ", ".join([*([office] if office else []), *names])
    return phrase("a measure of {who}", language).format(who=who) if who else phrase("a measure", language)


def _imports(occasion: Occasion) -> str:
    """The imports that an investigation looks at: the product is what its notice names.

    A government reads of the imports from its own country.
    """
    countries = _listed(occasion.values, "exporting_countries")
    told = [occasion.body] if occasion.body in countries else countries
    names = [state_name(code, occasion.language) for code in told]
    product = shorten(str(occasion.values.get("product") or ""), LONGEST_PRODUCT, placeholder="…")
    if not names:
        return ""
    if not product:
        return phrase("imports from {who}", occasion.language).format(who=", ".join(names))
    return phrase("imports of {product} from {who}", occasion.language).format(product=product, who=", ".join(names))


def _listed(values: Mapping[str, Value], *facts: str) -> list[str]:
    """The states under the first of these facts that names some."""
    for fact in facts:
        found = values.get(fact)
        if isinstance(found, list) and found:
            return [str(each) for each in found]
    return []


def _codes(values: Mapping[str, Value]) -> list[str]:
    """Product codes that were typed among the facts."""
    return _CODE.findall(str(values.get("hs_codes") or ""))


def states(occasion: Occasion) -> str:
    """The other states of the case, by name."""
    known = (bodies(seat, occasion.values) for seat in _OTHER_SIDE)
    return ", ".join(state_name(code, occasion.language) for code in next((some for some in known if some), []))


def subject(occasion: Occasion) -> str:
    """Whom an act of an investigation is about: a country by name, or a firm with its country; empty for all."""
    scope = occasion.life.scope if occasion.life else None
    if not occasion.subject or scope is None or not scope.within:
        return occasion.subject
    code, _, firm = (part.strip() for part in occasion.subject.partition(scope.within))
    country = state_name(code, occasion.language)
    return f"{firm} ({country})" if firm else country
