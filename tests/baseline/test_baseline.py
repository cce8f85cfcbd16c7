"""What a baseline knows, whatever moves; what it does not; and what is stale in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from designlint.cli import FINDINGS, USAGE
from tests.baseline.folder import FILE, run, save

pytestmark = pytest.mark.usefixtures("in_a_folder")

COUNT = 20
"""Findings of the old design; one test has as many as an old design really has."""


def component(number: int, replicas: int = 1) -> str:
    """A service that a flow has no way around, so that its only replica is a finding."""
    return f"component c{number} : service {{ replicas {replicas} in eu.a; capacity 1k req/s per replica }}\n"


def old_design(components: list[str]) -> str:
    """A design with a finding for each component that has one replica."""
    count = len(components)
    flows = [f"flow f{n} serves FR1 {{ rate 1 req/s; user -> c{n} }}\n" for n in range(count)]
    return "".join(
        [
            "actor user\nregion eu { zone a; zone b }\n",
            'functional FR1 "It works." { priority must }\n',
            *components,
            *flows,
        ]
    )


def check(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, list[str], int]:
    """A check against the baseline, failing on warnings: exit code, findings, and known ones."""
    options = ("--baseline", FILE, "--format", "json", "--fail-on", "warning")
    code, out, _ = run(capsys, "check", *options, *more)
    reported = json.loads(out)
    lines = [f"{d['code']} {d['element']}" for d in reported["diagnostics"]]
    return code, lines, reported["summary"]["known"]


def create(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str, str]:
    return run(capsys, "baseline", "create", "--select", "SPF001", *more)


@pytest.fixture
def old(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The parts of an old design with its baseline."""
    components = [component(number) for number in range(COUNT)]
    save(old_design(components))
    code, out, _ = create(capsys)
    assert (code, out) == (0, f"{FILE}: {COUNT} findings\n")
    return components


def only(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, list[str], int]:
    return check(capsys, "--select", "SPF001", *more)


def test_a_team_with_200_findings_begins_today(capsys: pytest.CaptureFixture[str]) -> None:
    components = [component(number) for number in range(200)]
    save(old_design(components))
    assert create(capsys)[:2] == (0, f"{FILE}: 200 findings\n")
    assert only(capsys) == (0, [], 200)
    save("\n\n" + old_design([*reversed(components), component(200)]))
    assert only(capsys) == (FINDINGS, ["SPF001 c200"], 200)
    save(old_design([component(0, 2), *components[1:]]))
    assert only(capsys) == (FINDINGS, ["BAS002 None"], 199)
    assert run(capsys, "baseline", "prune")[1] == f"{FILE}: 199 findings, 1 removed\n"


def test_known_findings_are_not_shown(old: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert only(capsys) == (0, [], COUNT)


def test_a_new_finding_alone_fails(old: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    save(old_design([*old, component(COUNT)]))
    assert only(capsys) == (FINDINGS, [f"SPF001 c{COUNT}"], COUNT)


def test_moving_lines_keeps_what_is_known(
    old: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    save("# a comment\n\n\n" + old_design(list(reversed(old))).replace(" { ", "  {  "))
    assert only(capsys) == (0, [], COUNT)


def test_moving_declarations_to_another_file_keeps_what_is_known(
    old: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = old_design(old)
    Path("parts").mkdir()
    save("".join(old[:5]), "parts/some.design")
    save('import "parts/some.design"\n' + text.replace("".join(old[:5]), ""))
    assert only(capsys) == (0, [], COUNT)


def test_renaming_the_design_keeps_what_is_known(
    old: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("old.design").rename("new.design")
    assert only(capsys) == (0, [], COUNT)


def test_a_fixed_finding_is_stale_until_it_is_pruned(
    old: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    save(old_design([component(0, 2), *old[1:]]))
    code, found, known = only(capsys)
    assert (code, found, known) == (FINDINGS, ["BAS002 None"], COUNT - 1)
    code, out, _ = run(capsys, "baseline", "check")
    assert code == FINDINGS
    assert out == (
        f"{FILE}:2:1: warning[BAS002] stale baseline entry: no SPF001 on `c0`\n"
        f"{FILE}: {COUNT} findings, 1 stale\n"
    )
    code, out, _ = run(capsys, "baseline", "prune")
    assert (code, out) == (0, f"{FILE}: {COUNT - 1} findings, 1 removed\n")
    assert run(capsys, "baseline", "check")[0] == 0
    assert only(capsys) == (0, [], COUNT - 1)
    save(old_design(old))
    assert only(capsys) == (FINDINGS, ["SPF001 c0"], COUNT - 1), "it has come back"


def test_a_stale_entry_can_be_ignored(old: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    save(old_design([component(0, 2), *old[1:]]))
    assert only(capsys, "--ignore", "BAS002") == (0, [], COUNT - 1)


def test_what_remains_of_many_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    head = "design d { growth 10x }\n"
    stores = [f"component s{n} : database {{ tech postgres }}\n" for n in range(6)]
    explained = [s.replace(" }", '; because "It is known." }') for s in stores]

    def reported(*parts: str) -> tuple[int, list[str], int]:
        save("".join([head, *parts]))
        return check(capsys, "--select", "DEC001", "--fail-on", "info")

    save("".join([head, *stores]))
    assert run(capsys, "baseline", "create", "--select", "DEC001")[1] == f"{FILE}: 1 finding\n"
    assert reported(*stores) == (0, [], 1)
    assert reported(*explained[:1], *stores[1:]) == (0, [], 1), "five in one finding"
    assert reported(*explained[:3], *stores[3:]) == (0, [], 3), "three findings"
    assert reported(*explained) == (FINDINGS, ["BAS002 None"], 0)


def test_pruning_changes_one_line(old: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    before = Path(FILE).read_text("utf-8").splitlines()
    save(old_design([*old[:7], component(7, 2), *old[8:]]))
    run(capsys, "baseline", "prune")
    after = Path(FILE).read_text("utf-8").splitlines()
    gone = [line for line in before if line not in after]
    assert len(gone) == 1
    assert '"element": "c7"' in gone[0]
    assert len(after) == len(before) - 1


def test_a_baseline_only_shrinks(old: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    kept = Path(FILE).read_bytes()
    save(old_design([*old, component(COUNT)]))
    code, _, err = create(capsys)
    assert code == USAGE
    assert err == (
        f"designlint: `{FILE}` would grow by 1 finding, and a baseline only shrinks; fix them, or "
        "use --force\n"
    )
    assert Path(FILE).read_bytes() == kept
    assert create(capsys, "--force")[1] == f"{FILE}: {COUNT + 1} findings\n"
    save(old_design([component(n, 2) for n in range(10)]))
    assert create(capsys)[1] == f"{FILE}: 0 findings\n"


def test_creating_twice_is_creating_once(
    old: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    first = Path(FILE).read_bytes()
    create(capsys)
    assert Path(FILE).read_bytes() == first
    lines = first.decode().splitlines()[1:-1]
    assert lines == sorted(lines)
    assert [p.name for p in Path().iterdir()] in (["old.design", FILE], [FILE, "old.design"])


def test_a_finding_of_another_design_is_new(
    old: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    save(old_design([component(0, 2), *old[1:]]))
    save(old_design(old[:1]), "other.design")
    code, found, known = only(capsys)
    assert (code, found, known) == (FINDINGS, ["BAS002 None", "SPF001 c0"], COUNT - 1)


def test_designs_that_are_not_checked_are_not_stale(
    old: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    save("component alone : service { replicas 2 }\n", "other.design")
    assert run(capsys, "baseline", "check", "other.design")[0] == 0
    assert run(capsys, "baseline", "prune", "other.design")[1].endswith(" 0 removed\n")


def test_rules_that_are_not_checked_are_not_stale(
    old: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "baseline", "check", "--ignore", "SPF")[0] == 0


def test_a_design_that_does_not_read_makes_nothing_stale(
    old: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    save("component broken : nonsense {}\n" + old_design([component(0, 2), *old[1:]]))
    assert run(capsys, "baseline", "check")[0] == 0
    code, found, _ = only(capsys)
    assert code == FINDINGS
    assert [line.split()[0][:3] for line in found] == ["LNG"], "which no baseline can hide"


def test_a_design_that_is_gone_is_stale(old: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("old.design").unlink()
    save("component alone : service { replicas 2 }\n", "other.design")
    assert run(capsys, "baseline", "prune")[1] == f"{FILE}: 0 findings, {COUNT} removed\n"


def test_a_part_that_is_named_alone_is_judged_in_its_design(
    capsys: pytest.CaptureFixture[str],
) -> None:
    head = 'functional FR1 "It works." { priority must }\n'
    save(old_design([component(0)]).replace(head, ""), "part.design")
    save(f'import "part.design"\n{head}')
    assert create(capsys)[1] == f"{FILE}: 1 finding\n"
    _, found, known = only(capsys, "part.design")
    assert (known, found) == (1, []), "the requirement that it serves is in the design"


def test_it_is_found_from_any_folder(
    old: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("sub").mkdir()
    monkeypatch.chdir("sub")
    code, _, _ = run(
        capsys,
        "check",
        "../old.design",
        "--select",
        "SPF001",
        "--fail-on",
        "info",
        "--baseline",
        f"../{FILE}",
    )
    assert code == 0


def test_the_summary_says_how_many_are_known(
    old: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "check", "--select", "SPF001", "--baseline", FILE)
    assert out.startswith(f"no findings in 1 file; {COUNT} known")
