"""The functions by which texts get into Markdown, with each payload: no markup, no link, no mention."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from designlint.render.cells import clean
from designlint.render.markdown import code, html, prose
from tests.attacks.parsers import read_markdown
from tests.attacks.payloads import PAYLOADS

ADDRESSES = (
    "http://example.org", "HTTPS://EXAMPLE.ORG", "ftp://example.org", "www.example.org", "WWW.example.org",
    "*http://example.org*", "me@example.org", "a@-b.c", "a@.b.c", "a@_b.c.d", "mailto:a@b.c", "xmpp:a@b.c/d",
)  # fmt: skip


TEXTS = [text for payload in (*PAYLOADS, *ADDRESSES) if (text := payload.replace("`", "'").strip())]
"""Without backticks, in which names are code on purpose."""


@pytest.mark.parametrize(
    ("written", "elements"),
    [
        (lambda text: prose(text, strip=False), {"p"}),
        (lambda text: f"- {code(text)}", {"ul", "ul/li", "ul/li/p", "ul/li/code", "ul/li/p/code"}),
        (lambda text: f"<details><summary>{html(clean(text))}</summary>\n\n</details>", {"details", "details/summary"}),
    ],
    ids=["prose", "code", "html"],
)  # fmt: skip
def test_a_payload_is_text(written: Callable[[str], str], elements: set[str]) -> None:
    parts = [written(text) for text in TEXTS]
    if read_markdown("\n\n".join(parts)).keys() - elements:
        for text, part in zip(TEXTS, parts, strict=True):
            assert read_markdown(part).keys() <= elements, text
