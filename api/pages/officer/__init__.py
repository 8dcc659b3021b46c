"""The officer's pages: the queue, a case with all that belongs to it, and the form of every action."""

from fastapi import APIRouter

from api.pages.officer import acting, case, correcting, dates, desk, papers, queue

router = APIRouter(include_in_schema=False)
for each in (queue, case, acting, correcting, dates, desk, papers):
    router.include_router(each.router)
