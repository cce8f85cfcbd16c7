"""Two nodes of one picture never read the same, however long or alike their names are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from designlint.cli import main

LONG = "customer-notification-preferences-service"
PAIRS = {
    "ends": (f"{LONG}-eu-west", f"{LONG}-us-east"),
    "one letter of 100": ("a" * 99 + "b", "a" * 99 + "c"),
    "underscores": ("_".join(["part"] * 15) + "_x", "_".join(["part"] * 15) + "_y"),
    "the middle": (f"{'x' * 45}-eu-{'y' * 45}", f"{'x' * 45}-us-{'y' * 45}"),
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def bold(kind: str, *options: str) -> list[str]:
    """What stands in bold in each node, as it is read."""
    assert main(["diagram", "a.design", "-o", f"p.{kind}", *options]) == 0
    text = Path(f"p.{kind}").read_text(encoding="utf-8")
    if kind == "mmd":
        return re.findall(r"<b>([^<]*)</b>", text)
    if kind == "dot":
        labels = re.findall(r"^n\d+ .*?label=<<b>(.*?)</b>", text, re.MULTILINE)
        return [label.replace("<br/>", "") for label in labels]
    nodes = re.findall(r'class="node.*?</g>', text, re.DOTALL)
    return ["".join(re.findall(r'font-weight="bold"[^>]*>([^<]*)<', node)) for node in nodes]


@pytest.mark.parametrize("kind", ["svg", "dot", "mmd"])
@pytest.mark.parametrize("names", PAIRS.values(), ids=PAIRS)
def test_long_names_are_told_apart(names: tuple[str, str], kind: str) -> None:
    one, other = names
    Path("a.design").write_text(
        f"actor u\ncomponent {one} : service\ncomponent {other} : service\n"
        f"flow f {{ rate 3 req/s; u -> {one} -> {other} }}\n"
    )
    shown = [text.replace("&#45;", "-") for text in bold(kind)]
    assert sorted(shown) == sorted(["u", one, other])


@pytest.mark.parametrize("kind", ["svg", "dot", "mmd"])
@pytest.mark.parametrize("view", [[], ["--view", "flow", "--of", "f"]])
def test_names_of_two_groups_are_told_apart(view: list[str], kind: str) -> None:
    Path("a.design").write_text(
        "actor u\ngroup eu { component api : service }\ngroup us { component api : service }\n"
        "component db : database\nflow f { rate 3 req/s; u -> eu.api -> us.api -> db }\n"
    )
    shown = bold(kind, *view)
    expected = {"eu.api", "us.api"} if view else {"api"}
    assert expected <= set(shown)
    assert len(set(shown)) == len(shown) or not view
