"""A page as PDF, printed by WeasyPrint, which is an extra: `designlint[pdf]`."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


class PdfError(Exception):
    """The page cannot be printed here; the text says what to do."""


def printed(page: str) -> bytes:
    """The page on paper. It loads nothing from anywhere: its pictures are in it. Raises PdfError."""
    try:
        from weasyprint import HTML, URLFetcher
        from weasyprint.urls import FatalURLFetchingError
    except ImportError:
        raise PdfError("PDF needs `pip install 'designlint[pdf]'`; or print the HTML") from None
    except OSError as error:
        # It is there, and Pango, which it draws with, is not.
        raise PdfError(f"PDF needs Pango on this machine: {error}; or print the HTML") from None
    inside = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    try:
        with _uncollected():
            document: bytes = HTML(string=page, url_fetcher=inside).write_pdf()
    except FatalURLFetchingError as error:
        raise PdfError(f"a template loads something from outside of the page: {error}") from None
    return document


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage: boxes of pages are kept to the end, and to walk them all again and again
    takes a tenth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
