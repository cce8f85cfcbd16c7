"""What has changed between two states of a design: verdicts, findings, numbers and elements."""

from __future__ import annotations

from typing import Any

import pytest

from designlint.cli import main
from tests.diff.repository import SHOP, Repository, codes, compared, trends

Capsys = pytest.CaptureFixture[str]
LOSE_A_COPY = ("replicas 2 in a, b; topology", "replicas 1 in a; topology")


def changed(repository: Repository, capsys: Capsys, *edits: tuple[str, str]) -> dict[str, Any]:
    """The comparison of the shop with itself after some edits of its text."""
    repository.commit(shop=SHOP)
    text = SHOP
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    repository.write("shop.design", text)
    code = main(["check", "--quiet", "--no-cache", "--exit-zero"])
    return compared(capsys, code=2 if code == 2 else 0)


def test_what_is_as_it_was_is_no_difference(repository: Repository, capsys: Capsys) -> None:
    found = changed(repository, capsys)
    assert (found["designs"], found["unchanged"], found["regressions"]) == ([], 1, [])


def test_a_comment_and_another_layout_change_nothing_that_is_shown(
    repository: Repository, capsys: Capsys
) -> None:
    found = changed(repository, capsys, ("actor buyer", "# who\n\n\nactor   buyer"))
    (design,) = found["designs"]
    for key in ("numbers", "elements"):
        assert design[key] == []
    assert {one["trend"] for one in (*design["verdicts"], *design["findings"])} == {"same"}
    main(["diff"])
    assert "0 designs changed, 1 unchanged" in capsys.readouterr().out


def test_a_lost_copy_is_a_worse_verdict_with_both_margins(
    repository: Repository, capsys: Capsys
) -> None:
    found = changed(repository, capsys, LOSE_A_COPY)
    (design,) = found["designs"]
    (verdict,) = design["verdicts"]
    assert verdict["trend"] == "worse"
    assert verdict["before"]["verdict"].startswith("met")
    assert verdict["before"]["margin"].startswith("+")
    assert verdict["after"]["verdict"].startswith("violated")
    assert verdict["after"]["margin"].startswith("-")
    assert found["regressions"][0].startswith("`NFR1` was met")


def test_a_lost_copy_is_a_new_finding_and_a_single_point_of_failure(
    repository: Repository, capsys: Capsys
) -> None:
    found = changed(repository, capsys, LOSE_A_COPY)
    assert "SPF001" in codes(found, "new")
    (design,) = found["designs"]
    points = {one["subject"]: one for one in design["numbers"] if "single" in one["sort"]}
    assert points["db"] == {
        "sort": "single point of failure", "subject": "db", "before": None, "after": "buy",
        "trend": "worse",
    }  # fmt: skip
    assert trends(found, "numbers")["availability of buy"] == "worse"
    assert trends(found, "numbers")["cost of all components"] == "better"


def test_the_way_back_is_better(repository: Repository, capsys: Capsys) -> None:
    repository.commit(shop=SHOP.replace(*LOSE_A_COPY))
    repository.write("shop.design", SHOP)
    found = compared(capsys)
    assert trends(found, "verdicts") == {"NFR1": "better"}
    assert trends(found, "numbers")["single point of failure of db"] == "better"
    assert "SPF001" in codes(found, "gone")
    assert found["regressions"] == []


def test_another_target_is_the_same_claim(repository: Repository, capsys: Capsys) -> None:
    found = changed(repository, capsys, ("buy >= 99.9%", "buy >= 99.999%"))
    (verdict,) = found["designs"][0]["verdicts"]
    assert (verdict["before"]["target"], verdict["after"]["target"]) == (">= 99.9%", ">= 99.999%")
    assert verdict["trend"] == "worse"


def test_a_claim_that_an_error_left_undecided_has_no_other_target(
    repository: Repository, capsys: Capsys
) -> None:
    repository.commit(shop=SHOP.replace("capacity 200", "capcity 200"))
    repository.write("shop.design", SHOP)
    (verdict,) = compared(capsys)["designs"][0]["verdicts"]
    assert verdict["before"]["verdict"] == "undecided"
    assert verdict["before"]["target"] == verdict["after"]["target"] == ">= 99.9%"
    main(["diff"])
    assert "the target was" not in capsys.readouterr().out


def test_a_claim_that_is_not_decided_any_more_is_no_improvement(
    repository: Repository, capsys: Capsys
) -> None:
    dear = SHOP.replace("availability of buy >= 99.9%", "cost of db <= 150 USD/month")
    repository.commit(shop=dear)
    repository.write("shop.design", dear.replace("; cost 100 USD/month per replica", ""))
    (verdict,) = compared(capsys)["designs"][0]["verdicts"]
    assert verdict["before"]["verdict"].startswith("violated")
    assert verdict["after"]["verdict"] == "undecided"
    assert verdict["trend"] == "unknown"


def test_load_and_utilisation_follow_the_rate(repository: Repository, capsys: Capsys) -> None:
    found = changed(repository, capsys, ("rate 300", "rate 450"))
    numbers = {f"{n['sort']} of {n['subject']}": n for n in found["designs"][0]["numbers"]}
    assert (numbers["load of web"]["before"], numbers["load of web"]["after"]) == (
        "300 req/s", "450 req/s",
    )  # fmt: skip
    assert numbers["load of web"]["trend"] == "moved"
    assert numbers["utilisation of web"] == {
        "sort": "utilisation", "subject": "web", "before": "50%", "after": "75%", "trend": "worse",
    }  # fmt: skip


def test_cost_is_that_of_all_and_of_each(repository: Repository, capsys: Capsys) -> None:
    found = changed(repository, capsys, ("cost 100 USD", "cost 150 USD"))
    numbers = {f"{n['sort']} of {n['subject']}": n for n in found["designs"][0]["numbers"]}
    assert numbers["cost of db"]["before"] == "200 USD/month"
    assert numbers["cost of db"]["after"] == "300 USD/month"
    assert numbers["cost of all components"]["trend"] == "worse"


def test_a_number_that_is_not_known_any_more_is_unknown(
    repository: Repository, capsys: Capsys
) -> None:
    found = changed(repository, capsys, ("; cost 100 USD/month per replica", ""))
    assert trends(found, "numbers")["cost of db"] == "unknown"
    assert trends(found, "numbers")["cost of all components"] == "unknown"


def test_requirements_and_components_come_and_go(repository: Repository, capsys: Capsys) -> None:
    found = changed(
        repository, capsys,
        ('functional FR1 "A buyer orders."', 'functional FR1 "A buyer orders." { priority must }\n'
         'functional FR2 "A clerk sends it."'),
        ("buyer -> web -> db writes order", "buyer -> web -> db writes order\n  web ~> mail"),
        ("component db", 'component mail : queue "Letters"\ncomponent db'),
        ("data order", 'nonfunctional NFR2 "Fast." { require latency p99 of buy <= 1s }\ndata order'),
    )  # fmt: skip
    elements = {
        (one["sort"], one["before"], one["after"]) for one in found["designs"][0]["elements"]
    }
    assert elements == {
        ("functional", None, "FR2"), ("nonfunctional", None, "NFR2"), ("component", None, "mail"),
    }  # fmt: skip
    assert trends(found, "verdicts")["NFR2"] == "new"


def test_of_what_is_removed_as_a_whole_no_numbers_are_shown(
    repository: Repository, capsys: Capsys
) -> None:
    repository.commit(shop=SHOP.replace("web -> db", "web -> hot\n  web -> db").replace(
        "component db", "component hot : cache { holds order; replicas 2 in a, b }\ncomponent db"
    ))  # fmt: skip
    repository.write("shop.design", SHOP)
    found = compared(capsys)
    (design,) = found["designs"]
    assert [(one["sort"], one["before"]) for one in design["elements"]] == [("component", "hot")]
    assert "hot" not in {one["subject"] for one in design["numbers"]}


def test_a_removed_flow_is_not_made_safe_by_that(repository: Repository, capsys: Capsys) -> None:
    repository.commit(
        shop=f"{SHOP}flow look {{ rate 1 req/s peak; buyer -> web -> db reads order }}\n"
    )
    repository.write("shop.design", SHOP)
    found = compared(capsys)["designs"][0]["numbers"]
    assert not [one for one in found if "single" in one["sort"]]


def test_an_accepted_finding_is_gone_for_that(repository: Repository, capsys: Capsys) -> None:
    weak = SHOP.replace(*LOSE_A_COPY)
    repository.commit(shop=weak)
    accepted = f'{weak}accept SPF001 on db because "A pilot." until 2099-01-01\n'
    repository.write("shop.design", accepted)
    found = [one for one in compared(capsys)["designs"][0]["findings"] if one["trend"] == "gone"]
    assert {(one["finding"]["code"], one["accepted"]) for one in found} == {("SPF001", True)}
    main(["diff"])
    assert "accepted now" in capsys.readouterr().out
    repository.commit(shop=accepted)
    repository.write("shop.design", weak)
    new = [one for one in compared(capsys)["designs"][0]["findings"] if one["trend"] == "new"]
    assert {(one["finding"]["code"], one["accepted"]) for one in new} == {("SPF001", True)}


def test_another_severity_is_told_by_the_own_configuration_of_each_state(
    repository: Repository, capsys: Capsys
) -> None:
    repository.write("designlint.yaml", "severity: { SPF001: info }\n")
    weak = SHOP.replace(*LOSE_A_COPY)
    repository.commit(shop=weak)
    repository.write("designlint.yaml", "severity: { SPF001: warning }\n")
    assert main(["diff", "--format", "json"]) == 0
    assert "the configuration differs" in capsys.readouterr().err
    found = compared(capsys)
    graver = [one for one in found["designs"][0]["findings"] if one["trend"] == "worse"]
    assert [(one["severity_before"], one["finding"]["severity"]) for one in graver] == [
        ("info", "warning")
    ]


def test_what_a_broken_design_hides_is_not_gone(repository: Repository, capsys: Capsys) -> None:
    weak = SHOP.replace(*LOSE_A_COPY)
    repository.commit(shop=weak)
    repository.write("shop.design", weak.replace("component web", "component web web"))
    found = compared(capsys, code=1)
    assert codes(found, "gone") == []
    assert codes(found, "unknown") != []
    assert len(found["designs"][0]["errors"]) >= 1
    assert {one["trend"] for one in found["designs"][0]["verdicts"]} <= {"unknown", "same", "worse"}


def test_what_was_broken_before_does_not_fail(repository: Repository, capsys: Capsys) -> None:
    repository.commit(shop=SHOP.replace("component web", "component web web"))
    repository.write("shop.design", SHOP)
    found = compared(capsys, "--fail-on", "regression", code=0)
    assert found["designs"][0]["errors_before"] >= 1
    main(["diff"])
    assert "had errors before" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_exit_code_2(repository: Repository, capsys: Capsys) -> None:
    repository.commit(shop=SHOP)
    (repository.folder / "shop.design").write_bytes(b"\xff\xfe\xfd")
    assert main(["diff"]) == 2


def test_a_new_and_a_removed_design_are_named(repository: Repository, capsys: Capsys) -> None:
    repository.commit(shop=SHOP, hut="component hut : service\n")
    (repository.folder / "hut.design").unlink()
    repository.write("mill.design", 'design mill "A mill"\nactor miller "Grinds"\n')
    found = compared(capsys)
    assert {(one["before"], one["after"]) for one in found["designs"]} == {
        (None, "mill.design"), ("hut.design", None),
    }  # fmt: skip
