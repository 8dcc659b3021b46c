"""The officer's pages: lists and search, a case with all that belongs to it, and the form of every action."""

from api.pages import kept
from api.pages.officer import (
    acting,
    beginning,
    bulk,
    case,
    correcting,
    dates,
    desk,
    linked,
    mentions,
    notes,
    papers,
    post,
    queue,
    regimes,
    reported,
    search,
    views,
)

ROUTERS = tuple(
    each.router
    for each in (
        queue, search, views, bulk, mentions, beginning, case, acting, correcting, dates, desk, notes, papers, post,
        linked, regimes, reported, kept,
    )
)  # fmt: skip
