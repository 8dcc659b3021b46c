"""`tatua import disputes` and `tatua import remedies`: a summary for people, every event for programs, and a status."""

from __future__ import annotations

import json
from pathlib import Path

from cases.settings import Settings
from tests.api.test_cli import tatua, told, var

__all__ = ["var"]

DATA = Path(__file__).parents[1] / "data"
DISPUTES, REMEDIES = str(DATA / "wto_disputes_excerpt.json"), str(DATA / "trade_remedies_excerpt.json")


def test_disputes_are_taken_and_each_event_is_told(var: Settings) -> None:
    found = told("import", "disputes", DISPUTES)
    assert (len(found["accepted"]), found["unchanged"], found["refused"]) == (12, [], [])
    assert sum(found["counts"].values()) == 2 * found["counts"]["events"] == 2 * len(found["events"])
    assert found["events"][0] == {
        "record": "DS7", "event": "consultations_requested", "on": "1995-05-19", "outcome": "accepted", "reason": "",
    }  # fmt: skip


def test_investigations_are_taken_and_each_step_is_told(var: Settings) -> None:
    found = told("import", "remedies", REMEDIES)
    assert (len(found["accepted"]), found["refused"]) == (12, [])
    assert {each["outcome"] for each in found["events"]} >= {"accepted", "no_event"}
    assert all(each["reason"] for each in found["events"] if each["outcome"] != "accepted")


def test_a_second_import_changes_nothing(var: Settings) -> None:
    told("import", "disputes", DISPUTES)
    again = told("import", "disputes", DISPUTES)
    assert (again["accepted"], len(again["unchanged"]), again["events"]) == ([], 12, [])


def test_for_people_the_counts_come_first(var: Settings) -> None:
    lines = tatua("import", "remedies", REMEDIES).stdout.splitlines()
    assert lines[0] == "12 accepted, 0 unchanged, 0 refused."
    assert lines[1].endswith("no event.")


def test_what_is_refused_gives_status_one_with_its_reason(var: Settings, tmp_path: Path) -> None:
    records = json.loads(Path(REMEDIES).read_text(encoding="utf-8"))["cases"][:2]
    records[1]["remedy"] = "SG"
    file = tmp_path / "two.json"
    file.write_text(json.dumps(records), encoding="utf-8")
    found = told("import", "remedies", str(file), status=1)
    assert (found["accepted"], [each["id"] for each in found["refused"]]) == ([records[0]["id"]], [records[1]["id"]])


def test_a_file_of_something_else_is_refused_as_a_whole(var: Settings, tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_text('{"records": []}', encoding="utf-8")
    found = told("import", "disputes", str(file), status=1)
    assert (found["accepted"], "holds no list of disputes" in found["refused"][0]["reason"]) == ([], True)


def test_a_file_that_is_not_there_is_wrong_use(var: Settings, tmp_path: Path) -> None:
    assert tatua("import", "disputes", str(tmp_path / "none.json")).exit_code == 2
