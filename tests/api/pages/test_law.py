"""The law on file: searched by words and status, each provision with where it is used."""

from __future__ import annotations

import re

import pytest

from cases.law import instruments, provisions
from cases.lifecycles import IN_FORCE
from cases.page import Part, cited, uses
from tests.api.pages.office import Office


def test_words_find_provisions_by_gist(office: Office) -> None:
    text = office.stranger().go("/law?q=facilitated+talks").text
    assert "AfCFTA Annex 5 App. 2, second stage" in text
    assert "AfCFTA Annex 5 App. 2, third stage" not in text


def test_a_status_narrows_the_list(office: Office) -> None:
    page = office.stranger().go("/law?status=unconfirmed").page
    assert set(re.findall(r"tatua-tag--(\w+)", page)) == {"unconfirmed"}


def test_what_fits_nothing_says_what_to_do(office: Office) -> None:
    assert "Try fewer words" in office.stranger().go("/law?q=zebra").text


@pytest.mark.parametrize("query", ["?status=nonsense", "?q=%00", "?q=" + "x" * 500, "?q=%25%28a%29s"])
def test_odd_questions_are_answered(office: Office, query: str) -> None:
    assert office.stranger().go(f"/law{query}").status == 200


def test_the_words_asked_stay_in_the_form(office: Office) -> None:
    assert 'value="&#34;x&#34; &lt;b&gt;"' in office.stranger().go("/law?q=%22x%22+%3Cb%3E").page


def test_an_outsider_reads_how_often_a_provision_is_used_but_no_inside_name(office: Office) -> None:
    who = office.stranger().go("/law/EAC_NTB_ACT")
    assert "Non-tariff barrier complaint:" in who.text
    assert "/lifecycles" not in who.page


def test_staff_read_where_a_provision_is_used(office: Office) -> None:
    page = office.at("ines").go("/law/AFCFTA_APP2").page
    assert "/lifecycles/ntb_complaint#limit-response" in page


def test_a_provision_that_no_procedure_cites_says_so(office: Office) -> None:
    assert "no procedure relies on it yet" in office.stranger().go("/law/MPIA").text


def test_what_is_to_be_confirmed_is_tagged_so(office: Office) -> None:
    row = re.search(r'id="p-first-stage".*?</tr>', office.stranger().go("/law/AFCFTA_APP2").page, re.DOTALL)
    assert row is not None
    assert "to be confirmed" in row[0]


def test_english_texts_are_marked_on_a_kiswahili_page(office: Office) -> None:
    who = office.stranger().go("/language/sw?to=/law/EAC_CUP")
    assert '<h1 class="govuk-heading-l" lang="en">' in who.page


def test_every_link_to_a_provision_leads_to_its_row(office: Office) -> None:
    from api.pages.links import law_href

    who = office.stranger()
    for each in instruments():
        page = who.go(f"/law/{each.key}").page
        assert [p.key for p in each.provisions if f'id="{law_href(p).partition("#")[2]}"' not in page] == []


def test_every_provision_that_a_procedure_cites_has_a_use() -> None:
    found = uses(IN_FORCE)
    assert [str(p) for life in IN_FORCE for p in cited(life) if p.key not in found] == []
    assert set(found) <= {p.key for p in provisions()}


def test_a_use_names_stage_part_and_key() -> None:
    found = uses(IN_FORCE)["AFCFTA_APP2:first stage"]
    assert ("notified", Part.LENGTH, "response") in [(u.stage.key if u.stage else "", u.part, u.key) for u in found]
