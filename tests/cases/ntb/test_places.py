import pytest

from cases.ntb.agencies import AGENCIES, COUNTIES, agency, agency_choices
from cases.ntb.places import PLACES, place, place_choices, places_of
from cases.ntb.states import is_state, iso_of, state_name, states


def test_a_border_post_belongs_to_both_states() -> None:
    assert place("busia").countries == ("KE", "UG")  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["Malaba", "Namanga", "Taveta / Holili", "Isebania / Sirari", "Moyale",
                                  "Lunga Lunga / Horohoro", "Port of Mombasa", "Inland Container Depot, Naivasha"]
)  # fmt: skip
def test_the_well_known_places_are_there(name: str) -> None:
    assert name in [each.name for each in PLACES]


def test_the_list_ends_with_somewhere_else() -> None:
    assert place_choices()[-1] == ("elsewhere", "Somewhere else")


def test_every_place_lies_in_known_states() -> None:
    assert [each.key for each in PLACES if not all(is_state(iso) for iso in each.countries)] == []


def test_places_of_a_type() -> None:
    assert [each.key for each in places_of(country="KE", type="icd")] == ["icd_nairobi", "icd_naivasha"]


@pytest.mark.parametrize("short", ["KRA", "KEBS", "KEPHIS", "DVS", "AFA", "KDB", "NTSA", "KeNHA"])
def test_the_kenyan_agencies_of_section_2(short: str) -> None:
    assert short in [each.short for each in AGENCIES if each.country == "KE"]


def test_there_are_47_counties() -> None:
    assert len(set(COUNTIES)) == 47


def test_no_key_stands_twice() -> None:
    assert len({each.key for each in AGENCIES}) == len(AGENCIES)


def test_an_authority_of_another_state() -> None:
    assert agency("ura").country == "UG"  # type: ignore[union-attr]


def test_the_choices_of_one_country_end_with_another_authority() -> None:
    assert [value for value, _ in agency_choices("RW")] == ["rra", "elsewhere"]


@pytest.mark.parametrize(
    ("name", "iso"),
    [("Tanzania", "TZ"), ("DR Congo", "CD"), ("Swaziland", "SZ"), ("Cote d'Ivoire", "CI"), ("Côte d’Ivoire", "CI"),
     ("South Sudan", "SS"), ("kenya", "KE"), ("ug", "UG"), ("European Union", "EU"), ("United Kingdom", "GB")],
)  # fmt: skip
def test_names_of_the_portals_map_to_codes(name: str, iso: str) -> None:
    assert iso_of(name) == iso


@pytest.mark.parametrize("name", ["EAC", "Atlantis", "", "XX", "Kenia"])
def test_a_name_is_never_guessed(name: str) -> None:
    assert iso_of(name) is None


def test_kenya_and_its_neighbours_come_first() -> None:
    assert [each.iso for each in states()[:4]] == ["KE", "UG", "TZ", "RW"]


def test_names_in_swahili() -> None:
    assert state_name("EG", "sw") == "Misri"
