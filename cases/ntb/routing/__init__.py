"""Routing: which regime leads, who belongs to what on a day, and what each regime uses."""

from cases.ntb.routing.advice import Advice, advise
from cases.ntb.routing.comparing import Compared, Measured, compare
from cases.ntb.routing.membership import NO, UNCONFIRMED, YES, Membership, member
from cases.ntb.routing.options import Option, states_concerned
from cases.ntb.routing.regimes import ORDER, REGIMES, Regime

__all__ = [
    "NO", "ORDER", "REGIMES", "UNCONFIRMED", "YES", "Advice", "Compared", "Measured", "Membership", "Option", "Regime",
    "advise", "compare", "member", "states_concerned",
]  # fmt: skip
