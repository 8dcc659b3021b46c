from datetime import date

import pytest

from cases.ntb.routing import REGIMES, member


@pytest.mark.parametrize(
    ("regime", "iso", "on", "standing"),
    [
        ("EAC", "CD", date(2022, 7, 10), "no"),
        ("EAC", "CD", date(2022, 7, 11), "yes"),
        ("EAC", "CD", date(2022, 7, 12), "yes"),
        ("EAC", "SO", date(2024, 3, 3), "no"),
        ("EAC", "SO", date(2024, 3, 4), "yes"),
        ("EAC", "SO", date(2024, 3, 5), "yes"),
        ("EAC", "SS", date(2016, 9, 4), "no"),
        ("EAC", "SS", date(2016, 9, 5), "yes"),
        ("EAC", "RW", date(2007, 6, 30), "no"),
        ("EAC", "RW", date(2007, 7, 1), "yes"),
        ("COMESA", "TN", date(2018, 7, 17), "no"),
        ("COMESA", "TN", date(2018, 7, 18), "yes"),
        ("TFTA", "ZA", date(2024, 7, 24), "no"),
        ("TFTA", "ZA", date(2024, 7, 25), "yes"),
        ("TFTA", "ZA", date(2024, 7, 26), "yes"),
        ("AfCFTA", "GH", date(2019, 5, 29), "no"),
        ("AfCFTA", "GH", date(2019, 5, 30), "yes"),
        ("EU-EPA", "DE", date(2024, 6, 30), "no"),
        ("EU-EPA", "DE", date(2024, 7, 1), "yes"),
        ("WTO", "KE", date(1994, 12, 31), "no"),
        ("WTO", "KE", date(1995, 1, 1), "yes"),
    ],
)
def test_a_state_counts_from_the_day_on_which_it_joined(regime: str, iso: str, on: date, standing: str) -> None:
    assert member(regime, iso, on).standing == standing


@pytest.mark.parametrize(
    ("regime", "iso", "standing"),
    [
        ("TFTA", "TZ", "no"),
        ("TFTA", "CD", "no"),
        ("COMESA", "TZ", "no"),
        ("COMESA", "EG", "yes"),
        ("AfCFTA", "ER", "no"),
        ("AfCFTA", "MZ", "unconfirmed"),
        ("AfCFTA", "KE", "yes"),
        ("UK-EPA", "GB", "yes"),
        ("EU-EPA", "GB", "no"),
        ("WTO", "ET", "no"),
        ("WTO", "TZ", "yes"),
        ("WTO", "US", "yes"),
        ("WTO", "IR", "unconfirmed"),
        ("WTO", "EH", "unconfirmed"),
    ],
)
def test_membership_on_27_march_2026(regime: str, iso: str, standing: str) -> None:
    assert member(regime, iso, date(2026, 3, 27)).standing == standing


def test_the_note_gives_the_date_of_accession() -> None:
    note = member("EAC", "CD", date(2026, 3, 27)).note
    assert note == "DR Congo has belonged to the East African Community since 11 July 2022."


def test_the_note_says_why_a_state_does_not_count_yet() -> None:
    note = member("EAC", "SO", date(2024, 3, 3)).note
    assert (
        note == "Somalia did not yet belong to the East African Community on 3 March 2024; it has since 4 March 2024."
    )


def test_a_date_that_is_not_on_file_is_not_invented() -> None:
    egypt = member("COMESA", "EG", date(2026, 3, 27))
    assert (egypt.since, "date of accession is not on file" in egypt.note) == (None, True)


def test_an_undated_party_does_not_get_the_date_of_the_agreement() -> None:
    assert member("AfCFTA", "GH", date(2026, 3, 27)).since is None


def test_an_unconfirmed_accession_is_shown_as_to_be_confirmed() -> None:
    note = member("AfCFTA", "MZ", date(2026, 3, 27)).note
    assert note == "Whether Mozambique belongs to the African Continental Free Trade Area is to be confirmed."


def test_an_unknown_regime_is_refused() -> None:
    with pytest.raises(LookupError):
        member("SADC", "KE", date(2026, 3, 27))


def test_a_sentence_keeps_its_message_for_the_translator() -> None:
    note = member("EAC", "CD", date(2026, 3, 27)).note
    assert note == note.message % note.values


def test_every_regime_with_a_lead_has_a_list_of_members() -> None:
    assert [member(key, "KE", date(2026, 3, 27)).standing for key in REGIMES if key != "domestic"] == ["yes"] * 7
