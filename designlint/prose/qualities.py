"""Words for qualities: which metrics could measure each, and which words leave open how much."""

from __future__ import annotations

import re

from designlint.base.records import NamedTuple
from designlint.prose.words import Pattern, Words, any_of, found
from designlint.quantities.quantity import Dimension


class Quality(NamedTuple):
    """A quality that a text names with `words`. It is measured by a claim of one of these `metrics`, or
    by an amount of one of these `dimensions` in the text itself."""

    name: str
    words: Words
    metrics: tuple[str, ...] = ()
    dimensions: tuple[Dimension, ...] = ()


class _Sort(NamedTuple):
    """A sort of qualities; one of the parts in `needs` is in each text with one of its expressions."""

    name: str
    needs: tuple[str, ...]
    expressions: tuple[str, ...]
    metrics: tuple[str, ...] = ()
    dimensions: tuple[Dimension, ...] = (Dimension.SHARE, Dimension.TIME)


_VERY = r"(?:very |highly |extremely )?"
# What is said to be good, or little, is not measured: "good performance and little downtime".
_GOOD = r"(?:good|better|best|great|excellent|superb|outstanding|decent|solid|strong|high|top|state[- ]of[- ]the[- ]art|world[- ]class)"
_LITTLE = r"(?:little|low|lowest|minimal|minimum|hardly any|almost no|few|short|rare)"
_SORTS = (
    _Sort(
        "speed",
        ("fast", "quick", "rapid", "responsive", "snappy", "speed", "prompt", "performan", "latency", "timely", "short ", "real", "instant", "delay", "response", "latenc", "waiting", "performs"),
        (
            rf"{_VERY}(?:fast|quick|quickly|rapid|rapidly|responsive|snappy|speedy|speedily|promptly)",
            "high[- ]performance", "performant", "low(?:er|est)? latency", "timely", "in a timely manner",
            "short (?:response|answer|waiting) times?", r"(?:near )?real[- ]time (?:responses?|answers?|updates?)",
            "in (?:near )?real[- ]time", "instantaneously", "without (?:noticeable |undue )?delay",
            rf"{_GOOD} (?:performance|speed|response times?|latency|latencies)", rf"{_LITTLE} (?:delays?|waiting)", "performs? well",
        ),
        ("latency", "staleness", "rto", "throughput", "consistency"),
        (Dimension.TIME, Dimension.RATE),
    ),
    _Sort(
        "availability",
        ("availab", "uptime", "reliab", "dependable", "robust", "resilien", "fault", "rock", "durab", "stabil", "down", "outage", "interrupt"),
        (
            "high(?:ly)? availab(?:le|ility)", "high uptime", "reliable", "reliably", "reliability",
            "highly reliable", "dependable", "robust", "robustness", "resilient", "resilience",
            "fault[- ]toleran(?:t|ce)", "rock[- ]solid",
            rf"{_GOOD} (?:availability|up-?time|reliability|resilience|robustness|durability|stability)",
            rf"{_LITTLE} (?:down-?time|outages?|interruptions?)",
        ),
        ("availability", "error_budget", "rto", "durability", "rpo", "blast_radius"),
        (Dimension.SHARE, Dimension.TIME),
    ),
    _Sort(
        "scalability",
        ("scal", "throughput", "load", "large ", "lot", "many ", "elastic", "grow", "demand"),
        (
            "scalab(?:le|ility)", "high throughput", "scales? (?:well|easily|out well)", "(?:a )?(?:high|heavy|large) loads?",
            "(?:a )?large (?:number|amount|volume)s? of", "(?:a )?lots? of (?:users|requests|traffic)",
            "many (?:concurrent|simultaneous) users", "elastic", "future growth", rf"{_GOOD} (?:scalability|elasticity)",
            "(?:copes?|grows?) (?:well )?with (?:the )?(?:growth|growing (?:load|demand)|demand|load)",
        ),
        ("throughput", "headroom", "bandwidth", "storage"),
        (Dimension.RATE, Dimension.NUMBER, Dimension.FACTOR, Dimension.SIZE, Dimension.BANDWIDTH),
    ),
    _Sort(
        "security",
        ("secur", "safe", "protection"),
        ("securely", "(?:is|be|are|stays?|remains?|kept|keeps?) (?:very |highly )?(?:secure|safe)", "high(?:ly)? secur(?:e|ity)",
         rf"{_GOOD} (?:security|protection|data protection)", "an? (?:very |highly )?secure (?:platform|system|app|application|service|site|web ?site|solution|product|shop|portal)"),
        ("encryption", "residency"),
        (),
    ),
    _Sort(
        "cost",
        ("cheap", "expensive", "cost", "afford"),
        ("cheap", "cheaply", "inexpensive", "inexpensively", "cost[- ]effective(?:ly)?", "cost[- ]efficient(?:ly)?", "low[- ]costs?", "affordable"),
        ("cost",),
        (Dimension.MONEY, Dimension.SPENDING),
    ),
    _Sort(
        "usability",
        ("eas", "friendl", "intuitive", "convenient", "appealing", "attractive", "pleasant", "ergonomic", "effortless", "seamless", "smooth", "state", "modern"),
        (
            rf"(?<!for ){_VERY}easy", "easily", "ease of use", r"user[- ]friendl(?:y|iness)", "intuitive", "intuitively",
            "convenient", "conveniently", "appealing", "attractive", "pleasant", "ergonomic", "effortless(?:ly)?",
            "seamless", "seamlessly", "smooth", "smoothly", "state[- ]of[- ]the[- ]art", "modern",
        ),
    ),
    _Sort(
        "adequacy",
        ("adequate", "sufficient", "suitabl", "reasonabl", "acceptabl", "properly", "appropriate", "optimal", "efficient", "effective", "flexib", "minimal", "best practice"),
        (
            "adequate", "adequately", "sufficient (?:time|performance|memory|storage|space|capacity|speed)", "sufficiently fast", "suitabl[ey]", "reasonabl[ey]", "acceptabl[ey]",
            r"properly(?! \w+ed)", "appropriately", "optimal", "optimally", "efficient", "efficiently", "effectively", "flexible",
            "flexibly", "minimal (?:effort|delay|impact|downtime)", "best practices",
        ),
    ),
    _Sort(
        "maintainability",
        ("maintain", "testab", "portab", "extensib", "modular"),
        ("maintainab(?:le|ility)", "testab(?:le|ility)", "portab(?:le|ility)", "extensib(?:le|ility)", "modular(?:ity)?"),
    ),
    _Sort(
        "consistency",
        ("consisten",),
        ("(?:is|be|are|stays?|remains?|kept) (?:always )?(?:also )?consistent(?! with)", "(?:(?<=and )|(?<=also ))consistent(?=[.,]?$)", "strong(?:ly)? consisten(?:t|cy)"),
        ("consistency", "staleness", "rpo"),
    ),
    _Sort(
        "degree",
        ("possible", "practica", "feasib", "needed", "necessary", "appropriate", "applicable", "certain ", "various"),
        (
            r"as \w+(?: \w+)? as (?:possible|practical|practicable|feasible|needed)",
            r"(?:if|when|where|whenever|wherever|as) (?:it is |is )?(?:possible|necessary|needed|appropriate|applicable|practical|feasible)",
            "the appropriate", "an appropriate", "appropriate (?:level|access|measures?|organizations?|organisations?)",
            r"to the extent (?:possible|practical)", "(?:a )?certain (?:amount|number|degree|level)s?", "various",
        ),
        (),
        (),
    ),
)  # fmt: skip
# "how fast a treatment works" asks for a measure; food and lanes are called so.
_ASKED = Pattern(r"\bhow (?:very )?$", "how")
_NAMES = Pattern(r"[ -](?:food|lanes?|tracks?|forward|chargers?|links?|start)\b")
_TITLES = (
    ("speed", "(?:performance|speed|latency|response times?|responsiveness)", ("latency", "throughput", "staleness")),
    ("availability", "(?:availability|reliability|resilience|robustness|uptime)", ("availability", "error_budget", "rto", "durability", "rpo", "blast_radius")),
    ("scalability", "(?:scalability|throughput|elasticity|capacity)", ("throughput", "headroom", "bandwidth", "storage")),
    ("security", "(?:security|encryption)", ("encryption",)),
    ("privacy", "(?:privacy|data protection|data residency)", ("residency",)),
    ("consistency", "(?:consistency|freshness)", ("consistency", "staleness")),
    ("durability", "(?:durability|backups?)", ("durability", "rpo")),
    ("cost", "(?:low )?costs?", ("cost",)),
    ("usability", "(?:usability|accessibility)", ()),
    ("maintainability", "(?:maintainability|testability|portability|extensibility)", ()),
)  # fmt: skip
_NOUN = "|".join(expression for _, expression, _ in _TITLES)
# A text that only names qualities: "Security and data protection".
_TITLE = Pattern(
    rf"^(?:{_GOOD} |low )?(?:{_NOUN})(?:(?:,? and |, |/| & | \+ | plus |,? as well as )"
    rf"(?:{_GOOD} |low )?(?:{_NOUN}))+(?: (?:as|like|for|of|throughout|across|everywhere|in|at)\b[^.\d]*"
    rf"| (?:is|are) (?:\w+ )?(?:important|key|essential|vital|crucial|required|expected|needed)| matters?)?\.?$",
    "performance", "speed", "latency", "response time", "responsiveness", "availability", "reliability", "resilience",
    "robustness", "uptime", "scalability", "throughput", "elasticity", "capacity", "security", "encryption", "privacy",
    "data ", "consistency", "freshness", "durability", "backup", "cost", "usability", "accessib", "maintainability",
    "testability", "portability", "extensibility",
)  # fmt: skip
# Beside the word for another quality, these are words for one as well: "quick and safe".
_BESIDE = (
    ("security", "(?:safe|secure)", ("encryption", "residency"), ()),
    (
        "availability", "(?:available|stable)(?! (?:for|to|on|in|as|from|at|again|when)\\b)",
        ("availability", "error_budget", "rto", "durability", "rpo", "blast_radius"), (Dimension.SHARE, Dimension.TIME),
    ),
)  # fmt: skip
_JOINED = (
    r"(?:,? (?:and|but|yet|as well as)(?: also)?|,|/| &| \+) ?(?:very |highly |always |also )?"
)
_VERB = Pattern(r"(?:is|be|are|stays?|remains?|kept|keeps?) ")
_AFTER, _BEFORE = (
    tuple(
        [
            (
                Quality(name, Words("", 0, 0), metrics, dimensions),
                Pattern(form.format(rf"(?P<word>{word})"), "saf", "secur", "available", "stable"),
            )
            for name, word, metrics, dimensions in _BESIDE
        ]
    )
    for form in (rf"{_JOINED}{{}}\b", rf"\b{{}}{_JOINED}$")
)
_PATTERNS = tuple([(sort, any_of(sort.expressions, *sort.needs)) for sort in _SORTS])


def qualities(text: str) -> tuple[Quality, ...]:
    """The vague words of a text, in their order; of two that overlap, the one that begins first."""
    every = [
        Quality(sort.name, _without_verb(words), sort.metrics, sort.dimensions)
        for sort, pattern in _PATTERNS
        for words in found(pattern, text)
        if not (_ASKED.search(text[: words.start]) or _NAMES.match(text, words.end))
    ]
    if _TITLE.match(text):
        every += _titles(text)
    if every:
        every += _beside(text, every)
    chosen: list[Quality] = []
    for quality in sorted(every, key=lambda one: (one.words.start, -one.words.end)):
        if not chosen or quality.words.start >= chosen[-1].words.end:
            chosen.append(quality)
    return tuple(chosen)


def _beside(text: str, known: list[Quality]) -> list[Quality]:
    """The words for a quality that only count as such beside those for another one."""
    found = list[Quality]()
    waiting = list(known)
    while waiting:
        words = waiting.pop().words
        matches = [(quality, pattern.match(text, words.end)) for quality, pattern in _AFTER]
        matches += [(quality, pattern.search(text[: words.start])) for quality, pattern in _BEFORE]
        for quality, match in matches:
            if match is None:
                continue
            place = Words(match["word"], match.start("word"), match.end("word"))
            if all(
                place.end <= one.words.start or one.words.end <= place.start
                for one in (*known, *found)
            ):
                found.append(quality._replace(words=place))
                waiting.append(found[-1])
    return found


def _titles(text: str) -> list[Quality]:
    """The qualities that a text only names."""
    return [
        Quality(name, Words(match[0], match.start(), match.end()), metrics)
        for name, expression, metrics in _TITLES
        for match in re.finditer(rf"\b{expression}\b", text, re.IGNORECASE)
    ]


def _without_verb(words: Words) -> Words:
    """The adjective alone, of one that only counts behind a verb."""
    verb = _VERB.match(words.text)
    return Words(words.text[verb.end() :], words.start + verb.end(), words.end) if verb else words
