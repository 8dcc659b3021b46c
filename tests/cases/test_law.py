"""The law on file: citations, what a reader sees of each status, and the table of limits row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cases import law
from cases.law import (
    ADA,
    AFCFTA_APP2,
    AFCFTA_DSP,
    COMESA_TREATY,
    DSU,
    EAC_NTB_ACT,
    EAC_TBP,
    EAC_TREATY,
    KE_CAP2,
    KE_TRADE_REMEDIES_ACT,
    SCM,
    SERVICE,
    SG,
    WTO_GATT,
    Instrument,
    LegalStatus,
    Provision,
    UnknownProvision,
    instrument,
    instruments,
    provision,
    provisions,
)
from cases.law.limits import limit, limits, with_overrides
from cases.law.reading import read_instruments
from cases.periods import Days, Hours, Months, Period, WorkingDays

SERVICE_STANDARDS = {
    "svc_ack": WorkingDays(1),
    "svc_screen": WorkingDays(5),
    "svc_info": WorkingDays(10),
    "svc_agency_report": WorkingDays(10),
    "svc_nmc": WorkingDays(20),
    "svc_notify": WorkingDays(5),
    "svc_reply_eval": WorkingDays(5),
    "svc_progress": Days(30),
    "svc_confirm": WorkingDays(15),
    "svc_watch": Days(180),
    "svc_draft": Days(90),
    "svc_focal": WorkingDays(3),
    "svc_overdue": WorkingDays(10),
    "svc_technical": Days(90),
    "svc_other_state": Days(30),
    "svc_dormant": Days(180),
    "svc_dispute": WorkingDays(40),
}


@pytest.fixture
def usual_standards() -> Iterator[None]:
    """The usual service standards again, whatever the test has set."""
    yield
    with_overrides({})


def on_paper(status: LegalStatus, *, proofread: bool = False) -> Provision:
    treaty = Instrument("T", "A treaty", "Treaty")
    return Provision(treaty, "7", "A duty", status, proofread=proofread)


# Citations


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        (DSU("4.7"), "DSU Art. 4.7"),
        (EAC_NTB_ACT("17"), "NTB Act 2017 s. 17"),
        (SERVICE("svc_ack"), "Tatua service standard svc_ack"),
        (EAC_TREATY("30(2)"), "EAC Treaty Art. 30(2)"),
        (COMESA_TREATY("171"), "COMESA Treaty Art. 171"),
        (AFCFTA_DSP("1(d)"), "AfCFTA Dispute Protocol Art. 1(d)"),
        (EAC_TBP("class B"), "EAC Time-Bound Programme, class B"),
        (EAC_TBP("evidence"), "SCTIFI decision, November 2013"),
        (KE_CAP2("57"), "Cap. 2 s. 57"),
        (ADA("5.10"), "ADA Art. 5.10"),
    ],
)
def test_a_citation_looks_the_same_everywhere(cited: Provision, words: str) -> None:
    assert str(cited) == words


def test_a_provision_that_is_not_on_file_is_refused_by_name() -> None:
    with pytest.raises(UnknownProvision, match=r"DSU 99\.9 is not on file"):
        DSU("99.9")


def test_an_instrument_that_is_not_on_file_is_refused_by_name() -> None:
    with pytest.raises(UnknownProvision, match="No instrument MAGNA_CARTA"):
        instrument("MAGNA_CARTA")


def test_an_unknown_provision_is_a_failed_look_up() -> None:
    assert issubclass(UnknownProvision, LookupError)


def test_a_provision_is_found_by_its_key() -> None:
    assert provision("DSU:4.7") is DSU("4.7")


@pytest.mark.parametrize("key", ["DSU", "DSU:", "DSU:99", "NOBODY:1", ""])
def test_a_wrong_key_is_refused(key: str) -> None:
    with pytest.raises(UnknownProvision):
        provision(key)


def test_every_provision_is_found_by_its_own_key() -> None:
    assert all(provision(each.key) is each for each in provisions())


def test_no_two_provisions_are_cited_alike() -> None:
    words = [str(each) for each in provisions()]
    assert len(words) == len(set(words))


def test_every_constant_bears_its_own_name() -> None:
    named = {name: value for name, value in vars(law).items() if isinstance(value, Instrument)}
    assert {name: value.key for name, value in named.items()} == {key: key for key in named}
    assert set(named.values()) == set(instruments())


@pytest.mark.parametrize(
    ("cited", "forum"), [(DSU, "geneva"), (EAC_TREATY, "arusha"), (SERVICE, "nairobi"), (AFCFTA_APP2, None)]
)
def test_an_instrument_knows_its_forum(cited: Instrument, forum: str | None) -> None:
    assert cited.forum == forum


# Status


@pytest.mark.parametrize(
    ("status", "is_law"),
    [
        (LegalStatus.READ, True),
        (LegalStatus.KNOWN, True),
        (LegalStatus.UNCONFIRMED, False),
        (LegalStatus.SERVICE, False),
    ],
)
def test_what_is_law(status: LegalStatus, is_law: bool) -> None:
    assert status.is_law is is_law


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (LegalStatus.READ, "Treaty Art. 7"),
        (LegalStatus.KNOWN, "Treaty Art. 7 (not yet proofread)"),
        (LegalStatus.UNCONFIRMED, "to be confirmed"),
        (LegalStatus.SERVICE, "our own service standard"),
    ],
)
def test_what_a_reader_sees(status: LegalStatus, shown: str) -> None:
    assert on_paper(status).shown == shown


def test_a_proofread_provision_is_shown_without_a_reserve() -> None:
    assert on_paper(LegalStatus.KNOWN, proofread=True).shown == "Treaty Art. 7"


def test_proofreading_does_not_confirm_what_is_unconfirmed() -> None:
    assert on_paper(LegalStatus.UNCONFIRMED, proofread=True).shown == "to be confirmed"


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("DSU:4.3", "read"),
        ("DSU:4.7", "known"),
        ("DSU:4.8", "known"),
        ("EAC_TREATY:75(5)", "read"),
        ("EAC_TREATY:30(2)", "known"),
        ("EAC_NTB_ACT:17", "read"),
        ("EAC_NTB_ACT:14", "unconfirmed"),
        ("EAC_TBP:class C", "read"),
        ("EAC_TBP:class D", "unconfirmed"),
        ("EAC_DSM:reply", "unconfirmed"),
        ("COMESA_NTB_REGS:exchange of information", "unconfirmed"),
        ("COMESA_RISM:4", "read"),
        ("TFTA_NTB_ANNEX:first stage", "unconfirmed"),
        ("AFCFTA_ANNEX5:8(4)", "read"),
        ("AFCFTA_APP2:first stage", "unconfirmed"),
        ("AFCFTA_DSP:1(d)", "read"),
        ("AFCFTA_DSP:7", "known"),
        ("EU_EPA:VII", "unconfirmed"),
        ("UK_EPA:consultations", "unconfirmed"),
        ("UK_EPA:Decision 2/2023 Annex I 1", "read"),
        ("KE_CAP2:57", "known"),
        ("KE_TRADE_REMEDIES_ACT:34 onward", "unconfirmed"),
    ],
)
def test_the_status_of_a_provision(key: str, status: str) -> None:
    assert provision(key).status == status


def test_everything_in_our_own_book_is_a_service_standard() -> None:
    assert {each.status for each in SERVICE.provisions} == {LegalStatus.SERVICE}


def test_nothing_elsewhere_is_a_service_standard() -> None:
    others = [each for each in provisions() if each.instrument is not SERVICE]
    assert all(each.status is not LegalStatus.SERVICE for each in others)


def test_nobody_is_said_to_have_checked_what_nobody_checked() -> None:
    assert [p.key for p in provisions() if p.checked_on or p.checked_by or p.proofread] == []


def test_what_was_read_names_where() -> None:
    assert [p.key for p in provisions() if p.status is LegalStatus.READ and not p.source] == []


def test_a_source_leads_to_its_address() -> None:
    assert EAC_NTB_ACT("17").source_link.startswith("https://tranquilitynews.com/")


@pytest.mark.parametrize(
    ("of", "numbers"),
    [
        (ADA, ["5.5", "5.8", "5.10", "6.1.1", "6.9", "7.3", "7.4", "11.3", "12", "16.4"]),
        (SCM, ["11.9", "11.11", "12.1.1", "13.1", "17.3", "17.4", "21.3", "27.10(a)"]),
        (SG, ["6", "7.1", "7.3", "8.2", "9.1", "12.1", "12.3", "12.4"]),
        (KE_TRADE_REMEDIES_ACT, ["5", "23", "24", "25", "30"]),
        (WTO_GATT, ["VI:5", "XXII:1", "XXIII"]),
        (DSU, ["4.3", "4.7", "4.8", "4.11", "6.1", "8.7", "12.9", "16.4", "21.3", "22.6"]),
    ],
)
def test_what_later_procedures_need_is_on_file(of: Instrument, numbers: list[str]) -> None:
    assert [of(number).number for number in numbers] == numbers


@pytest.mark.parametrize(
    "key",
    [
        "screening", "routing", "dispute_gate", "perishable_lane", "close_as_found", "visibility", "correction",
        *SERVICE_STANDARDS,
    ],
)  # fmt: skip
def test_our_own_rules_are_on_file(key: str) -> None:
    assert SERVICE(key).gist


# The files


def test_a_badly_written_file_is_refused_with_every_problem(tmp_path: Path) -> None:
    sources = tmp_path / "sources.yml"
    sources.write_text("S1: https://example.org")
    (tmp_path / "ACT.yaml").write_text(
        "title: An Act\nshort: Act\nprovisions:\n"
        '  "1": {gist: One, two, status: read}\n'
        '  "2": {gist: Two, status: perhaps}\n'
        '  "3": {gist: Three, status: known, proofread: true}\n'
        '  "4": {gist: Four, status: known, checked_on: soon}\n'
        '  "5": {status: known}\n'
    )
    with pytest.raises(ValueError, match="not well-formed") as refused:
        read_instruments(tmp_path, sources)
    told = str(refused.value)
    assert [f"ACT:{n}" in told for n in range(1, 6)] == [True] * 5


def test_a_checked_provision_carries_the_day_and_the_name(tmp_path: Path) -> None:
    sources = tmp_path / "sources.yml"
    sources.write_text("S1: https://example.org")
    (tmp_path / "ACT.yaml").write_text(
        "title: An Act\nshort: Act\npattern: '{short} s. {number}'\nprovisions:\n"
        '  "1": {gist: One, status: known, checked_on: 2026-11-24, checked_by: Karim, proofread: true, source: S1}\n'
    )
    read = read_instruments(tmp_path, sources)["ACT"]("1")
    assert (read.shown, read.checked_on, read.checked_by) == ("Act s. 1", date(2026, 11, 24), "Karim")
    assert read.source_link == "https://example.org"


# Limits


@pytest.mark.parametrize(
    ("key", "value", "unit"),
    [
        ("eac_tbp_class_a", 0, "calendar_days"),
        ("eac_tbp_class_b", 6, "months"),
        ("eac_tbp_class_c", 12, "months"),
        ("eac_tbp_class_d", None, "months"),
        ("eac_regional_forum", 3, "months"),
        ("eac_new_ntb_evidence", None, "meeting"),
        ("eac_sanction", None, "meeting"),
        ("comesa_rism_half", None, "years"),
        ("wto_tbt_notice", 2, "months"),
        ("afcfta_facilitator_appoint", 10, "working_days"),
        ("afcfta_facilitation_end", 60, "working_days"),
        ("afcfta_report_comment", 15, "working_days"),
        ("afcfta_response", 20, "working_days"),
        ("tfta_response", 20, "calendar_days"),
        ("tfta_facilitator_appoint", 10, "calendar_days"),
        ("tfta_facilitation_end", 60, "calendar_days"),
        ("tfta_report_comment", 15, "calendar_days"),
        ("comesa_response", None, "calendar_days"),
        ("comesa_facilitator", None, "calendar_days"),
        ("eac_focal_exchange", None, "calendar_days"),
        ("eac_mutual_agreement", None, "calendar_days"),
        ("eac_tbp", None, "calendar_days"),
        ("eac_council", None, "calendar_days"),
        ("eac_dsm_reply", 10, "calendar_days"),
        ("eac_dsm_consult", 30, "calendar_days"),
        ("eac_dsm_settle", 60, "calendar_days"),
        ("afcfta_dsp_reply", 10, "working_days"),
        ("afcfta_dsp_consult", 30, "working_days"),
        ("afcfta_dsp_settle", 60, "working_days"),
        ("wto_dsu_reply", 10, "calendar_days"),
        ("wto_dsu_consult", 30, "calendar_days"),
        ("wto_dsu_settle", 60, "calendar_days"),
        ("eacj_reference", 2, "months"),
        ("eu_epa_consult", None, "calendar_days"),
        ("uk_epa_consult", None, "calendar_days"),
    ],
)
def test_a_limit_has_the_value_of_its_text(key: str, value: int | None, unit: str) -> None:
    assert (limit(key).value, limit(key).unit) == (value, unit)


@pytest.mark.parametrize(("key", "period"), SERVICE_STANDARDS.items())
def test_a_service_standard_has_its_usual_length(key: str, period: Period) -> None:
    assert limit(key).period() == period


@pytest.mark.parametrize(
    ("key", "period"),
    [
        ("svc_ack", Hours(4)),
        ("svc_screen", WorkingDays(1)),
        ("svc_agency_report", WorkingDays(2)),
        ("svc_focal", WorkingDays(1)),
        ("wto_dsu_consult", Days(10)),
        ("wto_dsu_settle", Days(20)),
        ("svc_notify", WorkingDays(5)),
        ("eacj_reference", Months(2)),
    ],
)
def test_the_urgent_lane_shortens_where_its_rule_says_so(key: str, period: Period) -> None:
    assert limit(key).period(urgent=True) == period


@pytest.mark.parametrize(
    ("key", "period"),
    [
        ("afcfta_dsp_reply", Days(10)),
        ("afcfta_dsp_consult", Days(10)),
        ("afcfta_dsp_settle", Days(20)),
        ("eac_dsm_reply", Days(10)),
        ("eac_dsm_consult", Days(10)),
        ("eac_dsm_settle", Days(20)),
        ("afcfta_response", Days(20)),
        ("svc_screen", WorkingDays(5)),
    ],
)
def test_goods_that_perish_have_days_of_their_own(key: str, period: Period) -> None:
    assert limit(key).period(perishable=True) == period


def test_an_empty_value_stays_empty() -> None:
    assert limit("comesa_response").period(urgent=True, perishable=True) is None


def test_a_meeting_has_no_length() -> None:
    assert limit("eac_sanction").period() is None


@pytest.mark.parametrize(
    ("key", "confirmed"),
    [
        ("wto_dsu_reply", True),
        ("afcfta_dsp_reply", True),
        ("eacj_reference", True),
        ("eac_tbp_class_b", True),
        ("eac_tbp_class_d", False),
        ("afcfta_response", False),
        ("tfta_response", False),
        ("eac_dsm_reply", False),
        ("comesa_response", False),
        ("svc_ack", False),
    ],
)
def test_only_a_number_of_law_is_confirmed_as_law(key: str, confirmed: bool) -> None:
    assert limit(key).confirmed is confirmed


def test_an_unknown_limit_is_refused() -> None:
    with pytest.raises(LookupError, match="No limit svc_lunch is on file"):
        limit("svc_lunch")


def test_a_service_limit_rests_on_our_own_book_and_a_legal_one_does_not() -> None:
    assert [each.key for each in limits() if each.key.startswith("svc_") is not each.is_service] == []


@pytest.mark.usefixtures("usual_standards")
def test_a_setting_replaces_a_service_standard_in_its_unit() -> None:
    with_overrides({"svc_screen": 7})
    assert limit("svc_screen").period() == WorkingDays(7)


@pytest.mark.usefixtures("usual_standards")
def test_a_setting_leaves_the_urgent_lane_alone() -> None:
    with_overrides({"svc_ack": 2})
    assert limit("svc_ack").period(urgent=True) == Hours(4)


@pytest.mark.usefixtures("usual_standards")
def test_a_setting_replaces_the_urgent_value_by_its_own_key() -> None:
    with_overrides({"svc_ack.urgent": 2})
    assert (limit("svc_ack").period(urgent=True), limit("svc_ack").period()) == (Hours(2), WorkingDays(1))


@pytest.mark.usefixtures("usual_standards")
def test_new_settings_replace_the_earlier_ones() -> None:
    with_overrides({"svc_screen": 7})
    with_overrides({"svc_notify": 6})
    assert limit("svc_screen").period() == WorkingDays(5)


@pytest.mark.usefixtures("usual_standards")
@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"wto_dsu_reply": 11}, r"it rests on DSU Art\. 4\.3"),
        ({"svc_lunch": 1}, "svc_lunch is not on file"),
        ({"svc_ack": -1}, "zero or more, not -1"),
        ({"svc_notify.urgent": 1}, "no urgent lane"),
    ],
)
def test_what_cannot_be_set_is_refused(values: dict[str, int], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        with_overrides(values)


@pytest.mark.usefixtures("usual_standards")
def test_one_wrong_setting_means_that_none_is_taken() -> None:
    with pytest.raises(ValueError, match="cannot be set"):
        with_overrides({"svc_screen": 7, "svc_lunch": 1})
    assert limit("svc_screen").period() == WorkingDays(5)
