"""What a review document says, before anyone decides how: plain values in the order of a design
review. Texts are as a design or an analysis words them, names in backticks; nothing is markup.

Elements are named by their dotted path. Its JSON form and the schema of that are made from these
types, so a field that is renamed or removed is a change for whoever reads them.
"""

from __future__ import annotations

from typing import NamedTuple

from designlint.diagnostic import Help

VERSION = 1


class Place(NamedTuple):
    """Where something stands in the files of the design; both numbers start at 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Line(NamedTuple):
    """A line of a proof: a fact, where it is from and where it stands. One at a `depth` explains the
    last one above it that is less deep."""

    text: str
    origin: str = ""
    place: Place | None = None
    depth: int = 0


class Source(NamedTuple):
    """Who says a fact: `kind` is stated, published, assumed or supposed; a published one has a page
    and the day on which it was read."""

    kind: str
    text: str
    page: str = ""
    date: str = ""


class Fact(NamedTuple):
    """A property of an element and its value, as it is or would be stated."""

    element: str
    name: str
    value: str
    source: Source
    place: Place | None = None


class Claim(NamedTuple):
    """Something that must hold, and how it comes out: `status` is met, violated or undecided.

    `missing` are the facts without which nothing can be said, `mending` the smallest change that
    meets it, `assumptions` what the status rests on.
    """

    owner: str
    text: str
    metric: str
    subject: str
    status: str
    value: str
    target: str
    margin: str
    reason: str
    proof: tuple[Line, ...] = ()
    missing: tuple[str, ...] = ()
    assumptions: tuple[Line, ...] = ()
    mending: tuple[Help, ...] = ()


class Finding(NamedTuple):
    """What a rule found; `key` is stable from run to run as long as the finding is there.

    `breaks` are the paths of the requirements that it breaks, `owner` is the team that answers for it.
    """

    key: str
    code: str
    severity: str
    message: str
    element: str
    place: Place | None
    witness: tuple[Line, ...] = ()
    help: tuple[Help, ...] = ()
    breaks: tuple[str, ...] = ()
    owner: str = ""


class Tally(NamedTuple):
    """How many requirements came out how, and how many findings there are of each severity."""

    met: int
    violated: int
    undecided: int
    errors: int
    warnings: int
    notes: int


class Summary(NamedTuple):
    """What a reader who has one minute needs: in `news` a sentence for each thing to decide on."""

    tally: Tally
    claims: tuple[Claim, ...]
    news: tuple[str, ...]


class Party(NamedTuple):
    """Who uses the system, or a system of others that it works with."""

    path: str
    title: str
    facts: tuple[Fact, ...]


class Problem(NamedTuple):
    """What is to be solved, for whom."""

    facts: tuple[Fact, ...]
    actors: tuple[Party, ...]
    externals: tuple[Party, ...]


class Requirement(NamedTuple):
    """A requirement with what serves it; `status` is the worst of its claims, or empty."""

    path: str
    title: str
    functional: bool
    facts: tuple[Fact, ...]
    flows: tuple[str, ...]
    apis: tuple[str, ...]
    status: str
    claims: tuple[Claim, ...]


class Option(NamedTuple):
    """One way that a decision could go."""

    name: str
    title: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    chosen: bool


class Decision(NamedTuple):
    """A choice, why it went as it did, and what it turned down."""

    path: str
    title: str
    about: tuple[str, ...]
    because: str
    options: tuple[Option, ...]


class Component(NamedTuple):
    """A part of the system: what it is for, what is known of it, and why it is as it is."""

    path: str
    title: str
    kind: str
    technology: str
    group: str
    because: str
    facts: tuple[Fact, ...]
    decisions: tuple[str, ...]
    flows: tuple[str, ...]
    findings: tuple[str, ...]


class Interface(NamedTuple):
    """What a component offers to others."""

    path: str
    component: str
    title: str
    serves: tuple[str, ...]
    because: str
    facts: tuple[Fact, ...]


class Hop(NamedTuple):
    """A step of a flow. `waits` is whether the caller waits for the answer; `rate` is per second at
    peak, `time` how long who is called takes, as texts."""

    number: int
    caller: str
    callee: str
    waits: bool
    rate: str
    time: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    said: str


class Bar(NamedTuple):
    """A part of a whole, for a plot: its size in base units and as text, and where it begins."""

    name: str
    size: float
    text: str
    start: float = 0.0


class Budget(NamedTuple):
    """Where the time of a flow goes at a percentile, in seconds, one part after the other, and how
    long it may take (`target`), if a requirement says so."""

    percentile: str
    parts: tuple[Bar, ...]
    total: float
    text: str
    target: float | None
    target_text: str


class Flow(NamedTuple):
    """Who talks to whom for one purpose; `taken` is what takes most of its availability, as
    unavailability (0 to 1)."""

    path: str
    title: str
    serves: tuple[str, ...]
    recovers: tuple[str, ...]
    facts: tuple[Fact, ...]
    steps: tuple[Hop, ...]
    availability: str
    taken: tuple[Bar, ...]
    budget: Budget | None
    findings: tuple[str, ...]


class Copy(NamedTuple):
    """A component in which a datum comes to rest, and how it gets there."""

    component: str
    places: tuple[str, ...]
    way: tuple[Line, ...]


class Datum(NamedTuple):
    """What is kept, where every copy of it lives, and how much there is up to the horizon."""

    path: str
    title: str
    facts: tuple[Fact, ...]
    readers: tuple[str, ...]
    writers: tuple[str, ...]
    copies: tuple[Copy, ...]
    volume: str
    findings: tuple[str, ...]


class Cut(NamedTuple):
    """Things that stop a flow when all of them are down at once, in words too (`text`); `probability`
    as text, where it is known. `alike` counts the cuts of the same components that it stands for."""

    events: tuple[str, ...]
    text: str
    probability: str
    alike: int = 1


class Failing(NamedTuple):
    """What takes a flow down: minimal cut sets, the likeliest first; `more` of them are left out."""

    flow: str
    availability: str
    singles: tuple[Cut, ...]
    pairs: tuple[Cut, ...]
    more: int


class Scenario(NamedTuple):
    """A bad day: what is lost, how much load there is, and what must hold then."""

    path: str
    title: str
    lost: tuple[str, ...]
    load: str
    changes: tuple[str, ...]
    claims: tuple[Claim, ...]


class WayBack(NamedTuple):
    """What people need to get a component back."""

    target: str
    tools: tuple[tuple[str, str], ...]


class Failures(NamedTuple):
    """What fails, what then happens, and how people get it back."""

    flows: tuple[Failing, ...]
    scenarios: tuple[Scenario, ...]
    ways_back: tuple[WayBack, ...]


class Load(NamedTuple):
    """A component's load against its capacity; shares of the capacity are fractions, None where
    nobody says. `full_at` is the multiple of today's peak at which it is full."""

    component: str
    rate: str
    capacity: str
    source: str
    used: float | None
    used_text: str
    at_growth: str
    after_loss: str
    full_at: float | None
    full_text: str


class Scaling(NamedTuple):
    """The load today and at growth, fullest first; `bottleneck` is what fills up first."""

    growth: float
    growth_text: str
    bottleneck: str
    loads: tuple[Load, ...]
    unknown: tuple[str, ...]


class Read(NamedTuple):
    """What one place that may answer a read of a datum gives."""

    flow: str
    component: str
    delivers: tuple[str, ...]
    staleness: str
    why: tuple[Line, ...]
    stale_by: tuple[str, ...]


class Consistency(NamedTuple):
    """What is required of the reads of a datum, and what each delivers."""

    datum: str
    required: tuple[Claim, ...]
    delivers: tuple[str, ...]
    reads: tuple[Read, ...]


class Risk(NamedTuple):
    """A risk taken knowingly: its findings are not counted. `state` is open, expired or unused."""

    code: str
    element: str
    reason: str
    until: str
    owner: str
    state: str
    covers: tuple[str, ...]


class Question(NamedTuple):
    """What the design leaves open, and what would answer it."""

    about: str
    text: str
    answers: tuple[str, ...]


class Traced(NamedTuple):
    """A requirement, and all that serves it."""

    requirement: str
    flows: tuple[str, ...]
    apis: tuple[str, ...]
    components: tuple[str, ...]


class Purpose(NamedTuple):
    """A component, and all requirements that it is there for."""

    component: str
    requirements: tuple[str, ...]
    flows: tuple[str, ...]


class Traceability(NamedTuple):
    """From requirements to components and back."""

    forth: tuple[Traced, ...]
    back: tuple[Purpose, ...]


class Document(NamedTuple):
    """A design as its review needs it."""

    version: int
    name: str
    title: str
    files: tuple[str, ...]
    summary: Summary
    findings: tuple[Finding, ...]
    problem: Problem
    requirements: tuple[Requirement, ...]
    components: tuple[Component, ...]
    decisions: tuple[Decision, ...]
    interfaces: tuple[Interface, ...]
    flows: tuple[Flow, ...]
    data: tuple[Datum, ...]
    failures: Failures
    scaling: Scaling
    consistency: tuple[Consistency, ...]
    risks: tuple[Risk, ...]
    questions: tuple[Question, ...]
    traceability: Traceability
    assumptions: tuple[Fact, ...]
