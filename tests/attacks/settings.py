"""What a project brings beside designs: configurations and baselines with any value at any key."""

from __future__ import annotations

import io
import os
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from designlint.cli import main
from designlint.config.keys import KEYS
from tests.attacks.attack import Case
from tests.attacks.parsers import read_terminal

DESIGN = "component shop : service\ncomponent shelf : service { replicas 2 }\n"
LONG = "9" * 5_000
_NESTED = (
    "overrides:\n  - files: [a]\n    options: {{RES001: {{x: {}}}}}", "overrides:\n  - elements: [{}]\n    ignore: [{}]",
    "overrides: [{}]", "options:\n  DEC001: {}", "options:\n  {}: {{a: 1}}", "plugins: {{enable: [{}]}}", "plugins: {{disable: [{}]}}",
    "profiles: {{p: {{blocking: {}}}}}", "profiles: {{p: {{extends: {}}}}}", "profiles: {{{}: {{}}}}", "severity: {{{}: error}}", "severity: {{SPF001: {}}}",
)  # fmt: skip
_VALUES = (
    LONG, f"1e{LONG}", "0x" + "f" * 5_000, '"' + "x" * 3_000 + '"', f'"{LONG}"', f'">={LONG}"', ".nan", "-.inf", "1_0", "-0", "0o7", "1:30:00",
    "2026-99-99", '"\\u001b[2J"', "true", "null", "[]", "{}", "[[[]]]", '"\\0"', '"\\ud800"', '"\\e[31m"', '"\\u202e"', '"../.."', '"/etc"', '"~"', '"."', '""', '" "', "'*'",
    "'**/*a*a*a*a*a*b'", "'!'", "'['", "!!int 'x'", "!!binary '=='", "!!set {a}", "!!omap [a: 1]", "&a [*a]", "&a [1, *b]", "{? [1] : 2}", "{<<: 1}", "|\n  a\n  b",
    "package:", "'package:os'", "ALL", "SPF", "spf-single-replica", "error", "strict", '"\\ufffe"', "a: b", "- a", "# a",
)  # fmt: skip
_BASELINES = (
    "{{\"version\": {}}}", "{{\"version\": 1, \"findings\": {}}}", "{{\"version\": 1, \"findings\": [{}]}}", "{}", "[{}]",
    '{{"version": 1, "findings": [{{"code": {}, "element": "a", "design": "", "label": ""}}]}}',
)  # fmt: skip
_JSON = (LONG, f"-{LONG}", "1e999", "NaN", "-Infinity", "true", "null", '"\\ud800"', '"\\u0000"', "[" * 5_000, '{"a":' * 2_000, '""', "[]", "{}", "1", "\ufeff1")  # fmt: skip
_TOML = (" = {}", " = [{}]", ".a = {}", " = {{a = {}}}")
FILES = ("designlint.yaml", "pyproject.toml", "designlint-baseline.json")


def draw(seed: int) -> Case:
    """A text of one of the files, which its command line begins with. Each form meets each value once, among as
    many seeds as there are pairs."""
    files = _files()
    (name, *command), form, values = files[seed % len(files)]
    return Case(form.format(*[values[seed // len(files) % len(values)]] * 2), (name, *command))


@cache
def _files() -> tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]:
    """Forms of texts, with the file and command of each, and the values for it."""
    yaml, toml, baseline = FILES
    found: list[tuple[tuple[str, ...], str, tuple[str, ...]]] = []
    for key in KEYS.fields:
        found += [
            ((yaml, "check", "--no-cache"), form, _VALUES)
            for form in (f"{key}: {{}}", f"{key}: [{{}}]")
        ]
        found += [
            ((toml, "config"), f"[tool.designlint]\n{key}{form}\n", _VALUES) for form in _TOML
        ]
    found += [((yaml, "check", "--no-cache"), form, _VALUES) for form in _NESTED]
    for command in (("check", "--no-cache", "--baseline", baseline), ("baseline", "check")):
        found += [((baseline, *command), form, _JSON) for form in _BASELINES]
    return tuple(found)


def is_judged(case: Case) -> None:
    """The command ends as its page says, in lines that can be read."""
    name, *arguments = case.arguments
    output, error = io.StringIO(), io.StringIO()
    with TemporaryDirectory() as folder, chdir(folder):
        os.mkdir(".git")  # noqa: PTH102  # a project ends here
        Path("a.design").write_text(DESIGN, encoding="utf-8")
        Path(name).write_text(case.text, encoding="utf-8")
        with redirect_stdout(output), redirect_stderr(error):
            code = main(arguments)
    text = output.getvalue() + error.getvalue()
    assert code in (0, 1, 2), f"exit code {code}: {error.getvalue()[:200]}"
    assert "internal error" not in text, text[:300]
    read_terminal(text)
    if arguments[0] != "config":  # which shows whole values
        assert max(map(len, text.split("\n"))) < len(LONG), "a line that nobody can read"
