"""What the language has besides declarations: layout, names, quantities, steps, claims."""

from __future__ import annotations

from collections.abc import Iterable

from designlint.quantities.quantity import EXAMPLES, Dimension
from designlint.quantities.units import (
    CURRENCIES,
    LENGTHS,
    LINE_RATES,
    MAGNITUDES,
    NOUNS,
    PERIODS,
    READINGS,
    SIZES,
    TIMES,
)
from designlint.reference.api_styles import api_styles
from designlint.reference.entry import Entry
from designlint.reference.hashing import hashing
from designlint.reference.markdown import block, code, codes, link, paragraphs, table
from designlint.reference.sentences import ears
from designlint.reference.shapes import all_slots, property_table
from designlint.schema.declarations import EXPECT, REQUIRE
from designlint.schema.relation import RELATION_PROPERTIES

_FORMATTED = (
    "`designlint format` decides the rest. It indents a block by two spaces and a continued line "
    "by four. It keeps the line breaks of lines with at most 100 columns. It breaks a longer line in "
    "three steps, as far as necessary: it opens the block, puts each statement on a line of its "
    "own, then breaks lists after commas. It aligns neighbouring lines that were written as a "
    "table, with more than one space before a column; other words are one space apart. It keeps "
    "comments and texts, reduces several empty lines to one, and gives each unit one spelling."
)


def layout() -> Entry:
    """How a text is cut into statements."""
    rows = [
        ("a line", "One statement: a declaration, a property or a step."),
        ("`;`", "Ends a statement too, so that several stand on one line."),
        ("`,` at the end of a line", "The statement goes on in the next line."),
        ("`{ ... }`", "A block: what belongs to the statement before it, on whose line it opens."),
        ("`#`", "A comment, up to the end of the line."),
        (
            '`"text"`',
            'A text in one line; `\\"` is a quote in it, `\\\\` a backslash. Any other backslash is kept as it is.',
        ),
        ('`"""text"""`', "A text of several lines, without its common indent."),
    ]
    body = paragraphs(
        "The order of declarations never matters.", table(("sign", "meaning"), rows), _FORMATTED
    )
    return Entry("topic", "layout", body, "Layout")


def names() -> Entry:
    """What a name is and how it is found."""
    body = paragraphs(
        "A name begins with a letter and holds letters, digits, `_` and `-`, never a space. A "
        "declaration inside another declaration has a path, with dots: `aws.eu-west.a`.",
        "A name may be shortened to any unique end of its path: `a`, `eu-west.a` and "
        "`aws.eu-west.a` are one "
        "place while no other `a` is declared. Where several declarations fit, the nearest to the "
        "use is meant; between equally near ones, more of the path must be written. APIs and "
        "options are "
        "named by their full path only.",
        "Names are unique in their scope, whatever they name.",
    )
    return Entry("topic", "names", body, "Names")


def quantities() -> Entry:
    """Numbers with units."""
    examples = [(dimension.value, code(EXAMPLES[dimension])) for dimension in Dimension]
    units = [
        ("magnitude, right behind the number", codes(MAGNITUDES)),
        ("time", codes(TIMES)),
        ("size", codes(SIZES)),
        ("distance", codes(unit for unit in LENGTHS if unit.isalpha())),
        ("money", codes(sorted(CURRENCIES))),
        ("what is counted, before `/`", codes(dict.fromkeys(NOUNS))),
        ("amounts of a bandwidth, before `/`", codes(LINE_RATES)),
        ("periods, behind `/`", codes(PERIODS)),
    ]
    refused = [(code(unit), " or ".join(both)) for unit, both in READINGS.items()]
    body = paragraphs(
        "A quantity is a number with its unit; every value is checked for its dimension. Digits "
        "may be grouped by `_`: `1_000`.",
        table(("dimension", "example"), examples),
        table(("units", "written"), units),
        "`B` is always bytes. A month has 30 days and a year 365, as is usual for availability. An "
        "ambiguous unit is refused, and both readings are shown:",
        table(("unit", "can mean"), refused),
    )
    return Entry("topic", "quantities", body, "Quantities", ("quantity", "units"))


def values() -> Entry:
    """The words in capitals of forms."""
    body = paragraphs(
        "In the forms on these pages, words in capitals stand for values, words in lower case stand "
        "as they are, `|` separates words to choose from, what stands in brackets may be left out, "
        "and `, ...` says that more may follow behind commas.",
        all_slots(),
    )
    return Entry("topic", "values", body, "Values")


def relations() -> Entry:
    """Lines with arrows at the top level."""
    body = paragraphs(
        "What holds for all calls from one component to another, whichever flow makes them. Steps "
        "of flows declare who calls whom; a relation adds to that.",
        "Form: `NODE -> NODE`, `NODE ~> NODE`, or a chain of them, with properties behind commas or "
        "in a block. A step may state the same properties, which override those of the relation.",
        block(
            "shop -> store { timeout 50ms; retries 1; backoff jitter }\nshop ~> mails, retries 3"
        ),
        property_table(RELATION_PROPERTIES),
    )
    return Entry("topic", "relations", body, "Relations", ("relation",))


STEP_CLAUSES = (
    ("reads DATA, ...", "last", "What the call reads."),
    ("writes DATA, ...", "last", "What the call writes."),
    ("deletes DATA, ...", "last", "What the call deletes: a write that leaves no item behind."),
    ("5%", "last", "The share of the flow's runs that make the call."),
    ("x3", "last", "How many calls are made in each run; `x20k` and `x2M` for many."),
    ("parallel", "last", "The calls of `x3` are made at the same time."),
    ("on miss of CACHE", "first", "The call is made when the cache does not have the answer."),
    ("optional", "every", "The flow still serves when the call fails."),
    ("or else NODE", "last", "What is called instead when the call fails."),
    (
        "from leader | follower | any",
        "last",
        "Which replicas of a store are read, whatever the store declares.",
    ),
    ("PROPERTY VALUE", "last", "A property of a [relation](#relations), for this step alone."),
)


def steps() -> Entry:
    """Lines with arrows in a flow."""
    rows = [(code(clause), arrow, doc) for clause, arrow, doc in STEP_CLAUSES]
    body = paragraphs(
        "A line of a flow with arrows. `->` is a call whose answer the caller waits for; `~>` is a "
        "call or message that the caller does not wait for. A chain `a -> b -> c` is two steps. "
        "Clauses stand behind the last name, "
        "separated by commas; the first needs none before it. In a chain, a clause applies to the "
        "first arrow, the last arrow or every arrow:",
        table(("clause", "arrow", "meaning"), rows),
        block(
            "visitor -> edge\nedge -> gate -> shop, on miss of edge\n"
            "shop -> cache reads orders\nshop -> store reads orders, from follower, on miss of cache\n"
            "shop -> store deletes orders\n"
            "shop -> payments 5%, timeout 300ms, retries 1\nshop ~> mails, optional",
            "text",
        ),
    )
    return Entry("topic", "steps", body, "Steps", ("step",))


def claims(metrics: Iterable[str]) -> Entry:
    """What `require` and `expect` say, of the metrics of these names."""
    every = ", ".join(link(code(name), f"metrics.md#{name}") for name in metrics)
    rows: Iterable[tuple[str, str]] = (
        ("`METRIC`", f"One of {every}."),
        (
            "`ASPECT`",
            "What exactly is measured, for some metrics: a percentile, `in_transit`, `at_rest`.",
        ),
        (
            "`of SUBJECT`",
            "A flow, a component, data or a place, as the metric says; or `everything`.",
        ),
        ("`OPERATOR`", "`>=`, `<=`, `>` or `<`; each metric says which values are better."),
        ("`VALUE`", "The target, of the metric's dimension."),
        ("`at FACTOR`", "At a multiple of the load that flows state; without it, at that load."),
    )
    body = paragraphs(
        f"Something that can be proved or refuted: `{REQUIRE}` in a requirement, `{EXPECT}` in a "
        "scenario.",
        "Form: `METRIC [ASPECT] [of SUBJECT] OPERATOR VALUE [between failovers] [at FACTOR]`",
        table(("part", "meaning"), rows),
        block(
            "require availability of order >= 99.95%\n"
            "require latency p99 of order <= 100ms at 10x\n"
            "require consistency of orders >= read_your_writes\n"
            "require residency of orders in eu\n"
            "require encryption in_transit of everything",
            "text",
        ),
    )
    return Entry("topic", "claims", body, "Claims", ("claim", REQUIRE, EXPECT))


def topic_entries(metrics: Iterable[str]) -> list[Entry]:
    """An entry for each topic, in the order of the page, where there are metrics of these names."""
    return [
        layout(),
        names(),
        quantities(),
        values(),
        relations(),
        steps(),
        api_styles(),
        hashing(),
        claims(metrics),
        ears(),
    ]
