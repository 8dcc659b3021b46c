"""Lists as files that a spreadsheet opens: CSV, streamed as it is read, and XLSX, in which a date is a date.

Nothing that somebody typed becomes a formula there: a CSV file knows only text that looks like one, so such a cell gets
an apostrophe before it; in XLSX every text is kept as text. Moments are written in East Africa Time.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO, Any, Literal, cast

from starlette.responses import Response, StreamingResponse

from api.pages.words import NAIROBI

Cell = str | int | float | date | datetime | None
Form = Literal["csv", "xlsx"]
FORMS: tuple[Form, ...] = ("csv", "xlsx")

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The signs, wide ones included, with which a spreadsheet lets a formula begin."""
LONGEST_SHEET_TITLE = 31
LONGEST_CELL = 32_767
PIECE = 64 * 1024


def export(form: Form, name: str, title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """The rows as a file to keep. `name` is that of the file without its ending, `title` that of the sheet.

    `rows` may be a generator that reads as it goes: CSV takes them while the answer is sent, XLSX before.
    """
    chosen = form if form in FORMS else "csv"
    headers = {
        "Content-Disposition": f'attachment; filename="{_file_name(name)}.{chosen}"',
        "Cache-Control": "no-store",
    }
    if chosen == "csv":
        return StreamingResponse(_csv(head, rows), media_type=CSV_TYPE, headers=headers)
    file = _xlsx(title, head, rows)
    return StreamingResponse(_read(file), media_type=XLSX_TYPE, headers=headers)


def form_of(text: str) -> Form:
    """The form that an address asks for; CSV when it asks for none that we make."""
    return "xlsx" if text == "xlsx" else "csv"


def _file_name(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "list"


def _csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Lines gathered into pieces; the mark at the beginning tells a spreadsheet that this is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    out.write("\ufeff")
    writer.writerow([plain_cell(each) for each in head])
    for row in rows:
        writer.writerow([_csv_cell(each) for each in row])
        if out.tell() >= PIECE:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _csv_cell(cell: Cell) -> str | float:
    if isinstance(cell, datetime):
        return _local(cell).isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if cell is None:
        return ""
    return plain_cell(cell) if isinstance(cell, str) else cell


def plain_cell(text: str) -> str:
    """A cell that a spreadsheet takes for text: whatever would begin a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def _local(at: datetime) -> datetime:
    """East Africa Time without saying so: spreadsheets know no zones."""
    return at.astimezone(NAIROBI).replace(tzinfo=None, microsecond=0) if at.tzinfo else at.replace(microsecond=0)


def _xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """A workbook of one sheet in a file that is gone when closed; only the row in hand is in memory."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    file = cast("IO[bytes]", TemporaryFile())  # noqa: SIM115  # closed by whoever reads it
    with Workbook(file, _AS_TYPED) as book:
        _fill(book, book.add_worksheet(_sheet_title(title)), head, rows)
    file.seek(0)
    return file


_AS_TYPED = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


def _fill(book: Any, sheet: Any, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    bold = book.add_format({"bold": True})
    shown: dict[type, Any] = {
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    sheet.freeze_panes(1, 0)
    for column, words in enumerate(head):
        sheet.set_column(column, column, min(max(14, len(words) + 2), 40))
        sheet.write_string(0, column, words, bold)
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            _put(sheet, line, column, cell, shown)


def _put(sheet: Any, line: int, column: int, cell: Cell, shown: dict[type, Any]) -> None:
    """One cell as what it is. A text is a text, whatever it looks like."""
    match cell:
        case None | "":
            return
        case datetime():
            sheet.write_datetime(line, column, _local(cell), shown[datetime])
        case date():
            sheet.write_datetime(line, column, cell, shown[date])
        case str():
            sheet.write_string(line, column, _lines(cell)[:LONGEST_CELL])
        case _:
            sheet.write_number(line, column, cell)


def _lines(text: str) -> str:
    """Lines in the way of a spreadsheet."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _sheet_title(title: str) -> str:
    """What a spreadsheet takes for the name of a sheet: short, and without the signs that it forbids."""
    short = re.sub(r"[\[\]:*?/\\]+", " ", title)[:LONGEST_SHEET_TITLE].strip(" '")
    return short if short and short.lower() != "history" else "List"


def _read(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
