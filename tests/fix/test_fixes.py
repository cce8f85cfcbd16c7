"""Fixes: each resolves its finding and nothing else; all of them come to an end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from designlint.base.source import Source, Span
from designlint.check import check
from designlint.config import Settings
from designlint.diagnostics.diagnostic import Diagnostic, Edit, Fix, Fixable, Severity
from designlint.diagnostics.edits import removed
from designlint.fixes.applying import MAX_ROUNDS, Found, Texts, fix_all
from designlint.language.codes import SYNTAX
from designlint.language.project import load_text
from designlint.reference.rules import coded
from tests.support.fixtures import cases, registry

TESTS = Path(__file__).parents[1]
TODAY = date(2026, 1, 1)
NAME = "fix.design"
FIXTURES = sorted([*TESTS.glob("rules/*/*.md"), *TESTS.glob("language/*.md")])


def diagnose(text: str) -> list[Diagnostic]:
    result = check(load_text(text, NAME), registry(), Settings(), TODAY).result
    return list(result.diagnostics)


def fixed(text: str, *, unsafe: bool) -> str:
    main = Path(NAME).resolve()

    def look(texts: Texts) -> list[Found]:
        project = load_text(texts.get(main, text), NAME)
        return [Found(project, check(project, registry(), Settings(), TODAY).result.diagnostics)]

    return fix_all(look, unsafe=unsafe).texts.get(main, text)


def once(text: str, fix: Fix) -> str:
    for edit in sorted(fix.edits, key=lambda e: e.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def reported(diagnostics: list[Diagnostic]) -> Counter[tuple[str, str]]:
    return Counter((d.code, d.message) for d in diagnostics)


def pairs() -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for case in cases((Path(__file__).parent / "fixes.md").read_text(encoding="utf-8")):
        found.setdefault(case.heading, []).append(f"{case.text}\n")
    yield from found.items()


FIXED = [(h.split(":")[0].split(), texts) for h, texts in pairs() if len(texts) == 2]
IDS = [" ".join(head) for head, _ in FIXED]


@pytest.mark.parametrize(("head", "texts"), FIXED, ids=IDS)
def test_all_fixes_together(head: list[str], texts: list[str]) -> None:
    code, sort = head
    before, after = texts
    fixes = [d for d in diagnose(before) if d.code == code and d.fix is not None]
    assert fixes
    assert {d.fix.safe for d in fixes if d.fix} == {sort == "safe"}
    assert fixed(before, unsafe=sort == "unsafe") == after
    assert not [d for d in diagnose(after) if d.code == code]


@pytest.mark.parametrize(("head", "texts"), FIXED, ids=IDS)
def test_a_fix_removes_its_finding_and_adds_none(head: list[str], texts: list[str]) -> None:
    before = diagnose(texts[0])
    for diagnostic in before:
        if diagnostic.fix is None or diagnostic.code != head[0]:
            continue
        text = once(texts[0], diagnostic.fix)
        after = reported(diagnose(text))
        one = Counter([(diagnostic.code, diagnostic.message)])
        added = after - (reported(before) - one)
        # What is left out changes the questions that are left open.
        assert {code for code, _ in added} <= {"COV007"}, text
        kept = "\n".join(comments(text))
        assert all(c in kept for c in comments(texts[0])) or diagnostic.code == "LNG001"


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_fixes_of_any_fixture_end_and_keep_comments(path: Path) -> None:
    for case in cases(path.read_text(encoding="utf-8")):
        text = fixed(case.text, unsafe=False)
        assert fixed(text, unsafe=False) == text
        assert not [d for d in diagnose(text) if d.fix is not None and d.fix.safe]
        kept = "\n".join(comments(text))
        assert all(comment in kept for comment in comments(case.text))
        everything = fixed(case.text, unsafe=True)
        assert not [d for d in diagnose(everything) if d.fix is not None]


def test_codes_say_whether_they_come_with_fixes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("part.design").write_text("actor b\n")
    shown: dict[str, set[bool]] = {}
    texts = [texts[0] for _, texts in pairs()] + ['import ".\\part.design"\n']
    for path in FIXTURES:
        texts += [case.text for case in cases(path.read_text(encoding="utf-8"))]
    for text in texts:
        for d in diagnose(text):
            if d.fix is not None:
                shown.setdefault(d.code, set()).add(d.fix.safe)
    said = {
        Fixable.NEVER: set(),
        Fixable.SAFE: {True},
        Fixable.UNSAFE: {False},
        Fixable.MIXED: {True, False},
    }
    for one in coded(registry().rules):
        assert shown.get(one.code, set()) == said[one.fixable], one.code


@pytest.mark.parametrize("heading", ["with a text or a comment", "has ended or covers nothing"])
def test_what_would_be_lost_has_no_fix(heading: str) -> None:
    ((_, (text,)),) = [pair for pair in pairs() if heading in pair[0]]
    found = [d for d in diagnose(text) if d.code in ("LNG014", "ACC001", "ACC002")]
    assert found
    assert {d.fix for d in found} == {None}
    assert fixed(text, unsafe=True) == text


def test_an_ambiguous_unit_has_no_fix() -> None:
    ((_, (text,)),) = [pair for pair in pairs() if pair[0].startswith("Ambiguous")]
    assert [(d.code, d.fix) for d in diagnose(text)] == [("LNG010", None)] * 2


def test_a_comment_before_a_brace_has_no_fix() -> None:
    ((_, (text,)),) = [pair for pair in pairs() if "swallow" in pair[0]]
    assert [(d.code, d.fix) for d in diagnose(text)] == [("LNG001", None)]


def test_an_acceptance_of_a_rule_that_did_not_run_is_not_called_unused() -> None:
    text = 'component a : service\naccept SPF001 on a because "Once."\n'
    settings = Settings(ignore=("SPF",))
    result = check(load_text(text, NAME), registry(), settings, TODAY).result
    assert "ACC002" not in {d.code for d in result.diagnostics}
    broken = f'{text}component b : cahce\naccept COV003 on a because "Once."\n'
    assert "ACC002" not in {d.code for d in diagnose(broken)}
    assert "ACC002" in {d.code for d in diagnose(text)}


def test_fixes_that_undo_each_other_end() -> None:
    main = Path(NAME).resolve()
    rounds = []

    def look(texts: Texts) -> list[Found]:
        text = texts.get(main, "actor a\n")
        rounds.append(text)
        project = load_text(text, NAME)
        other = "b" if text == "actor a\n" else "a"
        span = Span(project.files[0].source, 6, 7)
        fix = Fix("flip", (Edit(span, other),), safe=True)
        return [Found(project, [SYNTAX.at(span, fix=fix, problem="x")])]

    assert fix_all(look, unsafe=False).number < MAX_ROUNDS
    assert len(rounds) <= 4


def test_edits_that_overlap_wait_for_the_next_round() -> None:
    main = Path(NAME).resolve()

    def look(texts: Texts) -> list[Found]:
        text = texts.get(main, "aaaa\n")
        project = load_text(text, NAME)
        source = project.files[0].source
        edits = [Span(source, at, at + 2) for at in range(3) if text[at : at + 2] == "aa"]
        fixes = [Fix("b", (Edit(span, "bb"),), safe=True) for span in edits]
        found = [SYNTAX.at(f.edits[0].span, fix=f, problem="x") for f in fixes]
        return [Found(project, found)]

    result = fix_all(look, unsafe=False)
    assert result.texts[main] == "bbbb\n"
    assert result.number == 2


def test_a_file_of_two_designs_is_changed_as_both_want() -> None:
    main = Path(NAME).resolve()

    def look(texts: Texts) -> list[Found]:
        project = load_text(texts.get(main, "ab\n"), NAME)
        source = project.files[0].source
        a, b = (
            SYNTAX.at(Span(source, at, at + 1), fix=_upper(source, at), problem="x")
            for at in (0, 1)
        )
        return [Found(project, [a, b]), Found(project, [b])]

    assert fix_all(look, unsafe=False).texts.get(main, "") in ("aB\n",)


def _upper(source: Source, at: int) -> Fix:
    span = Span(source, at, at + 1)
    return Fix("upper", (Edit(span, span.text.upper()),), safe=True)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a\nX\nb\n", "a\nb\n"),
        ("X", ""),
        ("a {\n  X # why\n}\n", "a {\n  # why\n}\n"),
        ("a { X }\n", "a {  }\n"),
        ("a { X; b }\n", "a { b }\n"),
        ("a { b; X }\n", "a { b }\n"),
        ("a; X; b\n", "a; b\n"),
        ("  X ; b\n", "  b\n"),
        ("a; X # why\n", "a # why\n"),
    ],
)
def test_a_statement_is_taken_out(text: str, after: str) -> None:
    source = Source(NAME, text)
    at = text.index("X")
    fix = removed("remove it", Span(source, at, at + 1), safe=True)
    assert once(text, fix) == after


def test_a_fix_is_shown_as_data_and_in_words() -> None:
    (diagnostic,) = [d for d in diagnose("component a : cache { evicton lru }\n") if d.fix]
    assert diagnostic.severity is Severity.ERROR
    assert diagnostic.fix is not None
    assert diagnostic.fix.title == "write `eviction`"


def comments(text: str) -> list[str]:
    return [line[line.index("#") :] for line in text.split("\n") if "#" in line]
