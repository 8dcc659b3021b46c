"""The Kiswahili texts that a Kiswahili speaker has still to read: `python -m notifications.review` writes the list."""

from __future__ import annotations

from notifications.letters import LETTERS
from notifications.phrases import TEMPLATES, phrases

LIST = TEMPLATES / "REVIEW_sw.md"
STATE = "awaiting review by a Kiswahili speaker"


def review_list() -> str:
    """Every letter and phrase in Kiswahili with its state, as Markdown."""
    lines = ["# Kiswahili texts of the letters", "", f"All texts listed here are {STATE}.", "", "## Letters", ""]
    lines += ["| letter | purpose | subject | state |", "| --- | --- | --- | --- |"]
    lines += [_row(key) for key in sorted(LETTERS)]
    lines += ["", "The parts that all letters share stand in `frame.sw.txt`.", "", "## Phrases", ""]
    for name in ("sw", "formal.sw"):
        lines += [f"`phrases.{name}.yaml`", "", "| English | Kiswahili | state |", "| --- | --- | --- |"]
        lines += [f"| {_cell(english)} | {_cell(ours)} | {STATE} |" for english, ours in phrases(name).items()]
        lines.append("")
    return "\n".join(lines)


def _row(key: str) -> str:
    subject = (TEMPLATES / key / "subject.sw.txt").read_text(encoding="utf-8")
    return f"| {key} | {_cell(LETTERS[key].purpose())} | {_cell(subject)} | {STATE} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    LIST.write_text(review_list(), encoding="utf-8")
