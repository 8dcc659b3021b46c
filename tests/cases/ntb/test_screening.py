from cases.ntb.screening import CHECKLIST, checklist_choices, failed, flagged, unanswered

PASSED = {question.key: "yes" for question in CHECKLIST}


def test_a_complaint_that_passes() -> None:
    assert (failed(PASSED), unanswered(PASSED)) == ([], [])


def test_private_shipping_lines_fail_the_first_question() -> None:
    reasons = [question.fails for question in failed({**PASSED, "state_measure": "no"})]
    assert reasons == ["It is a private matter: no state acts or tolerates it. Name the right door."]


def test_a_case_before_a_court_is_flagged_and_does_not_fail() -> None:
    answers = {**PASSED, "not_in_court": "no"}
    assert (failed(answers), [each.key for each in flagged(answers)]) == ([], ["not_in_court"])


def test_every_question_must_be_answered() -> None:
    assert [question.key for question in unanswered({**PASSED, "not_open": ""})] == ["not_open"]


def test_there_are_six_questions() -> None:
    assert len(checklist_choices()) == 6
