"""Each exit code for each of its causes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from designlint.cli import main
from designlint.registry import installed, load_registry
from tests.plugins.fakes import Plugin, entry, flagging, raising

FINE = "component gate : gateway { replicas 2 }\n"
WARNING = "component a : gateway { replicas 1 }\ncomponent b : service { replicas 2 }\nflow f { rate 1 req/s; a -> b }\n"
ERROR = "component gate : gatway\n"
VIOLATED = """component a : gateway { replicas 1; availability 99% }
component b : service { replicas 2; availability 99.9% }
flow f { rate 1 req/s; a -> b }
nonfunctional N1 "Up." { require availability of f >= 99.9% }
"""
ASSUMED = VIOLATED.replace("; availability 99%", "")
MET_ON_ASSUMPTIONS = ASSUMED.replace(">= 99.9%", ">= 90%")
UNDECIDED = VIOLATED.replace(" : gateway { replicas 1; availability 99% }", " : third_party")
ACCEPTED = WARNING + 'accept SPF001 on a because "It is a test."\n'
MEANT = """title: Bus
kinds: [queue]
facts: none
"""
BROKEN = ImportError("no module named 'gone'")


class Cause(NamedTuple):
    """Why a command ends with a code: its arguments, the files there are, the plugins there are."""

    code: int
    why: str
    arguments: str
    files: dict[str, str | bytes] = {}
    plugins: Callable[[], Sequence[Any]] | None = None


CAUSES = [
    Cause(0, "nothing is found", "check", {"a.design": FINE}),
    Cause(0, "what is found is below --fail-on", "check", {"a.design": WARNING}),
    Cause(0, "what is found is accepted", "check --fail-on warning", {"a.design": ACCEPTED}),
    Cause(0, "what is found is ignored", "check --ignore SPF,COV --fail-on info", {"a.design": WARNING}),
    Cause(0, "the severity is lowered", "check --severity VER=info --ignore SPF", {"a.design": VIOLATED}),
    Cause(0, "--exit-zero", "check --exit-zero", {"a.design": ERROR}),
    Cause(0, "a claim is met", "verify a.design", {"a.design": VIOLATED.replace(">= 99.9%", ">= 90%")}),
    Cause(0, "a claim is undecided", "verify a.design", {"a.design": UNDECIDED}),
    Cause(0, "a claim is violated on assumptions", "verify a.design", {"a.design": ASSUMED}),
    Cause(0, "a claim is undecided, which is not asked for", "verify a.design --fail-on likely", {"a.design": UNDECIDED}),
    Cause(0, "a claim is met on assumptions", "verify a.design --fail-on undecided", {"a.design": MET_ON_ASSUMPTIONS}),
    Cause(0, "a question is answered", "whatif a.design --load 2x", {"a.design": FINE}),
    Cause(0, "a page is shown", "explain SPF001"),
    Cause(0, "rules are listed", "rules"),
    Cause(0, "settings are listed", "config"),
    Cause(0, "no command is help", ""),
    Cause(0, "an idle override is a warning", "check", {
        "a.design": FINE, "designlint.yaml": "overrides: [{files: x/, ignore: SPF}]\n"}),
    Cause(1, "the text has an error", "check", {"a.design": ERROR}),
    Cause(1, "a requirement is violated", "check --ignore SPF", {"a.design": VIOLATED}),
    Cause(1, "a warning with --fail-on warning", "check --fail-on warning", {"a.design": WARNING}),
    Cause(1, "a warning with fail-on in the configuration", "check", {
        "a.design": WARNING, "designlint.yaml": "fail-on: warning\n"}),
    Cause(1, "the severity is raised", "check --severity SPF=error", {"a.design": WARNING}),
    Cause(1, "undecided with --fail-on undecided", "check --fail-on undecided --ignore SPF,ACC",
          {"a.design": UNDECIDED}),
    Cause(1, "an import is not there", "check", {"a.design": 'import "b.design"\n'}),
    Cause(1, "an idle override with --fail-on warning", "check --fail-on warning", {
        "a.design": FINE, "designlint.yaml": "overrides: [{files: x/, ignore: SPF}]\n"}),
    Cause(1, "a claim is violated", "verify a.design", {"a.design": VIOLATED}),
    Cause(1, "a flow stops", "whatif a.design --lose b", {"a.design": WARNING}),
    Cause(0, "a drill is made", "drill a.design", {"a.design": WARNING}),
    Cause(1, "a claim is violated on assumptions", "verify a.design --fail-on assumed", {"a.design": ASSUMED}),
    Cause(1, "a claim is undecided", "verify a.design --fail-on undecided", {"a.design": UNDECIDED}),
    Cause(1, "a claim is met without a proof", "verify a.design --fail-on unproved", {"a.design": MET_ON_ASSUMPTIONS}),
    Cause(1, "a warning is asked for", "check --ignore SPF --fail-on warning", {"a.design": ASSUMED}),
    Cause(2, "a file is missing", "check gone.design"),
    Cause(2, "a file is missing, so that its fixes are not known", "check --diff gone.design"),
    Cause(2, "a file is missing, --exit-zero or not", "check gone.design --exit-zero"),
    Cause(2, "a file is no text", "check a.design", {"a.design": b"\xff\xfe"}),
    Cause(2, "a folder has no design", "check ."),
    Cause(2, "one of several files is missing", "check a.design gone.design", {"a.design": FINE}),
    Cause(2, "an option is unknown", "check --colour"),
    Cause(2, "a command is unknown", "chek"),
    Cause(2, "a severity is unknown", "check --severity SPF=high"),
    Cause(2, "a code is unknown", "check --select SFP", {"a.design": FINE}),
    Cause(2, "a number of processes is none", "check --jobs 0"),
    Cause(2, "the configuration is not there", "check --config gone.yaml", {"a.design": FINE}),
    Cause(2, "the configuration has a mistake", "check", {
        "a.design": FINE, "designlint.yaml": "selct: SPF\n"}),
    Cause(2, "the configuration is no YAML", "check", {
        "a.design": FINE, "designlint.yaml": "a: b: c\n"}),
    Cause(2, "an option of a rule is wrong", "check", {
        "a.design": FINE, "designlint.yaml": "options: {DEC001: {one_by_one: x}}\n"}),
    Cause(2, "another version is required", "check", {
        "a.design": FINE, "designlint.yaml": "required-version: '>=9'\n"}),
    Cause(2, "a plugin is not there", "check", {
        "a.design": FINE, "designlint.yaml": "plugins: {enable: gone}\n"}),
    Cause(2, "a catalogue has a mistake", "check", {
        "a.design": FINE, "designlint.yaml": "catalogue: tech\n", "tech/bus.yaml": MEANT}),
    Cause(2, "the configuration is wrong for other commands", "rules", {"designlint.yaml": "a: 1\n"}),
    Cause(2, "a word is unknown", "explain nothing-of-the-kind"),
    Cause(2, "a setting is unknown", "config nothing-of-the-kind"),
    Cause(2, "a requirement is unknown", "verify a.design --why N9", {"a.design": VIOLATED}),
    Cause(2, "nothing is asked", "whatif a.design", {"a.design": FINE}),
    Cause(3, "a rule raises", "check", {"a.design": FINE},
          lambda: [entry("one", Plugin(rules=[raising("ACME001")]))]),
    Cause(3, "a rule raises, so that its fixes are not known", "check --diff", {"a.design": FINE},
          lambda: [entry("one", Plugin(rules=[raising("ACME001")]))]),
    Cause(3, "a rule raises, --exit-zero or not", "check --exit-zero", {"a.design": FINE},
          lambda: [entry("one", Plugin(rules=[raising("ACME001")]))]),
    Cause(3, "a plugin fails to load", "check", {"a.design": FINE}, lambda: [entry("one", BROKEN)]),
    Cause(3, "a plugin fails to load, and rules are listed", "rules", {},
          lambda: [entry("one", BROKEN)]),
    Cause(3, "a hook raises", "check", {"a.design": FINE},
          lambda: [entry("one", Plugin(rules=RuntimeError("out of order")))]),
    Cause(3, "two plugins have one code", "check", {"a.design": FINE},
          lambda: [entry(name, Plugin(rules=[flagging("ACME001")])) for name in ("a", "b")]),
    Cause(3, "a plugin fails, and there are findings", "check", {"a.design": ERROR},
          lambda: [entry("one", BROKEN)]),
]  # fmt: skip


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: f"{cause.code}: {cause.why}")
def test_exit_code(
    cause: Cause,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in cause.files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    if cause.plugins is not None:
        registry = load_registry([*cause.plugins(), *installed()])
        monkeypatch.setattr("designlint.registry.load_registry", lambda: registry)
    try:
        code = main(cause.arguments.split())
    except SystemExit as end:  # argparse ends the process itself
        code = int(end.code or 0)
    output = capsys.readouterr()
    assert code == cause.code, output.out + output.err
    assert output.out or output.err, "whatever the code, something is printed"
    assert "Traceback" not in output.err
