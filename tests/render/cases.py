"""Results whose rendering is kept in snapshots."""

from __future__ import annotations

from designlint.base.clock import ANALYSIS, OTHER, RULE, STAGE, Timing
from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Diagnostic, Label, Severity, Step, advice, edit
from designlint.diagnostics.result import Result, Tally

SHORTLINK = Source(
    "shortlink.design",
    """\
system "shortlink" {
  owner "Team Links"
}

region eu-west {
  zone a
  zone b
}

actor visitor

component gate : load_balancer "Terminates TLS" { tech aws.alb  replicas 1 }
component links : service "Resolves codes" {
  tech   go
  replicas 3 in eu-west.a
}

flow follow {
  visitor -> gate -> links
}

requirement NFR2 nonfunctional "Redirects are fast" { require latency p99 of follow <= 100ms }
""",
)

PLACES = Source("parts/places.design", "region ap-north {\n\tzone 東京一\n\tzone b\n}\n")


def at(source: Source, marked: str, *, nth: int = 1) -> Span:
    """The span of the `nth` occurrence of a text."""
    start = -1
    for _ in range(nth):
        start = source.text.index(marked, start + 1)
    return Span(source, start, start + len(marked))


SPF = Diagnostic(
    "SPF001",
    Severity.ERROR,
    "`follow` stops when `gate` stops",
    Label(at(SHORTLINK, "gate")),
    (Label(at(SHORTLINK, "replicas 1"), "one replica (stated)"),),
    (
        Step("visitor -> gate -> links", at(SHORTLINK, "visitor -> gate"), "stated"),
        Step("no path of `follow` avoids `gate`"),
        Step("`gate` has 1 replica", at(SHORTLINK, "replicas 1"), "stated"),
    ),
    (edit("replicas 2", place="`gate`", result="99.99%"), advice("run `gate` in a second zone")),
    "gate",
)
VER = Diagnostic(
    "VER002",
    Severity.UNDECIDED,
    "`NFR2` is undecided: latency p99 of `follow` is unknown",
    Label(at(SHORTLINK, "latency p99 of follow <= 100ms"), "needs the latency of `links`"),
    (),
    (
        Step("`gate` answers in 2ms", at(SHORTLINK, "aws.alb"), "catalogue: aws.alb"),
        Step("the latency of `links` is not declared", at(SHORTLINK, "links")),
    ),
    (edit("latency p99 15ms"),),
    "NFR2",
)
LNG = Diagnostic(
    "LNG006",
    Severity.ERROR,
    "unknown property `owner` of a system; did you mean `author`?",
    Label(at(SHORTLINK, "owner")),
)


def one(
    text: str,
    marked: str,
    label: str = "here",
    *others: tuple[str, str],
    message: str = "something is wrong here",
    severity: Severity = Severity.WARNING,
    name: str = "a.design",
) -> Result:
    """A result of one diagnostic about one text; `others` are its secondary labels."""
    source = Source(name, text)
    secondary = tuple([Label(at(source, other), said) for other, said in others])
    primary = Label(at(source, marked), label)
    return Result((Diagnostic("TST001", severity, message, primary, secondary),), 1)


def spanning(text: str, start: int, end: int, label: str = "here") -> Result:
    """A result of one diagnostic about the characters `start` to `end` of a text."""
    label_ = Label(Span(Source("a.design", text), start, end), label)
    return Result((Diagnostic("TST001", Severity.WARNING, "look", label_),), 1)


LINE = "component gate : load_balancer { tech aws.alb replicas 1 timeout 2s }"
LONG = f'component gate : load_balancer "{"Terminates TLS, and more. " * 12}" {{ replicas 1 }}'
SENTENCE = (
    "a label of so many words that it stands on a line of its own, and at eighty columns not even"
    " there does it fit without being broken"
)

_CRAMPED = one(
    LINE,
    "replicas 1",
    SENTENCE,
    ("gate", "the first of them"),
    ("load_balancer", SENTENCE),
    ("timeout 2s", "the last of them"),
)
_NESTED = one(
    LINE,
    "tech aws.alb",
    "the technology",
    ("{ tech aws.alb replicas 1 timeout 2s }", "the block"),
    ("aws", "its vendor"),
    ("aws.alb", "its name"),
    ("tech aws.alb", "said here as well"),
)
_FAR_APART = one(
    LONG,
    "gate",
    "the only one",
    ("replicas 1", "one replica (stated)"),
    ("TLS", "ends here"),
)
_OTHER_FILES = Result(
    (
        Diagnostic(
            "RES001",
            Severity.WARNING,
            "`links` keeps personal data outside `eu-west`",
            Label(at(SHORTLINK, "links", nth=2), "stores names"),
            (
                Label(at(PLACES, "東京一"), "in Japan"),
                Label(at(PLACES, "ap-north"), "outside of eu-west"),
                Label(at(SHORTLINK, "eu-west"), "where they may be"),
            ),
            (
                Step("`links` runs in 東京一", at(PLACES, "東京一"), "stated"),
                Step("ap-north is outside of eu-west", at(PLACES, "ap-north"), "stated"),
            ),
            element="links",
        ),
    ),
    2,
    Tally(met=1, violated=1),
)
_WITNESS = Result(
    (
        Diagnostic(
            "AVL001",
            Severity.INFO,
            "a message whose words go on and on, so that at eighty columns they need a second line,"
            " which begins under the first word of the first",
            Label(at(SHORTLINK, "links")),
            (),
            (
                Step("short", at(SHORTLINK, "links"), "stated"),
                Step(
                    "a step that takes many words to say what it has to say, and so cannot stand"
                    " beside its place in a narrow terminal",
                    at(SHORTLINK, "gate"),
                    "catalogue: aws.alb, page of 2024-05-01",
                ),
                Step("only an origin", None, "assumed"),
                Step("99.99 % · 99.95 % = 99.94 %", at(PLACES, "zone b")),
                Step(""),
            ),
            (
                edit("replicas 2 in eu-west.a, eu-west.b"),
                edit(
                    'component spare : load_balancer {\n  tech aws.alb\n  note "'
                    + "a b  c " * 15
                    + '"\n}'
                ),
            ),
            "platform.payments.gate",
        ),
    ),
    1,
)
_HOSTILE = one(
    'note "\x1b[31mred\x1b[0m \x07bell \u202egnissap\u2066 \x00\x7f\x9b a\u200bb \ufeff\r c" { here }',
    "here",
    "a label\nof two\tlines \x1b]0;title\x07",
    ("\u202e", "turns the text round"),
    ("\x9b", "a control character"),
    message="a message\r\nof two lines, \x1b[2J and \u202eturned round",
    name="bad\x1b[1m\n.design",
)

CASES: dict[str, Result] = {
    "typical": Result((LNG, SPF, VER), 1, Tally(4, 1, 1)),
    "nothing": Result((), 1, Tally(6), accepted=1),
    "nothing_at_all": Result((), 3),
    "other_files": _OTHER_FILES,
    "witness": _WITNESS,
    "hostile": _HOSTILE,
    "labels_cramped": _CRAMPED,
    "labels_nested": _NESTED,
    "labels_of_two": one(LINE, "gate", "the gate", ("replicas 1", "one replica")),
    "labels_same_start": one(LINE, "gate : load_balancer", "all", ("gate", "name"), ("1", "x")),
    "labels_without_words": one(LINE, "gate", "", ("replicas 1", "")),
    "long_line": one(LONG, "replicas 1", "one replica (stated)"),
    "long_line_start": one(LONG, "component", "a component"),
    "long_line_middle": one(LONG, "more. Terminates TLS, and", SENTENCE),
    "long_line_far_apart": _FAR_APART,
    "long_mark": one(LONG, LONG[31:-17], "too long a description"),
    "lines_apart": one("a 1\nb 2\nc 3\nd 4\ne 5\nf 6", "a", "", ("c", "two on"), ("f", "far")),
    "tabs": one("\tx\tgate\tto\n", "gate", "after tabs", ("\tto", "a tab, too")),
    "wide": one("設計 東京 to 大阪", "東京", "from", ("大阪", "to"), message="東京 is not 大阪"),
    "combining": one("cafe\u0301 gate e\u0301", "gate", "plain", ("e\u0301", "accented")),
    "combining_alone": spanning("\u0301 x", 0, 1),
    "emoji": one("👩\u200d👩\u200d👧 👍🏽 🇫🇷 ❤\ufe0f gate", "gate", "behind", ("🇫🇷", "flag")),
    "multi_line": one("flow f {  # all\n  a -> b\n}\n", "flow f {  # all\n  a -> b\n}", "a flow"),
    "end_of_line": spanning("gate\nnext\n", 4, 4),
    "end_of_file": spanning("gate\nnext\n", 10, 10),
    "windows_lines": one("gate\r\nnext\r\n", "next\r\n", "the line"),
    "empty_file": spanning("", 0, 0, ""),
    "empty_file_label": spanning("", 0, 0, "nothing there"),
}
TIMINGS = (
    Timing(STAGE, "parse", 0.01234),
    Timing(ANALYSIS, "availability", 0.2),
    Timing(RULE, "SPF001", 0.00004),
    Timing(RULE, "SPF000", 0.00004),
    Timing(STAGE, OTHER, 0.1),
)
