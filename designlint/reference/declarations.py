"""The declarations of the language."""

from __future__ import annotations

from typing import Any

from designlint.reference.entry import Entry
from designlint.reference.kinds import assumptions
from designlint.reference.markdown import block, code, link, paragraphs
from designlint.reference.shapes import form, property_table, slots, without
from designlint.schema.declarations import DECLARATIONS, Declaration
from designlint.schema.kinds import PLACE_ASSUMPTIONS
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES

# A declaration as it is written; the block of one that stands inside another shows both.
EXAMPLES = {
    "import": 'import "places.design"',
    "let": "let usual_timeout 200ms",
    "default": ("default service {\n  replicas 3 in a, b, c\n  latency p99 200ms\n}"),
    "template": (
        'template web : service "A service that customers reach" {\n  replicas 6 in a, b, c\n}\n'
        "component shop : web"
    ),
    "design": 'design shop "Web shop" {\n  customers "Anyone who buys"\n  growth 10x\n}',
    "actor": 'actor visitor "Looks around and buys" { count 2M }',
    "external": 'external payments "Takes the money" { availability 99.95% total }',
    "functional": 'functional FR1 "A visitor can order a product." { priority must }',
    "nonfunctional": (
        'nonfunctional NFR1 "Ordering works 99.95% of the time." {\n'
        "  require availability of order >= 99.95%\n}"
    ),
    "provider": ("provider aws {\n  region eu-west { jurisdiction eu; zone a; zone b; zone c }\n}"),
    "region": "region eu-west { zone a; zone b { rtt to a 1ms } }",
    "zone": "region eu-west { zone a; zone b }",
    "host": "zone a { host rack1-07 }",
    "domain": "zone a { domain feed1; domain feed2 }",
    "data": 'data orders "What was bought" { size 2kB; growth 40k/day; contains personal }',
    "component": (
        'component shop : service "Shows products, takes orders" {\n'
        "  replicas 4 in a, b\n  capacity 200 req/s per replica\n}"
    ),
    "group": 'group checkout "The team that takes the money" {\n  component cart : service\n}',
    "api": (
        "component shop : service {\n"
        "  api public { style rest; serves FR1; auth token; clients public }\n}"
    ),
    "operation": (
        "component shop : service {\n"
        "  api public {\n    style rest; auth token; clients public; compatibility additive\n"
        "    operation list_orders { serves FR2; reads orders; paginated yes }\n"
        "    operation place_order { serves FR1; writes orders; idempotent yes }\n  }\n}"
    ),
    "flow": (
        'flow order "Order a product" serves FR1 {\n  rate 60 req/s peak\n'
        "  visitor -> shop\n  shop -> store writes orders\n  shop ~> mails, optional\n}"
    ),
    "decision": (
        'decision D1 "Orders are kept in one relational store" about store {\n'
        '  because "An order and its payment change together."\n'
        '  option postgres { pro "Transactions"; con "One node writes"; chosen }\n'
        '  option cassandra { pro "Every node writes"; con "No transactions" }\n}'
    ),
    "option": (
        'decision D1 "Where orders are kept" {\n'
        '  option postgres { pro "Transactions"; con "One node writes"; chosen }\n}'
    ),
    "scenario": (
        'scenario zone_dark "A zone is lost at twice the load" {\n  lose eu-west.a\n  load 2x\n'
        "  set shop.replicas 6\n  expect availability of order >= 99.9%\n}"
    ),
    "accept": (
        'accept SPF001 on mails because "A mail may come an hour late." until 2027-06-30 by shop-team'
    ),
}
_NOTES = {
    "import": (
        "The path is relative to the importing file and stays inside the [project "
        "root](configuration.md#the-root-of-imports), usually the repository. `pkg:NAME/PATH` is a file "
        "of a package: a folder that the configuration names, or an installed Python package. All files "
        "of a design share one set of names. `as platform` gives the names of a file a namespace, so "
        "that two files may declare the same name: from outside, its `store` is `platform.store`; inside, "
        "it stays `store`. What it imports itself is in the namespace, too. The components of a "
        "namespace are inside a boundary of that name."
    ),
    "let": (
        "The name stands for the value wherever a value stands: in properties, steps, claims and "
        "scenarios. The value may be anything that stands there, also a text or a list of names. A "
        "constant may use others. Its name is neither a word of the language nor the name of a "
        "declaration. Of a file that is imported `as platform`, it is `platform.usual_timeout`."
    ),
    "default": (
        "It holds for all components of the kind, or of every kind: `default component`; in a "
        "[group](#group), for those of the group; in a file that is imported under a name, for those "
        "of that. What a component states itself goes before its template, a template before a default, "
        "and a default before the [catalogue](technologies.md). Of several defaults the nearest group "
        "goes first. A property is replaced as a whole, a `limit` by its name."
    ),
    "template": (
        "A component is of a template as it is of a kind: `component shop : web`. All else takes it "
        "for the kind that the template is of. A template may be of another template. Of a file "
        "that is imported `as platform`, it is `platform.web`."
    ),
    "external": (
        "It may state the properties of a component: see [every component](kinds.md#every-component) "
        "and [`third_party`](kinds.md#third_party)."
    ),
    "functional": "Flows and APIs say with `serves` which requirements they serve.",
    "nonfunctional": (
        "A `require` line says what is measured: see [claims](#claims). A requirement may have "
        "several `require` lines; the worst verdict is that of the requirement."
    ),
    "component": (
        "Its kind says what it may state: see [kinds](kinds.md). A component without a kind, or of "
        "an unknown kind, is treated as a service."
    ),
    "domain": (
        "A place of any other kind: a power feed, a network, a cluster, an account, a hardware class, "
        "a software version. A replica may be in several places, so replicas that look redundant "
        "can fail together; `in` says which of them all replicas of a component share."
    ),
    "flow": (
        "Its lines with arrows are [steps](#steps). The load on every component, and what the flow "
        "needs to work, follow from them. A flow that `recovers` a "
        "component says how people get it back, so its path must not need what has failed."
    ),
    "scenario": (
        "`lose LOSS, ...` takes places, components and externals away; `load FACTOR` multiplies "
        "the rate of every flow; `set ADDRESS VALUE` sets a property of a component, a flow (`set "
        "order.rate 1k req/s`) or a data item to another value. `expect` "
        "takes a [claim](#claims), which must hold in that case."
    ),
    "accept": (
        "The one way to suppress a finding. An acceptance covers the findings of a code: on the "
        "named element and the elements inside it, or on any element if none is named. With "
        "`until` it ends with that day in UTC. An acceptance that has no reason, has expired or covers no "
        "finding is itself a finding."
    ),
}


def declaration_entries() -> list[Entry]:
    """An entry for each declaration."""
    return [Entry("declaration", d.keyword, _body(d)) for d in DECLARATIONS.values()]


def _body(declaration: Declaration) -> str:
    keyword = declaration.keyword
    return paragraphs(
        declaration.doc,
        f"Form: {form(keyword, declaration.header)}",
        slots(declaration.header),
        _places(declaration),
        _NOTES.get(keyword, ""),
        block(EXAMPLES[keyword]),
        _properties(declaration),
        assumptions(PLACE_ASSUMPTIONS.get(keyword, {})),
    )


def _places(declaration: Declaration) -> str:
    inner = [d.keyword for d in DECLARATIONS.values() if declaration.keyword in d.within]
    holds = f" In its block may stand {_listed(inner)}." if inner else ""
    outer = [w for w in declaration.within if w]
    where = ["at the top level"] if "" in declaration.within else []
    if outer:
        where.append(f"inside {_listed(outer, 'or')}")
    return f"It stands {' or '.join(where)}.{holds}"


def _listed(keywords: list[str], last: str = "and") -> str:
    shown = [link(code(k), f"#{k}") for k in keywords]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {last} {shown[-1]}"


def _properties(declaration: Declaration) -> str:
    own = own_properties(declaration)
    relation = ""
    if len(own) < len(declaration.properties):
        relation = "It may also state the properties of a [relation](#relations)."
    return paragraphs(property_table(own) if own else "", relation)


def own_properties(declaration: Declaration) -> list[Property[Any]]:
    """The properties of a declaration, without those of relations where it has them all."""
    own = without(declaration.properties, RELATION_PROPERTIES)
    has_all = len(declaration.properties) - len(own) == len(RELATION_PROPERTIES)
    return own if has_all else list(declaration.properties.values())
