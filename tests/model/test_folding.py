"""One cause is one finding: what stands beneath what, and what the finding on top gathers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import (
    Breach,
    Diagnostic,
    Help,
    Label,
    Severity,
    advice,
    edit,
)
from designlint.diagnostics.folding import every, folded

TEXT = Source("a.design", "abcdefghij")


def finding(  # a diagnostic of which only the relations matter
    code: str,
    at: int,
    severity: Severity = Severity.WARNING,
    *,
    causes: tuple[str, ...] = (),
    because: tuple[str, ...] = (),
    breaks: tuple[str, ...] = (),
    element: str = "",
    design: str = "a",
    answers: tuple[Help, ...] = (),
) -> Diagnostic:
    return Diagnostic(
        code,
        severity,
        f"{code} {at}",
        Label(Span(TEXT, at, at + 1), f"label {at}"),
        element=element or f"e{at}",
        breaks=tuple([Breach(name, Span(TEXT, 0, 1)) for name in breaks]),
        design=design,
        causes=causes,
        because=because,
        help=answers,
    )


def shape(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, list[str]]]:
    return [(d.message, [one.message for one in d.consequences]) for d in diagnostics]


def test_what_follows_stands_beneath_its_cause() -> None:
    root = finding("SCA001", 1, causes=("overload of `lb`",))
    late = finding("LAT005", 0, Severity.ERROR, because=("overload of `lb`",))
    other = finding("LAT005", 2, because=("overload of `db`",))
    top, apart = folded([late, root, other])
    assert shape((top, apart)) == [("SCA001 1", ["LAT005 0"]), ("LAT005 2", [])]
    assert top.severity is Severity.ERROR
    assert [label.text for label in top.secondary] == ["label 0"]


def test_findings_of_one_rule_with_one_cause_are_one() -> None:
    same = [finding("SPF001", at, causes=("one replica",)) for at in range(3)]
    foreign = finding("SPF003", 3, causes=("one replica",))
    assert shape(folded([*same, foreign])) == [
        ("SPF001 0", ["SPF001 1", "SPF001 2"]),
        ("SPF003 3", []),
    ]


def test_one_shared_cause_of_several_is_enough() -> None:
    first = finding("SPF001", 0, causes=("a", "shared"))
    second = finding("SPF001", 1, causes=("b", "shared"))
    assert shape(folded([first, second])) == [("SPF001 0", ["SPF001 1"])]


def test_the_gravest_is_on_top() -> None:
    light = finding("SPF001", 0, causes=("one replica",))
    grave = finding("SPF001", 1, Severity.ERROR, causes=("one replica",))
    assert shape(folded([light, grave])) == [("SPF001 1", ["SPF001 0"])]


def test_a_verdict_stands_beneath_what_breaks_its_requirement() -> None:
    verdict = finding("VER001", 0, Severity.ERROR, breaks=("NFR1",), element="NFR1")
    root = finding("SPF001", 1, breaks=("NFR1",))
    (top,) = folded([verdict, root])
    assert shape((top,)) == [("SPF001 1", ["VER001 0"])]
    assert [breach.requirement for breach in top.breaks] == ["NFR1"]


def verdict(name: str, *because: str, answers: tuple[Help, ...] = ()) -> Diagnostic:
    return finding(
        "VER001", 8, Severity.ERROR, because=because, breaks=(name,), element=name, answers=answers
    )


def test_of_one_cause_that_which_verdicts_follow_from_is_on_top() -> None:
    same = [finding("SPF001", at, causes=("one replica", f"loss of {at}")) for at in range(3)]
    follows = verdict("NFR1", "loss of 2", "loss of 0")
    assert shape(folded([*same, follows])) == [("SPF001 2", ["VER001 8", "SPF001 0", "SPF001 1"])]


def test_a_verdict_stands_beneath_its_nearest_cause() -> None:
    overload = finding("SCA001", 0, causes=("overload",))
    single = finding("SPF001", 1, Severity.ERROR, causes=("loss",), breaks=("NFR1",))
    found = folded([overload, single, verdict("NFR1", "overload", "loss")])
    assert shape(found) == [("SCA001 0", ["VER001 8"]), ("SPF001 1", [])]


def test_remedies_are_named_after_their_requirement_and_samples_come_last() -> None:
    own = (edit("failover auto 30s", place="`e0`"), edit("replicas 2", sample=True))
    two = (advice("these two together are:"), edit("replicas 3", place="`a`"), edit("needs 1"))
    root = finding("SPF001", 0, causes=("loss",), answers=own)
    unknown = verdict("NFR2", "loss", answers=(edit("availability 99%", sample=True),))
    (top,) = folded([root, verdict("NFR1", "loss", answers=two), unknown])
    assert [str(one) for one in top.help] == [
        "failover auto 30s  # in `e0`",
        "for `NFR1`: these two together are:",
        "replicas 3  # in `a`; for `NFR1`",
        "needs 1  # for `NFR1`",
        "replicas 2",
        "availability 99%",
    ]


def test_of_two_remedies_for_one_thing_the_larger_is_shown() -> None:
    root = finding("SCA001", 0, causes=("overload",), answers=(edit("replicas 2"),))
    less = verdict("NFR1", "overload", answers=(edit("replicas 3", place="`e0`"),))
    more = verdict("NFR2", "overload", answers=(edit("replicas 11", place="`e0`"),))
    (top,) = folded([root, less, more])
    assert [str(one) for one in top.help] == ["replicas 11  # in `e0`; for `NFR2`"]


def test_words_without_an_edit_are_no_remedy() -> None:
    root = finding("SPF001", 0, causes=("loss",))
    (top,) = folded([root, verdict("NFR1", "loss", answers=(advice("no remedy was found"),))])
    assert top.help == ()


def test_what_is_undecided_does_not_follow_from_what_is_broken() -> None:
    open_ = finding("VER002", 0, Severity.UNDECIDED, element="NFR1")
    root = finding("SPF001", 1, breaks=("NFR1",))
    assert folded([open_, root]) == (open_, root)


def test_chains_stand_beneath_the_first_cause() -> None:
    first = finding("A001", 0, causes=("a",))
    second = finding("B001", 1, causes=("b",), because=("a",))
    third = finding("C001", 2, because=("b",))
    assert shape(folded([third, second, first])) == [("A001 0", ["C001 2", "B001 1"])]


def test_designs_do_not_mix() -> None:
    one = finding("SPF001", 0, causes=("one replica",), design="a")
    other = finding("SPF001", 1, causes=("one replica",), design="b")
    assert folded([one, other]) == (one, other)


CAUSES = st.lists(st.sampled_from("abcd"), max_size=2).map(tuple)
FINDINGS = st.lists(
    st.builds(
        finding,
        st.sampled_from(["SPF001", "SCA001", "VER001"]),
        st.integers(0, 9),
        st.sampled_from(list(Severity)),
        causes=CAUSES,
        because=CAUSES,
        breaks=st.lists(st.sampled_from(["NFR1", "NFR2"]), max_size=1).map(tuple),
        element=st.sampled_from(["", "NFR1", "NFR2"]),
    ),
    max_size=12,
)


@given(FINDINGS)
def test_nothing_is_lost_and_nothing_gets_lighter(found: list[Diagnostic]) -> None:
    """Also where causes form a cycle."""
    tops = folded(found)
    assert sorted(one.message for one in every(tops)) == sorted(one.message for one in found)
    before = max((one.severity for one in found), default=None)
    assert max((one.severity for one in tops), default=None) == before
    assert not any(beneath.consequences for top in tops for beneath in top.consequences)


@given(FINDINGS)
def test_order_of_the_files_is_kept(found: list[Diagnostic]) -> None:
    places = {id(one): at for at, one in enumerate(found)}
    tops = [id(one) for one in folded(found) if not one.consequences]
    order = [places[one] for one in tops if one in places]
    assert order == sorted(order)


@pytest.mark.parametrize("count", [0, 1])
def test_alone_nothing_changes(count: int) -> None:
    alone = [finding("SPF001", 0, causes=("a",), because=("a",))] * count
    assert folded(alone) == tuple(alone)
