"""The lifecycles in force, listed by hand. A changed law adds a version; a case keeps the one it was opened under."""

from __future__ import annotations

from cases.lifecycle import Lifecycle
from cases.lifecycles import dispute, ntb, past, remedy

IN_FORCE: tuple[Lifecycle, ...] = (ntb.LIFECYCLE, *remedy.LIFECYCLES, dispute.LIFECYCLE)

_NEWEST = {life.key: life for life in IN_FORCE}
_ALL = {(life.key, life.version): life for life in (*past.VERSIONS, *IN_FORCE)}


def lifecycle(key: str, version: int | None = None) -> Lifecycle:
    """The lifecycle of that key: the one in force, or the version asked for. `LookupError` when it is not on file."""
    found = _NEWEST.get(key) if version is None else _ALL.get((key, version))
    if found is None:
        raise LookupError(f"No lifecycle {key!r}{f' in version {version}' if version else ''} is on file.")
    return found


def versions(key: str) -> tuple[Lifecycle, ...]:
    """Every version of a lifecycle on file, the newest first; empty for an unknown key."""
    return tuple(sorted((life for name, life in _ALL.items() if name[0] == key), key=lambda life: -life.version))


def on_file() -> tuple[Lifecycle, ...]:
    """Every lifecycle in every version: those in force, then those that only older cases follow."""
    return (*IN_FORCE, *past.VERSIONS)
