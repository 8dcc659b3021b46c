import pytest

from cases.ntb.categories import EVIDENCE, OBSTACLES, PLAIN_KINDS, Kind, categories, category, is_category, valid_mast


def test_2_5_means_surcharges_in_the_tripartite_list() -> None:
    assert category("tripartite", "2.5").label == "Decreed customs surcharges"


def test_2_5_means_origin_in_the_afcfta_list() -> None:
    assert category("afcfta", "2.5").label == "Rules of origin"


def test_the_two_2_5_are_two_things() -> None:
    assert category("tripartite", "2.5").key != category("afcfta", "2.5").key


def test_the_afcfta_list_has_seven_chapters() -> None:
    assert [each.code for each in categories("afcfta") if "." not in each.code] == list("1234567")


def test_mast_has_the_chapters_a_to_p() -> None:
    assert "".join(each.code for each in categories("mast")) == "ABCDEFGHIJKLMNOP"


def test_the_codes_in_italics_are_unconfirmed() -> None:
    unconfirmed = [each.code for each in categories("tripartite") if each.status == "unconfirmed"]
    assert unconfirmed == [
        "5.9", "5.11", "5.13", "5.14", "6.1", "6.3", "6.4", "6.6", "6.7", "7.1", "7.3", "7.8", "7.10", "8.2",
    ]  # fmt: skip


def test_everything_else_was_read() -> None:
    assert category("tripartite", "1.14").status == "read"


def test_the_free_text_category_is_accepted() -> None:
    assert is_category("tripartite", "other")


def test_a_code_of_the_other_list_is_unknown() -> None:
    with pytest.raises(LookupError, match=r"afcfta list has no category '8\.7'"):
        category("afcfta", "8.7")


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(LookupError, match="no category scheme 'hs'"):
        categories("hs")


def test_origin_maps_to_chapter_o_in_both_lists() -> None:
    assert category("tripartite", "2.3").mast == category("afcfta", "2.5").mast == ("O",)


def test_a_sub_code_of_sps_maps_as_its_chapter() -> None:
    assert category("afcfta", "4.2").mast == ("A",)


def test_import_bans_map_to_quantity_control_and_to_sps_on_its_grounds() -> None:
    assert category("tripartite", "1.8").mast == ("A", "E")


def test_a_procedural_obstacle_maps_to_no_measure() -> None:
    found = category("tripartite", "8.5")
    assert (found.procedural, found.mast) == (True, ())


def test_anti_dumping_points_to_the_trade_remedies_desk() -> None:
    assert "trade remedies desk" in category("tripartite", "2.1").note


def test_a_full_mast_code_answers_as_its_chapter() -> None:
    assert category("mast", "B33").label == "Technical barriers to trade"


@pytest.mark.parametrize("code", ["B33", "B8", "A110", "P1"])
def test_a_letter_and_digits_are_a_mast_code(code: str) -> None:
    assert valid_mast(code)


@pytest.mark.parametrize("code", ["Q1", "B", "33", "b33", "B33a", ""])
def test_anything_else_is_no_mast_code(code: str) -> None:
    assert not valid_mast(code)


def test_every_category_has_plain_words() -> None:
    assert [
        each.key for scheme in ("tripartite", "afcfta", "mast") for each in categories(scheme) if not each.plain
    ] == []


@pytest.mark.parametrize("kind", PLAIN_KINDS, ids=lambda kind: kind.key)
def test_every_kind_suggests_categories_on_file(kind: Kind) -> None:
    assert all(is_category(scheme, code) for scheme, code in kind.suggested)


def test_every_kind_names_known_obstacles_and_evidence() -> None:
    obstacles = {key for kind in PLAIN_KINDS for key in kind.obstacles}
    evidence = {key for kind in PLAIN_KINDS for key in kind.evidence}
    assert (obstacles - set(OBSTACLES), evidence - set(EVIDENCE)) == (set(), set())


def test_the_origin_kind_suggests_different_codes_in_the_two_lists() -> None:
    origin = PLAIN_KINDS[0]
    assert (origin.suggestion("tripartite"), origin.suggestion("afcfta")) == ("2.3", "2.5")


def test_unofficial_payments_open_the_safe_path() -> None:
    assert [kind.key for kind in PLAIN_KINDS if kind.sensitive] == ["payment"]
