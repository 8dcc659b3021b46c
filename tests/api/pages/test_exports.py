"""Lists as files: they reopen with equal values, and nothing in them is a formula."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from starlette.responses import Response, StreamingResponse

from api.pages.exports import Cell, Form, export, form_of, plain_cell

HEAD = ("Reference", "Officer", "Due on")
ROWS: list[tuple[Cell, ...]] = [
    ("KE-NTB-2026-00042-K", "Ng'ang'a; \"the\" other, Ltd", date(2027, 3, 5)),
    ("مستند", "chai ☕ – kahawa\nmstari", None),
    ("  spaces  ", "'quoted'", date(1999, 12, 31)),
]


def body(answer: Response) -> bytes:
    assert isinstance(answer, StreamingResponse)

    async def gather() -> bytes:
        return b"".join([p if isinstance(p, bytes) else bytes(p.encode()) async for p in answer.body_iterator])  # type: ignore[union-attr]

    return asyncio.run(gather())


def made(form: Form, rows: Iterable[Sequence[Cell]], *, title: str = "Clocks", name: str = "clocks") -> bytes:
    return body(export(form, name, title, HEAD, rows))


def in_csv(rows: Iterable[Sequence[Cell]]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made("csv", rows).decode("utf-8-sig"), newline="")))


def book(rows: Iterable[Sequence[Cell]], title: str = "Clocks") -> Any:
    return load_workbook(io.BytesIO(made("xlsx", rows, title=title)))


def in_xlsx(rows: Iterable[Sequence[Cell]]) -> list[tuple[Any, ...]]:
    return list(book(rows).active.iter_rows(values_only=True))


def test_csv_reopens_with_equal_values() -> None:
    assert in_csv(ROWS) == [list(HEAD), *([a, b, day.isoformat() if day else ""] for a, b, day in ROWS)]  # type: ignore[union-attr]


def test_csv_says_that_it_is_utf_8() -> None:
    assert made("csv", ROWS).startswith(b"\xef\xbb\xbf")


def test_xlsx_reopens_with_equal_values_and_dates_are_dates() -> None:
    read = [(a, b, d.date() if d else None) for a, b, d in in_xlsx(ROWS)[1:]]
    assert read == ROWS


def test_a_day_in_xlsx_is_shown_as_a_day() -> None:
    cell = book([("a", "b", date(2027, 3, 5))]).active["C2"]
    assert (cell.is_date, cell.number_format, cell.value.date()) == (True, "yyyy-mm-dd", date(2027, 3, 5))


def test_moments_are_in_east_africa_time() -> None:
    at = datetime(2027, 3, 5, 22, 30, tzinfo=UTC)
    assert in_csv([("a", "b", at)])[1][2] == "2027-03-06 01:30:00"
    assert in_xlsx([("a", "b", at)])[1][2] == datetime.fromisoformat("2027-03-06 01:30")


def test_numbers_are_numbers() -> None:
    assert in_xlsx([("a", 12, -3)])[1] == ("a", 12, -3)
    assert in_csv([("a", 12, -3)])[1] == ["a", "12", "-3"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_of_a_csv_begins_a_formula(start: str) -> None:
    assert plain_cell(f"{start}1+1") == f"'{start}1+1"
    assert in_csv([(f"{start}1+1", "", None)])[1][0] == f"'{start}1+1"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "{=1}", "http://example.org", "12"])
def test_no_text_of_an_xlsx_is_a_formula_a_link_or_a_number(text: str) -> None:
    cell = book([(text, "", None)]).active["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize("start", ["\t", "\r", "\n"])
def test_what_begins_with_a_blank_stays_text_in_an_xlsx(start: str) -> None:
    cell = book([(f"{start}=1", "", None)]).active["A2"]
    assert (cell.value, cell.data_type) == (f"{start}=1".replace("\r", "\n"), "s")


def test_the_head_is_bold_and_stays_in_sight() -> None:
    sheet = book(ROWS).active
    assert (sheet["A1"].font.bold, sheet["A2"].font.bold, sheet.freeze_panes) == (True, False, "A2")


def test_an_empty_list_has_its_head() -> None:
    assert in_csv([]) == [list(HEAD)]
    assert in_xlsx([]) == [HEAD]


@pytest.mark.parametrize(
    ("title", "sheet"),
    [("Clocks", "Clocks"), ("By article: 2026/27 [all]?", "By article  2026 27  all"), ("x" * 40, "x" * 31),
     ("'", "List"), ("History", "List")],
)  # fmt: skip
def test_a_sheet_has_a_title_that_spreadsheets_take(title: str, sheet: str) -> None:
    assert book([], title).sheetnames == [sheet]


def test_a_text_that_is_too_long_for_a_cell_is_cut_and_not_dropped() -> None:
    assert in_xlsx([("x" * 40_000, "", None)])[1][0] == "x" * 32_767


def test_csv_is_sent_while_it_is_read() -> None:
    read = 0

    def rows() -> Iterable[Sequence[Cell]]:
        nonlocal read
        for _line in range(10_000):
            read += 1
            yield ("KE-NTB-2026-00042-K", "x" * 50, date(2027, 3, 5))

    async def first_piece(answer: StreamingResponse) -> None:
        await anext(aiter(answer.body_iterator))

    answer = export("csv", "clocks", "Clocks", HEAD, rows())
    assert isinstance(answer, StreamingResponse)
    asyncio.run(first_piece(answer))
    assert read < 10_000


def test_the_file_is_named_and_kept_by_nobody_on_the_way() -> None:
    headers = export("csv", 'clocks "of" Ines/2027', "Clocks", HEAD, []).headers
    assert headers["content-disposition"] == 'attachment; filename="clocks-of-Ines-2027.csv"'
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("asked", "form"), [("xlsx", "xlsx"), ("csv", "csv"), ("pdf", "csv"), ("", "csv")])
def test_a_form_that_we_do_not_make_is_csv(asked: str, form: str) -> None:
    assert form_of(asked) == form
