"""Search on both databases: each source of words is found, what few may see is not, and any text is harmless."""

from __future__ import annotations

from threading import Thread
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update

from cases.engine import THE_SYSTEM, Actor
from cases.lifecycles import lifecycle
from cases.models import CaseNote, ExternalRef, Incident, Measure, Party
from cases.seats import COMPLAINANT, Role
from cases.seed import RECORDS
from cases.service import open_case, take_action
from cases.service.desk import add_note
from cases.service.documents import store_document
from cases.service.importing import import_ntb, read_file
from cases.service.rebuilding import rebuild
from cases.store import Database, UnitOfWork, search
from cases.store.lists import Asked
from cases.store.search import Hits, keep_words
from cases.store.tables import CASE, CASE_TEXT
from tests.cases.service.filing import PDF, lodged
from tests.cases.service.makers import lodged as waiting
from tests.cases.service.makers import staff
from tests.cases.store.test_lists import OFFICER, queued

LIFE = lifecycle("ntb_complaint")


def a_case(database: Database, title: str = "Tea", **incident: object) -> UUID:
    with UnitOfWork(database) as uow:
        key = open_case(uow, LIFE, actor=THE_SYSTEM, at_stage="screening", title=title)
        if incident:
            uow.session.add(Incident(case_id=key, **incident))
            uow.session.flush()
            keep_words(uow.session, key)
        uow.commit()
    return key


def hits(database: Database, words: str, actor: Actor = OFFICER, *, after: str = "", limit: int = 25) -> Hits:
    with database.read() as session:
        return search.results(session, words, actor, after=after, limit=limit)


def found(database: Database, words: str, actor: Actor = OFFICER) -> list[UUID]:
    return [hit.case.id for hit in hits(database, words, actor).rows]


def listed(database: Database, words: str) -> list[UUID]:
    return queued(database, Asked(view="all", text=words))


def reference_of(database: Database, key: UUID) -> str:
    with database.read() as session:
        return str(session.execute(select(CASE.c.reference).where(CASE.c.id == key)).scalar_one())


def noted(database: Database, key: UUID, words: str) -> None:
    with UnitOfWork(database) as uow:
        add_note(uow, key, words, actor=OFFICER)
        uow.commit()


@pytest.mark.parametrize("words", ["maziwa", "MAZIWA", "mazi", "maziwa baridi", "baridi maziwa"])
def test_a_case_is_found_by_its_title_whatever_the_order_and_case(database: Database, words: str) -> None:
    a_case(database)
    key = a_case(database, "Maziwa baridi")
    assert found(database, words) == listed(database, words) == [key]


@pytest.mark.parametrize("words", ["aziwa", "maziwa moto", "mazi baridi"])
def test_all_words_must_occur_and_only_the_last_may_be_a_beginning(database: Database, words: str) -> None:
    a_case(database, "Maziwa baridi")
    assert found(database, words) == listed(database, words) == []


def test_the_words_of_a_question_may_stand_in_different_places(database: Database) -> None:
    staff(database)
    key = a_case(database, "Maziwa")
    noted(database, key, "Ask for the certificate")
    assert found(database, "maziwa certificate") == [key]


def test_goods_place_and_what_happened_are_found(database: Database) -> None:
    key = a_case(database, goods="Avocado", location_name="Namanga", hs_codes=["080440"],
                 answers={"description": "They held the lorry for nine days"})  # fmt: skip
    assert {word: found(database, word) for word in ("avocado", "namanga", "080440", "lorry")} == {
        word: [key] for word in ("avocado", "namanga", "080440", "lorry")
    }


def test_the_authority_is_found(database: Database) -> None:
    key = a_case(database)
    with UnitOfWork(database) as uow:
        measure = Measure(authority="Tanzania Bureau of Standards")
        uow.session.add(measure)
        uow.session.flush()
        uow.session.execute(update(CASE).where(CASE.c.id == key), {"measure_id": measure.id})
        keep_words(uow.session, key)
        uow.commit()
    assert found(database, "bureau of standards") == [key]


@pytest.mark.usefixtures("own_settings")
def test_a_document_is_found_by_its_title_and_its_name(database: Database) -> None:
    key = a_case(database)
    with UnitOfWork(database) as uow:
        store_document(
            uow, case_id=key, filename="barua_ya_kukataa.pdf", title="Refusal letter", content=PDF, actor=OFFICER
        )
        uow.commit()
    assert found(database, "refusal") == found(database, "kukataa") == [key]
    assert [place.where for place in hits(database, "kukataa").rows[0].places] == ["documents"]


def test_a_note_is_found_with_the_text_around_it(database: Database) -> None:
    staff(database)
    key = a_case(database)
    noted(database, key, "Called the post at Namanga; they ask for a phytosanitary certificate.")
    hit = hits(database, "phytosanitary").rows[0]
    assert [(p.where, p.before, p.word, p.after) for p in hit.places] == [
        ("notes", "Called the post at Namanga; they ask for a ", "phytosanitary", " certificate.")
    ]


@pytest.mark.usefixtures("own_settings")
def test_a_lodged_report_is_found_by_what_it_tells_and_by_nothing_that_few_may_see(database: Database) -> None:
    key = lodged(database, loss_basis="Demurrage invoice", origin_certificate_no="CO-7731").case_id
    assert found(database, "certificate namanga milk") == [key]
    hidden = ("amina", "wanjiru", "amina@example.org", "0712", "BN-123", "demurrage", "7731", "80,000")
    assert {words: found(database, words) for words in hidden} == {words: [] for words in hidden}


def test_a_report_that_is_not_lodged_is_not_found(database: Database) -> None:
    with UnitOfWork(database) as uow:
        open_case(uow, LIFE, actor=THE_SYSTEM, title="Maziwa", numbered=False)
        uow.commit()
    assert found(database, "maziwa") == []


def test_closed_cases_are_found_and_the_newest_comes_first(database: Database) -> None:
    keys = [a_case(database, "Maziwa") for _ in range(3)]
    with UnitOfWork(database) as uow:
        uow.session.execute(update(CASE).where(CASE.c.id == keys[1]), {"closed_on": uow.today})
        uow.commit()
    assert found(database, "maziwa") == keys[::-1]


def test_its_own_reference_leads_to_a_case_before_those_that_name_it(database: Database) -> None:
    staff(database)
    known, other = a_case(database), a_case(database)
    reference = reference_of(database, known)
    noted(database, other, f"The same barrier as {reference}")
    got = hits(database, reference.lower().replace("-", " ")).rows
    assert [(hit.case.id, hit.exact) for hit in got] == [(known, True), (other, False)]
    assert listed(database, reference) == [known]


@pytest.mark.parametrize("typed", ["NTB-001-299", "ntb-001-299", "NTB 001 299", "ntb001299", "NTB–001–299"])
def test_a_portal_number_leads_to_its_case_first(database: Database, typed: str) -> None:
    staff(database)
    known = a_case(database)
    with UnitOfWork(database) as uow:
        uow.session.add(ExternalRef(case_id=known, scheme="tripartite", number="NTB-001-299"))
        uow.session.flush()
        keep_words(uow.session, known)
        uow.commit()
    other = a_case(database)
    noted(database, other, "See NTB-001-299 on the portal")
    assert found(database, typed)[0] == known
    assert hits(database, typed).rows[0].exact


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_hold_each_hit_once_with_the_exact_one_first(database: Database, limit: int) -> None:
    staff(database)
    keys = [a_case(database, "Maziwa") for _ in range(7)]
    reference = reference_of(database, keys[3])
    for key in keys:
        noted(database, key, f"Same as {reference}")
    got, after = [], ""
    while True:
        page = hits(database, reference, after=after, limit=limit)
        got += [hit.case.id for hit in page.rows]
        after = page.after
        if not after:
            break
    assert got == [keys[3], *(key for key in keys[::-1] if key != keys[3])]


def test_rare_words_are_found_beyond_the_newest_that_are_looked_through(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [a_case(database, "Maziwa" if n % 3 else "Chai") for n in range(9)]
    monkeypatch.setattr(search, "LOOKED_THROUGH", 2)
    assert found(database, "chai") == [keys[6], keys[3], keys[0]]


@pytest.mark.parametrize("after", ["x", "-1", "1e9", "9" * 30, "١٢", "1; DROP TABLE case_text"])
def test_a_mark_changed_by_hand_begins_at_the_beginning(database: Database, after: str) -> None:
    key = a_case(database, "Maziwa")
    assert [hit.case.id for hit in hits(database, "maziwa", after=after).rows] == [key]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Ngũgĩ's maziwa", "ngugi's"), ("Ngũgĩ's maziwa", "ngugis"), ("Ngũgĩ's maziwa", "ngugi"),
        ("Ng'ombe wa maziwa", "ng’ombe"), ("Ng'ombe wa maziwa", "NGOMBE"), ("Café São Tomé", "cafe sao tome"),
        ("Chai 🍵 ya asubuhi", "🍵"), ("شاي كيني", "شاي"), ("شَاي", "شاي"), ("תה קנייתי", "תה"),
        ("Чай из Кении", "чай"), ("Straße", "strasse"), ("1,000 katoni", "1,000"), ("ma\u202eziwa", "maziwa"),
    ],
)  # fmt: skip
def test_words_of_all_scripts_are_found_with_and_without_their_marks(
    database: Database, title: str, words: str
) -> None:
    key = a_case(database, title)
    assert found(database, words) == listed(database, words) == [key]


@pytest.mark.parametrize(
    "words",
    ["maziwa OR chai", 'maziwa" OR "1', "maziwa AND", "NOT maziwa", "maziwa*", "(maziwa", "maziwa & ", "maziwa:*",
     "-maziwa", "NEAR(maziwa)", "words:maziwa", "maziwa'", "^maziwa", "maziwa\\", "%", "_", "*", "\"", "'; --", "🙃",
     "؟"],
)  # fmt: skip
def test_operators_and_quotes_are_ordinary_text(database: Database, words: str) -> None:
    key = a_case(database, "Maziwa")
    expected = [key] if "maziwa" in words and not {"OR", "AND", "NOT", "NEAR", "words"} & set(words_in(words)) else []
    assert found(database, words) == listed(database, words) == expected


def words_in(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()


def test_nothing_asked_is_every_case_in_a_list_and_none_in_a_search(database: Database) -> None:
    key = a_case(database)
    assert listed(database, "  ") == [key]
    assert found(database, "  ") == []
    assert listed(database, "…") == []


def test_ten_thousand_characters_are_a_question_like_any_other(database: Database) -> None:
    long = "maziwa ya ng'ombe " * 600
    key = a_case(database, answers={"description": long}, goods="Maziwa")
    assert found(database, long[:10_000]) == listed(database, long[:10_000]) == [key]
    assert found(database, "x" * 10_000) == []


def test_a_history_of_very_long_notes_can_still_be_kept(database: Database) -> None:
    staff(database)
    key = a_case(database)
    with UnitOfWork(database) as uow:
        words = (" ".join(f"neno{part}n{n}" for n in range(500)) for part in range(60))
        notes = [CaseNote(case_id=key, account_id=1, text=each, written_at=uow.now) for each in words]
        uow.session.add_all(notes)
        uow.session.flush()
        keep_words(uow.session, key)
        uow.commit()
    assert found(database, "neno59n1") == [key]


def test_any_text_is_harmless(database: Database) -> None:
    a_case(database, "Maziwa")

    @settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.text(max_size=60))
    @example("\x00")
    @example("maziwa \x00 'x' \\")
    def asked(words: str) -> None:
        found(database, words)
        listed(database, words)

    asked()


def test_any_text_can_be_kept_and_is_found_again(database: Database) -> None:
    key = a_case(database, "x")

    @settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40))
    def kept(words: str) -> None:
        with UnitOfWork(database) as uow:
            uow.session.execute(update(CASE).where(CASE.c.id == key), {"title": words})
            keep_words(uow.session, key)
            uow.commit()
        assert found(database, words) == ([key] if search.words_asked(words) else [])

    kept()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PARTY])
def test_who_reads_no_cases_finds_none(database: Database, role: Role) -> None:
    key = a_case(database, "Maziwa")
    nobody = Actor(frozenset({role}), account=1)
    assert found(database, "maziwa", nobody) == found(database, reference_of(database, key), nobody) == []


def test_a_party_finds_its_case_by_its_number_and_learns_nothing_of_the_notes(database: Database) -> None:
    staff(database)
    key = a_case(database, "Maziwa")
    noted(database, key, "Doubtful")
    with UnitOfWork(database) as uow:
        party = Party(case_id=key, seat=COMPLAINANT.key)
        uow.session.add(party)
        uow.session.flush()
        actor = Actor(frozenset({Role.PARTY}), party=party.id)
        uow.commit()
    got = hits(database, reference_of(database, key), actor).rows
    assert [(hit.case.id, hit.places) for hit in got] == [(key, ())]
    assert found(database, "doubtful", actor) == []
    assert queued(database, Asked(view="all", text="doubtful"), actor) == []


def test_imported_records_are_found_by_their_number_and_words(database: Database) -> None:
    import_ntb(database, read_file(RECORDS))
    assert hits(database, "NTB-000-030").rows[0].exact
    assert [hit.exact for hit in hits(database, "ntb 000 030").rows[:1]] == [True]
    assert len(hits(database, "ntb", limit=50).rows) == 44


def test_taking_an_action_writes_no_words(database: Database) -> None:
    key = waiting(database)
    with UnitOfWork(database) as uow:
        uow.session.execute(CASE_TEXT.delete())
        uow.commit()
    with UnitOfWork(database) as uow:
        take_action(uow, key, "take_up", actor=OFFICER, data={})
        uow.commit()
    with database.read() as session:
        assert session.execute(select(CASE_TEXT)).all() == []


def test_words_that_were_lost_are_found_and_kept_again_by_a_rebuild(database: Database) -> None:
    key = a_case(database, "Maziwa")
    with UnitOfWork(database) as uow:
        uow.session.execute(CASE_TEXT.delete())
        uow.commit()
    assert found(database, "maziwa") == []
    dry = rebuild(database, dry=True)
    assert [each.what for each in dry.differences] == ["the words by which it is found"]
    assert found(database, "maziwa") == []
    rebuild(database)
    assert found(database, "maziwa") == [key]
    assert rebuild(database).healthy


def test_keeping_the_same_words_again_changes_nothing(database: Database) -> None:
    key = a_case(database, "Maziwa")
    with UnitOfWork(database) as uow:
        assert keep_words(uow.session, key) is False


def test_of_two_notes_at_once_both_are_found(database: Database) -> None:
    """The second waits for the first, and reads what it wrote."""
    staff(database)
    key = a_case(database)
    second = Thread(target=noted, args=(database, key, "pili"))
    with UnitOfWork(database) as uow:
        add_note(uow, key, "kwanza", actor=OFFICER)
        second.start()
        second.join(0.3)
        uow.commit()
    second.join()
    assert found(database, "kwanza pili") == [key]


def test_what_sqlite_searches_follows_every_change_of_the_words(sqlite: Database) -> None:
    key = a_case(sqlite, "Maziwa")
    with UnitOfWork(sqlite) as uow:
        uow.session.execute(update(CASE).where(CASE.c.id == key), {"title": "Chai"})
        keep_words(uow.session, key)
        uow.commit()
    assert (found(sqlite, "maziwa"), found(sqlite, "chai")) == ([], [key])
    with UnitOfWork(sqlite) as uow:
        uow.session.execute(text("INSERT INTO case_words (case_words) VALUES ('integrity-check')"))
        uow.session.execute(CASE_TEXT.delete())
        uow.session.execute(text("INSERT INTO case_words (case_words) VALUES ('integrity-check')"))
        uow.commit()
    assert found(sqlite, "chai") == []
