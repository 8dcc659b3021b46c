"""Which files are taken as evidence. The type is that of the content; a name proves nothing."""

from __future__ import annotations

from cases.ntb.wording import N_, Sentence

LARGEST_MEGABYTES = 20
LARGEST_BYTES = LARGEST_MEGABYTES * 1024 * 1024

TYPES: dict[str, str] = {
    "application/pdf": "PDF",
    "image/jpeg": "JPG",
    "image/png": "PNG",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "video/mp4": "MP4",
}
"""Media types as read from the content, with the name that people know."""


def refuse_file(name: str, size: int, content_type: str | None) -> Sentence | None:
    """Why a file is not taken, and what to do; None when it is. `content_type` is None when nobody can tell."""
    if size == 0:
        return Sentence(N_("“%(name)s” is empty. Choose the file again."), name=name)
    if size > LARGEST_BYTES:
        return Sentence(
            N_("“%(name)s” is %(size)s MB; a file may have %(most)s MB. Send a smaller copy or split it."),
            name=name,
            size=f"{size / 1024 / 1024:.1f}",
            most=LARGEST_MEGABYTES,
        )
    if content_type not in TYPES:
        return Sentence(
            N_("“%(name)s” is not a PDF, JPG, PNG, DOCX or MP4 file inside, whatever its name says. Save it as PDF."),
            name=name,
        )
    return None
