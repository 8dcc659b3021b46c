"""The rules of the intake that look at more than one answer, and what is taken with a warning."""

from datetime import date

import pytest

from cases.ntb.intake import Checked, clean, is_late, validate_all
from tests.cases.ntb.forms import TODAY, answers, checked


def whole(**changes: object) -> Checked:
    return validate_all(answers(**changes), today=TODAY)


def test_the_complete_complaint_is_taken() -> None:
    assert whole().errors == {}


def test_what_was_typed_is_left_to_the_caller() -> None:
    given = answers(hs_codes="milk")
    validate_all(given, today=TODAY)
    assert given["hs_codes"] == "milk"


def test_an_empty_form_names_everything_that_is_needed() -> None:
    page = validate_all({}, today=TODAY)
    assert set(page.errors) == {
        "channel", "filer_capacity", "filer_name", "filer_email", "filer_country", "product_description", "hs_codes",
        "perishable", "goods_held_now", "measure_country", "authority", "location_name", "date_of_incident",
        "reporting_country", "description", "frequency", "other_forum",
    }  # fmt: skip


def test_a_telephone_number_alone_is_enough() -> None:
    assert checked("you", filer_email=None, filer_phone="0712345678").ok


def test_an_e_mail_address_alone_is_enough() -> None:
    assert checked("you", filer_phone=None).ok


def test_neither_is_refused_at_the_e_mail_address() -> None:
    page = checked("you", filer_email=None)
    assert page.errors == {"filer_email": "Give an e-mail address or a telephone number, so that we can reach you."}


def test_a_wrong_number_without_an_address_is_one_error() -> None:
    assert list(checked("you", filer_email=None, filer_phone="0712").errors) == ["filer_phone"]


def test_a_usual_pin_is_taken_without_a_word() -> None:
    assert checked("you", kra_pin="A123456789Z").warnings == {}


def test_an_unusual_pin_is_warned_about_and_kept() -> None:
    page = checked("you", kra_pin="12345")
    assert (page.ok, page.values["kra_pin"], list(page.warnings)) == (True, "12345", ["kra_pin"])


def test_an_association_names_its_member() -> None:
    assert "on_behalf_of" in checked("you", filer_capacity="association").errors


def test_an_association_that_names_its_member_is_taken() -> None:
    assert checked("you", filer_capacity="association", on_behalf_of="Highland Dairies").ok


def test_something_else_wants_words() -> None:
    assert "filer_capacity_other" in checked("you", filer_capacity="other").errors


@pytest.mark.parametrize("scope", ["service", "transit_wide"])
def test_a_service_or_all_transit_needs_no_hs_code(scope: str) -> None:
    assert checked("goods", goods_scope=scope, hs_codes=None).ok


def test_products_need_an_hs_code() -> None:
    assert "hs_codes" in checked("goods", goods_scope="products", hs_codes=None).errors


def test_a_border_post_needs_its_name() -> None:
    assert "location_name" in checked("place", location_name=None).errors


def test_a_government_office_needs_no_place() -> None:
    assert checked("place", location_type="government_institution", location_name=None).ok


def test_a_place_on_the_list_says_what_kind_it_is() -> None:
    assert checked("place", location_type=None).values["location_type"] == "border_post"


def test_the_kind_that_was_given_stays() -> None:
    assert checked("place", location_type="road").values["location_type"] == "road"


def test_somewhere_else_wants_the_kind_of_place() -> None:
    page = checked("place", location_type=None, location_name="elsewhere", location_name_other="Kiunga")
    assert list(page.errors) == ["location_type"]


def test_somewhere_else_wants_the_name() -> None:
    assert "location_name_other" in checked("place", location_name="elsewhere").errors


def test_a_name_that_is_not_on_the_list_counts_as_somewhere_else() -> None:
    values = checked("place", location_name="Kiunga").values
    assert (values["location_name"], values["location_name_other"]) == ("elsewhere", "Kiunga")


def test_another_authority_wants_its_name() -> None:
    assert "authority_other" in checked("place", authority="elsewhere").errors


@pytest.mark.parametrize(("incident", "late"), [("2024-03-26", True), ("2024-03-27", False), ("2024-03-28", False)])
def test_older_than_24_months_is_warned_about(incident: str, late: bool) -> None:
    page = checked("place", date_of_incident=incident)
    assert (page.ok, "date_of_incident" in page.warnings) == (True, late)


def test_24_months_from_a_leap_day() -> None:
    assert (is_late(date(2022, 2, 27), date(2024, 2, 29)), is_late(date(2022, 3, 1), date(2024, 2, 29))) == (
        True,
        False,
    )


def test_the_complaint_filed_four_years_late_passes_with_a_warning() -> None:
    filed = validate_all(answers(date_of_incident="2020-10-13"), today=date(2025, 4, 30))
    assert (filed.errors, "24 months" in filed.warnings["date_of_incident"]) == ({}, True)


def test_two_kinds_of_barrier_are_refused_with_the_offer_to_split() -> None:
    page = checked("event", barrier_kind=["origin", "tax"])
    assert (page.split, "choose “split”" in page.errors["barrier_kind"]) == (True, True)


def test_several_barriers_are_refused_with_the_offer_to_split() -> None:
    page = checked("event", several_barriers="yes")
    assert (page.split, list(page.errors)) == (True, ["several_barriers"])


def test_one_barrier_is_not_split() -> None:
    assert not checked("event", barrier_kind=["origin"]).split


def test_an_origin_complaint_needs_the_agreement_and_the_certificate() -> None:
    page = checked("evidence", barrier_kind="origin")
    assert list(page.errors) == ["origin_claimed", "origin_certificate_no"]


def test_an_origin_category_needs_them_too() -> None:
    assert "origin_claimed" in checked("evidence", declared_category="afcfta:2.5").errors


def test_the_surcharge_category_does_not() -> None:
    assert checked("evidence", declared_category="tripartite:2.5").ok


def test_an_origin_complaint_with_both_is_taken() -> None:
    assert checked("evidence", barrier_kind="origin", origin_claimed="EAC", origin_certificate_no="none").ok


def test_no_evidence_is_warned_about_and_not_refused() -> None:
    page = checked("evidence")
    assert (page.ok, "no request goes to another state" in page.warnings["attachments"]) == (True, True)


def test_evidence_ends_the_warning() -> None:
    assert checked("evidence", attachments=["doc-1"]).warnings == {}


def test_pending_elsewhere_wants_the_place() -> None:
    assert "other_forum_detail" in checked("wishes", other_forum="yes").errors


def test_nobody_is_told_the_name_unless_allowed() -> None:
    values = checked("wishes").values
    assert (values["consent_share_identity"], values["consent_publish"]) == ("no", False)


def test_a_text_message_may_be_short() -> None:
    page = validate_all(
        {"channel": "sms", "description": "Truck held Busia 2 days, KRA", "filer_phone": "0712345678"}, today=TODAY
    )
    assert page.errors == {}


def test_a_web_complaint_may_not() -> None:
    assert "description" in whole(description="Truck held Busia 2 days, KRA").errors


def test_a_text_message_without_a_number_is_refused() -> None:
    page = validate_all({"channel": "sms", "description": "Truck held"}, today=TODAY)
    assert list(page.errors) == ["filer_phone"]


def test_an_empty_text_message_is_refused() -> None:
    page = validate_all({"channel": "sms", "description": " ", "filer_phone": "0712345678"}, today=TODAY)
    assert list(page.errors) == ["description"]


def test_the_direction_is_derived() -> None:
    assert whole().values["direction"] == "outbound"


def test_the_direction_follows_the_measure_and_not_the_border_post() -> None:
    assert whole(measure_country=["KE"], authority="kdb", location_name="busia").values["direction"] == "domestic"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\r\nb", "a\nb"),
        ("a\x00b\x1b[0m", "ab[0m"),
        ("\ud800ok", "ok"),
        ("مرحبا \u200fabc", "مرحبا \u200fabc"),
        ("👩\u200d🌾 “quoted” – text", "👩\u200d🌾 “quoted” – text"),
        ("a\u00a0b\u202fc", "a b c"),
        ("\ufeffa\u200bb\u00adc\u2060", "abc"),
        ("a\u2028b\x0bc", "a\nb\nc"),
        ("\u202eevil\u202c", "evil"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_control_characters_go_and_everything_else_stays(given: str, kept: str) -> None:
    assert clean(given, lines=True) == kept
