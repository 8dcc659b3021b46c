"""How the limits of each article were kept over a window of time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import SupervisorDep, WebDep
from api.i18n import N_, _, say
from api.pages.clocks import law_words
from api.pages.supervisor.counting import LIST
from cases.law import LegalStatus
from cases.store.performance import Article, performance, together
from cases.store.reading import Reading

router = APIRouter(include_in_schema=False)

WINDOWS = {30: N_("Last 30 days"), 90: N_("Last 90 days"), 180: N_("Last 180 days")}


def window_of(text: str) -> int:
    """The window that an address asks for; 30 days when it asks for none that there is."""
    return next((days for days in WINDOWS if str(days) == text), 30)


def since(today: date, window: int) -> date:
    """The first day of the window; today is its last."""
    return today - timedelta(days=window - 1)


@router.get("/clocks/articles")
def show(web: WebDep, staff: SupervisorDep, days: str = "") -> Response:
    window, today = window_of(days), web.database.today()
    with Reading(web.database) as uow:
        found = performance(uow.session, staff.actor, since=since(today, window), until=today)
    return web.page(
        "supervisor/articles.html", title=_("Clocks by article"), rows=[_line(each) for each in found], window=window,
        windows=WINDOWS, since=since(today, window), total=together(found), wide=True,
        csv=f"/clocks/export/articles.csv?days={window}", xlsx=f"/clocks/export/articles.xlsx?days={window}",
    )  # fmt: skip


def _line(article: Article) -> dict[str, Any]:
    late = {"when": "overdue", "clock": article.key, "law": article.cite}
    return {
        "article": article, "law": law_of(article), "title": say(article.title),
        "late": f"{LIST}?{urlencode(late)}", "median": days_written(article.median),
    }  # fmt: skip


def law_of(article: Article) -> str:
    """The provision, for staff also of one that is to be confirmed."""
    words = law_words(article.cite, article.status)
    return f"{article.cite} ({words})" if article.status == LegalStatus.UNCONFIRMED.value else words


def days_written(median: float | None) -> str:
    """A median of whole days: 4, or 4.5 between two."""
    return "" if median is None else f"{median:g}"
