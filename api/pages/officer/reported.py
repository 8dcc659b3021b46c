"""What was reported: in short for the page of the case, in full for reading and printing.

A complaint lodged here is shown as it was answered, an imported case as its portal published it, any other case by the
facts with which it began. Who the person is, losses, papers and the fear of reprisal stand only where those who work on
the case ask for them; of a protected complainant only behind a link of their own, and never in short.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter
from sqlalchemy import Row, select
from starlette.responses import Response

from api.deps import StaffDep, WebDep
from api.i18n import N_, _, language, say
from api.pages.exporter.answers import Part, parts
from api.pages.officer.opened import Opened, opened
from api.pages.officer.papers import opens_inline
from api.pages.officer.timeline import answer_words
from api.pages.words import written
from cases.errors import NotAllowed
from cases.history import Value
from cases.models import Document, ExternalRef, Incident
from cases.ntb.categories import EVIDENCE, evidence_of
from cases.ntb.intake import BY_ID, CHANNELS, restricted_fields
from cases.ntb.states import state_name
from cases.service.receipts import answers_of, incident_of

router = APIRouter(include_in_schema=False)

_REF: Any = ExternalRef.__table__  # type: ignore[attr-defined]
LODGED = "draft.submit"
LONGEST = 1_200
"""So much of what happened stands on the page of the case; the rest on the page of the report."""
FEW_ONLY = N_("Only those who work on the case see who its people are.")


@dataclass(frozen=True, slots=True)
class InShort:
    """The report on the page of the case: a line of goods, place and day; then what happened and what they want."""

    line: str
    happened: str
    wanted: str
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """The documents of one kind that came with the report."""

    kind: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report. `few` says whether the answers of few are among the parts, `may` whether this person may ask
    for them; `rows` is what a portal published or the case began with, in place of parts."""

    parts: Sequence[Part] = ()
    evidence: Sequence[Evidence] = ()
    lacking: Sequence[str] = ()
    rows: Sequence[tuple[str, str]] = ()
    portal: Row[Any] | None = None
    few: bool = False
    may: bool = False


def in_short(case: Opened) -> InShort:
    """What was reported, without anything that only few may see."""
    incident = incident_of(case.uow.session, case.row.id)
    if incident is None:
        return InShort("", "", "")
    answers = _open(incident)
    day = written(incident.occurred_on)
    whole = str(answers.get("description") or "")
    told = _cut(whole)
    line = " · ".join(part for part in (goods(incident, answers), incident.location_name, day) if part)
    return InShort(line, told, wanted(answers), told != whole)


def _open(incident: Incident) -> dict[str, Value]:
    few = restricted_fields()
    return {key: value for key, value in incident.answers.items() if key not in few}


def goods(incident: Incident, answers: Mapping[str, Any]) -> str:
    """All products with their codes; the codes alone where nothing says what they are."""
    more = answers.get("more_products")
    further = [each for each in more if isinstance(each, Mapping)] if isinstance(more, list) else []
    named = [(str(each.get("description") or ""), each.get("hs_codes")) for each in further]
    own = answers.get("hs_codes") if further else incident.hs_codes
    return "; ".join(words for words in (_coded(*each) for each in [(incident.goods, own), *named]) if words)


def _coded(what: str, codes: Any) -> str:
    written_codes = ", ".join(str(code) for code in codes) if isinstance(codes, list) else ""
    if not written_codes:
        return what
    return f"{what} (HS {written_codes})" if what else f"HS {written_codes}"


def wanted(answers: Mapping[str, Any]) -> str:
    """The result that they want, in their own words where they gave any."""
    chosen = str(answers.get("remedy_sought") or "")
    own = str(answers.get("remedy_sought_other") or "")
    return own or say(dict(BY_ID["remedy_sought"].choices).get(chosen, chosen))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(None, 1)[0] + " …"


@router.get("/cases/{reference}/report")
def show(web: WebDep, staff: StaffDep, reference: str, few: str = "") -> Response:
    """The whole report. `few` asks for what only those who work on the case may see of a protected complainant."""
    with opened(web, reference) as case:
        if few and not case.knows_who:
            raise NotAllowed(FEW_ONLY)
        return web.page(
            "officer/reported.html", title=_("What was reported"), case=case, href=case.href,
            report=report_of(case, asked=bool(few)), opens_inline=opens_inline, lodged_on=case.row.lodged_on,
            channel=_channel(case), back=f"{case.href}#reported",
        )  # fmt: skip


def _channel(case: Opened) -> str:
    return say(dict(CHANNELS).get(str(case.facts.opening.get("channel") or ""), ""))


def report_of(case: Opened, *, asked: bool) -> Report:
    """The report as far as this person may read it; `asked` where they asked for what only few may see."""
    few = case.knows_who and (asked or not case.row.protected)
    incident, portal = incident_of(case.uow.session, case.row.id), _portal(case)
    if portal is not None:
        return Report(rows=list(_published(case, incident, portal)), portal=portal)
    if incident is None:
        return Report(rows=list(_opening(case, few)), few=few, may=case.knows_who)
    answers = answers_of(case.uow.session, case.row.id) if few else _open(incident)
    lacking = incident.answers.get("evidence_lacking") or ()
    return Report(
        parts=[_without_lacking(each) for each in parts(answers, {})], evidence=_evidence(case),
        lacking=[say(EVIDENCE.get(str(key), str(key))) for key in lacking], few=few, may=case.knows_who,
    )  # fmt: skip


def _without_lacking(part: Part) -> Part:
    """The papers that are lacking stand with the evidence."""
    return Part(part.key, part.title, [row for row in part.rows if row.id != "evidence_lacking"], part.complete)


def _evidence(case: Opened) -> list[Evidence]:
    """What came with the report, by kind, in the order of the list of kinds; everything else last."""
    given = _given(case)
    kinds = {key: tuple(each for each in given if evidence_of(each.title) == key) for key in EVIDENCE}
    listed = [Evidence(say(EVIDENCE[key]), found) for key, found in kinds.items() if found]
    others = tuple(each for each in given if evidence_of(each.title) is None)
    return [*listed, *([Evidence(_("Other papers"), others)] if others else ())]


def _given(case: Opened) -> list[Document]:
    """The documents that were lodged; those that a linked case was given when it was opened."""
    lodged = next((event for event in case.events if event.action == LODGED), None)
    if lodged is None:
        return [each for each in case.documents if each.received_at <= case.row.created_at]
    return [each for each in case.documents if str(each.id) in lodged.documents]


def _portal(case: Opened) -> Row[Any] | None:
    """The record on a portal from which the case was imported."""
    if not case.row.imported:
        return None
    wanted_row = select(_REF).where(_REF.c.case_id == case.row.id, _REF.c.source != "complainant").order_by(_REF.c.id)
    return case.uow.session.execute(wanted_row).first()


def _published(case: Opened, incident: Incident | None, portal: Row[Any]) -> Iterator[tuple[str, str]]:
    """What the portal says, and nothing that it does not."""
    said, began = portal.published, case.facts.opening
    flags = began.get("quality_flags")
    found = (
        (_("Number on the portal"), portal.number), (_("Status shown there"), portal.status),
        (_("Category"), said.get("category_label")), (_("NTM code"), began.get("declared_mast")),
        (_("What happened"), incident.answers.get("description") if incident else ""),
        (_("Goods"), goods(incident, {}) if incident else ""),
        (_("Reported by"), _states([began.get("reporting_country")])),
        (_("Whose measure it is"), _states(began.get("measure_countries"))),
        (_("Place"), incident.location_name if incident else ""),
        (_("First happened on"), written(incident.occurred_on) if incident else ""),
        (_("Reported there on"), _day(began.get("date_reported"))),
        (_("Decided on, as published"), _day(said.get("decided_on"))),
        (_("Outcome, as published"), said.get("outcome_summary")),
        (_("Note on the record"), said.get("data_quality_note")),
        (_("To look at"), "\n".join(say(each.get("says", "")) for each in _mappings(flags))),
    )  # fmt: skip
    yield from ((label, str(words)) for label, words in found if words)


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _states(codes: object) -> str:
    return ", ".join(state_name(str(iso), language()) for iso in codes if iso) if isinstance(codes, list) else ""


def _day(iso: object) -> str:
    return written(date.fromisoformat(str(iso))) if iso else ""


def _opening(case: Opened, few: bool) -> Iterator[tuple[str, str]]:
    """The facts with which the case began, in the words of its procedure."""
    hidden = frozenset() if few else restricted_fields()
    for each in case.life.opening:
        value = case.facts.opening.get(each.key)
        if each.key not in hidden and (words := answer_words(each, value)):
            yield say(each.label), words
