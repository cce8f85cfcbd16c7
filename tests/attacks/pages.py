"""The page of a review document in a browser: nothing of a design runs, loads or asks, and the console is quiet."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import SkipTest

from playwright.sync_api import Page

from designlint.cli import main
from tests.attacks.attack import Case
from tests.attacks.carrier import carrying, understood
from tests.attacks.payloads import PAYLOADS
from tests.attacks.texts import any_design
from tests.support.browser import NO_BROWSER, TIMEOUT, heard_of, running

OTHERS = 5
"""One of so many pages is that of a random design."""


def draw(seed: int) -> Case:
    """A payload in every text of a design, or a random design."""
    if seed % OTHERS == 0:
        return Case(any_design(seed))
    return Case(understood(carrying(PAYLOADS[seed % len(PAYLOADS)])))


def is_quiet(case: Case) -> None:
    """The page does nothing but show the document, whatever is opened and searched in it."""
    browser = running()
    if browser is None:
        raise SkipTest(NO_BROWSER)
    with TemporaryDirectory() as folder:
        design, target = Path(folder, "a.design"), Path(folder, "page.html")
        design.write_text(case.text, encoding="utf-8")
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            code = main(["report", str(design), "-o", str(target)])
        if code not in (0, 1):
            return  # it is no design: what is said of that is what other attacks look at
        page = browser.new_page()
        try:
            page.set_default_timeout(TIMEOUT)
            heard = heard_of(page, target.as_uri())
            page.goto(target.as_uri())
            _used(page)
            assert heard == []
            assert page.evaluate("document.scripts.length") == 1, "a script that is not ours"
        finally:
            page.close()


def _used(page: Page) -> None:
    """Open and search what there is."""
    for button in page.get_by_role("button", name="Open all").all():
        button.click()
    for search in page.get_by_role("searchbox").all():
        search.fill("<img src=x onerror=alert(1)>")
        search.fill("")
