"""The page of the review document: its formats, its templates, and what they see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args, get_origin, get_type_hints

from designlint import document
from designlint.reference.entry import Page, Verbatim
from designlint.reference.markdown import block, code, link, paragraphs, table

PATH = "review.md"
SCHEMA_PATH = "review.schema.json"
COMMANDS = """
designlint report shop.design -o review.html
designlint report shop.design -o review.md --template review-templates
designlint report shop.design --summary -o summary.pdf
designlint report shop.design --watch
"""
HTML_EXAMPLE = """
{% extends "designlint/report.html" %}
{% block header %}
<header class="top"><h1>{{ doc.title | shown }}</h1> Payments team</header>
{% endblock %}
{% block interfaces %}{{ super() }}<p>Their contracts are in the wiki.</p>{% endblock %}
"""
FILTERS = (
    ("prose", "a sentence, with the names in backticks as code and links"),
    ("ref, refs", "the name of an element, or several, as links to their places"),
    ("anchor", "the id of an element's place"),
    ("place", "where something stands in the design"),
    (
        "shown",
        "a text whose invisible and direction-changing characters are shown as such (`report.html`)",
    ),
    ("code, paste", "a text in the typeface of code (`report.md`)"),
)


def review_page() -> Page:
    """How the review document is made and changed."""
    body = paragraphs(
        "`designlint report` writes the document of a design review: a front page of five sentences "
        "and the requirements of each flow with their verdicts, then problem, requirements, high-level "
        "design, deep dive, failure, capacity plan, consistency, security and privacy, operations, "
        "costs, risk register, open questions, decision log, assumption register with sensitivity, "
        "glossary and wrap-up. Details are folded. `--summary` writes the two pages for the meeting.",
        block(COMMANDS, "console"),
        "The ending of the file decides the format; the standard output gets HTML. HTML is one file that loads nothing: pictures, "
        "styles and script are in it. Markdown has its pictures as Mermaid, which GitHub and GitLab "
        "draw. PDF needs `designlint[pdf]` and leaves out what is for looking up, such as derivations and "
        "the facts of each component. JSON is the document itself, for programs: "
        f"{link('its schema', SCHEMA_PATH)}. `--watch` shows the page on this machine alone and "
        "updates it whenever a file of the design or a template is saved. When that fails, the last page "
        "stays, with the error above it. Editors show the same page while you type: see "
        f"{link('editors', 'editors.md')}.",
        "## Templates of your own",
        "`--template DIR`, or `report-template` in the configuration, names a folder whose templates "
        "take the place of those of the same name: `report.html` and `report.md` are the whole "
        "document, `page.css` and `page.js` stay as they are. A template that extends "
        "`designlint/report.html` or `designlint/report.md` changes single blocks.",
        block(HTML_EXAMPLE, "jinja"),
        "Templates run in a sandbox: they see the document (`doc`) and nothing else, everything that "
        "they write is escaped, and their time and output are limited. A mistake in one is reported at its line as "
        "[`CFG004`](rules/CFG004.md), and so is a block that the extended template does not have, or a "
        "folder in which no file has the name of a template.",
        table(("block", "in"), _blocks()),
        table(("filter", "makes"), [(code(name), text) for name, text in FILTERS]),
        "## What a template sees",
        "`doc` is a `Document`. A name in the second column is a part of the document with fields of "
        "its own; `[]` is a list of such.",
        *_types(),
    )
    return Page(PATH, "Review document", "formats, templates, and what they see", body)


def schema_file() -> Verbatim:
    """The JSON Schema of the document as a file."""
    from designlint.render.document.json_format import json_schema

    return Verbatim(SCHEMA_PATH, json.dumps(json_schema(), indent=2) + "\n")


def _blocks() -> list[tuple[str, str]]:
    """The blocks of the two templates."""
    from designlint.render.document.environment import blocks

    found: dict[str, list[str]] = {}
    for kind, template in (("html", "report.html"), ("text", "report.md")):
        for name in blocks(kind, template):
            found.setdefault(name, []).append(code(template))
    return [(code(name), ", ".join(templates)) for name, templates in found.items()]


def _types() -> Iterator[str]:
    """Each part of the document with its fields, the whole first."""
    kinds = [
        kind
        for kind in vars(document).values()
        if isinstance(kind, type)
        and issubclass(kind, tuple)
        and kind.__module__.startswith(f"{document.__name__}.")
    ]
    for kind in sorted(kinds, key=lambda kind: (kind is not document.Document, kind.__name__)):
        rows = [(code(name), _said(hint)) for name, hint in get_type_hints(kind).items()]
        yield f"### {kind.__name__}"
        yield " ".join((kind.__doc__ or "").split())
        yield table(("field", "type"), rows)


def _said(hint: Any) -> str:
    if get_origin(hint) is tuple:
        parts = get_args(hint)
        if parts[-1] is Ellipsis:
            return f"{_said(parts[0])}[]"
        return f"({', '.join(map(_said, parts))})"
    if get_args(hint):
        return " or ".join(_said(one) for one in get_args(hint))
    return "nothing" if hint is type(None) else str(hint.__name__)
