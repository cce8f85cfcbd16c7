"""GitHub code scanning reads SARIF more strictly than the standard: its demands, one a test.

The demands are those of "SARIF support for code scanning" in GitHub's documentation.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Diagnostic, Label, Severity, Step
from designlint.diagnostics.result import Result, Suppressed
from designlint.render import sarif
from designlint.render.breaches import broken_names
from designlint.render.places import Base
from designlint.render.sarif_result import PLACE_LIMIT, RESULT_LIMIT
from tests.render.cases import CASES, SHORTLINK, SPF, at
from tests.sarif.logs import EXAMPLES, ROOT, documentation, example, log_of, result_of

NAMES = [*EXAMPLES, *CASES]


@cache
def log(name: str) -> dict[str, Any]:
    return log_of(result_of(name))


def rules(name: str) -> Iterator[dict[str, Any]]:
    yield from log(name)["runs"][0]["tool"]["driver"]["rules"]


def reported(name: str) -> Iterator[dict[str, Any]]:
    yield from log(name)["runs"][0]["results"]


def places(value: Any) -> Iterator[dict[str, Any]]:
    """Every physical location, wherever it is."""
    if isinstance(value, dict):
        if "physicalLocation" in value:
            yield value["physicalLocation"]
        for part in value.values():
            yield from places(part)
    elif isinstance(value, list):
        for part in value:
            yield from places(part)


def test_there_is_something_to_look_at() -> None:
    assert sum(len(list(reported(name))) for name in EXAMPLES) > 40


@pytest.mark.parametrize("name", NAMES)
def test_rules_have_their_documentation(name: str) -> None:
    for rule in rules(name):
        assert rule["id"]
        assert 1 <= len(rule["shortDescription"]["text"]) <= 1024
        assert 1 <= len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in {"note", "warning", "error"}


@pytest.mark.parametrize("code", documentation())
def test_every_rule_is_described(code: str) -> None:
    span = at(SHORTLINK, "gate")
    result = Result((Diagnostic(code, Severity.WARNING, "m", Label(span)),), 1)
    (run,) = log_of(result)["runs"]
    if code.startswith("INT"):
        assert run["results"] == []
        return
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["id"] == code
    assert rule["name"] == documentation()[code].name
    assert len(rule["fullDescription"]["text"]) > len(rule["name"])
    assert rule["help"]["markdown"].startswith(("Grade: ", "Grades, ", "Severity: "))


@pytest.mark.parametrize("name", NAMES)
def test_rules_say_how_grave_and_how_precise_they_are(name: str) -> None:
    for rule in rules(name):
        properties = rule["properties"]
        assert properties["precision"] in {"very-high", "high", "medium", "low"}
        assert properties["problem.severity"] in {"error", "warning", "recommendation"}
        assert 1 <= len(properties["tags"]) <= 10
        assert len(set(properties["tags"])) == len(properties["tags"])


@pytest.mark.parametrize("name", NAMES)
def test_results_refer_to_their_rule(name: str) -> None:
    listed = list(rules(name))
    for one in reported(name):
        assert listed[one["ruleIndex"]]["id"] == one["ruleId"]
        assert one["level"] in {"note", "warning", "error"}
        assert one["message"]["text"]


@pytest.mark.parametrize("name", NAMES)
def test_regions_have_all_four_fields_and_are_short(name: str) -> None:
    found = list(places(log(name)))
    assert bool(found) is bool(result_of(name).diagnostics)
    for place in found:
        region = place["region"]
        assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert min(region.values()) >= 1
        assert region["startLine"] == region["endLine"]
        assert region["startColumn"] <= region["endColumn"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_paths_are_relative_and_lead_to_files(name: str) -> None:
    for place in places(log(name)):
        artifact = place["artifactLocation"]
        assert artifact["uriBaseId"] == "%SRCROOT%"
        assert not artifact["uri"].startswith(("/", "./", "file:"))
        assert (ROOT / unquote(artifact["uri"])).is_file()
        lines = (ROOT / unquote(artifact["uri"])).read_text("utf-8").split("\n")
        assert place["region"]["endColumn"] <= len(lines[place["region"]["startLine"] - 1]) + 1


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("a b.design", "a%20b.design"),
        ("./x/100%.design", "x/100%25.design"),
        ("x/../東.design", "%E6%9D%B1.design"),
        ("c#?:d.design", "c%23%3F%3Ad.design"),
    ],
)
def test_paths_are_percent_encoded(name: str, uri: str) -> None:
    span = Span(Source(name, "gate"), 0, 4)
    result = Result((Diagnostic("SPF001", Severity.ERROR, "m", Label(span)),), 1)
    (place,) = places(log_of(result))
    assert place["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_paths_start_at_the_repository_wherever_the_command_runs() -> None:
    span = Span(Source("../b/x.design", "gate"), 0, 4)
    result = Result((Diagnostic("SPF001", Severity.ERROR, "m", Label(span)),), 1)
    inside = sarif.render(result, base=Base("/repo/a", "/repo")).text
    outside = sarif.render(result, base=Base("/repo", "/repo")).text
    assert '{"uri": "b/x.design", "uriBaseId": "%SRCROOT%"}' in inside
    assert '{"uri": "file:///b/x.design"}' in outside


@pytest.mark.parametrize("name", NAMES)
def test_results_have_different_fingerprints(name: str) -> None:
    prints = [one["partialFingerprints"] for one in reported(name)]
    for one in prints:
        assert set(one) == {"primaryLocationLineHash", "designlint/v1"}
        assert re.fullmatch(r"[0-9a-f]{1,16}:\d+", one["primaryLocationLineHash"])
        assert re.fullmatch(r"[0-9a-f]{32}", one["designlint/v1"])
    ours = [one["designlint/v1"] for one in prints]
    assert len(set(ours)) == len(ours)


def test_a_witness_is_a_code_flow() -> None:
    (_, one, _) = reported("typical")
    (flow,) = one["codeFlows"]
    (thread,) = flow["threadFlows"]
    steps = [place["location"] for place in thread["locations"]]
    assert [step["message"]["text"] for step in steps] == [
        "visitor -> gate -> links (stated)",
        "no path of `follow` avoids `gate`",
        "`gate` has 1 replica (stated)",
    ]
    lines = [step["physicalLocation"]["region"]["startLine"] for step in steps]
    assert lines == [s.span.position.line if s.span else 12 for s in SPF.witness]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_witness_and_label_is_shown(name: str) -> None:
    pairs = zip(example(name).diagnostics, reported(name), strict=True)
    for diagnostic, one in pairs:
        assert len(one.get("relatedLocations", [])) == len(diagnostic.secondary) + len(
            broken_names(diagnostic)
        )
        flows = one.get("codeFlows", [])
        steps = [s for flow in flows for t in flow["threadFlows"] for s in t["locations"]]
        assert len(steps) == len(diagnostic.witness)


@pytest.mark.parametrize("name", NAMES)
def test_related_places_have_words_and_numbers_of_their_own(name: str) -> None:
    for one in reported(name):
        related = one.get("relatedLocations", [])
        assert [place["id"] for place in related] == list(range(1, len(related) + 1))
        assert all(place["message"]["text"] for place in related)


@pytest.mark.parametrize("name", NAMES)
def test_the_run_has_a_category(name: str) -> None:
    (run,) = log(name)["runs"]
    assert run["automationDetails"]["id"] == "designlint/"
    assert run["tool"]["driver"]["name"] == "designlint"
    assert run["columnKind"] == "unicodeCodePoints"


def test_accepted_findings_are_left_out_unless_asked_for() -> None:
    result = Result((), 1, accepted=1, suppressed=(Suppressed(SPF, "it is a demo"),))
    assert log_of(result)["runs"][0]["results"] == []
    (one,) = log_of(result, show_accepted=True)["runs"][0]["results"]
    assert one["ruleId"] == "SPF001"
    (suppression,) = one["suppressions"]
    assert suppression == {
        "kind": "inSource",
        "status": "accepted",
        "justification": "it is a demo",
    }


def test_what_fails_inside_is_a_notification_and_no_result() -> None:
    span = Span(Source("rule X", ""), 0, 0)
    result = Result(
        (Diagnostic("INT001", Severity.ERROR, "rule X failed", Label(span)),), 1, broken=True
    )
    (run,) = log_of(result)["runs"]
    assert run["results"] == []
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"] == "rule X failed"


def test_no_text_of_a_design_becomes_a_link() -> None:
    text = "see [this](http://example.org)"
    result = Result((Diagnostic("A1", Severity.INFO, text, Label(at(SHORTLINK, "gate"))),), 1)
    (one,) = log_of(result)["runs"][0]["results"]
    assert one["message"]["text"] == r"see \[this\](http://example.org)"


def finding(number: int, severity: Severity, words: str = "m") -> Diagnostic:
    span = at(SHORTLINK, "gate")
    return Diagnostic("SPF001", severity, words, Label(span), element=f"e{number}")


def test_no_more_results_than_are_read_and_the_gravest_stay() -> None:
    errors = [finding(number, Severity.ERROR) for number in range(10)]
    infos = [finding(number, Severity.INFO) for number in range(RESULT_LIMIT)]
    report = sarif.render(Result((*infos, *errors), 1))
    (run,) = log_of_text(report.text)["runs"]
    assert len(run["results"]) == RESULT_LIMIT
    assert report.left_out == 10
    assert sum(one["level"] == "error" for one in run["results"]) == 10
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("10 findings have no room")


def test_no_report_is_larger_than_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "SIZE_LIMIT", 20_000)
    diagnostics = [finding(number, Severity.WARNING, f"{number**9}" * 9) for number in range(2000)]
    report = sarif.render(Result(tuple(diagnostics), 1))
    assert len(zlib.compress(report.text.encode())) <= 20_000
    shown = len(log_of_text(report.text)["runs"][0]["results"])
    assert 50 < shown == 2000 - report.left_out


def test_a_result_has_no_more_places_than_are_read() -> None:
    label = Label(at(SHORTLINK, "gate"), "here")
    many = PLACE_LIMIT + 5
    result = Result((SPF._replace(secondary=(label,) * many, witness=(Step("again"),) * many),), 1)
    (one,) = log_of(result)["runs"][0]["results"]
    assert len(one["relatedLocations"]) == PLACE_LIMIT
    assert len(one["codeFlows"][0]["threadFlows"][0]["locations"]) == PLACE_LIMIT


def log_of_text(text: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(text)
    return read


def test_hostile_names_of_files_do_no_harm() -> None:
    (place, *_) = places(log_of(CASES["hostile"]))
    assert re.fullmatch(r"[\w%./-]+", place["artifactLocation"]["uri"])
    assert Path(unquote(place["artifactLocation"]["uri"])).name == "bad\x1b[1m\n.design"
