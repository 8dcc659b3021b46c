"""The priority score of section 5, part by part. Weights, bands and scales are the department's own [service].

Scales (share of the weight):
    value       by band of the trade at stake, in Kenya shillings: see `VALUE_BANDS`
    urgency     goods held and perishable 1; held 0.75; perishable 0.5
    recurrence  permanent or every consignment 0.6, repeated 0.4; plus 0.2 for 2 to 9 traders, 0.4 for 10 or more
    small       small or women traders are hit: 1
    legal       strong 1, arguable 0.6, weak 0.2
    ease        easy 1, moderate 0.6, hard 0.3, needs a change of law 0
What nobody has assessed yet counts nothing and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from cases.ntb.wording import N_, Sentence

VALUE_BANDS: tuple[tuple[str, str, int, str], ...] = (
    ("under_100k", N_("Under KES 100,000"), 0, "0.2"),
    ("100k_1m", N_("KES 100,000 to 1 million"), 100_000, "0.4"),
    ("1m_10m", N_("KES 1 million to 10 million"), 1_000_000, "0.6"),
    ("10m_50m", N_("KES 10 million to 50 million"), 10_000_000, "0.8"),
    ("over_50m", N_("KES 50 million or more"), 50_000_000, "1"),
)
"""Key, label, lowest value in KES, share of the weight."""

LEGAL_STRENGTH = (("strong", N_("Strong")), ("arguable", N_("Arguable")), ("weak", N_("Weak")))
EASE = (
    ("easy", N_("Easy: an officer can decide it")),
    ("moderate", N_("Moderate: an agency must change its practice")),
    ("hard", N_("Hard: several bodies or money are needed")),
    ("law_change", N_("A law must change")),
)

_LEGAL = {"strong": "1", "arguable": "0.6", "weak": "0.2"}
_EASE = {"easy": "1", "moderate": "0.6", "hard": "0.3", "law_change": "0"}
_FREQUENCY = {"once": "0", "repeated": "0.4", "every_consignment": "0.6", "permanent": "0.6"}


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part may give, and where the bands begin. Settings of the department."""

    value: int = 25
    urgency: int = 20
    recurrence: int = 15
    small: int = 10
    legal: int = 15
    ease: int = 15
    urgent_from: int = 70
    high_from: int = 50
    normal_from: int = 30

    def band(self, total: int) -> str:
        """`urgent`, `high`, `normal` or `low`."""
        steps = ((self.urgent_from, "urgent"), (self.high_from, "high"), (self.normal_from, "normal"))
        return next((name for least, name in steps if total >= least), "low")


DEFAULT_WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score with its reason."""

    key: str
    label: str
    points: int
    out_of: int
    why: str


@dataclass(frozen=True, slots=True)
class Priority:
    """The score. `lane` is `urgent` in the urgent band, and always while goods are held."""

    total: int
    band: str
    parts: list[Part]
    lane: str


@dataclass(frozen=True, slots=True)
class PriorityFacts:
    """What the score looks at. `small_or_women_traders` is one flag, so that no score gives a person's sex away."""

    value_band: str | None = None
    goods_held: bool = False
    perishable: bool = False
    frequency: str | None = None
    traders: int = 1
    small_or_women_traders: bool = False
    legal_strength: str | None = None
    ease: str | None = None


def value_band(amount: object, currency: str = "KES") -> str | None:
    """The band of an amount in Kenya shillings; None for other currencies, which an officer puts into a band."""
    try:
        value = Decimal(str(amount))
    except InvalidOperation:
        return None
    if currency != "KES" or not value.is_finite() or value < 0:
        return None
    return next(key for key, _, least, _ in reversed(VALUE_BANDS) if value >= least)


def facts_for_priority(facts: Mapping[str, object]) -> PriorityFacts:
    """The facts of a case, as intake and the officer name them, as the score needs them."""
    money = facts.get("consignment_value")
    band = _text(facts, "consignment_value_band")
    if band is None and isinstance(money, Mapping):
        band = value_band(money.get("amount"), str(money.get("currency", "")))
    traders = facts.get("traders_affected")
    small = facts.get("filer_capacity") == "small_trader" or facts.get("firm_size") in ("micro", "small")
    return PriorityFacts(
        value_band=band,
        goods_held=facts.get("goods_held_now") is True,
        perishable=facts.get("perishable") is True,
        frequency=_text(facts, "frequency"),
        traders=traders if isinstance(traders, int) else 1,
        small_or_women_traders=small or facts.get("small_or_women_traders") is True,
        legal_strength=_text(facts, "legal_strength"),
        ease=_text(facts, "ease"),
    )


def score(facts: PriorityFacts | Mapping[str, object], weights: Weights = DEFAULT_WEIGHTS) -> Priority:
    """The score with its parts. The total is the sum of the points shown, so that a reader can add them up."""
    case = facts if isinstance(facts, PriorityFacts) else facts_for_priority(facts)
    parts = [
        _part("value", N_("Trade value at stake"), weights.value, *_value(case)),
        _part("urgency", N_("Goods held or perishable"), weights.urgency, *_urgency(case)),
        _part("recurrence", N_("How often, how many traders"), weights.recurrence, *_recurrence(case)),
        _part("small", N_("Small or women traders"), weights.small, *_small(case)),
        _part("legal", N_("Strength of the legal claim"), weights.legal, *_legal(case)),
        _part("ease", N_("How easy to fix"), weights.ease, *_ease(case)),
    ]
    total = sum(part.points for part in parts)
    band = weights.band(total)
    return Priority(total, band, parts, "urgent" if case.goods_held or band == "urgent" else "normal")


def _text(facts: Mapping[str, object], key: str) -> str | None:
    value = facts.get(key)
    return value if isinstance(value, str) and value else None


def _part(key: str, label: str, out_of: int, share: str | Decimal, why: str) -> Part:
    points = (Decimal(share) * out_of).quantize(Decimal(1), ROUND_HALF_UP)
    return Part(key, label, int(points), out_of, why)


def _value(case: PriorityFacts) -> tuple[str, str]:
    for key, label, _, share in VALUE_BANDS:
        if key == case.value_band:
            return share, label
    return "0", Sentence(N_("The value is not known in Kenya shillings."))


def _urgency(case: PriorityFacts) -> tuple[str, str]:
    if case.goods_held and case.perishable:
        return "1", Sentence(N_("Goods are held and they perish."))
    if case.goods_held:
        return "0.75", Sentence(N_("Goods or a vehicle are held."))
    if case.perishable:
        return "0.5", Sentence(N_("The goods perish."))
    return "0", Sentence(N_("Nothing is held and nothing perishes."))


def _recurrence(case: PriorityFacts) -> tuple[Decimal, str]:
    often = Decimal(_FREQUENCY.get(case.frequency or "", "0"))
    many = Decimal("0.4") if case.traders >= 10 else Decimal("0.2") if case.traders >= 2 else Decimal(0)
    words = {
        "once": N_("It happened once."),
        "repeated": N_("It happens repeatedly."),
        "every_consignment": N_("It hits every consignment."),
        "permanent": N_("It is permanent."),
    }
    why = words.get(case.frequency or "", N_("How often it happens is not known."))
    if case.traders < 2:
        return often + many, Sentence(why)
    return often + many, Sentence(why + " " + N_("Traders affected: %(count)s."), count=case.traders)


def _small(case: PriorityFacts) -> tuple[str, str]:
    if case.small_or_women_traders:
        return "1", Sentence(N_("Small or women traders are hit."))
    return "0", Sentence(N_("No small or women traders are known to be hit."))


def _legal(case: PriorityFacts) -> tuple[str, str]:
    why = dict(LEGAL_STRENGTH).get(case.legal_strength or "", N_("Not assessed yet."))
    return _LEGAL.get(case.legal_strength or "", "0"), Sentence(why)


def _ease(case: PriorityFacts) -> tuple[str, str]:
    why = dict(EASE).get(case.ease or "", N_("Not assessed yet."))
    return _EASE.get(case.ease or "", "0"), Sentence(why)
