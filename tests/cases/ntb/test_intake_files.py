import pytest

from cases.ntb.intake import LARGEST_BYTES, refuse_file


def test_a_pdf_is_taken() -> None:
    assert refuse_file("refusal.pdf", 120_000, "application/pdf") is None


def test_20_mb_are_taken() -> None:
    assert refuse_file("queue.mp4", 20 * 1024 * 1024, "video/mp4") is None


def test_a_byte_more_is_refused() -> None:
    assert "may have 20 MB" in str(refuse_file("queue.mp4", LARGEST_BYTES + 1, "video/mp4"))


def test_an_empty_file_is_refused() -> None:
    assert "is empty" in str(refuse_file("refusal.pdf", 0, None))


@pytest.mark.parametrize("content_type", ["application/x-dosexec", "text/html", None])
def test_the_content_counts_and_not_the_name(content_type: str | None) -> None:
    assert "whatever its name says" in str(refuse_file("refusal.pdf", 1000, content_type))
