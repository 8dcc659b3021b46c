from collections import Counter

import pytest

from cases.ntb.intake import BY_ID, FIELDS, TOPIC_KEYS, fields_of, restricted_fields, split_personal, unknown_fields
from tests.cases.ntb.forms import answers

SECTION_4 = [
    "channel",
    "filer_capacity",
    "filer_name",
    "filer_phone",
    "filer_email",
    "filer_country",
    "business_reg_no",
    "kra_pin",
    "filer_sex",
    "firm_size",
    "age_band",
    "on_behalf_of",
    "direction",
    "measure_country",
    "authority",
    "location_type",
    "location_name",
    "location_geo",
    "reporting_country",
    "also_affected",
    "description",
    "measure_legal_basis",
    "legal_breach_claimed",
    "declared_category",
    "validated_category",
    "mast_code",
    "policy_or_operational",
    "country_specific",
    "hs_codes",
    "product_description",
    "perishable",
    "consignment_docs",
    "origin_claimed",
    "origin_certificate_no",
    "goods_held_now",
    "date_of_incident",
    "frequency",
    "consignment_value",
    "loss_amount",
    "loss_basis",
    "time_lost_hours",
    "informal_payment_amount",
    "steps_taken",
    "remedy_sought",
    "attachments",
    "consent_share_identity",
    "consent_publish",
    "retaliation_risk",
    "other_forum",
    "external_refs",
]


def test_every_field_of_section_4_is_there() -> None:
    assert set(SECTION_4) - set(BY_ID) == set()


def test_no_field_stands_twice() -> None:
    assert [id for id, count in Counter(each.id for each in FIELDS).items() if count > 1] == []


def test_the_six_topics() -> None:
    assert TOPIC_KEYS == ("you", "goods", "place", "event", "evidence", "wishes")


def test_every_field_of_the_filer_has_a_topic() -> None:
    assert [each.id for each in FIELDS if each.asked == "filer" and each.topic not in TOPIC_KEYS] == []


def test_what_an_officer_sets_is_on_no_page() -> None:
    assert [each.topic for each in FIELDS if each.asked == "officer"] == ["", "", ""]


def test_every_conditional_field_says_when_in_words() -> None:
    assert [each.id for each in FIELDS if each.required == "C" and not (each.condition and each.condition.words)] == []


def test_what_must_be_answered_by_the_filer_says_what_to_do() -> None:
    asked = [each for each in FIELDS if each.asked == "filer" and each.required in "RC" and each.default is None]
    assert [each.id for each in asked if not each.missing] == []


def test_choices_have_no_value_twice() -> None:
    doubled = [each.id for each in FIELDS if len({value for value, _ in each.choices}) != len(each.choices)]
    assert doubled == []


def test_an_unknown_topic_is_refused() -> None:
    with pytest.raises(LookupError, match="no topic 'me'"):
        fields_of("me")


def test_the_name_is_personal() -> None:
    facts, personal = split_personal({"filer_name": "Amina Wanjiru", "perishable": True})
    assert (facts, personal) == ({"perishable": True}, {"filer_name": "Amina Wanjiru"})


def test_who_a_person_is_never_stands_among_the_facts() -> None:
    who = {"filer_name", "filer_phone", "filer_email", "business_reg_no", "kra_pin", "filer_sex", "age_band",
           "firm_size", "on_behalf_of"}  # fmt: skip
    assert {each.id for each in FIELDS if each.personal} == who


def test_losses_and_the_fear_of_reprisal_are_restricted() -> None:
    assert {"loss_amount", "informal_payment_amount", "retaliation_risk", "filer_name"} <= restricted_fields()


def test_the_complete_form_has_no_unknown_field() -> None:
    assert unknown_fields(answers()) == []


@pytest.mark.parametrize("key", ["direction", "mast_code", "_token"])
def test_what_the_filer_is_not_asked_is_unknown(key: str) -> None:
    assert unknown_fields({key: "x"}) == [key]
