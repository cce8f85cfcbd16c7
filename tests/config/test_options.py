"""Options of rules: what they change, and each mistake at its own place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest

from designlint.api import Facts, Finding, Label, Severity, option, rule
from designlint.cli import main
from designlint.config import ConfigError, load_settings
from designlint.config.options import options_of, with_options
from designlint.plugins.rule import Rule
from designlint.testing import registry
from tests.config.running import reported, write


@dataclass(frozen=True)
class Options:
    """One of each form."""

    limit: int = option(3, "A whole number.", at_least=1, at_most=9)
    share: float = option(0.5, "A number.")
    strict: bool = option(False, "A flag.")
    word: str = option("x", "A text.")
    level: Literal["low", "high"] = option("low", "A choice.")
    names: tuple[str, ...] = option((), "A list.")


@rule("ACME001", severity=Severity.WARNING, since="1.0", name="acme", options=Options)
def sample(facts: Facts, options: Options) -> Iterator[Finding]:
    """Report the options."""
    for path, component in facts.design.components.items():
        yield Finding(repr(options), Label(component.span), path)


def configured(tmp_path: Path, text: str, *rules: Rule) -> Any:
    path = tmp_path / "designlint.yaml"
    path.write_text(f"options:\n  ACME001:\n{text}", encoding="utf-8")
    found = with_options({r.code: r for r in (sample, *rules)}, load_settings(path, path.name))
    return found["ACME001"].options


def test_defaults_hold_where_nothing_is_stated(tmp_path: Path) -> None:
    assert sample.options == Options()
    assert configured(tmp_path, "    limit:\n") == Options()


def test_every_form_is_read(tmp_path: Path) -> None:
    text = "    { limit: 9, share: 1, strict: true, word: y, level: high, names: [a, b] }\n"
    assert configured(tmp_path, text) == Options(9, 1, True, "y", "high", ("a", "b"))


@pytest.mark.parametrize(
    ("stated", "under", "message"),
    [
        ("limit: 0", "0", "`options.ACME001.limit` is a whole number from 1 up to 9"),
        ("limit: 2.5", "2.5", "`options.ACME001.limit` is a whole number from 1 up to 9"),
        ("limit: true", "true", "`options.ACME001.limit` is a whole number from 1 up to 9"),
        ("share: much", "much", "`options.ACME001.share` is a number"),
        ("share: .nan", ".nan", "`options.ACME001.share` is a number"),
        ("strict: yes", "yes", "`options.ACME001.strict` is true or false"),
        ("word: 3", "3", "`options.ACME001.word` is a text"),
        ("level: hihg", "hihg", "unknown value `hihg`; did you mean `high`?"),
        ("names: {a: b}", "{a: b}", "`options.ACME001.names` is a list of texts"),
        ("limits: 3", "limits", "unknown option of ACME001 `limits`; did you mean `limit`?"),
        ("[limit]", "[limit]", "`options.ACME001` is a mapping of options to values"),
    ],
)
def test_a_mistake_is_reported_at_its_place(
    tmp_path: Path, stated: str, under: str, message: str
) -> None:
    with pytest.raises(ConfigError) as error:
        configured(tmp_path, f"    {stated}\n")
    (found,) = error.value.diagnostics
    assert (found.message, found.primary.span.text) == (message, under)
    assert found.primary.span.position.line == 3


def test_an_option_that_no_configuration_can_state_is_a_mistake_of_the_rule() -> None:
    @dataclass(frozen=True)
    class Odd:
        """A form that there is not."""

        when: complex = option(1j, "No.")

    Odd.__annotations__["when"] = complex
    with pytest.raises(TypeError, match="cannot be of type"):
        options_of(sample._replace(options=Odd()))


@pytest.mark.parametrize("built_in", registry().rules.values(), ids=lambda one: one.code)
def test_every_option_of_ours_is_documented_and_read(built_in: Rule) -> None:
    record = options_of(built_in)
    for name, field in record.fields.items() if record else ():
        assert field.doc.endswith("."), name
        assert field.default is not None
        assert f"`{name}`" in built_in.doc, "the page says what the option does"


def test_a_rule_without_options_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, a="actor x\n", config="options: { SPF001: { limit: 3 } }\n")
    assert reported(capsys) == [("CFG001", "error", "designlint.yaml:1:12")]


CHOICES = 'design a "A" { growth 2x }\n' + "".join(f"component s{n} : database\n" for n in range(4))


@pytest.mark.parametrize(("limit", "findings"), [(3, 1), (4, 4), (0, 1)])
def test_how_many_unexplained_choices_are_reported_one_by_one(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    limit: int,
    findings: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, a=CHOICES, config=f"options: {{ DEC001: {{ one_by_one: {limit} }} }}\n")
    main(["check", "--select", "DEC001", "--statistics", "--format", "json"])
    (counted,) = json.loads(capsys.readouterr().out)
    assert counted["count"] == findings


@pytest.mark.parametrize(
    ("level", "stated", "findings"),
    [("critical", "high", 0), ("high", "high", 1), ("low", "critical", 1), ("normal", "low", 0)],
)
def test_how_important_data_must_be(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    level: str,
    stated: str,
    findings: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    design = f"""
data link {{ importance {stated} }}
component store : database {{ holds link; replicas 1 }}
actor author
flow create {{ author -> store writes link }}
"""
    write(tmp_path, a=design, config=f"options: {{ SPF005: {{ importance: {level} }} }}\n")
    assert len(reported(capsys, "--select", "SPF005")) == findings


def test_a_lower_importance_is_named_in_the_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    design = (
        "data link { importance high }\ncomponent store : database { holds link; replicas 1 }\n"
    )
    write(tmp_path, a=design, config="options: { SPF005: { importance: normal } }\n")
    main(["check", "--select", "SPF005"])
    wanted = "every copy of high-importance `link` is on one replica of `store`"
    assert wanted in " ".join(capsys.readouterr().out.split())
