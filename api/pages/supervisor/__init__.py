"""The supervisor's pages: what will go wrong, in two minutes; and the calendars on which all dates rest."""

from api.pages.supervisor import calendar, clocks

ROUTERS = tuple(each.router for each in (clocks, calendar))
