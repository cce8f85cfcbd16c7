"""What `whatif`, `drill` and `verify` say of bad days: flows first, worst first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from designlint.cli import FINDINGS, FINE, USAGE, main
from designlint.render.impact import drill_json

SHOP = """\
actor user "Buys"
provider cloud {
  region eu {
    zone a
    zone b
  }
}
functional FR1 "A user buys." { priority must }
functional FR2 "A user returns it." { priority should }
component shop : service {
  replicas 2 in cloud.eu.a, cloud.eu.b; availability 99.9% per replica; capacity 100 req/s per replica
}
component store : database { replicas 1 in cloud.eu.a; availability 99.9% per replica }
component tips : service { replicas 1 in cloud.eu.b; availability 99.9% per replica }
flow buy serves FR1 {
  rate 90 req/s peak
  user -> shop -> store
  shop -> tips, optional
}
flow look { rate 1 req/s peak; user -> shop }
nonfunctional NFR1 "Up." { require availability of buy >= 99% }
scenario zone_dark "A zone is lost" { lose cloud.eu.a; expect availability of look >= 90% }
"""


@pytest.fixture(autouse=True)
def _shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shop.design").write_text(SHOP, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")


def printed(capsys: pytest.CaptureFixture[str], line: str, code: int = FINE) -> str:
    assert main(line.split()) == code
    return capsys.readouterr().out


def test_a_loss_begins_with_the_flows_worst_first(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, "whatif shop.design --lose store", FINDINGS).splitlines()
    assert lines[:3] == ["flows", "  x stopped     buy   `store` is lost", "  + works       look"]
    assert any(line.startswith("  NFR1: availability of buy") for line in lines)


def test_a_part_that_is_optional_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, "whatif shop.design --lose tips").splitlines()
    assert lines[1] == "  - degraded    buy   without `tips`"


def test_a_loss_resolves_no_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert "SPF004" in printed(capsys, "check shop.design -f short --exit-zero")
    assert "gone" not in printed(capsys, "whatif shop.design --lose cloud.eu", FINDINGS)
    assert "gone" not in printed(capsys, "whatif shop.design --lose cloud.eu.b")


def test_a_declared_scenario_can_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "whatif shop.design --scenario zone_dark", FINDINGS)
    assert "x stopped     buy   `store` runs only in what is lost" in out
    assert main(["whatif", "shop.design", "--scenario", "zone_drak"]) == USAGE
    assert "did you mean `zone_dark`?" in capsys.readouterr().err
    assert main(["whatif", "shop.design", "--scenario", "zone_dark", "--load", "2x"]) == USAGE


def test_whatif_as_json_has_the_flows(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed(capsys, "whatif shop.design --lose tips -f json"))
    assert found["flows"][0] == {
        "flow": "buy", "state": "degraded", "why": "without `tips`", "before": "works",
    }  # fmt: skip


def test_a_drill_shows_the_worst_first(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "drill shop.design")
    assert out.splitlines()[:2] == [
        "x loss of provider `cloud`   stopped: `buy` and `look`; verdict worse: `NFR1`",
        "x loss of region `cloud.eu`  stopped: `buy` and `look`; verdict worse: `NFR1`",
    ]
    assert "- loss of `tips`             degraded: `buy`" in out
    assert "no known harm: 2x load" in out
    assert out.splitlines()[-1].endswith(
        "trials: 6 stop a flow, 8 turn a requirement, 1 without known harm"
    )


def test_a_drill_can_be_whole(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "drill shop.design --verbose")
    assert "x stopped `buy`: `store` is lost" in out


def test_a_drill_as_a_table_of_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "drill shop.design -o drill.md") == ""
    text = Path("drill.md").read_text(encoding="utf-8")
    assert "| loss of `tips` | degraded | degraded: `buy` |  |\n" in text


def test_a_drill_as_json_fits_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed(capsys, "drill shop.design -f json"))
    Draft202012Validator(drill_json.json_schema()).validate(found)
    by_name = {one["text"]: one for one in found["trials"]}
    assert by_name["loss of `store`"]["worst"] == "stopped"
    assert by_name["loss of `store`"]["claims"][0]["owner"] == "NFR1"


def test_verify_has_the_functional_requirements(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "verify shop.design")
    assert (
        "functional: 1 of 2 served\nx not served  FR2  A user returns it; no flow serves it\n"
        in out
    )
    assert "+ served      FR1  A user buys; by buy\n" in out
    assert "flows: stopped: `buy`" in out
    found = json.loads(printed(capsys, "verify shop.design -f json"))["functional"]
    assert [one["status"] for one in found] == ["served", "not served"]


TWO = """\
design d "Two that fill up" { growth 10x }
actor user
component first : service { replicas 3; capacity 10 req/s per replica }
component second : service { replicas 4; capacity 10 req/s per replica }
flow f { rate 10 req/s peak; user -> first -> second }
"""


def test_a_finding_about_several_things_is_gone_with_all_of_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("two.design").write_text(TWO, encoding="utf-8")
    out = " ".join(printed(capsys, "whatif two.design --set first.replicas=5").split())
    assert "`second` reaches its capacity at 4x" in out
    assert "`first` is next changed SCA003" in out
    assert "gone" not in out
    out = printed(capsys, "whatif two.design --set first.replicas=30")
    assert "gone" not in out, "`second` still fills up"


OPTIONAL = """\
actor rider
functional FR1 "The rider gets a receipt by mail." { priority must }
functional FR2 "The rider gets tips by mail." { priority could }
component rides : service
component mails : queue
external post
flow end serves FR1, FR2 { rider -> rides; rides ~> mails, optional; mails -> post }
"""


def test_what_its_flows_do_without_is_not_served(capsys: pytest.CaptureFixture[str]) -> None:
    Path("ride.design").write_text(OPTIONAL, encoding="utf-8")
    found = json.loads(printed(capsys, "verify ride.design -f json"))["functional"]
    assert [one["status"] for one in found] == ["optional", "served"]
    out = " ".join(printed(capsys, "verify ride.design").split())
    assert (
        "functional: 1 of 2 served ! optional FR1 The rider gets a receipt by mail; by end;" in out
    )
    assert "they work without `rides ~> mails`" in out
    assert "`FR1` is served by optional" in printed(capsys, "check ride.design --exit-zero")
    table = printed(capsys, "diagram ride.design --view requirements -f mermaid")
    assert "served by optional steps alone" in table


FULL = """\
actor user
component shop : service { replicas 2; capacity 10 req/s per replica }
flow buy { rate 50 req/s peak; user -> shop }
scenario sale { load 2x; expect headroom of buy >= 0% }
"""


def test_what_is_overloaded_anyway_does_not_work_in_a_scenario(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("full.design").write_text(FULL, encoding="utf-8")
    assert "flows: overloaded: `buy`" in printed(capsys, "verify full.design", FINDINGS)


ZONES = """\
actor user
region eu { zone a; zone b }
component shop : service { replicas 2 in eu.a, eu.b; capacity 10 req/s per replica }
flow buy { rate 12 req/s peak; user -> shop }
nonfunctional NFR1 "Zones." { require headroom of buy >= 0% }
scenario zone { lose eu.a; expect headroom of buy >= 0% }
"""


def test_a_finding_whose_subject_is_overloaded_is_not_resolved(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("zones.design").write_text(ZONES, encoding="utf-8")
    assert "SCA002" in printed(capsys, "check zones.design", FINDINGS)
    out = printed(capsys, "whatif zones.design --load 3x", FINDINGS)
    assert "new SCA001" in out
    assert "gone" not in out
