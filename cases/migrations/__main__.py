"""`python -m cases.migrations r0002 "what changes"` drafts the next revision for a change of the tables."""

from __future__ import annotations

import sys

from cases.migrations import draft

if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.stderr.write("Name the revision and say what changes: python -m cases.migrations r0002 'a new column'\n")
        sys.exit(2)
    sys.stdout.write(f"{draft(sys.argv[2], sys.argv[1])}\n")
