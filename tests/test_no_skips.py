"""The plugin that fails a run with skipped tests, tried on small runs of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent

PASSES = "def test_fine(): pass\n"
SKIPPED = "import pytest\n@pytest.mark.skip(reason='too slow')\ndef test_slow(): pass\n"
MODULE = "import pytest\npytest.importorskip('not_there')\n"
EXPECTED = "import pytest\n@pytest.mark.xfail(strict=True)\ndef test_known(): assert False\n"


def outcome(folder: Path, *sources: str, workers: str = "0") -> tuple[int, str]:
    for number, source in enumerate(sources):
        (folder / f"test_{number}.py").write_text(source)
    command = [sys.executable, "-m", "pytest", "-p", "xdist", "-p", "tests.no_skips", "-p", "no:cacheprovider"]
    command += ["-n", workers, "-c", "/dev/null", "--rootdir", str(folder), str(folder)]
    only_these = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    ran = subprocess.run(command, cwd=PROJECT, env=only_these, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout


@pytest.mark.parametrize("source", [PASSES, EXPECTED])
def test_a_run_without_skips_succeeds(source: str, tmp_path: Path) -> None:
    assert outcome(tmp_path, source)[0] == 0


@pytest.mark.parametrize("workers", ["0", "1"])
@pytest.mark.parametrize(("source", "reason"), [(SKIPPED, "too slow"), (MODULE, "No module named 'not_there'")])
def test_a_run_with_a_skip_fails_and_says_why(source: str, reason: str, workers: str, tmp_path: Path) -> None:
    status, printed = outcome(tmp_path, PASSES, source, workers=workers)
    assert status == 1
    assert reason in printed.partition("skipped tests fail this run")[2]
