"""An example of every page: the route, who looks at it, and at which address. A page without one fails the tests.

`who` is `stranger` (nobody), `reporter` (has a report open), `lodger` (has proved a case to be theirs), or the username
of a member of staff. `{case}`, `{date}`, `{document}`, `{letter}` and `{draft_link}` are filled in from the seeded
department (`every_page.Examples`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a page. `found` is False where the page is meant to say that something cannot be."""

    who: str
    address: str
    found: bool = True


PAGES: dict[str, tuple[Look, ...]] = {
    "/": (Look("stranger", "/"), Look("reporter", "/")),
    "/sign-in": (Look("stranger", "/sign-in"),),
    "/accessibility": (Look("stranger", "/accessibility"),),
    "/privacy": (Look("stranger", "/privacy"),),
    "/acknowledgements": (Look("stranger", "/acknowledgements"),),
    "/law": (
        Look("stranger", "/law"), Look("stranger", "/law?q=barriers&status=read"), Look("stranger", "/law?q=zebra"),
    ),
    "/law/{key}": (Look("stranger", "/law/EAC_CUP"), Look("ines", "/law/SERVICE")),
    "/lifecycles": (Look("ines", "/lifecycles"),),
    "/lifecycles/{key}": (Look("ines", "/lifecycles/ntb_complaint"),),
    "/lifecycles/{key}/{version}": (Look("ines", "/lifecycles/remedy_hearing/1"),),
    "/report": (Look("reporter", "/report"),),
    "/report/start": (Look("akinyi", "/report/start"),),
    "/report/continue": (Look("stranger", "/report/continue"),),
    "/report/continue/{link}": (Look("stranger", "/report/continue/{draft_link}"),),
    "/report/saved": (Look("reporter", "/report/saved"),),
    "/report/check": (Look("reporter", "/report/check"),),
    "/report/code": (Look("reporter", "/report/code"),),
    "/report/second": (Look("reporter", "/report/second"),),
    "/report/sent": (Look("lodger", "/report/sent"),),
    "/report/receipt": (Look("lodger", "/report/receipt"),),
    "/report/{topic}": tuple(
        Look("reporter", f"/report/{topic}{tail}")
        for topic, tail in (
            ("you", ""), ("goods", "?check=1&hs=milk&add=more_products"), ("place", "?add=consignments"),
            ("event", "?check=1"), ("evidence", ""), ("wishes", ""),
        )
    ),
    "/track": (Look("stranger", "/track"),),
    "/track/code": (Look("stranger", "/track/code?reference=KE-NTB-2027-00042-K"),),
    "/track/case": (Look("lodger", "/track/case"),),
    "/track/case/{action}": (Look("lodger", "/track/case/withdraw"),),
    "/cases": (
        Look("nyambura", "/cases?view=all"), Look("ines", "/cases?view=all&closed=yes"),
        Look("ines", "/cases?q=nothing-of-the-kind"), Look("ines", "/cases?view=all&state=TZ&sort=reference"),
    ),
    "/cases/new": (Look("ines", "/cases/new"),),
    "/cases/new/{lifecycle}": tuple(
        Look("ines", f"/cases/new/{key}") for key in ("dispute_wto", "remedy_anti_dumping")
    ),
    "/search": (
        Look("ines", "/search"), Look("ines", "/search?q=milk"), Look("ines", "/search?q=nothing-of-the-kind"),
    ),
    "/views": (Look("ines", "/views"),),
    "/mentions": (Look("ines", "/mentions"),),
    "/assign/{token}": (Look("ines", "/assign/nothing", found=False),),
    "/cases/{reference}": (Look("ines", "{case}"), Look("ines", "{routing}")),
    "/cases/{reference}/report": (Look("ines", "{case}/report"), Look("ines", "{case}/report?few=yes")),
    "/cases/{reference}/parties": (Look("ines", "{case}/parties"),),
    "/cases/{reference}/actions/{action}": (
        Look("ines", "{routing}/actions/hand_over"),
        Look("ines", "{case}/actions/tell_complainant"), Look("ines", "{case}/actions/withdraw"),
    ),
    "/cases/{reference}/entries/{seq}/correct": (Look("ines", "{case}/entries/1/correct"),),
    "/cases/{reference}/dates/{key}/{visit}/{occurrence}": (Look("ines", "{date}"),),
    "/cases/{reference}/letters/{key}": (Look("ines", "{letter}"),),
    "/cases/{reference}/timeline": (Look("ines", "{case}/timeline"),),
    "/cases/{reference}/notes": (Look("ines", "{case}/notes"),),
    "/cases/{reference}/links": (Look("ines", "{case}/links"),),
    "/cases/{reference}/regimes": (Look("ines", "{routing}/regimes"), Look("ines", "{case}/regimes")),
    "/cases/{reference}/documents": (Look("ines", "{case}/documents"),),
    "/cases/{reference}/documents/{document}/open": (Look("ines", "{case}/documents/{document}/open"),),
    "/kept": (Look("kamau", "/kept"),),
    "/clocks": (Look("nyambura", "/clocks"), Look("ines", "/clocks", found=False)),
    "/clocks/list": (Look("nyambura", "/clocks/list?when=overdue"), Look("nyambura", "/clocks/list?when=paused")),
    "/clocks/articles": (Look("nyambura", "/clocks/articles?days=365"),),
    "/clocks/unsent": (Look("nyambura", "/clocks/unsent"),),
    "/feeds": (Look("ines", "/feeds"),),
    "/clocks/calendar": (Look("nyambura", "/clocks/calendar"),),
    "/mail": (Look("ines", "/mail"),),
    "/mail/{name}": (Look("ines", "{caught}"),),
    "/day": (Look("nyambura", "/day"),),
    "nothing": (
        Look("stranger", "/nothing/here", found=False), Look("ines", "/cases/KE-NTB-2020-99999-X", found=False),
    ),
}  # fmt: skip

NOT_PAGES: dict[str, str] = {
    "/health/live": "JSON", "/health/ready": "JSON", "/health/clock": "JSON",
    "/language/{code}": "sends the browser on", "/report/go-on": "sends the browser on",
    "/cases/{reference}/map.svg": "a picture", "/lifecycles/{key}/map.svg": "a picture",
    "/lifecycles/{key}/{version}/map.svg": "a picture", "/clocks/export/{what}.{form}": "a table for a spreadsheet",
    "/clocks/forecast.svg": "a picture", "/feeds/{token}.ics": "a calendar",
    "/cases.{form}": "a table for a spreadsheet", "/search.{form}": "a table for a spreadsheet",
    "/cases/{reference}/documents/{document}": "a file", "/cases/{reference}/documents/{document}/inline": "a file",
    "/track/case/documents/{number}": "a file",
}  # fmt: skip
"""Routes that answer a GET with something else than a page, and with what."""

STAFF = ("ines", "nyambura", "akinyi", "kamau")
