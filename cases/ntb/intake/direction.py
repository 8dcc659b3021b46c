"""Who complains of whom: the direction of a case, derived from what was answered. An officer can correct it."""

from __future__ import annotations

from collections.abc import Sequence

KENYA = "KE"


def direction_of(
    reporting_country: str,
    measure_countries: Sequence[str],
    filer_country: str | None = None,
    *,
    goods_from: str | None = None,
    goods_to: str | None = None,
) -> str:
    """`outbound`, `inbound`, `domestic` or `transit_or_third`.

    The place where it happened says nothing: a border post belongs to two states. Without a reporting country the
    filer's counts. A third state is one that neither reports nor is the origin or the destination of the goods.
    """
    reporting = reporting_country or filer_country or KENYA
    abroad = [iso for iso in measure_countries if iso != KENYA]
    if not abroad:
        return "domestic" if reporting == KENYA else "inbound"
    if reporting != KENYA:
        return "inbound" if KENYA in measure_countries else "transit_or_third"
    ends = {goods_from, goods_to} - {None, ""}
    third = len(ends) == 2 and KENYA in ends and not ends.intersection(abroad)
    return "transit_or_third" if third and KENYA not in measure_countries else "outbound"
