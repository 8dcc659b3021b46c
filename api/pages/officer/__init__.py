"""The officer's pages: the queue, a case with all that belongs to it, and the form of every action."""

from api.pages.officer import acting, case, correcting, dates, desk, papers, queue

ROUTERS = tuple(each.router for each in (queue, case, acting, correcting, dates, desk, papers))
