"""P13: how soon the web is ready, beside the bare import of FastAPI and SQLModel."""

from __future__ import annotations

import subprocess
import sys
import time

from benchmarks.figures import Figure, interleaved

BARE = "import fastapi, sqlmodel"
READY = (
    "import sys\n"
    "from cases.settings import Settings\n"
    "from cases.store import Database\n"
    "from api.app import create_app\n"
    "create_app(Settings(env='test', database_url='sqlite://'), Database('sqlite://'))\n"
    "late = {'prefect', 'numpy', 'pandas'} & set(sys.modules)\n"
    "sys.exit(f'{late} must not be imported by the web' if late else 0)\n"
)


def _seconds(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - began


def measure() -> list[Figure]:
    _seconds(BARE), _seconds(READY)
    ours, base, ratio = interleaved(lambda: _seconds(READY), lambda: _seconds(BARE))
    return [
        Figure("P13", "web ready, Prefect not imported", f"{ours:.2f} s", f"{base:.2f} s bare import", ratio, 2.0,
               at_most=True)
    ]  # fmt: skip
