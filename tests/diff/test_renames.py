"""Renames are followed: of files, and of elements, whose findings, verdicts and numbers stay theirs."""

from __future__ import annotations

import re

import pytest

from tests.diff.repository import SHOP, Repository, codes, compared

Capsys = pytest.CaptureFixture[str]
WEAK = SHOP.replace("replicas 2 in a, b; topology", "replicas 1 in a; topology")


def named(text: str, old: str, new: str) -> str:
    return re.sub(rf"\b{old}\b", new, text)


def renames(found: dict[str, object]) -> set[tuple[str, str]]:
    designs = found["designs"]
    assert isinstance(designs, list)
    return {
        (one["before"], one["after"])
        for design in designs
        for one in design["elements"]
        if one["before"] and one["after"]
    }


def test_a_file_with_another_name_is_the_same_design(
    repository: Repository, capsys: Capsys
) -> None:
    repository.commit(shop=WEAK)
    repository.git("mv", "shop.design", "store.design")
    (design,) = compared(capsys)["designs"]
    assert (design["before"], design["after"]) == ("shop.design", "store.design")
    assert {one["trend"] for one in design["findings"]} == {"same"}


def test_a_file_without_a_name_of_its_design_is_followed_by_what_it_says(
    repository: Repository, capsys: Capsys
) -> None:
    text = WEAK.partition("\n")[2]
    repository.commit(shop=text, other='actor x\ncomponent y : queue "Far away"\n')
    (repository.folder / "shop.design").unlink()
    repository.write("deep/store.design", text.replace("rate 300", "rate 310"))
    (design,) = compared(capsys)["designs"]
    assert (design["before"], design["after"]) == ("shop.design", "deep/store.design")


def test_a_renamed_file_is_followed_where_it_alone_is_asked_for(
    repository: Repository, capsys: Capsys
) -> None:
    repository.commit(
        shop=WEAK, other=WEAK.replace("design shop", "design other"), left="actor x\n"
    )
    repository.git("mv", "shop.design", "store.design")
    repository.git("rm", "-q", "left.design")
    for words in (("store.design",), ("HEAD", "store.design")):
        (design,) = compared(capsys, *words)["designs"]
        assert (design["before"], design["after"]) == ("shop.design", "store.design")
    repository.commit()
    (design,) = compared(capsys, "HEAD~1", "HEAD", "store.design")["designs"]
    assert (design["before"], design["after"]) == ("shop.design", "store.design")


def test_a_copy_is_a_new_design(repository: Repository, capsys: Capsys) -> None:
    repository.commit(shop=WEAK)
    repository.write("store.design", WEAK)
    (design,) = compared(capsys)["designs"]
    assert (design["before"], design["after"]) == (None, "store.design")


@pytest.mark.parametrize(
    ("old", "new"),
    [("db", "orders_store"), ("web", "site"), ("buy", "checkout"), ("NFR1", "REL-1"),
     ("order", "purchase"), ("buyer", "customer"), ("b", "eu-2"), ("eu", "frankfurt")],
)  # fmt: skip
def test_an_element_with_another_name_keeps_all_that_is_its_own(
    old: str, new: str, repository: Repository, capsys: Capsys
) -> None:
    repository.commit(shop=WEAK)
    repository.write("shop.design", named(WEAK, old, new))
    found = compared(capsys)
    assert old in {before.rpartition(".")[2] for before, _ in renames(found)}
    (design,) = found["designs"]
    assert all(one["before"] and one["after"] for one in design["elements"])
    assert {one["trend"] for one in design["findings"]} == {"same"}
    assert {one["trend"] for one in design["verdicts"]} == {"same"}
    assert design["numbers"] == []


def test_several_renames_at_once_are_told_apart(repository: Repository, capsys: Capsys) -> None:
    repository.commit(shop=WEAK)
    text = named(named(named(WEAK, "db", "orders_store"), "web", "site"), "buy", "checkout")
    repository.write("shop.design", text)
    found = compared(capsys)
    assert renames(found) == {("db", "orders_store"), ("web", "site"), ("buy", "checkout")}
    assert codes(found, "new") == codes(found, "gone") == []


def test_a_renamed_element_that_also_changes_is_still_the_same(
    repository: Repository, capsys: Capsys
) -> None:
    repository.commit(shop=SHOP)
    repository.write("shop.design", named(WEAK, "db", "orders_store"))
    found = compared(capsys)
    assert renames(found) == {("db", "orders_store")}
    assert "SPF001" in codes(found, "new")


def test_swapped_names_are_no_renames(repository: Repository, capsys: Capsys) -> None:
    repository.commit(shop=WEAK)
    swapped = named(named(named(WEAK, "web", "TEMP"), "db", "web"), "TEMP", "db")
    repository.write("shop.design", swapped)
    assert renames(compared(capsys)) == set()


def test_another_component_in_the_place_of_one_is_no_rename(
    repository: Repository, capsys: Capsys
) -> None:
    extra = (
        'component news : service "Letters to readers" { replicas 3 in a, b, c; capacity 100 req/s per replica }\n'
        'flow send "Send letters" { rate 1 req/s peak; buyer -> news }\n'
    )
    other = (
        'component stock : service "What is left in store" { replicas 3 in a, b, c; capacity 100 req/s per replica }\n'
        'flow count "Count what is left" { rate 7 req/s peak; web -> stock }\n'
    )
    repository.commit(shop=SHOP + extra)
    repository.write("shop.design", SHOP + other)
    assert renames(compared(capsys)) == set()


def test_a_component_that_moves_into_a_group_is_the_same(
    repository: Repository, capsys: Capsys
) -> None:
    repository.commit(shop=WEAK)
    start = WEAK.index("component db")
    end = WEAK.index("flow buy")
    text = f"{WEAK[:start]}group data {{\n{WEAK[start:end]}}}\n{WEAK[end:]}"
    repository.write("shop.design", text)
    found = compared(capsys)
    assert ("db", "data.db") in renames(found)
    assert codes(found, "new") == codes(found, "gone") == []
