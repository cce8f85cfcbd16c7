"""A page as PDF, printed by WeasyPrint, which is an extra: `designlint[pdf]`."""

from __future__ import annotations

from typing import Any


class PdfError(Exception):
    """The page cannot be printed here; the text says what to do."""


def printed(page: str) -> bytes:
    """The page on paper. It loads nothing from anywhere. Raises PdfError."""
    try:
        from weasyprint import HTML
    except ImportError:
        raise PdfError("PDF needs `pip install 'designlint[pdf]'`; or print the HTML") from None
    except OSError as error:
        # It is there, and Pango, which it draws with, is not.
        raise PdfError(f"PDF needs Pango on this machine: {error}; or print the HTML") from None
    document: bytes = HTML(string=page, url_fetcher=_nothing).write_pdf()
    return document


def _nothing(url: str, *_: Any, **__: Any) -> dict[str, Any]:
    raise PdfError(f"a page loads nothing, and this one asks for {url}")
