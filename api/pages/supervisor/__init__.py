"""The supervisor's pages: what will go wrong, in two minutes; and the calendars on which all dates rest."""

from __future__ import annotations

from fastapi import APIRouter

from api.pages.supervisor import calendar, clocks

router = APIRouter(include_in_schema=False)
for _each in (clocks, calendar):
    router.include_router(_each.router)
