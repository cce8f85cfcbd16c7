"""The front page, the matrix and the parts that people need: made from the facts of a design."""

from __future__ import annotations

from designlint.document import Line, Mark
from designlint.render.document.charts import load_chart
from designlint.render.document.derivations import Derivations
from designlint.render.document.html import render
from designlint.render.document.small_svg import small
from tests.report.documents import document_from, document_of

SHOP = """
design shop "A shop" {
  customers "People who buy"; scope "Sell and ship. Nothing else."; growth 4x
  version "1.2"; status in_review; authors "The shop's team"
}
actor buyer { count 10 }
region eu { zone a; zone b; jurisdiction eu }
component web : service {
  replicas 2 in eu.a, eu.b; capacity 100 req/s per replica; cost 50 USD/month per replica
}
component db : database {
  replicas 1 in eu.a; holds person; encrypted_at_rest yes; cost 300 USD/month total
}
data person "A person" { size 1kB; count 1k; contains personal }
functional FR1 "A person buys."
nonfunctional NFR1 "Up." { require availability of buy >= 99.999% }
nonfunctional NFR2 "Cheap." { require cost of everything <= 1000 USD/month }
flow buy serves FR1 { rate 60 req/s; buyer -> web; web -> db reads person }
"""


def test_the_front_page_says_what_the_design_says() -> None:
    front = document_from(SHOP).front
    size = "2 components, 1 flow and 1 data item in 1 region"
    assert front.subject == f"Sell and ship: a system of {size}, for people who buy."
    assert front.verdict.startswith("The design does not hold: 1 of 2 requirements is met")
    assert "`NFR1`" in front.verdict
    assert "`db`" in front.weakness
    assert "`NFR1`" in front.decision
    edition = front.edition
    assert (edition.version, edition.status) == ("1.2", "in review")
    assert (edition.authors, edition.date) == ("The shop's team", "2026-11-01")


SPREAD = """
actor u
zone a; zone b
component web : service { replicas 6 in a, b; capacity 40 req/s per replica }
flow buy { rate 130 req/s peak; u -> web }
"""


def test_the_front_page_says_of_a_loss_what_the_drill_says() -> None:
    document = document_from(SPREAD)
    effects = {one.trial: one.effect for one in document.failures.drill.trials}
    assert effects["loss of zone `a`"] == "overloaded: `buy`"
    assert "the loss of zone `a` (overloaded: `buy`)" in document.front.weakness
    fuller = document_from(SPREAD.replace("130 req/s", "220 req/s")).front
    assert "the loss of a replica of `web` stops or overloads `buy`" in fuller.weakness


def test_the_front_page_tells_scenarios_from_requirements() -> None:
    scenario = "scenario sale { load 100x; expect headroom of buy >= 0% }\n"
    front = document_from(SHOP + scenario).front
    assert front.verdict.endswith("1 is violated (`NFR1`), 1 scenario fails (`sale`).")


def test_a_design_without_requirements_is_not_called_good() -> None:
    front = document_from("component a : service\n").front
    assert front.verdict.startswith("Whether it holds cannot be judged")
    assert all(front.sentences)


def test_the_matrix_has_each_requirement_where_it_is_asked() -> None:
    matrix = document_from(SHOP).matrix
    assert matrix.columns == ("serves", "availability", "other")
    gravest, rest = matrix.rows
    assert (gravest.subject, gravest.verdict) == ("buy", "violated on assumptions")
    assert gravest.cells[0] == (Mark("FR1", "", "", ""),)
    assert [mark.requirement for mark in gravest.cells[1]] == ["NFR1"]
    assert (rest.subject, rest.verdict) == ("everything", "met")
    assert [mark.metric for mark in rest.cells[2]] == ["cost"]


def test_protected_data_names_its_keepers_and_readers() -> None:
    (person,) = document_from(SHOP).security.protected
    assert (person.path, person.contains, person.readers) == ("person", ("personal",), ("web",))
    (keeper,) = person.keepers
    assert (keeper.component, keeper.jurisdictions, keeper.at_rest) == ("db", ("eu",), "encrypted")


def test_the_bill_adds_up() -> None:
    (bill,) = document_from(SHOP).costs
    assert (bill.currency, bill.total) == ("USD", "400 USD/month")
    assert [(one.component, one.share) for one in bill.costs] == [("db", 0.75), ("web", 0.25)]


def test_the_capacity_plan_counts_the_replicas_at_growth() -> None:
    loads = {one.component: one for one in document_from(SHOP).scaling.loads}
    # 60 req/s x 4 over 100 req/s of each replica.
    assert (loads["web"].replicas, loads["web"].needed) == ("2", "3")


def test_the_numbers_that_turn_a_verdict_are_named_with_their_distance() -> None:
    tornado = document_of("shortlink.design").tornado
    assert {one.element for one in tornado.points} >= {"links", "edge"}
    factors = [one.factor for one in tornado.points]
    assert factors == sorted(factors)
    assert all(1.0 <= factor <= tornado.reach for factor in factors)
    assert 0 < tornado.tried <= tornado.of


def test_the_drill_has_what_stops_a_flow() -> None:
    drill = document_from(SHOP).failures.drill
    effects = {one.trial: one.effect for one in drill.trials}
    assert "stopped: `buy`" in effects["loss of `db`"]


def test_the_wrap_up_counts_what_is_served() -> None:
    wrap_up = document_from(SHOP).wrap_up
    assert "1 of 1 functional requirements with a flow" in wrap_up.results
    assert wrap_up.next_steps[0].startswith("Meet `NFR1`")


def test_a_derivation_says_shared_lines_once() -> None:
    shared = [Line(f"part {number}: 99.9%", depth=1) for number in range(4)]
    derivations = Derivations()
    assert derivations.once([Line("one"), *shared], "R1") == [Line("one"), *shared]
    assert derivations.once([Line("two"), *shared], "R2") == [
        Line("two"),
        Line("`part 0` and 3 more: as at `R1`", depth=1),
    ]


def test_a_small_picture_keeps_what_it_shows() -> None:
    node = (
        '<svg width="9pt">\n<g id="k--node&#45;a" class="node">\n<title>n0</title>\n'
        '<path fill="none" d="M10.04,-20.06C11.04,-20.06 12.04,-21.06 13.04,-22.06"/>\n'
        '<text xml:space="preserve" text-anchor="start" x="1.04" y="2.06" fill="#1f2328">a&#45;b</text>\n'
        "</g>\n</svg>"
    )
    made = small(node)
    assert 'id="k--node-a"' in made
    assert 'd="M10-20.1c1,0 2-1 3-2"' in made
    assert '<text x="1" y="2.1">a&#45;b</text>' in made
    assert len(made) < len(node)


def test_a_chart_has_no_name_that_mermaid_reads() -> None:
    scaling = document_from(SHOP).scaling
    hostile = scaling.loads[0]._replace(component='a"]\nclick x "')
    text = str(load_chart(scaling._replace(loads=(hostile,))))
    assert text.count('"') == 6
    assert "click x" in text
    assert '["a___click x _"]' in text


UNDECLARED = """
actor buyer
region eu { zone a }
component web : service {REPLICAS}
flow buy { buyer -> web }
"""


def test_an_unknown_number_of_replicas_is_no_promise() -> None:
    unknown = document_from(UNDECLARED.replace("{REPLICAS}", ""))
    assert unknown.failures.flows[0].undeclared == ("web",)
    assert unknown.front.weakness == (
        "Whether a single failure stops a flow is unknown: how many replicas of `web` run is not declared."
    )
    one = document_from(UNDECLARED.replace("{REPLICAS}", "{ replicas 1 in eu.a }"))
    assert one.failures.flows[0].undeclared == ()
    assert "stops `buy`" in one.front.weakness


def test_what_moves_no_number_has_no_sensitivity() -> None:
    page = render(document_from(UNDECLARED.replace("{REPLICAS}", "")), {})
    assert "Sensitivity" not in page
    assert "Sensitivity" in render(document_from(SHOP), {})
