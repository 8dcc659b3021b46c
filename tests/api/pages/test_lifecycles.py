"""The procedures for staff: the same tables as the lawyer's page, with links that lead somewhere."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from api.pages.marked import Marked
from cases.lifecycles import lifecycle
from tests.api.pages.office import Office

NTB = lifecycle("ntb_complaint")
PAGE = "/lifecycles/ntb_complaint"


def test_the_list_names_each_procedure_with_its_version(office: Office) -> None:
    text = office.at("ines").go("/lifecycles").text
    assert "Non-tariff barrier complaint" in text
    assert "1, in force from 1 Jan 2026" in text


def test_a_stranger_is_asked_to_sign_in(office: Office) -> None:
    assert office.stranger().go(PAGE).path.startswith("/sign-in")


def test_every_stage_has_its_place_on_the_page(office: Office) -> None:
    page = office.at("ines").go(PAGE).page
    assert [stage.key for stage in NTB.stages if f'id="{stage.key}"' not in page] == []


def test_no_link_on_the_page_leads_nowhere_and_no_place_is_there_twice(office: Office) -> None:
    page = office.at("ines").go(PAGE).page
    ids = re.findall(r' id="([^"]+)"', page)
    assert set(re.findall(r'href="#([^"]+)"', page)) - set(ids) == set()
    assert len(ids) == len(set(ids))


def test_every_action_limit_and_provision_is_shown(office: Office) -> None:
    text = office.at("ines").go(PAGE).text
    titles = [a.title for _, a in NTB.all_actions()] + [d.title for _, d in NTB.all_deadlines()]
    assert [title for title in titles if " ".join(title.split()) not in text] == []
    assert [str(a.cite) for _, a in NTB.all_actions() if str(a.cite) not in text] == []


def test_the_version_of_a_case_has_an_address_of_its_own(office: Office) -> None:
    assert office.at("ines").go(f"{PAGE}/1").status == 200


@pytest.mark.parametrize("path", ["/lifecycles/nothing", f"{PAGE}/99", f"{PAGE}/x", "/lifecycles/nothing/map.svg"])
def test_what_is_not_on_file_is_a_page(office: Office, path: str) -> None:
    assert office.at("ines").go(path).status == 404


def test_the_map_is_a_picture_in_the_language_of_the_reader(office: Office) -> None:
    answer = office.at("ines").client.get(f"{PAGE}/map.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert ElementTree.fromstring(answer.text).tag.endswith("svg")


def test_a_key_becomes_the_title_that_people_know() -> None:
    assert Marked(NTB, "notified")("`reply`") == (
        '<a class="govuk-link" href="#act-notified-reply">“Record the reply”</a>'
    )


def test_a_key_of_many_stages_means_the_one_of_this_stage() -> None:
    assert 'href="#act-dormant-' in Marked(NTB, "dormant")("`close`")


def test_a_letter_reads_as_its_purpose_and_a_question_as_it_is_asked() -> None:
    words = Marked(NTB)("`progress-note` to Complainant<br>the date in `their_request_on`")
    assert "`" not in words
    assert "<br>" in words


def test_whatever_stands_in_a_cell_is_escaped() -> None:
    assert Marked(NTB)("a <b> & `<i>`") == "a &lt;b&gt; &amp; `&lt;i&gt;`"
