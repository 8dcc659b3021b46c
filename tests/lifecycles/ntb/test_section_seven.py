"""The procedure against its table: stage ids, acts and next stages as the department's specification lists them."""

from __future__ import annotations

import pytest

from cases.lifecycle import Back, targets
from cases.lifecycles import IN_FORCE, lifecycle
from cases.ntb.outcomes import CLOSE_STATUSES, OUTCOMES
from cases.ntb.routing import REGIMES, Regime
from tests.lifecycles.ntb.makers import NTB

BACK, STAYS = "back", ""
TABLE: dict[str, dict[str, str]] = {
    "draft": {"submit": "submitted", "abandon": "closed_abandoned"},
    "submitted": {"take_up": "screening"},
    "screening": {
        "ask": "info_requested", "accept": "classification", "not_ntb": "closed_not_ntb", "duplicate": "closed_merged",
        "refer_out": "referred_out",
    },
    "info_requested": {"answer": BACK, "timeout": "dormant", "withdraw": "closed_withdrawn"},
    "classification": {"classify": "routing"},
    "routing": {
        "route_domestic": "agency_action", "route_outbound": "evidence_nmc", "route_inbound": "agency_action",
        "route_bilateral": "bilateral_channel",
    },
    "evidence_nmc": {
        "verify": "ready_to_notify", "recommend_domestic": "agency_action implementation",
        "more_facts": "info_requested", "quick_contact": "focal_contact", "refuse": "closed_insufficient_evidence",
    },
    "focal_contact": {"fixed": "fix_reported", "no_fix": "ready_to_notify"},
    "ready_to_notify": {"notify": "notified", "return": "evidence_nmc"},
    "notified": {"acknowledge": STAYS, "reply": "reply_review", "extension_asked": STAYS, "expired": "reply_overdue"},
    "reply_overdue": {
        "remind": STAYS, "reply": "reply_review", "escalate": "bilateral_consultation regional_review facilitation",
    },
    "reply_review": {
        "accept_fix": "fix_reported", "accept_explanation": "closed_clarified",
        "propose_deal": "bilateral_consultation",
        "verification": "joint_verification", "reject": "facilitation regional_review evidence_nmc",
    },
    "bilateral_consultation": {
        "agree": "agreement", "verification": "joint_verification",
        "fail": "facilitation regional_review dispute_assessment",
    },
    "joint_verification": {"report": "reply_review", "not_held": "regional_review"},
    "facilitation": {"appoint": STAYS, "draft_report": "factual_report", "terminate": "factual_report"},
    "factual_report": {"comment": STAYS, "finalise": "agreement regional_review dispute_assessment"},
    "agreement": {"plan": "implementation"},
    "time_bound": {
        "list": STAYS, "progress": STAYS, "fixed": "fix_reported", "refer_technical": "referred_technical",
        "escalate": "ministerial_review",
    },
    "regional_review": {
        "list": "time_bound", "decide_not_ntb": "closed_clarified", "technical": "referred_technical",
        "upward": "ministerial_review",
    },
    "referred_technical": {"answer": "reply_review", "silence": "regional_review"},
    "ministerial_review": {
        "directive": "implementation", "recommend_sanction": STAYS, "no_decision": "dispute_assessment",
    },
    "agency_action": {
        "report": STAYS, "remove": "fix_reported", "justify": "reply_draft reply_review", "refer_nmc": "evidence_nmc",
        "law_change_needed": "implementation",
    },
    "reply_draft": {"send_reply": "awaiting_other_state"},
    "awaiting_other_state": {
        "accepted": "fix_reported closed_clarified", "rejected": "bilateral_consultation",
        "silence": "awaiting_other_state bilateral_consultation",
    },
    "bilateral_channel": {
        "epa_committee": STAYS, "wto_stc": STAYS, "mission_demarche": STAYS, "tbt_comment": STAYS,
        "fixed": "fix_reported", "fail": "dispute_assessment",
    },
    "implementation": {"milestone": STAYS, "done": "fix_reported"},
    "fix_reported": {
        "confirm_full": "monitoring", "confirm_part": "monitoring", "only_my_goods": "closed_relief_individual",
        "deny": BACK, "timeout": "closed_unconfirmed",
        "close_as_found": "closed_clarified closed_not_ntb closed_merged closed_relief_individual",
    },
    "monitoring": {"recurred": "reopened", "watch_ended": "closed_resolved_full closed_resolved_part"},
    "dormant": {"revive": BACK, "close": "closed_no_contact"},
    "dispute_assessment": {
        "escalate": "escalated_dispute", "no": "time_bound closed_not_pursued", "private_route": "private_litigation",
    },
}  # fmt: skip
NOT_REOPENED = {"closed_merged", "closed_abandoned", "escalated_dispute"}
ROWS = [(stage, action, to) for stage, actions in TABLE.items() for action, to in actions.items()]


@pytest.mark.parametrize(("stage", "key", "to"), ROWS, ids=lambda value: value or "stays")
def test_an_act_leads_where_the_table_says(stage: str, key: str, to: str) -> None:
    action = NTB.action_in(stage, key)
    assert action is not None
    if to == BACK:
        assert isinstance(action.to, Back)
        return
    assert set(to.split()) <= set(targets(NTB, action.to))
    assert bool(to) == (action.to is not None)


def test_there_are_forty_six_stages() -> None:
    terminal = {stage.key for stage in NTB.stages if stage.terminal}
    assert (len(NTB.stages), len(terminal)) == (46, 15)


def test_the_ends_are_the_close_statuses() -> None:
    assert {stage.key for stage in NTB.stages if stage.terminal} == set(CLOSE_STATUSES)


@pytest.mark.parametrize("stage", sorted(CLOSE_STATUSES))
def test_an_end_is_reopened_unless_the_table_says_otherwise(stage: str) -> None:
    assert (NTB.stage(stage).action("reopen") is None) == (stage in NOT_REOPENED)


@pytest.mark.parametrize("regime", REGIMES.values(), ids=lambda regime: regime.key)
def test_the_stages_of_a_regime_are_on_the_page(regime: Regime) -> None:
    assert all(NTB.has_stage(stage) for stage in regime.extra_stages)


def test_an_import_opens_in_a_stage_that_is_no_end() -> None:
    entered = {each.enters for each in OUTCOMES.values()}
    assert not any(NTB.stage(stage).terminal for stage in entered)


def test_system_acts_are_those_of_the_table() -> None:
    acts = {f"{stage.key}.{a.key}" for stage, a in NTB.all_actions() if stage and a.system}
    assert acts == {
        "info_requested.timeout", "awaiting_other_state.silence", "referred_technical.silence", "fix_reported.timeout",
        "monitoring.watch_ended", "dormant.close",
    }  # fmt: skip


def test_outsiders_read_no_date_and_no_inside_name() -> None:
    for stage in NTB.stages:
        words = f"{stage.outside.words} {stage.outside.you}"
        assert not any(character.isdigit() for character in words)
        assert stage.key not in words or stage.key == "draft"


def test_the_main_line_is_short() -> None:
    assert [stage.key for stage in NTB.stages if stage.main] == [
        "submitted", "screening", "evidence_nmc", "notified", "reply_review", "implementation", "fix_reported",
        "monitoring", "closed_resolved_full",
    ]  # fmt: skip


def test_the_registry_gives_the_version_that_a_case_was_opened_under() -> None:
    assert [lifecycle("ntb_complaint", number).version for number in (1, 2)] == [1, 2]


@pytest.mark.parametrize(("key", "version"), [("tea_ceremony", None), ("ntb_complaint", 99)])
def test_the_registry_refuses_what_is_not_on_file(key: str, version: int | None) -> None:
    with pytest.raises(LookupError, match=key):
        lifecycle(key, version)


def test_keys_in_force_are_listed_once() -> None:
    assert len({life.key for life in IN_FORCE}) == len(IN_FORCE)
