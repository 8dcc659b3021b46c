"""The style sheet that is served: nothing of another state in it, nothing to load from elsewhere, names by content."""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from api import assets

FONT = "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"


@pytest.fixture(scope="module")
def css() -> str:
    assets.build()
    return (assets.STATIC.parent / assets.url("tatua.css").lstrip("/")).read_text("utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the project's static sources that uses the packages installed for the project itself."""
    assets.build()
    shutil.copytree(assets.STATIC, tmp_path / "api" / "static", ignore=shutil.ignore_patterns("build"))
    for name in ("package.json", "package-lock.json"):
        shutil.copy(assets.PROJECT / name, tmp_path / name)
    (tmp_path / "node_modules").symlink_to(assets.PROJECT / "node_modules")
    return tmp_path


def build(site: Path) -> bool:
    return assets.build(site / "api" / "static", site)


def names(site: Path) -> dict[str, str]:
    files: dict[str, str] = json.loads((site / "api/static/build/manifest.json").read_text())["files"]
    return files


def test_fonts_are_taken_out() -> None:
    assert assets.without_foreign_property(f"a{{b:c}}/*! their notice */{FONT}d{{e:f}}") == "a{b:c}d{e:f}"


def test_the_font_gives_way_to_those_of_the_device() -> None:
    css = assets.without_foreign_property("p{font-family:GDS Transport,arial,sans-serif}")
    assert css == f"p{{font-family:{assets.SYSTEM_FONTS}}}"


def test_the_crest_is_taken_out() -> None:
    css = ".govuk-footer__copyright-logo:before{background-image:url(/assets/images/govuk-crest.svg)}a{b:c}"
    assert assets.without_foreign_property(css) == "a{b:c}"


def test_a_new_address_in_their_style_sheet_stops_the_build() -> None:
    with pytest.raises(assets.AssetsRefused, match=re.escape("url(/assets/new.png) would be served")):
        assets.without_foreign_property("a{background:url(/assets/new.png)}")


@pytest.mark.parametrize("foreign", ["@font-face", "GDS Transport", "url(", "@import", "crest", "crown", "//# "])
def test_the_style_sheet_served_holds_no(foreign: str, css: str) -> None:
    assert foreign not in css


def test_the_brand_colour_comes_after_theirs(css: str) -> None:
    assert re.findall(r"--govuk-brand-colour: ?(#\w+)", css) == ["#1d70b8", "#00563f"]


def test_the_build_folder_holds_no_font_and_no_picture_of_theirs(site: Path) -> None:
    build(site)
    kinds = {path.suffix for path in (site / "api/static/build").iterdir() if path.name != ".lock"}
    assert kinds == {".css", ".js", ".svg", ".json"}


@pytest.mark.parametrize(
    "name", ["tatua.css", "govuk.js", "htmx.js", "staff.js", "offline.js", "icon.svg", "licences.json"]
)
def test_a_name_carries_the_hash_of_its_content(name: str, site: Path) -> None:
    build(site)
    hashed = names(site)[name]
    content = (site / "api/static/build" / hashed).read_bytes()
    assert hashlib.sha256(content).hexdigest()[:12] in hashed


def test_a_second_build_has_nothing_to_do(site: Path) -> None:
    assert [build(site), build(site)] == [True, False]


def test_a_lost_file_is_built_again(site: Path) -> None:
    build(site)
    (site / "api/static/build" / names(site)["htmx.js"]).unlink()
    assert build(site)


def test_a_change_renames_its_file_alone_and_removes_the_old_one(site: Path) -> None:
    build(site)
    before = names(site)
    with (site / "api/static/tatua.css").open("a") as ours:
        ours.write("b{c:d}")
    build(site)
    after = names(site)
    assert {name for name in after if after[name] != before[name]} == {"tatua.css"}
    assert not (site / "api/static/build" / before["tatua.css"]).exists()


def test_the_pages_ask_for_the_name_in_the_manifest(css: str) -> None:
    assert re.fullmatch(r"/static/build/tatua-[0-9a-f]{12}\.css", assets.url("tatua.css"))


def test_the_terms_of_each_package_served_are_at_hand(css: str) -> None:
    terms = {each.package: (each.version, each.name, each.text[:23]) for each in assets.licences()}
    assert terms == {
        "govuk-frontend": ("6.3.0", "MIT", "The MIT License (MIT)\n\n"),
        "htmx.org": ("2.0.11", "0BSD", "Zero-Clause BSD\n======="),
    }


def test_versions_are_pinned_exactly() -> None:
    package = json.loads((assets.PROJECT / "package.json").read_text())
    versions = {**package["dependencies"], **package["devDependencies"]}.values()
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_the_lock_names_no_address_to_download_from() -> None:
    lock = (assets.PROJECT / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert "://" not in lock


def test_a_machine_without_npm_has_one_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    [npm] = assets._npms()
    ran = subprocess.run([*npm, "--version"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"\d+\.\d+\.\d+", ran.stdout.strip())
