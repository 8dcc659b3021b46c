"""What the six pages ask: follow-ups when they apply, lists by country, codes by words, several of a kind, papers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlmodel import select

from api.pages.exporter import codes_by_words
from cases.models import CaseFile, Document, Draft, Incident
from cases.store import Database
from tests.api.pages.reporter import EVENT, GOODS, PDF, PLACE, WISHES, YOU, fill, held, send
from tests.api.pages.visitor import Visitor


def answers(database: Database) -> dict[str, Any]:
    with database.read() as session:
        return dict(session.exec(select(Draft)).one().answers)


def go_on(who: Visitor, topic: str, **fields: Any) -> Visitor:
    """Send the page as it stands, with these answers."""
    return who.post(f"/report/{topic}", {**held(who.page, f"/report/{topic}"), "do": "continue", **fields})


LISTED = {key: value for key, value in PLACE.items() if key != "location_type"}
"""The place as the page asks for it: from the list."""


# Follow-ups


@pytest.mark.parametrize(
    ("topic", "chosen", "question", "answer", "onward"),
    [
        ("you", {**YOU, "filer_capacity": "association"}, "For which member do you write?",
         {"on_behalf_of": "Highland Dairies"}, "/report/goods"),
        ("you", {**YOU, "filer_capacity": "other"}, "What are you, in your own words?",
         {"filer_capacity_other": "A driver"}, "/report/goods"),
        ("place", {**PLACE, "authority": "elsewhere"}, "Name of the authority",
         {"authority_other": "Ghana Revenue Authority"}, "/report/event"),
        ("place", {**LISTED, "location_name": "elsewhere"}, "In what kind of place?",
         {"location_type": "government_institution", "location_name_other": "TBS, Dodoma"}, "/report/event"),
        ("wishes", {**WISHES, "remedy_sought": "other"}, "The result you want, in your own words",
         {"remedy_sought_other": "An apology"}, "/report/check"),
        ("wishes", {**WISHES, "other_forum": "yes"}, "Where, and since when?",
         {"other_forum_detail": "High Court, since May"}, "/report/check"),
    ],
)  # fmt: skip
def test_a_follow_up_is_asked_once_it_applies(
    amina: Visitor, topic: str, chosen: dict[str, Any], question: str, answer: dict[str, str], onward: str
) -> None:
    fill(amina, "you").go(f"/report/{topic}")
    assert question not in amina.text
    go_on(amina, topic, **chosen)
    assert amina.path == f"/report/{topic}?step=more"
    assert question in amina.text
    assert "There is a problem" not in amina.text
    go_on(amina, topic, **answer)
    assert amina.path == onward


def test_the_short_page_asks_nothing_else_and_loses_nothing(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you", filer_capacity="association")
    assert "Your name" not in amina.text
    go_on(amina, "you", on_behalf_of="Highland Dairies")
    assert answers(sqlite)["filer_name"] == "Amina Wanjiru"


def test_a_follow_up_left_empty_is_refused_on_the_short_page(amina: Visitor) -> None:
    fill(amina, "you", filer_capacity="association")
    go_on(amina, "you", on_behalf_of="")
    assert "Enter the member for whom you write." in amina.text
    assert amina.title.startswith("Error:")


def test_a_follow_up_stands_among_the_others_once_it_applies(amina: Visitor) -> None:
    fill(amina, "you", filer_capacity="association")
    go_on(amina, "you", on_behalf_of="Highland Dairies")
    assert 'value="Highland Dairies"' in amina.go("/report/you").page


def test_what_nobody_has_seen_yet_is_no_error(amina: Visitor) -> None:
    fill(amina, "you", filer_capacity="association", filer_name="")
    assert "Enter your name." in amina.text
    assert "For which member do you write?" in amina.text
    assert "Enter the member for whom you write." not in amina.text


def test_an_answer_that_no_longer_applies_goes(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you", filer_capacity="association")
    go_on(amina, "you", on_behalf_of="Highland Dairies")
    amina.go("/report/you")
    go_on(amina, "you", filer_capacity="exporter")
    assert answers(sqlite)["on_behalf_of"] == ""


def test_a_place_on_the_list_says_what_kind_it_is(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you", "goods")
    go_on(amina, "place", **LISTED)
    assert amina.path == "/report/event"
    for topic, fields in (("event", EVENT), ("evidence", {}), ("wishes", WISHES)):
        amina.go(f"/report/{topic}")
        go_on(amina, topic, **fields)
    send(amina, sqlite)
    with sqlite.read() as session:
        assert session.exec(select(Incident)).one().location_type == "border_post"


# Lists


def groups(page: str, field: str) -> list[str]:
    """The headings of a drop-down, in order."""
    found = re.search(rf'<select[^>]*name="{field}".*?</select>', page, re.DOTALL)
    return re.findall(r'<optgroup label="([^"]+)"', found[0]) if found else []


def test_authorities_stand_by_country_with_kenya_first(amina: Visitor) -> None:
    fill(amina, "you", "goods")
    found = groups(amina.page, "authority")
    assert (found[0], found[-1]) == ("Kenya", "Not on this list")
    assert found[1:-1] == sorted(found[1:-1])


@pytest.mark.parametrize("field", ["authority", "location_name"])
def test_those_of_the_country_complained_of_come_first(amina: Visitor, field: str) -> None:
    fill(amina, "you", "goods", "place")
    assert groups(amina.go("/report/place").page, field)[:2] == ["Tanzania", "Kenya"]


def test_several_states_are_chosen_one_after_the_other(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you", "goods")
    go_on(amina, "place", do="add:measure_country", measure_country=["TZ"], measure_country_more="GH")
    assert amina.path.startswith("/report/place?here=1")
    assert re.search(r'value="GH" checked', amina.page)
    go_on(amina, "place", do="add:measure_country", measure_country_more="NG")
    assert answers(sqlite)["measure_country"] == ["TZ", "GH", "NG"]


# HS codes


def codes(words: str) -> list[str]:
    return [line.code for chapter in codes_by_words.search(words).chapters for line in chapter.lines]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("milk", "0401"), ("tea", "0902"), ("black tea", "090230"), ("tomatoes", "0702"), ("tomato", "0702"),
        ("batteries", "8506"), ("cut flowers", "0603"), ("maize flour", "110220"), ("used cars", "8703"),
        ("leather shoes", "6403"), ("parachichi", "080440"), ("chai", "0902"), ("glass bottles", "7010"),
        ("Long-life milk in cartons", "0401"), ("0401", "040110"), ("09.02", "0902"), ("87", "8701"),
    ],
)  # fmt: skip
def test_a_code_is_found(words: str, code: str) -> None:
    assert code in codes(words)


@pytest.mark.parametrize("words", ["zzz", "", "a of", "4", "9999", "<script>"])
def test_nothing_is_found(words: str) -> None:
    assert codes_by_words.search(words).total == 0


def test_a_whole_word_counts_before_the_beginning_of_another() -> None:
    assert not any(code.startswith("44") for code in codes("tea"))


def test_what_has_only_some_of_the_words_says_so() -> None:
    assert (codes_by_words.search("sukuma wiki").partly, codes_by_words.search("black tea").partly) == (True, False)


def test_the_page_shows_the_chapter_and_says_that_there_are_more(amina: Visitor) -> None:
    fill(amina, "you")
    amina.send("/report/goods", do="find", hs_words="milk")
    assert "Chapter 04: Dairy produce" in amina.text
    assert re.search(r"These are 8 of \d+\.", amina.text)


def test_a_line_leaves_out_what_its_heading_above_says_and_keeps_it_for_who_listens(amina: Visitor) -> None:
    fill(amina, "you")
    page = amina.send("/report/goods", do="find", hs_words="milk").page
    label = re.search(r'<label[^>]*for="hs-040110">(.*?)</label>', page, re.DOTALL)[1]  # type: ignore[index]
    seen = re.sub(r'<span class="govuk-visually-hidden">.*?</span>', "", label)
    assert "of a fat content, by weight, not exceeding 1%" in seen
    assert "milk and cream, not concentrated" not in seen
    assert (
        '<span lang="en"><span class="govuk-visually-hidden">Dairy produce; milk and cream, not concentrated' in label
    )


@pytest.mark.parametrize("words", ["milk", "tea", "steel", "shoes", "0402"])
def test_no_word_of_a_line_is_lost_when_it_is_shortened(words: str) -> None:
    for chapter in codes_by_words.search(words).chapters:
        for line in chapter.lines:
            short = line.short
            assert (short.before + short.shown + short.after, len(short.shown) <= 120) == (line.text, True)


def test_lines_of_one_heading_stay_apart_by_what_is_seen() -> None:
    lines = [line for chapter in codes_by_words.search("milk").chapters for line in chapter.lines]
    assert len({line.short.shown for line in lines}) == len(lines) == 8


def test_ticked_codes_join_those_that_are_there(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you")
    amina.send("/report/goods", do="pick", hs_codes="0902", hs_pick=["0401", "0402"])
    assert answers(sqlite)["hs_codes"] == "0902, 0401, 0402"


# Several products and consignments


def with_butter(amina: Visitor) -> Visitor:
    fill(amina, "you")
    go_on(amina, "goods", **{**GOODS, "do": "add:more_products"})
    more = {"more_products-0-description": "Butter", "more_products-0-hs_codes": "0405"}
    return go_on(amina, "goods", **more)


def test_another_product_is_asked_for_when_one_wants_it(amina: Visitor) -> None:
    fill(amina, "you")
    assert "Product 2" not in amina.text
    go_on(amina, "goods", **{**GOODS, "do": "add:more_products"})
    assert "Product 2" in amina.text
    assert 'value="Long-life milk"' in amina.page


def test_products_are_kept_and_shown_for_checking(amina: Visitor, sqlite: Database) -> None:
    with_butter(amina)
    assert amina.path == "/report/place"
    assert answers(sqlite)["more_products"] == [{"description": "Butter", "hs_codes": "0405"}]
    assert "Other products with the same problem Product 2: Butter; 0405" in amina.go("/report/check").text


def test_a_product_is_taken_off(amina: Visitor, sqlite: Database) -> None:
    with_butter(amina).go("/report/goods")
    go_on(amina, "goods", do="take:more_products:0")
    assert answers(sqlite)["more_products"] == []
    assert "Product 2" not in amina.text


def test_a_product_left_empty_is_no_product(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you")
    go_on(amina, "goods", **{**GOODS, "do": "add:more_products"})
    go_on(amina, "goods")
    assert (amina.path, answers(sqlite)["more_products"]) == ("/report/place", [])


def test_what_is_wrong_with_a_product_is_said_at_its_field(amina: Visitor) -> None:
    with_butter(amina).go("/report/goods")
    go_on(amina, "goods", **{"more_products-0-hs_codes": "99x"})
    assert amina.text.count("Product 2: “99x” is not an HS code.") == 2
    assert 'href="#more_products-0-hs_codes"' in amina.page
    assert 'value="99x"' in amina.page


def test_a_product_needs_words(amina: Visitor) -> None:
    with_butter(amina).go("/report/goods")
    go_on(amina, "goods", **{"more_products-0-description": ""})
    assert "Product 2: Describe these goods in a few words." in amina.text


def test_a_code_found_by_words_goes_to_the_product_it_is_meant_for(amina: Visitor, sqlite: Database) -> None:
    with_butter(amina).go("/report/goods")
    go_on(amina, "goods", do="find", hs_words="cheese", hs_for="0")
    go_on(amina, "goods", do="pick", hs_pick=["0406"], hs_for="0")
    kept = answers(sqlite)
    assert (kept["hs_codes"], kept["more_products"][0]["hs_codes"]) == ("0401", "0405, 0406")


CONSIGNMENT = {
    "consignments-0-on-day": "2", "consignments-0-on-month": "3", "consignments-0-on-year": "2027",
    "consignments-0-papers": "DEC 1", "consignments-0-place": "Namanga", "consignments-0-value-amount": "5000",
    "consignments-0-value-currency": "USD",
}  # fmt: skip


def test_products_and_consignments_come_into_the_case(amina: Visitor, sqlite: Database) -> None:
    with_butter(amina)
    go_on(amina, "place", **{**PLACE, "do": "add:consignments"})
    assert "Consignment 1" in amina.text
    go_on(amina, "place", **CONSIGNMENT)
    for topic, fields in (("event", EVENT), ("evidence", {}), ("wishes", WISHES)):
        go_on(amina, topic, **fields)
    assert "Consignment 1: Tuesday 2 March 2027; Namanga; DEC 1; USD 5000" in amina.text
    send(amina, sqlite)
    with sqlite.read() as session:
        incident, case = session.exec(select(Incident)).one(), session.exec(select(CaseFile)).one()
    value = {"amount": "5000", "currency": "USD"}
    kept = [{"on": "2027-03-02", "place": "Namanga", "papers": "DEC 1", "value": value}]
    assert incident.restricted["consignments"] == kept
    assert incident.answers["more_products"] == [{"description": "Butter", "hs_codes": ["0405"]}]
    assert (incident.hs_codes, incident.goods, case.title) == (
        ["0401", "0405"], "Long-life milk", "Long-life milk, Tanzania",
    )  # fmt: skip
    assert "Product 2: Butter; 0405" in amina.go("/report/receipt").text


def test_a_consignment_of_tomorrow_is_refused_at_its_day(amina: Visitor) -> None:
    fill(amina, "you", "goods")
    go_on(amina, "place", **{**PLACE, **CONSIGNMENT, "consignments-0-on-year": "2028"})
    assert "Consignment 1: This day lies in the future." in amina.text
    assert 'href="#consignments-0-on-day"' in amina.page


# Evidence


def test_papers_say_why_they_help_and_the_best_is_marked(amina: Visitor) -> None:
    fill(amina, "you", "goods", "place", "event")
    assert "The test report, certificate of conformity or mark (helps most)" in amina.text
    assert "It shows that the goods were tested and passed." in amina.text


def test_a_paper_is_attached_to_its_line(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you", "goods", "place", "event")
    amina.send("/report/evidence", files=[("attachments", ("t.pdf", PDF))], do="upload", paper="test_report")
    assert "t.pdf Attached" in amina.text
    with sqlite.read() as session:
        assert session.exec(select(Document)).one().title == "The test report, certificate of conformity or mark"


def test_what_one_does_not_have_is_fine_and_kept(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you", "goods", "place", "event")
    go_on(amina, "evidence", evidence_lacking=["invoice"])
    assert amina.path == "/report/wishes"
    assert answers(sqlite)["evidence_lacking"] == ["invoice"]


def test_the_officer_s_advice_knows_what_is_held(amina: Visitor, sqlite: Database) -> None:
    fill(amina, "you", "goods", "place", "event")
    amina.send("/report/evidence", files=[("attachments", ("t.pdf", PDF))], do="continue", paper="test_report")
    amina.send("/report/wishes", do="continue", **WISHES)
    send(amina, sqlite)
    with sqlite.read() as session:
        assert session.exec(select(Incident)).one().answers["evidence_held"] == ["test_report"]


# Start and tracking


def test_the_urgent_lane_is_explained_before_one_starts(amina: Visitor) -> None:
    assert "urgent lane" in amina.go("/").text
    assert "Are goods or a vehicle held at this moment?" in amina.text


def test_the_page_of_the_case_says_what_happens_if_it_takes_longer(amina: Visitor, sqlite: Database) -> None:
    send(fill(amina), sqlite)
    amina.go("/track/case")
    assert "If we need longer than Thursday 4 March 2027, you will read the reason here." in amina.text
    assert "Questions about your case" in amina.text
