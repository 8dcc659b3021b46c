"""The process map: what was passed, where the case is, what lies ahead, as a picture and in words."""

from __future__ import annotations

from xml.etree import ElementTree

from cases.lifecycles import lifecycle
from cases.process_map import bands, lifecycle_map_svg, process_map_svg, step_words, steps
from tests.cases.small_procedure import SMALL
from tests.makers import TRADER, CaseOnPaper


def words(paper: CaseOnPaper, on: str) -> list[str]:
    return [step_words(step) for step in steps(SMALL, paper.facts(on).visits)]


def test_a_new_case_stands_at_its_first_stage() -> None:
    assert words(CaseOnPaper(SMALL, "2027-03-01"), "2027-03-01") == [
        "At home (the case is here, 1 March 2027)",
        "Sent (ahead)",
        "Talks (ahead)",
    ]


def test_what_was_passed_comes_first_in_the_order_of_its_days() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("ask", "2027-03-02")
    paper.do("answer", "2027-03-03", by=TRADER)
    paper.do("send", "2027-03-04")
    assert words(paper, "2027-03-04") == [
        "At home (passed, 1 March 2027)",
        "Asked (passed, 2 March 2027)",
        "Sent (the case is here, 4 March 2027)",
        "Talks (ahead)",
    ]


def test_a_case_that_came_back_is_here_since_it_came_back() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("ask", "2027-03-02")
    paper.do("answer", "2027-03-09", by=TRADER)
    assert words(paper, "2027-03-09")[1] == "At home (the case is here, 9 March 2027)"


def test_a_closed_case_has_nothing_ahead() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("withdraw", "2027-03-02", by=TRADER)
    assert words(paper, "2027-03-02") == ["At home (passed, 1 March 2027)", "Done (the case is here, 2 March 2027)"]


def test_a_corrected_entry_moves_the_day_on_the_map() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("send", "2027-03-04")
    paper.correct(2, "2027-03-03")
    assert words(paper, "2027-03-04")[1] == "Sent (the case is here, 3 March 2027)"


def drawn(svg: str) -> list[str]:
    """The words of a picture, in the order in which they stand in it."""
    return [text for each in ElementTree.fromstring(svg).iter() if (text := (each.text or "").strip())]


def test_the_picture_is_well_formed_and_says_the_same_as_the_list() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    paper.do("send", "2027-03-04")
    assert drawn(process_map_svg(SMALL, paper.facts("2027-03-04").visits)) == [
        "A small procedure: where the case stands", "At home", "1 March 2027", "Sent", "4 March 2027", "you are here",
        "Talks",
    ]  # fmt: skip


def test_a_side_stage_stands_on_the_map_of_a_case_once_it_was_there() -> None:
    paper = CaseOnPaper(SMALL, "2027-03-01")
    before = drawn(process_map_svg(SMALL, paper.facts("2027-03-01").visits))
    paper.do("ask", "2027-03-02")
    after = drawn(process_map_svg(SMALL, paper.facts("2027-03-02").visits))
    assert ("Asked" in before, after[-3:]) == (False, ["Asked", "2 March 2027", "you are here"])


def test_the_map_of_the_procedure_has_every_stage_once() -> None:
    words = drawn(lifecycle_map_svg(SMALL))
    assert words[0] == "A small procedure: the stages"
    assert [words.count(stage.title) for stage in SMALL.stages] == [1] * len(SMALL.stages)


def test_the_map_speaks_the_language_that_is_asked() -> None:
    assert "HERE" in drawn(process_map_svg(SMALL, [], lambda text: "HERE" if text == "you are here" else text))


def test_a_long_title_is_broken_into_lines_that_fit_their_box() -> None:
    lines = drawn(lifecycle_map_svg(lifecycle("ntb_complaint")))
    assert {"Verification by", "the National", "Monitoring", "Committee"} <= set(lines)


def test_the_side_stages_stand_below_the_main_line_by_phase() -> None:
    assert [(band.title, [stage.key for stage in band.stages]) for band in bands(SMALL)] == [
        ("Other stages", ["asked", "asleep", "fix", "closed_done"])
    ]
