"""Routing: which regime leads, who belongs to what on a day, and what each regime uses."""

from cases.ntb.routing.advice import Advice, advise
from cases.ntb.routing.membership import NO, UNCONFIRMED, YES, Membership, member
from cases.ntb.routing.options import Option, states_concerned
from cases.ntb.routing.regimes import ORDER, REGIMES, Regime

__all__ = [
    "NO", "ORDER", "REGIMES", "UNCONFIRMED", "YES", "Advice", "Membership", "Option", "Regime", "advise", "member",
    "states_concerned",
]  # fmt: skip
