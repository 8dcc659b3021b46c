"""Lodging: a finished draft becomes a case with a number, and every answer goes where it belongs.

Who the person is goes to the party, what happened to the incident, the rule complained of to the measure, and what the
procedure decides by to the facts of the case. All of it, the number and the first letters are one transaction; sending
the form again gives the same confirmation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from cases.engine import Actor
from cases.errors import InputRefused, NotFound
from cases.history import Value
from cases.lifecycles import lifecycle
from cases.models import CaseFile, Document, Draft, ExternalRef, IdempotencyKey, Incident, Measure, Party
from cases.ntb.agencies import KENYAN, agency
from cases.ntb.categories import evidence_of, kind
from cases.ntb.intake import Checked, restricted_fields, split_personal, validate_all
from cases.ntb.places import place
from cases.ntb.priority import Weights, score
from cases.ntb.states import state_name
from cases.ntb.wording import N_, Sentence
from cases.seats import COMPLAINANT, Role
from cases.service.acting import take_action
from cases.service.documents import documents_of
from cases.service.drafts import GONE, LIFECYCLE, staff_actor
from cases.service.opening import give_reference
from cases.service.projecting import columns_of
from cases.service.receipts import Receipt, receipt_of
from cases.settings import settings
from cases.store import UnitOfWork
from cases.store.search import keep_words

_CASE: Any = CaseFile.__table__  # type: ignore[attr-defined]
_DRAFT: Any = Draft.__table__  # type: ignore[attr-defined]
_DOCUMENT: Any = Document.__table__  # type: ignore[attr-defined]
_KEY: Any = IdempotencyKey.__table__  # type: ignore[attr-defined]
_SCOPE = "lodge"

PROVE_FIRST = N_("First prove that %(address)s is your address: ask for a code and enter it.")

FACTS = (
    "channel", "direction", "reporting_country", "filer_capacity", "perishable", "goods_held_now", "date_of_incident",
    "consent_share_identity", "consent_publish", "retaliation_risk", "enacted_law",
)  # fmt: skip
"""The answers by which the procedure decides; they keep their names as facts."""


@dataclass(frozen=True, slots=True)
class Lodged:
    """What the complainant gets: the number and the receipt."""

    case_id: UUID
    reference: str
    receipt: Receipt


def lodge(uow: UnitOfWork, draft: Draft, *, submit_key: str) -> Lodged:
    """Lodge the complaint, once: the same `submit_key` gives the same confirmation again.

    `InputRefused` names every answer that is missing or wrong, and an e-mail address that is not proved yet. Whoever
    gave a telephone number only is taken, marked for a call back; staff may lodge for somebody whose address nobody
    has proved. The caller commits.
    """
    before = lodged_before(uow, submit_key)
    if before is not None:
        return before
    mine = _locked(uow, draft)
    if mine is None:
        return _lodged_meanwhile(uow, submit_key)
    answers = _checked(uow, mine)
    documents = documents_of(uow.session, draft_id=mine.id)
    files = [str(each.id) for each in documents]
    answers |= evidence_held(documents)
    party_id = _write_party(uow, mine, answers)
    facts = facts_from(answers, has_evidence=bool(files), has_email=bool(answers.get("filer_email")))
    _write_case(uow, mine, answers, facts)
    _hand_over_files(uow, mine, party_id)
    give_reference(uow, mine.case_id, lifecycle(LIFECYCLE), on=uow.today)
    actor = staff_actor(uow, mine.account_id) or Actor(frozenset({Role.PARTY}), party=party_id)
    take_action(uow, mine.case_id, "submit", actor=actor, documents=files)
    keep_words(uow.session, mine.case_id)
    _remember(uow, submit_key, mine.case_id)
    uow.session.execute(delete(Draft).where(_DRAFT.c.id == mine.id))
    return _lodged(uow, mine.case_id)


def lodged_before(uow: UnitOfWork, submit_key: str) -> Lodged | None:
    """What was confirmed when the same form was sent before."""
    kept = select(_KEY.c.answer).where(_KEY.c.scope == _SCOPE, _KEY.c.key == submit_key)
    answer = uow.session.execute(kept).scalar_one_or_none()
    return _lodged(uow, UUID(answer["case_id"])) if answer else None


def _lodged_meanwhile(uow: UnitOfWork, submit_key: str) -> Lodged:
    """The draft is gone: because the same form was sent a moment ago, or for good."""
    again = lodged_before(uow, submit_key)
    if again is None:
        raise NotFound(GONE)
    return again


def _lodged(uow: UnitOfWork, case_id: UUID) -> Lodged:
    receipt = receipt_of(uow.session, case_id)
    return Lodged(case_id, receipt.reference, receipt)


def _locked(uow: UnitOfWork, draft: Draft) -> Draft | None:
    wanted = select(Draft).where(_DRAFT.c.id == draft.id).with_for_update()
    return uow.session.execute(wanted.execution_options(populate_existing=True)).scalar_one_or_none()


def checked_answers(session: Session, draft: Draft, *, today: date) -> Checked:
    """The whole form as it stands, its files counted: what can be kept, and what is wrong."""
    files: list[Value] = [str(each.id) for each in documents_of(session, draft_id=draft.id)]
    return validate_all({**draft.answers, "channel": draft.channel, "attachments": files}, today=today)


def _checked(uow: UnitOfWork, draft: Draft) -> dict[str, Value]:
    """Every answer as it is kept, or `InputRefused` with all that is wrong."""
    checked = checked_answers(uow.session, draft, today=uow.today)
    if checked.errors:
        raise InputRefused(checked.errors)
    address = checked.values.get("filer_email")
    if address and draft.account_id is None and draft.email_proved != address:
        raise InputRefused({"filer_email": Sentence(PROVE_FIRST, address=address)})
    return {key: value for key, value in checked.values.items() if value not in (None, "", [])}


def evidence_held(documents: Sequence[Document]) -> dict[str, Value]:
    """Which kinds of evidence were given, by the titles of the documents: advice then says what is missing."""
    held: list[Value] = [key for key in dict.fromkeys(evidence_of(each.title) for each in documents) if key]
    return {"evidence_held": held} if held else {}


def facts_from(answers: Mapping[str, Value], *, has_evidence: bool, has_email: bool) -> dict[str, Value]:
    """The facts with which the procedure begins. Nothing among them says who the person is."""
    facts: dict[str, Value] = {key: answers[key] for key in FACTS if key in answers}
    countries, authority = answers.get("measure_country"), str(answers.get("authority") or "")
    facts["measure_countries"] = countries if isinstance(countries, list) else []
    facts["authority"] = authority_name(answers)
    facts["has_evidence"], facts["has_email"] = has_evidence, has_email
    facts["urgent"] = score(answers, weights()).lane == "urgent"
    if authority in KENYAN and answers.get("direction") in ("domestic", "inbound"):
        facts["lead_agency"] = authority
    return facts


def weights() -> Weights:
    """The weights of the priority score, as the department set them."""
    return Weights(**settings().priority_weights)


def authority_name(answers: Mapping[str, Value]) -> str:
    """The authority by its name, from the list or in the filer's words."""
    known = agency(str(answers.get("authority") or ""))
    return known.label if known else str(answers.get("authority_other") or "")


def place_name(answers: Mapping[str, Value]) -> str:
    """The place by its name, from the list or in the filer's words."""
    known = place(str(answers.get("location_name") or ""))
    return known.name if known else str(answers.get("location_name_other") or "")


def title_of(answers: Mapping[str, Value]) -> str:
    """The case in a few words: the goods and whose measure it is."""
    countries = answers.get("measure_country")
    names = [state_name(str(iso)) for iso in countries] if isinstance(countries, list) else []
    return ", ".join(part for part in (str(answers.get("product_description") or ""), " and ".join(names)) if part)[
        :300
    ]


def _write_party(uow: UnitOfWork, draft: Draft, answers: Mapping[str, Value]) -> int:
    """The person, in the one table where a person stands."""
    _, personal = split_personal(answers)
    address, phone = personal.pop("filer_email", None), personal.pop("filer_phone", None)
    party = Party(
        case_id=draft.case_id, seat=COMPLAINANT.key, name=str(personal.pop("filer_name", "")),
        email=str(address) if address else None, phone=str(phone) if phone else None,
        country=str(answers["filer_country"]) if "filer_country" in answers else None, language=draft.language,
        email_proved=bool(address) and draft.email_proved == address, call_back=not address, personal=personal,
    )  # fmt: skip
    uow.session.add(party)
    uow.session.flush()
    return int(party.id or 0)


def _write_case(uow: UnitOfWork, draft: Draft, answers: Mapping[str, Value], facts: dict[str, Value]) -> None:
    """The measure, the incident, the numbers on other portals, and the case's own columns."""
    measure_id = _write_measure(uow, answers)
    uow.session.add(_incident(draft.case_id, measure_id, answers))
    for number in _listed(answers.get("external_refs")):
        scheme = "tripartite" if number.startswith("NTB") else "afcfta"
        uow.session.add(ExternalRef(case_id=draft.case_id, scheme=scheme, number=number, source="complainant"))
    uow.session.flush()
    columns = {**columns_of(facts), "opening": facts, "values": facts, "title": title_of(answers)}
    columns |= {"lodged_on": uow.today, "priority": score(answers, weights()).total, "measure_id": measure_id}
    uow.session.execute(update(_CASE).where(_CASE.c.id == draft.case_id).values(**columns, language=draft.language))


def declared_category(answers: Mapping[str, Value]) -> tuple[str, str]:
    """(scheme, code) as declared: chosen from a list, or following from the plain question. A hint for the officer."""
    scheme, _, code = str(answers.get("declared_category") or "").partition(":")
    barrier = kind(str(answers.get("barrier_kind") or ""))
    return (scheme, code) if code or barrier is None else barrier.suggested[0]


def _write_measure(uow: UnitOfWork, answers: Mapping[str, Value]) -> int:
    countries = _listed(answers.get("measure_country"))
    scheme, code = declared_category(answers)
    measure = Measure(
        country=countries[0] if countries else None, authority=authority_name(answers)[:200],
        title=title_of(answers), legal_basis=str(answers.get("measure_legal_basis") or ""),
        scheme=scheme or None, declared_category=code or None,
    )  # fmt: skip
    uow.session.add(measure)
    uow.session.flush()
    return int(measure.id or 0)


def _incident(case_id: UUID, measure_id: int, answers: Mapping[str, Value]) -> Incident:
    """What went wrong, with every answer that is not about the person; what only few may see apart."""
    open_answers, _ = split_personal(answers)
    few = restricted_fields()
    day = answers.get("date_of_incident")
    return Incident(
        case_id=case_id, measure_id=measure_id, occurred_on=date.fromisoformat(str(day)) if day else None,
        location_type=str(answers["location_type"]) if "location_type" in answers else None,
        location_name=place_name(answers)[:200], goods=str(answers.get("product_description") or ""),
        hs_codes=all_codes(answers),
        answers={key: value for key, value in open_answers.items() if key not in few and key != "attachments"},
        restricted={key: value for key, value in open_answers.items() if key in few},
    )  # fmt: skip


def all_codes(answers: Mapping[str, Value]) -> list[str]:
    """The HS codes of all products, those of the main one first."""
    more = answers.get("more_products")
    codes = _listed(answers.get("hs_codes"))
    for each in more if isinstance(more, list) else []:
        codes += _listed(each.get("hs_codes")) if isinstance(each, Mapping) else []
    return list(dict.fromkeys(codes))


def _listed(value: Value) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def _hand_over_files(uow: UnitOfWork, draft: Draft, party_id: int) -> None:
    uow.session.execute(
        update(_DOCUMENT)
        .where(_DOCUMENT.c.draft_id == draft.id)
        .values(case_id=draft.case_id, draft_id=None, party_id=party_id)
    )


def _remember(uow: UnitOfWork, submit_key: str, case_id: UUID) -> None:
    uow.session.execute(
        insert(_KEY).values(
            scope=_SCOPE, key=submit_key, body_hash="", state="done", status=0, headers={},
            answer={"case_id": str(case_id)}, made_at=uow.database.real_now(),
        )
    )  # fmt: skip
