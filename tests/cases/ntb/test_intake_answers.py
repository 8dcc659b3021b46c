"""Each rule of the intake table with an answer that is taken and one that is not. The day is 27 March 2026."""

import pytest

from tests.cases.ntb.forms import checked

GOOD = [
    ("you", "filer_phone", "0712 345 678", "+254712345678"),
    ("you", "filer_phone", "0110 123456", "+254110123456"),
    ("you", "filer_phone", "020 2345678", "+254202345678"),
    ("you", "filer_phone", "+255 754 123 456", "+255754123456"),
    ("you", "filer_email", " amina@example.co.ke ", "amina@example.co.ke"),
    ("you", "filer_country", "Uganda", "UG"),
    ("you", "filer_country", "tz", "TZ"),
    ("you", "filer_country", "DR Congo", "CD"),
    ("you", "filer_name", "José Ñandú\u200d 🚚", "José Ñandú\u200d 🚚"),
    ("you", "filer_name", "أمينة", "أمينة"),
    ("you", "filer_name", "Amina\x00\x07\nWanjiru", "Amina Wanjiru"),
    ("you", "filer_capacity", "small_trader", "small_trader"),
    ("goods", "hs_codes", "0401", ["0401"]),
    ("goods", "hs_codes", "0401.20", ["040120"]),
    ("goods", "hs_codes", "8701.21.90", ["87012190"]),
    ("goods", "hs_codes", "7213, 7214; 0401.20", ["7213", "7214", "040120"]),
    ("goods", "hs_codes", ["7213", "7213"], ["7213"]),
    ("goods", "hs_codes", "8541.43", ["854143"]),
    ("goods", "perishable", "no", False),
    ("goods", "perishable", True, True),
    ("goods", "consignment_value", "KES 1,200,000.50", {"amount": "1200000.50", "currency": "KES"}),
    ("goods", "consignment_value", "500 usd", {"amount": "500", "currency": "USD"}),
    ("goods", "consignment_value", "1200", {"amount": "1200", "currency": "KES"}),
    ("goods", "consignment_value", {"amount": "0", "currency": "UGX"}, {"amount": "0", "currency": "UGX"}),
    ("place", "measure_country", ["TZ", "RW"], ["TZ", "RW"]),
    ("place", "measure_country", "Tanzania, Rwanda", ["TZ", "RW"]),
    ("place", "measure_country", ["EU"], ["EU"]),
    ("place", "authority", "ura", "ura"),
    ("place", "location_geo", "0.46, 34.09", {"lat": 0.46, "lon": 34.09}),
    ("place", "date_of_incident", "2026-03-27", "2026-03-27"),
    ("place", "date_of_incident", "26/3/2026", "2026-03-26"),
    ("place", "date_of_incident", {"day": "1", "month": "2", "year": "2026"}, "2026-02-01"),
    ("event", "description", "x" * 50, "x" * 50),
    ("event", "description", "x" * 10_000, "x" * 10_000),
    ("event", "obstacles", ["delay", "cost"], ["delay", "cost"]),
    ("event", "declared_category", "tripartite:2.3", "tripartite:2.3"),
    ("event", "declared_category", "tripartite:other", "tripartite:other"),
    ("event", "time_lost_hours", "48", 48),
    ("evidence", "consignment_docs", "DEC 1\r\n\r\nINV 2", ["DEC 1", "INV 2"]),
    ("wishes", "external_refs", "NTB-001-299, afcfta-000-012", ["NTB-001-299", "AfCFTA-000-012"]),
    ("wishes", "consent_share_identity", "only_association", "only_association"),
]

BAD = [
    ("you", "filer_phone", "0712", "is not a telephone number"),
    ("you", "filer_phone", "call me", "is not a telephone number"),
    ("you", "filer_email", "amina@example", "is not an e-mail address"),
    ("you", "filer_email", "amina example.co.ke", "is not an e-mail address"),
    ("you", "filer_country", "Atlantis", "is not a country on the list"),
    ("you", "filer_name", "   ", "Enter your name"),
    ("you", "filer_name", "x" * 201, "at most 200 characters; you wrote 201"),
    ("you", "filer_capacity", "king", "is not one of the answers"),
    ("goods", "hs_codes", "040", "is not an HS code"),
    ("goods", "hs_codes", "04012", "is not an HS code"),
    ("goods", "hs_codes", "milk", "is not an HS code"),
    ("goods", "hs_codes", "0401.99", "is not in the Harmonized System 2022"),
    ("goods", "hs_codes", "0401.99.10", "is not in the Harmonized System 2022"),
    ("goods", "hs_codes", "9999.99", "is not in the Harmonized System 2022"),
    ("goods", "hs_codes", "٠٤٠١", "is not an HS code"),
    ("goods", "perishable", "perhaps", "Answer yes or no"),
    ("goods", "perishable", None, "Say whether the goods perish"),
    ("goods", "goods_held_now", None, "Held goods are dealt with first"),
    ("goods", "consignment_value", "KES", "Write an amount with its currency"),
    ("goods", "consignment_value", "XYZ 500", "is not a currency in use"),
    ("goods", "consignment_value", "ZMK 500", "is not a currency in use"),
    ("goods", "consignment_value", {"amount": "-5", "currency": "KES"}, "zero or more"),
    ("goods", "consignment_value", {"amount": "NaN", "currency": "KES"}, "is not a number"),
    ("goods", "consignment_value", "KES 1.005", "two decimals at most"),
    ("place", "measure_country", [], "Choose the country whose authority"),
    ("place", "measure_country", ["Atlantis"], "is not a country on the list"),
    ("place", "location_geo", "Busia", "latitude and longitude in figures"),
    ("place", "location_geo", "91, 34", "Latitude runs from -90 to 90"),
    ("place", "date_of_incident", "2026-03-28", "lies in the future. Give 27 March 2026 or an earlier day"),
    ("place", "date_of_incident", "31 2 2026", "is not a date"),
    ("place", "date_of_incident", "last week", "is not a date"),
    ("place", "date_of_incident", "0202-03-01", "Check the year"),
    ("event", "description", "x" * 49, "at least 50 characters, so that an officer can act; you wrote 49"),
    ("event", "description", "x" * 10_001, "at most 10,000 characters; you wrote 10,001"),
    ("event", "description", " " * 60, "Describe what happened"),
    ("event", "description", {"text": "x"}, "Write this as text"),
    ("event", "obstacles", ["delay", "weather"], "is not one of the answers"),
    ("event", "declared_category", "2.3", "is not one of the answers"),
    ("event", "time_lost_hours", "1.5", "whole number"),
    ("event", "time_lost_hours", "-1", "from 0 to"),
    ("event", "traders_affected", "0", "from 1 to"),
    ("wishes", "external_refs", "NTB-1-299", "is not a portal number"),
    ("wishes", "other_forum", None, "Say whether it is before a court"),
]


@pytest.mark.parametrize(("topic", "field", "given", "kept"), GOOD)
def test_is_taken(topic: str, field: str, given: object, kept: object) -> None:
    page = checked(topic, **{field: given})
    assert (page.values.get(field), page.errors) == (kept, {})


@pytest.mark.parametrize(("topic", "field", "given", "says"), BAD)
def test_is_refused_with_a_sentence(topic: str, field: str, given: object, says: str) -> None:
    page = checked(topic, **{field: given})
    assert says in page.errors[field]
    assert page.errors[field].endswith((".", "?"))


@pytest.mark.parametrize(("topic", "field", "given", "says"), BAD)
def test_a_refused_answer_stands_alone(topic: str, field: str, given: object, says: str) -> None:
    assert list(checked(topic, **{field: given}).errors) == [field]
