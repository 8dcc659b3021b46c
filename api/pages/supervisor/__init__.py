"""The supervisor's pages: what will go wrong, in two minutes; and the calendars on which all dates rest."""

from api.pages.supervisor import articles, calendar, clocks, exporting, forecast, listed, unsent

ROUTERS = tuple(each.router for each in (clocks, listed, forecast, articles, unsent, exporting, calendar))
