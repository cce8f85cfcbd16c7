"""Words for qualities: which metrics could measure each, and which words leave open how much."""

from __future__ import annotations

from designlint.prose.words import Pattern, Words, any_of, found
from designlint.quantity import Dimension
from designlint.records import NamedTuple


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
_SORTS = (
    _Sort(
        "speed",
        ("fast", "quick", "rapid", "responsive", "snappy", "speed", "prompt", "performan", "latency", "timely", "short ", "real", "instant", "delay"),
        (
            rf"{_VERY}(?:fast|quick|quickly|rapid|rapidly|responsive|snappy|speedy|speedily|promptly)",
            "high[- ]performance", "performant", "low(?:er|est)? latency", "timely", "in a timely manner",
            "short (?:response|answer|waiting) times?", r"(?:near )?real[- ]time (?:responses?|answers?|updates?)",
            "in (?:near )?real[- ]time", "instantaneously", "without (?:noticeable |undue )?delay",
        ),
        ("latency", "staleness", "rto", "throughput", "consistency"),
        (Dimension.TIME, Dimension.RATE),
    ),
    _Sort(
        "availability",
        ("availab", "uptime", "reliab", "dependable", "robust", "resilien", "fault", "rock"),
        (
            "high(?:ly)? availab(?:le|ility)", "high uptime", "reliable", "reliably", "reliability",
            "highly reliable", "dependable", "robust", "robustness", "resilient", "resilience",
            "fault[- ]toleran(?:t|ce)", "rock[- ]solid",
        ),
        ("availability", "error_budget", "rto", "durability", "rpo", "blast_radius"),
        (Dimension.SHARE, Dimension.TIME),
    ),
    _Sort(
        "scalability",
        ("scal", "load", "large ", "lot", "many ", "elastic", "growth"),
        (
            "scalab(?:le|ility)", "scales? (?:well|easily|out well)", "(?:a )?(?:high|heavy|large) loads?",
            "(?:a )?large (?:number|amount|volume)s? of", "(?:a )?lots? of (?:users|requests|traffic)",
            "many (?:concurrent|simultaneous) users", "elastic", "future growth",
        ),
        ("throughput", "headroom", "bandwidth", "storage"),
        (Dimension.RATE, Dimension.NUMBER, Dimension.FACTOR, Dimension.SIZE, Dimension.BANDWIDTH),
    ),
    _Sort(
        "security",
        ("secur", "safe"),
        ("securely", "(?:is|be|are|stays?|remains?|kept|keeps?) (?:very |highly )?(?:secure|safe)", "high(?:ly)? secur(?:e|ity)"),
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
        ("adequate", "sufficient", "suitabl", "reasonabl", "acceptabl", "properly", "appropriate", "optimal", "efficient", "effective", "flexib", "minimal", "best practice", "maintainab"),
        (
            "adequate", "adequately", "sufficient (?:time|performance|memory|storage|space|capacity|speed)", "sufficiently fast", "suitabl[ey]", "reasonabl[ey]", "acceptabl[ey]",
            r"properly(?! \w+ed)", "appropriately", "optimal", "optimally", "efficient", "efficiently", "effectively", "flexible",
            "flexibly", "minimal (?:effort|delay|impact|downtime)", "best practices",
            "maintainab(?:le|ility)",
        ),
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
_VERB = Pattern(r"(?:is|be|are|stays?|remains?|kept|keeps?) ")
_PATTERNS = tuple([(sort, any_of(sort.expressions, *sort.needs)) for sort in _SORTS])


def qualities(text: str) -> tuple[Quality, ...]:
    """The vague words of a text, in their order; of two that overlap, the one that begins first."""
    every = [
        Quality(sort.name, _without_verb(words), sort.metrics, sort.dimensions)
        for sort, pattern in _PATTERNS
        for words in found(pattern, text)
    ]
    chosen: list[Quality] = []
    for quality in sorted(every, key=lambda one: (one.words.start, -one.words.end)):
        if not chosen or quality.words.start >= chosen[-1].words.end:
            chosen.append(quality)
    return tuple(chosen)


def _without_verb(words: Words) -> Words:
    """The adjective alone, of one that only counts behind a verb."""
    verb = _VERB.match(words.text)
    return Words(words.text[verb.end() :], words.start + verb.end(), words.end) if verb else words
