"""Makers for the tests of filing: a complete form, a draft with it, a lodged case."""

from __future__ import annotations

from sqlmodel import select

from cases.history import Value
from cases.models import Draft, OutboxRow
from cases.ntb.intake import TOPIC_KEYS, fields_of
from cases.service.documents import store_document
from cases.service.drafts import PARTY, draft_of, prove_email, save_topic, send_email_code, start_draft
from cases.service.lodging import Lodged, lodge
from cases.store import Database, UnitOfWork

PDF = b"%PDF-1.7\nrefusal"
KEY = "k" * 32

ANSWERS: dict[str, Value] = {
    "filer_capacity": "exporter",
    "filer_name": "Amina Wanjiru",
    "filer_email": "amina@example.org",
    "filer_phone": "0712 345 678",
    "filer_country": "KE",
    "filer_sex": "female",
    "business_reg_no": "BN-123",
    "product_description": "Long-life milk in cartons",
    "hs_codes": "0401",
    "perishable": "no",
    "goods_held_now": "yes",
    "consignment_value": "KES 1,200,000",
    "measure_country": ["TZ"],
    "authority": "tbs",
    "location_type": "border_post",
    "location_name": "namanga",
    "date_of_incident": "1 3 2027",
    "reporting_country": "KE",
    "barrier_kind": "standard",
    "description": "The officers at Namanga refused our certificate and asked for a new test of every carton.",
    "frequency": "every_consignment",
    "loss_amount": "KES 80,000",
    "consent_share_identity": "no",
    "consent_publish": "no",
    "other_forum": "no",
    "external_refs": "NTB-001-299",
}


def filled(database: Database, *, files: int = 1, account_id: int | None = None, **changes: Value) -> Draft:
    """A draft with every topic saved."""
    answers = {**ANSWERS, **changes}
    with UnitOfWork(database) as uow:
        channel = "web" if account_id is None else "border_desk"
        draft, _ = start_draft(uow, channel=channel, language="en", account_id=account_id)
        for _ in range(files):
            store_document(uow, draft_id=draft.id, filename="refusal.pdf", content=PDF, actor=PARTY)
        for topic in TOPIC_KEYS:
            here = {f.id for f in fields_of(topic)}
            save_topic(uow, draft, topic, {k: v for k, v in answers.items() if k in here})
        uow.commit()
    return draft


def prove(database: Database, draft: Draft) -> None:
    """Prove the e-mail address by the code from the letter."""
    with UnitOfWork(database) as uow:
        send_email_code(uow, draft_of(uow.session, draft.id))
        uow.commit()
    with UnitOfWork(database) as uow:
        prove_email(uow, draft_of(uow.session, draft.id), newest_secret(uow))
        uow.commit()


def newest_secret(uow: UnitOfWork) -> str:
    """The code or link of the newest letter."""
    rows = uow.session.exec(select(OutboxRow)).all()
    return str(max((row for row in rows if "secret" in row.context), key=lambda row: row.id or 0).context["secret"])


def send(database: Database, draft: Draft, key: str = KEY) -> Lodged:
    with UnitOfWork(database) as uow:
        lodged = lodge(uow, draft, submit_key=key)
        uow.commit()
    return lodged


def lodged(database: Database, **changes: Value) -> Lodged:
    """A lodged case."""
    draft = filled(database, **changes)
    if changes.get("filer_email", "") is not None:
        prove(database, draft)
    return send(database, draft)
