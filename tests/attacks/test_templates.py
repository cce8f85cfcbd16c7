"""Templates of strangers: each ends within the limits, reads nothing else, and leaves the review document alone."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

import pytest

from designlint.cli import main
from designlint.render.document import limited

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no processes that can be copied")

SECRET = "TOPSECRET"  # noqa: S105  # a word to look for
_OBJECTS = ("''", "[]", "{}", "()", "1", "doc", "doc.title", "range", "joiner()", "cycler(1)", "namespace()", "lipsum", "dict", "loop")  # fmt: skip
_WAYS = (
    "{{ %s.__class__.__mro__[-1].__subclasses__() }}",
    "{{ %s|attr('__class__')|attr('__mro__') }}",
    "{{ %s.__init__.__globals__ }}",
)
REACHING = [way % one for way, one in product(_WAYS, _OBJECTS)]
READING = [
    "{% include '../secret.txt' %}", "{% include '/etc/passwd' %}", "{% include 'link.txt' %}", "{% extends '../secret.txt' %}",
    "{% import '../secret.txt' as x %}{{ x }}", "{% from '/etc/passwd' import x %}", "{% include '..\\\\secret.txt' %}",
    "{% include './../own/../secret.txt' %}", "{% include 'designlint/../../../../secret.txt' %}", "{% include ['no', '../secret.txt'] %}",
    "{% include 'folder' %}", "{% include '' %}", "{% include '\\0' %}", "{% include 'pipe' %}", "{% include '\\ud800' %}",
    "{{ self._TemplateReference__context.environment.loader }}", "{{ self.__init__ }}", "{{ cycler.__init__.__globals__.os.popen('id') }}",
    "{{ lipsum.__globals__['os'] }}", "{{ url_for }}", "{{ config }}", "{{ request }}", "{{ open('/etc/passwd') }}", "{{ __import__('os') }}",
    "{{ doc.__dict__ }}", "{{ doc._replace(title='x') }}", "{{ '%c' % 65 ** 9 }}", "{{ 'a'.format.__self__ }}", "{{ '{0.__class__}'.format(doc) }}",
    "{{ '{0.__class__.__mro__}'.format_map({'0': 1}) }}", "{% set doc.title = 'x' %}", "{{ doc.clear() }}", "{{ [].append(1) }}", "{% do [].append(1) %}",
]  # fmt: skip
BROKEN = [
    "{{", "{%", "{% for %}", "{% endfor %}", "{% include %}", "{{ 1 / 0 }}", "{{ nothing.at_all }}", "{{ doc() }}", "{{ '\\ud800' }}", "{{ [][1] }}",
    "{% include 'report.md' %}", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "{% extends 'report.md' %}", "{{ 'x' | nothing }}",
    "{{ 10 ** 10 ** 10 }}", "{{ 'x' * 10 ** 9 }}", "{{ range(10 ** 12) | list }}", "{{ range(-1, 10 ** 9) }}", "{{ ('(' * 2000) + 1 }}",
    "(" * 3000, "{{ " + "(" * 300 + ")" * 300 + " }}", "{{ " + "-" * 3000 + "1 }}", "{% if 1 %}" * 120,
]  # fmt: skip
ATTACKS = [*REACHING, *READING, *BROKEN]
FEW = ATTACKS[::12]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a design, templates of its own, and a file that is none of theirs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(limited, "MOST_SECONDS", 10.0)
    monkeypatch.setattr(limited, "MOST_MEMORY", 400_000_000)
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    (tmp_path / "a.design").write_text("component shop : service\n", encoding="utf-8")
    (tmp_path / "own" / "folder").mkdir(parents=True)
    (tmp_path / "own" / "link.txt").symlink_to(tmp_path / "secret.txt")
    return tmp_path


def holds(template: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "own" / "report.md").write_text(template, encoding="utf-8")
    code = main(["report", "a.design", "--format", "markdown", "--template", "own"])
    printed = capsys.readouterr()
    assert code in (0, 2), template
    assert "internal error" not in printed.err, template
    assert not any(
        word in printed.out for word in (SECRET, "root:", "<class", "<module", "subprocess")
    ), template
    assert code == 0 or "CFG004" in printed.err, (template, printed.err)


@pytest.mark.parametrize("template", FEW)
def test_a_few_attacks(template: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    holds(template, folder, capsys)


@pytest.mark.slow
@pytest.mark.parametrize("template", ATTACKS)
def test_all_attacks(template: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    holds(template, folder, capsys)


def test_there_are_as_many_as_it_takes() -> None:
    assert len(set(ATTACKS)) >= 90
