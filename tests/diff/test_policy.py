"""When a comparison fails: `--fail-on`."""

from __future__ import annotations

import pytest

from designlint.cli import main
from tests.diff.repository import SHOP, Repository

WEAK = SHOP.replace("replicas 2 in a, b; topology", "replicas 1 in a; topology")
UNWATCHED = SHOP.replace("per replica; availability 99.9% per replica\n", "per replica\n")


def ends(*words: str) -> int:
    return main(["diff", *words])


@pytest.mark.parametrize(
    ("policy", "code"),
    [((), 0), (("--fail-on", "never"), 0), (("--fail-on", "regression"), 1),
     (("--fail-on", "error"), 1), (("--fail-on", "info"), 1)],
)  # fmt: skip
def test_a_worse_verdict_fails_but_for_never(
    policy: tuple[str, ...], code: int, repository: Repository
) -> None:
    repository.commit(shop=SHOP)
    repository.write("shop.design", WEAK)
    assert ends(*policy) == code


def test_what_was_bad_before_is_no_regression(repository: Repository) -> None:
    repository.commit(shop=WEAK)
    repository.write("shop.design", WEAK.replace("rate 300", "rate 290"))
    assert main(["check", "--quiet", "--no-cache"]) == 1
    assert ends("--fail-on", "regression") == 0


def test_what_is_better_is_none(repository: Repository) -> None:
    repository.commit(shop=WEAK)
    repository.write("shop.design", SHOP)
    assert ends("--fail-on", "regression") == 0
    assert ends("--fail-on", "info") == 0


def test_a_new_finding_counts_by_its_severity(repository: Repository) -> None:
    repository.commit(shop=SHOP)
    repository.write("shop.design", f'{SHOP}zone spare "Unused"\n')
    assert ends("--fail-on", "regression") == 0
    assert ends("--fail-on", "warning") == 0
    assert ends("--fail-on", "info") == 1


def test_the_configuration_says_what_a_check_fails_on(repository: Repository) -> None:
    repository.write("designlint.yaml", "fail-on: info\n")
    repository.commit(shop=SHOP)
    repository.write("shop.design", f'{SHOP}zone spare "Unused"\n')
    assert ends("--fail-on", "regression") == 1


def test_codes_that_are_not_selected_do_not_count(repository: Repository) -> None:
    repository.commit(shop=SHOP)
    repository.write("shop.design", f'{SHOP}zone spare "Unused"\n')
    assert ends("--fail-on", "info", "--ignore", "LNG") == 0


def test_a_requirement_that_is_new_and_violated_is_a_regression(repository: Repository) -> None:
    repository.commit(shop=SHOP)
    claim = "nonfunctional NFR9 { require cost of db <= 1 USD/month }\n"
    repository.write("shop.design", SHOP + claim)
    assert ends("--fail-on", "regression") == 1


def test_errors_of_the_newer_state_always_fail(repository: Repository) -> None:
    repository.commit(shop=SHOP)
    repository.write("shop.design", SHOP + "componnt x\n")
    assert ends() == 1
