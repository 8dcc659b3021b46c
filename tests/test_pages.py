"""The lawyer's pages that are committed are the procedures as they run, and hide nothing of them."""

from __future__ import annotations

import re

import pytest

from api.cli_law import page_file, page_of, picture_of
from cases.history import Facts
from cases.law.limits import chosen_among
from cases.lifecycle import Lifecycle
from cases.lifecycles import IN_FORCE, lifecycle
from cases.ntb.routing import REGIMES
from cases.page import untimed
from tests.lifecycles.ntb.makers import COMPLAINT
from tests.makers import CaseOnPaper

NTB = lifecycle("ntb_complaint")


@pytest.mark.parametrize("life", IN_FORCE, ids=lambda life: life.key)
def test_the_page_on_file_is_current(life: Lifecycle) -> None:
    wanted = f"Run `tatua lifecycles page {life.key} --write` and read what changed."
    assert page_file(life.key).read_text(encoding="utf-8") == page_of(life.key), wanted
    assert page_file(life.key).with_suffix(".svg").read_text(encoding="utf-8") == picture_of(life.key), wanted


@pytest.mark.parametrize("life", IN_FORCE, ids=lambda life: life.key)
def test_every_stage_action_limit_letter_and_provision_is_on_the_page(life: Lifecycle) -> None:
    text = page_of(life.key)
    keys = [stage.key for stage in life.stages] + [action.key for _, action in life.all_actions()]
    keys += [d.key for _, d in life.all_deadlines()]
    keys += [email.letter for _, action in life.all_actions() for email in action.emails]
    assert [key for key in keys if f"`{key}`" not in text] == []
    assert [str(a.cite) for _, a in life.all_actions() if str(a.cite) not in text] == []


@pytest.mark.parametrize("life", IN_FORCE, ids=lambda life: life.key)
def test_every_act_of_the_system_stands_in_its_list(life: Lifecycle) -> None:
    listed = page_of(life.key).partition("## What the system does by itself")[2].partition("\n<a id=")[0]
    acts = [a.key for _, a in life.all_actions() if a.system]
    assert [key for key in acts if f"`{key}`" not in listed] == []


@pytest.mark.parametrize("life", IN_FORCE, ids=lambda life: life.key)
def test_every_link_on_the_page_leads_to_a_stage(life: Lifecycle) -> None:
    text = page_of(life.key)
    assert set(re.findall(r"\]\(#(\w+)\)", text)) <= set(re.findall(r'<a id="(\w+)">', text))


@pytest.mark.parametrize("life", IN_FORCE, ids=lambda life: life.key)
def test_every_row_of_a_table_has_the_cells_of_its_head(life: Lifecycle) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", page_of(life.key), re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(widths) == 1, block[:200]


def test_an_act_of_the_system_without_a_limit_is_not_hidden() -> None:
    assert untimed(NTB) == []


def test_a_length_chosen_by_the_regime_is_shown_with_all_that_it_may_be() -> None:
    lengths = [d.within for _, d in NTB.all_deadlines() if callable(d.within)]
    for facts in (_facts(regime, kind) for regime in REGIMES for kind in "ABCD"):
        for choose in lengths:
            assert choose(facts) in (None, *chosen_among(choose)), choose.__doc__


def _facts(regime: str, eac_class: str) -> Facts:
    values = {**COMPLAINT, "regime": regime, "eac_class": eac_class}
    return CaseOnPaper(NTB, "2027-03-01", values=values).facts("2027-03-01")


def test_what_is_to_be_confirmed_is_never_shown_without_saying_so() -> None:
    rows = [line for line in page_of("ntb_complaint").splitlines() if "AfCFTA Annex 5 App. 2, first stage" in line]
    assert rows
    assert all("first stage [to be confirmed]" in row or "| to be confirmed |" in row for row in rows)
