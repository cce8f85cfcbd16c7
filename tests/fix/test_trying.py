"""What a trial makes of a fix: as it is, unsafe, or none."""

from __future__ import annotations

import pytest

from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Diagnostic, Edit, Fix, Severity
from designlint.diagnostics.edits import replaced
from designlint.fixes import trying
from designlint.fixes.trying import loses, reading_of, tried
from designlint.language.codes import VALUE
from designlint.language.project import load_text
from tests.support.fixtures import registry

NAME = "trial.design"


def offered(text: str, under: str, better: str, *, safe: bool = True) -> Fix | None:
    """What is left of a fix that writes `better` for the first error of the language in a text."""
    project = load_text(text, NAME)
    now = reading_of(registry(), project)
    first = now.diagnostics[0]
    start = text.index(under)
    span = Span(project.files[0].source, start, start + len(under))
    one = first._replace(fix=replaced("x", span, better, safe=safe))
    (left,) = tried(project, now, [one], lambda p: reading_of(registry(), p))
    return left.fix


@pytest.mark.parametrize(
    ("text", "under", "better", "is_safe"),
    [
        # It fixes, and nothing is new.
        ("component a : cache { ttl 5foo }\n", "5foo", "5s", True),
        # It leaves what is safely fixed in its turn.
        ("component a : cache { ttl: 5hours }\n", "ttl: ", "ttl ", True),
        # It shows an error elsewhere that had been hidden.
        ("component a : cache { ttl 5s, size 5foo }\n", ", ", "; ", False),
        # Another error was there before.
        ("component a : cache { tt l 5s }\ncomponent b : servce\n", "tt l", "ttl", True),
        # Its finding stays, or it makes another error at its place.
        ("component a : cache { ttl 5foo }\n", "5foo", "5foos", None),
        ("component a : cache { ttl 5foo }\n", "5foo", "5s,", None),
        ("component a : cache { ttl 5foo }\n", "5foo", "", None),
        # It loses an acceptance.
        ('component a : cache { ttl 5foo }\naccept SPF001 on a because "x"\n',
         '5foo }\naccept SPF001 on a because "x"', '5s } # accept SPF001 on a because "x"', None),
        # It loses a text or a comment.
        ('component a : servce "Title"\n', 'servce "Title"', "service", None),
        ("component a : servce # why\n", "servce # why", "service", None),
    ],
)  # fmt: skip
def test_a_fix_is_what_its_trial_says(
    text: str, under: str, better: str, is_safe: bool | None
) -> None:
    left = offered(text, under, better)
    assert (None if left is None else left.safe) is is_safe
    guess = offered(text, under, better, safe=False)
    assert (None if guess is None else guess.safe) is (None if is_safe is None else False)


def test_what_is_not_tried_is_not_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "MAX_TRIALS", 0)
    monkeypatch.setattr(trying, "LEAST_TRIALS", 0)
    left = offered("component a : cache { ttl 5foo }\n", "5foo", "5s")
    assert left is not None
    assert not left.safe


def test_of_many_fixes_the_bad_one_is_found() -> None:
    text = "".join([f"component c{n} : cache {{ ttl 5foo }}\n" for n in range(9)])
    project = load_text(text, NAME)
    now = reading_of(registry(), project)
    source = project.files[0].source
    found: list[Diagnostic] = []
    for number, one in enumerate(now.diagnostics):
        better = "5" if number == 4 else "5s"
        fix = Fix(
            "x", (Edit(Span(source, one.primary.span.start, one.primary.span.end), better),), True
        )
        found.append(one._replace(fix=fix))
    left = tried(project, now, found, lambda p: reading_of(registry(), p))
    assert [one.fix is not None for one in left] == [n != 4 for n in range(9)]


def test_what_a_removal_makes_unknown_is_no_fix() -> None:
    text = "region west { rtt to east 80ms }\nregion east\n"
    project = load_text(text, NAME)
    now = reading_of(registry(), project)
    start = text.index("region east")
    span = Span(project.files[0].source, start, len(text))
    unused = VALUE.at(span, problem="unused")._replace(
        severity=Severity.INFO, fix=replaced("x", span, "")
    )
    (left,) = tried(project, now, [unused], lambda p: reading_of(registry(), p))
    assert left.fix is None


def test_a_text_with_other_signs_is_not_lost() -> None:
    source = load_text('import "a\\b.design"\n', NAME).files[0].source
    at = Span(source, 7, 19)
    assert not loses(replaced("x", at, '"a/b.design"'))
    assert loses(replaced("x", at, '"c.design"'))
