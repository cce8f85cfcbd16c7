"""The content of a review document, without its layout: plain values in the order of a design
review. Texts are worded by the design or an analysis, names in backticks; nothing is markup.

Elements are named by their dotted path. Its JSON form and the schema of that are made from these
types, so a field that is renamed or removed is a change for whoever reads them.
"""

from __future__ import annotations

from designlint.diagnostic import Help
from designlint.records import NamedTuple

VERSION = 1


class Place(NamedTuple):
    """Where something stands in the files of the design; both numbers start at 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Line(NamedTuple):
    """A line of a proof: a fact, its origin and its place. One at a `depth` explains the last line
    above with a smaller depth."""

    text: str
    origin: str = ""
    place: Place | None = None
    depth: int = 0


class Source(NamedTuple):
    """The source of a fact: `kind` is stated, published, assumed or supposed (a what-if value).
    A published one has a page and the day on which it was read."""

    kind: str
    text: str
    page: str = ""
    date: str = ""


class Fact(NamedTuple):
    """A property of an element and its value, as the design states or would state it."""

    element: str
    name: str
    value: str
    source: Source
    place: Place | None = None


class Claim(NamedTuple):
    """Something that must hold, with its verdict: `status` is met, violated or undecided.

    `basis` is what a decided status rests on: `proof`, `assumptions` or `estimate`; `verdict` is both in
    words, such as `met on assumptions`. `missing` are the undeclared facts that would decide the claim, `remedy` the smallest change that
    meets it, `assumptions` the values that the status rests on.
    """

    owner: str
    text: str
    metric: str
    subject: str
    status: str
    basis: str
    verdict: str
    value: str
    target: str
    margin: str
    reason: str
    proof: tuple[Line, ...] = ()
    missing: tuple[str, ...] = ()
    assumptions: tuple[Line, ...] = ()
    remedy: tuple[Help, ...] = ()


class Finding(NamedTuple):
    """What a rule found; `key` is stable from run to run as long as the finding is there.

    `breaks` are the paths of the requirements that it breaks, `owner` is the team that answers for it,
    `consequences` are the findings that are reported beneath it, a line each.
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
    consequences: tuple[str, ...] = ()


class Assumption(NamedTuple):
    """What was assumed, and the requirements and scenarios whose verdicts rest on it."""

    line: Line
    owners: tuple[str, ...]


class Tally(NamedTuple):
    """The number of requirements of each verdict, and of findings of each severity. `met` and
    `violated` are proved."""

    met: int
    violated: int
    undecided: int
    met_on_assumptions: int
    met_likely: int
    violated_on_assumptions: int
    violated_likely: int
    errors: int
    warnings: int
    notes: int


class Summary(NamedTuple):
    """The review in one minute: `news` has a sentence for each thing to decide on."""

    tally: Tally
    claims: tuple[Claim, ...]
    news: tuple[str, ...]


class Party(NamedTuple):
    """A user of the system, or an outside system that it works with."""

    path: str
    title: str
    facts: tuple[Fact, ...]


class Problem(NamedTuple):
    """The problem to solve, and its users."""

    facts: tuple[Fact, ...]
    actors: tuple[Party, ...]
    externals: tuple[Party, ...]


class Requirement(NamedTuple):
    """A requirement with the flows and interfaces that serve it. `status` is the worst one of its
    claims, or empty, and `verdict` the same in words."""

    path: str
    title: str
    functional: bool
    facts: tuple[Fact, ...]
    flows: tuple[str, ...]
    apis: tuple[str, ...]
    status: str
    verdict: str
    claims: tuple[Claim, ...]


class Option(NamedTuple):
    """One way that a decision could go."""

    name: str
    title: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    chosen: bool


class Decision(NamedTuple):
    """A choice, its reason, its status and consequences, and the options that were rejected."""

    path: str
    title: str
    about: tuple[str, ...]
    because: str
    options: tuple[Option, ...]
    facts: tuple[Fact, ...] = ()


class Component(NamedTuple):
    """A part of the system: its purpose, its facts, and the reasons for it."""

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


class Operation(NamedTuple):
    """What clients can ask of an interface."""

    path: str
    title: str
    serves: tuple[str, ...]
    facts: tuple[Fact, ...]


class Interface(NamedTuple):
    """What a component offers to others."""

    path: str
    component: str
    title: str
    serves: tuple[str, ...]
    because: str
    facts: tuple[Fact, ...]
    operations: tuple[Operation, ...] = ()


class Hop(NamedTuple):
    """A step of a flow. `waits` is whether the caller waits for the answer; `rate` is per second at
    peak, `time` the latency of the callee, as texts."""

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
    """Calls for one purpose; `taken` are the largest contributions to unavailability (0 to 1)."""

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
    """A component that stores a data item, and the path of the data to it."""

    component: str
    places: tuple[str, ...]
    way: tuple[Line, ...]


class DataItem(NamedTuple):
    """A data item, the locations of its copies, and its volume up to the horizon."""

    path: str
    title: str
    facts: tuple[Fact, ...]
    readers: tuple[str, ...]
    writers: tuple[str, ...]
    copies: tuple[Copy, ...]
    volume: str
    findings: tuple[str, ...]


class Cut(NamedTuple):
    """A minimal cut set: a flow fails when all its events happen at once. `text` names the events in
    words, `probability` is a text where it is known, `alike` counts the similar cut sets."""

    events: tuple[str, ...]
    text: str
    probability: str
    alike: int = 1


class Failing(NamedTuple):
    """The minimal cut sets of a flow, the likeliest first; `more` of them are left out."""

    flow: str
    availability: str
    singles: tuple[Cut, ...]
    pairs: tuple[Cut, ...]
    more: int


class Scenario(NamedTuple):
    """A what-if case: the losses, the load, the changed values, and the claims that must hold then."""

    path: str
    title: str
    lost: tuple[str, ...]
    load: str
    changes: tuple[str, ...]
    claims: tuple[Claim, ...]


class RecoveryPath(NamedTuple):
    """The components that people need to recover another one."""

    target: str
    tools: tuple[tuple[str, str], ...]


class Failures(NamedTuple):
    """Failures, their effects, and the recovery paths."""

    flows: tuple[Failing, ...]
    scenarios: tuple[Scenario, ...]
    ways_back: tuple[RecoveryPath, ...]


class Load(NamedTuple):
    """A component's load against its capacity; shares of the capacity are fractions, None where
    unknown. `full_at` is the multiple of today's peak at which it is full."""

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
    """The guarantees of one component that may answer a read of a data item."""

    flow: str
    component: str
    delivers: tuple[str, ...]
    staleness: str
    why: tuple[Line, ...]
    stale_by: tuple[str, ...]


class Consistency(NamedTuple):
    """The requirements on the reads of a data item, and what each read delivers."""

    datum: str
    required: tuple[Claim, ...]
    delivers: tuple[str, ...]
    reads: tuple[Read, ...]


class Risk(NamedTuple):
    """An accepted risk: its findings are not counted. `state` is open, expired or unused."""

    code: str
    element: str
    reason: str
    until: str
    owner: str
    state: str
    covers: tuple[str, ...]


class Question(NamedTuple):
    """An open question of the design, and the statements that would answer it."""

    about: str
    text: str
    answers: tuple[str, ...]


class Traced(NamedTuple):
    """A requirement, and the parts that serve it."""

    requirement: str
    flows: tuple[str, ...]
    apis: tuple[str, ...]
    components: tuple[str, ...]


class Purpose(NamedTuple):
    """A component, and the requirements that it serves."""

    component: str
    requirements: tuple[str, ...]
    flows: tuple[str, ...]


class Covered(NamedTuple):
    """How many of some elements something covers; `share` is the same in percent."""

    what: str
    covered: int
    of: int
    share: str


class Traceability(NamedTuple):
    """From requirements to components and back, and how much of them is covered."""

    forth: tuple[Traced, ...]
    back: tuple[Purpose, ...]
    coverage: tuple[Covered, ...] = ()


class Document(NamedTuple):
    """A design as a review document."""

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
    data: tuple[DataItem, ...]
    failures: Failures
    scaling: Scaling
    consistency: tuple[Consistency, ...]
    risks: tuple[Risk, ...]
    questions: tuple[Question, ...]
    traceability: Traceability
    register: tuple[Assumption, ...]
    assumptions: tuple[Fact, ...]
