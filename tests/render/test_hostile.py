"""Whatever stands in a design or is the name of its file: no format lets it be more than text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt

from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Diagnostic, Label, Severity, Step, edit
from designlint.diagnostics.result import Result
from designlint.render import github, gitlab, junit, markdown, rdjson, sarif, statistics
from designlint.render.breaches import breaks_line
from designlint.render.consequences import beneath
from designlint.render.found_in import designs_line
from tests.render.test_properties import TEXTS, UNSAFE, category, results

NASTY = (
    "x\n::error::no %0A::warning file=a,line=1::%\r##[error]no",
    "]]> <b>&amp; & \" ' --> <![CDATA[ \x00\x0b\ufffe\ud800 <?x?>",
    "a | b \\| c ` d ``` e ~~~ \n| --- |\n# head\n</details><script>x</script><!-- @root #1",
    "[here](http://example.org) ![x](y) <http://e.org> **b** _i_ {0} {{1}} $x$",
    "\x1b]0;title\x07\x1b[2J\x9b2J\u202egnissap\u2066\ufeff\u200b\r\n\t",
)
CALL = re.compile(r"[@#]\w")
"""By this GitHub finds whom to call, and which issue to link."""


def nasty(text: str) -> Result:
    """A result with a text wherever a text may be."""
    source = Source(text, text)
    label = Label(Span(source, 0, len(text)), text)
    step = Step(text, label.span, text)
    diagnostic = Diagnostic(
        "TST001", Severity.WARNING, text, label, (label,), (step,), (edit(text),), text
    )
    return Result((diagnostic,), 1)


def any_result(test: Callable[[Result], None]) -> Callable[[], None]:
    """Run a test with the nasty texts, and with what can be thought of beside them."""
    for text in NASTY:
        test = example(nasty(text))(test)
    return settings(max_examples=50)(given(results(TEXTS, TEXTS))(test))


def is_harmless(line: str) -> bool:
    return not any(category(char) in UNSAFE or char == "\u202e" for char in line)


@any_result
def test_github_has_a_command_for_each_finding_and_no_other(result: Result) -> None:
    lines = github.render(result).split("\n")
    assert len(lines) == len(result.diagnostics) + 1
    for line in lines[:-1]:
        assert re.match(r"::(error|warning|notice) title=[^:,]*,file=[^:,]*,line=\d+,", line)
        assert is_harmless(line)


@any_result
def test_junit_is_xml_with_a_case_for_each_finding(result: Result) -> None:
    root = ElementTree.fromstring(junit.render(result))  # noqa: S314  # our own
    cases = list(root.iter("testcase"))
    assert len(cases) == max(1, len(result.diagnostics))
    assert {element.tag for element in root.iter()} <= {
        "testsuites", "testsuite", "testcase", "failure", "error", "skipped",
    }  # fmt: skip
    assert int(root.attrib["tests"]) == len(cases)
    failed = sum(d.severity is Severity.ERROR for d in result.diagnostics)
    assert int(root.attrib["failures"]) == len(list(root.iter("failure"))) == failed


@any_result
def test_data_is_ascii_and_has_the_message_unchanged(result: Result) -> None:
    texts = (gitlab.render(result), rdjson.render(result), sarif.render(result).text)
    assert all(text.isascii() for text in texts)
    issues, diagnostics, log = map(json.loads, texts)
    messages = [d.message for d in result.diagnostics]
    assert [issue["description"] for issue in issues] == [
        f"{d.message} ({', '.join(said)})" if (said := remarks(d)) else d.message
        for d in result.diagnostics
    ]
    assert len({issue["fingerprint"] for issue in issues}) == len(messages)
    reported = [d["message"] for d in diagnostics["diagnostics"]]
    assert all(t.startswith(m) for t, m in zip(reported, messages, strict=True))
    assert len(log["runs"][0]["results"]) == len(messages)


def remarks(diagnostic: Diagnostic) -> list[str]:
    owner = f"owner {diagnostic.owner}" if diagnostic.owner else ""
    said = (designs_line(diagnostic), breaks_line(diagnostic), owner, beneath(diagnostic))
    return [line for line in said if line]


@any_result
def test_markdown_is_a_table_and_proofs_and_nothing_else(result: Result) -> None:
    text = markdown.render(result)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    count = len(result.diagnostics)
    kinds = [token.type for token in tokens]
    assert kinds.count("tr_open") == (count + 1 if count else 0)
    assert kinds.count("td_open") == 4 * count
    assert kinds.count("heading_open") == 1
    for token in tokens:
        if token.type == "html_block":
            assert re.match(r"</details>\n?$|<details><summary>[^<>]*", token.content)
            rest = re.sub(r"<!-- -->|</?(details|summary)>", "", token.content)
            assert "<" not in rest
        for child in token.children or ():
            assert child.type in {"text", "code_inline", "html_inline", "softbreak"}
            assert child.type != "html_inline" or child.content == "<!-- -->"
    assert all(is_harmless(line) for line in text.split("\n"))


@pytest.mark.parametrize("text", NASTY)
def test_statistics_are_a_line_for_each_code(text: str) -> None:
    code = Diagnostic(text, Severity.INFO, "m", Label(Span(Source("a", ""), 0, 0)))
    shown = statistics.render(Result((code, code), 1), {})
    assert shown.count("\n") == 1
    assert shown.startswith("2  ")
