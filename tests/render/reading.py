"""Each format read back by other means than those that wrote it, as the same simple facts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

from designlint.diagnostics.result import Result
from designlint.render import github, gitlab, json_format, junit, markdown, rdjson, sarif, short
from designlint.render.levels import GITHUB, GITLAB, RDJSON, SARIF


class Reported(NamedTuple):
    """What a format shows of a finding."""

    code: str
    severity: str
    path: str
    line: int
    column: int
    message: str


def from_json(result: Result) -> list[Reported]:
    return [
        Reported(
            d["code"],
            d["severity"],
            d["location"]["file"],
            d["location"]["start"]["line"],
            d["location"]["start"]["column"],
            d["message"],
        )
        for d in json.loads(json_format.render(result))["diagnostics"]
    ]


_SHORT = re.compile(r"(.*?):(\d+):(\d+): (\w+)\[(\w*)\] ?(.*)")


def from_short(result: Result) -> list[Reported]:
    lines = short.render(result).splitlines()
    found = [_SHORT.fullmatch(line) for line in lines]
    assert all(found), lines
    return [Reported(f[5], f[4], f[1], int(f[2]), int(f[3]), f[6]) for f in found if f]


def from_sarif(result: Result) -> list[Reported]:
    (run,) = json.loads(sarif.render(result).text)["runs"]
    return [_sarif_result(one) for one in run["results"]]


def _sarif_result(one: dict[str, Any]) -> Reported:
    place = one["locations"][0]["physicalLocation"]
    region = place["region"]
    return Reported(
        one["ruleId"],
        one["level"],
        unquote(place["artifactLocation"]["uri"]),
        region["startLine"],
        region["startColumn"],
        one["message"]["text"],
    )


def from_github(result: Result) -> list[Reported]:
    reported = []
    for line in github.render(result).splitlines():
        command = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
        assert command, line
        pairs = (pair.split("=", 1) for pair in command[2].split(","))
        known = {key: unquote(value) for key, value in pairs}
        # Names have no percent signs here, so that percent-encoding is undone as URIs do it.
        message = unquote(command[3]).split("\nhelp: ")[0].split("\nedit: ")[0]
        place = (known["file"], int(known["line"]), int(known["col"]))
        reported.append(Reported(known["title"], command[1], *place, message))
    return reported


def from_gitlab(result: Result) -> list[Reported]:
    reported = []
    for issue in json.loads(gitlab.render(result)):
        begin = issue["location"]["positions"]["begin"]
        place = (issue["location"]["path"], begin["line"], begin["column"])
        reported.append(
            Reported(issue["check_name"], issue["severity"], *place, issue["description"])
        )
    return reported


def from_junit(result: Result) -> list[Reported]:
    root = ElementTree.fromstring(junit.render(result))  # noqa: S314  # our own
    reported = []
    for case in root.iter("testcase"):
        if len(case) == 0:
            continue
        (outcome,) = case
        reported.append(_case(case, outcome))
    return reported


def _case(case: ElementTree.Element, outcome: ElementTree.Element) -> Reported:
    code = case.attrib["name"].split(" ")[0]
    said = re.search(r":(\d+):(\d+): (\w+)\[", outcome.text or "")
    assert said
    assert said[1] == case.attrib["line"]
    line, column = int(said[1]), int(said[2])
    return Reported(code, said[3], case.attrib["file"], line, column, outcome.attrib["message"])


_ROW = re.compile(r"\| (\w+) \| (\w*) \| (.*) \| `(.*?):(\d+):(\d+)` \|")


def from_markdown(result: Result) -> list[Reported]:
    rows = markdown.render(result).split("|---|---|---|---|\n")[1:]
    found = [_ROW.fullmatch(row) for row in "".join(rows).split("\n\n")[0].splitlines()]
    assert all(found)
    return [
        Reported(f[2], f[1], f[4], int(f[5]), int(f[6]), re.sub(r"\\(.)", r"\1", f[3]))
        for f in found
        if f
    ]


def from_rdjson(result: Result) -> list[Reported]:
    return [
        Reported(
            d["code"]["value"],
            d["severity"],
            d["location"]["path"],
            d["location"]["range"]["start"]["line"],
            d["location"]["range"]["start"]["column"],
            d["message"].split("\nhelp: ")[0].split("\nedit: ")[0],
        )
        for d in json.loads(rdjson.render(result))["diagnostics"]
    ]


Names = dict[str, str]
_SAME: Names = {s: s for s in ("error", "warning", "undecided", "info")}
READERS: dict[str, tuple[Callable[[Result], list[Reported]], Names]] = {
    "short": (from_short, _SAME),
    "json": (from_json, _SAME),
    "sarif": (from_sarif, {str(s): name for s, name in SARIF.items()}),
    "github": (from_github, {str(s): name for s, name in GITHUB.items()}),
    "gitlab": (from_gitlab, {str(s): name for s, name in GITLAB.items()}),
    "junit": (from_junit, _SAME),
    "markdown": (from_markdown, _SAME),
    "rdjson": (from_rdjson, {str(s): name for s, name in RDJSON.items()}),
}
"""How each format is read, and how it calls the severities."""
