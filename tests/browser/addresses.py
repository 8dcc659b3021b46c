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
    "/law": (Look("stranger", "/law"),),
    "/law/{key}": (Look("stranger", "/law/EAC_CUP"),),
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
            ("you", ""), ("goods", "?check=1&hs=milk"), ("place", ""), ("event", "?check=1"), ("evidence", ""),
            ("wishes", ""),
        )
    ),
    "/track": (Look("stranger", "/track"),),
    "/track/code": (Look("stranger", "/track/code?reference=KE-NTB-2027-00042-K"),),
    "/track/case": (Look("lodger", "/track/case"),),
    "/track/case/{action}": (Look("lodger", "/track/case/withdraw"),),
    "/cases": (
        Look("nyambura", "/cases?view=all"), Look("ines", "/cases?view=all&closed=yes"),
        Look("ines", "/cases?q=nothing-of-the-kind"),
    ),
    "/cases/{reference}": (Look("ines", "{case}"),),
    "/cases/{reference}/parties": (Look("ines", "{case}/parties"),),
    "/cases/{reference}/actions/{action}": (
        Look("ines", "{case}/actions/tell_complainant"), Look("ines", "{case}/actions/withdraw"),
    ),
    "/cases/{reference}/entries/{seq}/correct": (Look("ines", "{case}/entries/1/correct"),),
    "/cases/{reference}/dates/{key}/{visit}/{occurrence}": (Look("ines", "{date}"),),
    "/cases/{reference}/letters/{key}": (Look("ines", "{letter}"),),
    "/clocks": (Look("nyambura", "/clocks"), Look("ines", "/clocks", found=False)),
    "/clocks/list": (Look("nyambura", "/clocks/list?when=overdue"), Look("nyambura", "/clocks/list?when=paused")),
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
    "/cases/{reference}/map.svg": "a picture", "/clocks.csv": "a table for a spreadsheet",
    "/cases/{reference}/documents/{document}": "a file", "/track/case/documents/{number}": "a file",
}  # fmt: skip
"""Routes that answer a GET with something else than a page, and with what."""

STAFF = ("ines", "nyambura", "akinyi", "kamau")
