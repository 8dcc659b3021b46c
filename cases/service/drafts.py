"""A complaint that is being written: saved after every topic, taken up again by a link, deleted when nobody comes back.

What a person typed stands in the draft row alone, right or wrong, until the complaint is lodged; the history of the
case only knows that something was saved.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlmodel import Session

from cases.engine import Actor
from cases.errors import LinkRefused, NotFound
from cases.history import Value
from cases.lifecycles import lifecycle
from cases.models import AccessCode, Account, CaseFile, Draft, OutboxRow
from cases.ntb.intake import fields_of, put_together, storable, validate_topic
from cases.ntb.wording import N_
from cases.seats import Role
from cases.service import codes
from cases.service.acting import take_action
from cases.service.documents import remove_all
from cases.service.opening import open_case
from cases.store import UnitOfWork

_DRAFT: Any = Draft.__table__  # type: ignore[attr-defined]
_CASE: Any = CaseFile.__table__  # type: ignore[attr-defined]
_OUTBOX: Any = OutboxRow.__table__  # type: ignore[attr-defined]
_CODE: Any = AccessCode.__table__  # type: ignore[attr-defined]

LIFECYCLE = "ntb_complaint"
RESUME_PATH = "/report/continue"
LINK_LIVES = timedelta(days=14)
MOST_LINKS = 3
SHARED_TOPICS = ("you", "goods", "place")
"""What a second barrier of the same trader has in common with the first."""

GONE = N_(
    "This report is no longer here: it was sent, deleted, or kept unfinished for too long. If you sent it, follow it "
    "by its reference; else start a new one."
)
BAD_LINK = N_("This link is not complete. Copy the whole link, or ask for a new one by e-mail.")

NO_ADDRESS = N_("There is no e-mail address in your report that we could write to. Go back and enter one.")

PARTY = Actor(frozenset({Role.PARTY}))


def start_draft(uow: UnitOfWork, *, channel: str, language: str, account_id: int | None = None) -> tuple[Draft, str]:
    """Open a case without a number in its first stage, with a draft; gives the draft and the token to come back with.

    `account_id` is the member of staff who writes for somebody else. The caller commits.
    """
    life = lifecycle(LIFECYCLE)
    actor = _by(uow, account_id)
    case_id = open_case(uow, life, actor=actor, values={"channel": channel}, language=language, numbered=False)
    token = codes.signed("draft", str(case_id))
    draft = Draft(
        case_id=case_id, resume_hash=_hash(token), answers={}, done=[], language=language, channel=channel,
        account_id=account_id, edited_at=uow.now,
    )  # fmt: skip
    uow.session.add(draft)
    uow.session.flush()
    take_action(uow, case_id, "save", actor=actor)
    return draft, token


def save_topic(
    uow: UnitOfWork, draft: Draft, topic: str, answers: Mapping[str, Value], *, language: str = ""
) -> dict[str, str]:
    """Keep a topic as it was typed, and say what is wrong with it: a sentence per field, empty when it is done.

    Nothing typed is lost, right or wrong. Letters follow the `language` of the page last saved. The caller commits.
    """
    mine = _locked(uow, draft)
    mine.language = language or mine.language
    typed = {key: storable(answer) for key, answer in answers.items()}
    kept: dict[str, Value] = {**mine.answers, **typed, "channel": mine.channel}
    checked = validate_topic(topic, kept, today=uow.today)
    done = [each for each in mine.done if each != topic]
    mine.answers, mine.done = kept, done if checked.errors else [*done, topic]
    mine.edited_at = uow.now
    uow.session.add(mine)
    uow.session.flush()
    take_action(uow, mine.case_id, "save", actor=_by(uow, mine.account_id))
    return dict(checked.errors)


def put_windows_together(
    uow: UnitOfWork, draft: Draft, answers: Mapping[str, Value], seen: Mapping[str, str]
) -> tuple[dict[str, Value], list[str]]:
    """What to keep of a page that was made when the draft stood as `seen`, and which answers two windows dispute."""
    return put_together(_locked(uow, draft).answers, answers, seen)


def hand_over(uow: UnitOfWork, draft: Draft) -> None:
    """The person goes on by themselves with what a member of staff began for them. The caller commits."""
    mine = _locked(uow, draft)
    mine.account_id = None
    uow.session.add(mine)
    uow.session.flush()


def split_draft(uow: UnitOfWork, draft: Draft) -> str:
    """Begin a second report with the same person, goods and place: one report is about one barrier.

    The first one keeps what was written. Gives the token of the second. The caller commits.
    """
    mine = _locked(uow, draft)
    second, token = start_draft(uow, channel=mine.channel, language=mine.language, account_id=mine.account_id)
    for topic in SHARED_TOPICS:
        same = {each.id for each in fields_of(topic)}
        save_topic(uow, second, topic, {key: value for key, value in mine.answers.items() if key in same})
    mine.answers = {key: value for key, value in mine.answers.items() if key != "several_barriers"}
    uow.session.add(mine)
    uow.session.flush()
    return token


def draft_of(session: Session, draft_id: int | None) -> Draft:
    """The draft of that key; `NotFound` in words once it was sent or deleted."""
    found = session.get(Draft, draft_id) if draft_id is not None else None
    if found is None:
        raise NotFound(GONE)
    return found


def resume(uow: UnitOfWork, token: str) -> Draft:
    """The draft to which a link of ours leads: the one shown on the page, or one sent by e-mail, which works once.

    `LinkRefused` says what to do when it is not complete, used, too old, or when the draft is gone.
    """
    if isinstance(codes.unsigned("draft", token), str):
        shown = draft_behind(uow.session, token)
        if shown is None or not hmac.compare_digest(shown.resume_hash, _hash(token)):
            raise LinkRefused(GONE)
        return shown
    if "." not in token:
        raise LinkRefused(BAD_LINK)
    link = codes.use_link(uow, codes.Purpose.RESUME, token)
    found: Draft | None = uow.session.get(Draft, link.draft_id)
    if found is None:
        raise LinkRefused(GONE)
    return found


def draft_behind(session: Session, token: str) -> Draft | None:
    """The draft to which such a link leads, without using it up; None for a link that leads nowhere."""
    if isinstance(codes.unsigned("draft", token), str):
        found: Draft | None = session.execute(
            select(Draft).where(_DRAFT.c.resume_hash == _hash(token))
        ).scalar_one_or_none()
        return found
    link = codes.link_row(session, codes.Purpose.RESUME, token)
    return session.get(Draft, link.draft_id) if link is not None else None


def token_of(draft: Draft) -> str:
    """The token to come back with: always the same, known to whoever was shown it."""
    return codes.signed("draft", str(draft.case_id))


def send_resume_link(uow: UnitOfWork, draft: Draft) -> str | None:
    """Queue a letter with a link back to the draft; gives the address, or None while no usable one was typed."""
    if email_of(draft) is None:
        return None
    about = _about(draft)
    codes.issue_link(uow, codes.Purpose.RESUME, about, path=RESUME_PATH, lives=LINK_LIVES)
    return about.address


def send_resume_links(uow: UnitOfWork, address: str) -> int:
    """Queue links back to the latest drafts in which this address was typed; says how many, for the log only.

    Whoever asks is told the same whether there is one or not.
    """
    wanted = address.strip().lower()
    latest = select(Draft).order_by(_DRAFT.c.edited_at.desc())
    same = _DRAFT.c.answers["filer_email"].as_string()
    found = uow.session.execute(latest.where(func.lower(func.trim(same)) == wanted).limit(MOST_LINKS)).scalars().all()
    sent = 0
    for draft in found if wanted else []:
        try:
            sent += send_resume_link(uow, draft) is not None
        except LinkRefused:
            continue
    return sent


def send_email_code(uow: UnitOfWork, draft: Draft, *, again: bool = True) -> None:
    """Queue a letter with a code to the address typed in the draft; without `again` only while none is on its way.

    `LinkRefused` after five within an hour.
    """
    about = _about(draft)
    if again or not codes.is_waiting(uow, codes.Purpose.PROVE_EMAIL, about):
        codes.issue_code(uow, codes.Purpose.PROVE_EMAIL, about)


def prove_email(uow: UnitOfWork, draft: Draft, code: str) -> None:
    """Note that the address is theirs, if the code is right; `LinkRefused` says what to do. The caller commits."""
    about = _about(draft)
    codes.use_code(uow, codes.Purpose.PROVE_EMAIL, about, code)
    mine = _locked(uow, draft)
    mine.email_proved = about.address
    uow.session.add(mine)
    uow.session.flush()


def _about(draft: Draft) -> codes.About:
    address = email_of(draft)
    if address is None:
        raise LinkRefused(NO_ADDRESS)
    return codes.About(draft.case_id, address, draft.id, language=draft.language)


def needs_proof(draft: Draft) -> bool:
    """Whether the e-mail address must still be proved. Staff who write for somebody may do without it."""
    address = email_of(draft)
    return address is not None and draft.email_proved != address


def email_of(draft: Draft) -> str | None:
    """The e-mail address typed in the draft, when it can be one."""
    from email_validator import EmailNotValidError, validate_email

    typed = str(draft.answers.get("filer_email") or "").strip()
    try:
        return str(validate_email(typed, check_deliverability=False).normalized)
    except EmailNotValidError:
        return None


def delete_draft(uow: UnitOfWork, draft: Draft) -> None:
    """Delete what was written, at the person's wish. The caller commits."""
    take_action(uow, draft.case_id, "abandon", actor=_by(uow, draft.account_id))
    _purge(uow, [(int(draft.id or 0), draft.case_id)])


def purge_abandoned(uow: UnitOfWork) -> int:
    """Delete the drafts whose case was closed as abandoned, with their files and addresses; says how many.

    For the watch: the closing itself is an action of the lifecycle. The caller commits.
    """
    life = lifecycle(LIFECYCLE)
    ended = [stage.key for stage in life.stages if stage.terminal]
    left = select(_DRAFT.c.id, _DRAFT.c.case_id).join(_CASE, _CASE.c.id == _DRAFT.c.case_id)
    rows = [(row.id, row.case_id) for row in uow.session.execute(left.where(_CASE.c.stage.in_(ended)))]
    _purge(uow, rows)
    return len(rows)


def _purge(uow: UnitOfWork, rows: list[tuple[int, UUID]]) -> None:
    for draft_id, case_id in rows:
        remove_all(uow, draft_id=draft_id)
        forget_letters(uow, case_id)
        uow.session.execute(delete(_CODE).where(_CODE.c.case_id == case_id))
        uow.session.execute(delete(Draft).where(_DRAFT.c.id == draft_id))


def forget_letters(uow: UnitOfWork, case_id: UUID) -> None:
    """Take the address off letters that carried codes and links: it belongs to the draft. Unsent ones do not go out."""
    of_codes = (_OUTBOX.c.case_id == case_id, _OUTBOX.c.letter.in_(list(codes.LETTERS.values())))
    uow.session.execute(
        update(_OUTBOX).where(*of_codes, _OUTBOX.c.state == "queued").values(state="withheld", why="The draft is gone.")
    )
    uow.session.execute(update(_OUTBOX).where(*of_codes).values(address=None, context={}))


def _locked(uow: UnitOfWork, draft: Draft) -> Draft:
    """The draft as it stands now, held until the end: two windows save one after the other."""
    found: Draft | None = uow.session.execute(
        select(Draft).where(_DRAFT.c.id == draft.id).with_for_update().execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound(GONE)
    return found


def staff_actor(uow: UnitOfWork, account_id: int | None) -> Actor | None:
    """The member of staff who writes for somebody else; None when the complainant writes."""
    account = uow.session.get(Account, account_id) if account_id is not None else None
    return Actor(frozenset(Role(role) for role in account.roles), account=account_id) if account else None


def _by(uow: UnitOfWork, account_id: int | None) -> Actor:
    return staff_actor(uow, account_id) or PARTY


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
