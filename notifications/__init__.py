"""Words: every e-mail of the department, from the row that asks for it to the answer of the mail server."""

from notifications.checking import check
from notifications.compose import BadAddress, Composed, compose, compose_preview
from notifications.on_file import Posted, letters_of_case, printable, unsent

__all__ = [
    "BadAddress", "Composed", "Posted", "check", "compose", "compose_preview", "letters_of_case", "printable", "unsent",
]  # fmt: skip
