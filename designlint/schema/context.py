"""Properties of what surrounds the components: the problem, people, places, data, requirements."""

from __future__ import annotations

from datetime import date
from typing import Any

from designlint.quantities.quantity import Quantity
from designlint.schema.component import AVAILABILITY, BECAUSE, IDEMPOTENT, MTBF, MTTR, OWNER
from designlint.schema.property import Property
from designlint.schema.relation import RATE_LIMIT
from designlint.schema.store import RETENTION
from designlint.schema.values import Apart, Rated, Ref

# ---- the design as a whole
CUSTOMERS: Property[str] = Property("customers", "<text>", "Who the system is for.")
SCOPE: Property[str] = Property("scope", "<text>", "What the system does.")
OUT_OF_SCOPE: Property[str] = Property(
    "out_of_scope", "<text>", "What the system leaves to others."
)
INTEGRATES: Property[tuple[Ref, ...]] = Property(
    "integrates",
    "<nodes:node>,...",
    "Existing systems that the system works with; they count as used.",
)
GROWTH_FACTOR: Property[Quantity] = Property(
    "growth",
    "<factor>",
    "The load that the design must be able to reach, as a multiple of today's.",
    worse="high",
)
HORIZON: Property[Quantity] = Property("horizon", "<time>", "How far ahead the design is planned.")
PEAK: Property[Quantity] = Property(
    "peak", "<factor>", "The load at peak as a multiple of the average."
)
DESIGN_VERSION: Property[str] = Property("version", "<text>", "The version of the design.")
REVIEW_STATUS: Property[str] = Property(
    "status",
    "<status:draft|in_review|approved|superseded>",
    "How far the review of the design is.",
)
AUTHORS: Property[str] = Property("authors", "<text>", "Who wrote the design.")
DESIGN_PROPERTIES: tuple[Property[Any], ...] = (
    CUSTOMERS, SCOPE, OUT_OF_SCOPE, INTEGRATES, GROWTH_FACTOR, HORIZON, PEAK, OWNER,
    DESIGN_VERSION, REVIEW_STATUS, AUTHORS,
)  # fmt: skip

# ---- people
COUNT: Property[Quantity] = Property(
    "count", "<quantity:number>", "How many there are.", worse="high"
)
ACTIVE: Property[Quantity] = Property(
    "active", "<amount>", "How many actors are active at a time, as a number or a share."
)
LOCATED: Property[tuple[str, ...]] = Property(
    "located", "<where:label>,...", "Where the actors are."
)
PEAK_FACTOR: Property[Quantity] = Property(
    "peak_factor",
    "<factor>",
    "The load at peak of the flows that they begin, as a multiple of the average.",
    absent="the `peak` of the design",
)
ACTOR_PROPERTIES: tuple[Property[Any], ...] = (COUNT, ACTIVE, LOCATED, PEAK_FACTOR)

# ---- places
JURISDICTION: Property[str] = Property(
    "jurisdiction", "<name:word>", "Whose law holds in the place."
)
ONE_SITE: Property[bool] = Property(
    "one_site",
    "<yes_no>",
    "Whether the place is one physical site, which one fire or flood can destroy with all its zones.",
    absent="yes for a zone, and for one of several regions outside of the large clouds",
)
DISTANCE: Property[Apart] = Property(
    "distance",
    "to <to:place> <apart:length>",
    "How far another place is.",
    value=Apart,
    repeats=True,
)
RTT: Property[Apart] = Property(
    "rtt",
    "to <to:place> <apart:time>",
    "The round-trip time to another place.",
    value=Apart,
    repeats=True,
)
TRUST: Property[str] = Property(
    "trust",
    "<zone:word>",
    "The trust zone of what is inside: a call to or from another zone crosses a trust boundary.",
)
PLACE_PROPERTIES: tuple[Property[Any], ...] = (
    AVAILABILITY, MTBF, MTTR, JURISDICTION, ONE_SITE, DISTANCE, RTT, TRUST,
)  # fmt: skip

# ---- data
SIZE_OF_ONE: Property[Quantity] = Property("size", "<size>", "How large one item is.", worse="high")
GROWTH: Property[Quantity] = Property(
    "growth", "<growth>", "How much is added: a number, a rate or a size per time."
)
IMPORTANCE: Property[str] = Property(
    "importance",
    "<level:low|normal|high|critical>",
    "How bad a loss of the data would be.",
    absent="normal",
)
CONTAINS: Property[tuple[str, ...]] = Property(
    "contains",
    "<what:personal|payment|health|secret>,...",
    "Which contents of the data are protected by law.",
    absent="nothing",
)
ACCESS: Property[tuple[str, ...]] = Property(
    "access",
    "<how:by_key|range|join|search|aggregate>,...",
    "How the data is queried.",
)
FRESHNESS: Property[Quantity] = Property(
    "freshness", "<time>", "How old the data may be when it is read.", absent="no bound"
)
SKEW_OF_KEYS: Property[Quantity] = Property(
    "skew", "<exponent:number>", "Zipf's exponent of the popularity of its keys."
)
IMMUTABLE: Property[bool] = Property(
    "immutable",
    "<yes_no>",
    "Whether the data never changes once written, so that no copy can be stale.",
    absent="no",
)
KEY_COUNTERS = {
    "int16": 2**15 - 1,
    "uint16": 2**16 - 1,
    "int32": 2**31 - 1,
    "uint32": 2**32 - 1,
    "int53": 2**53 - 1,
    "int64": 2**63 - 1,
    "uint64": 2**64 - 1,
}
"""The types of keys that are counted up from one, each with its last key."""
KEY: Property[str] = Property(
    "key",
    f"<type:{'|'.join(KEY_COUNTERS)}|uuid|text>",
    "The type of the key that each item gets: a counter of so many bits (`int` with a sign, so that one "
    "bit less counts), a random identifier, or a text that the application chooses. The key of a deleted "
    "item is not given again.",
)
UNDELETE: Property[Quantity] = Property(
    "undelete",
    "<time>",
    "For how long an item that was deleted can be brought back by itself, as from a recycle bin or an older "
    "version.",
    absent="not at all",
)
DATA_PROPERTIES: tuple[Property[Any], ...] = (
    SIZE_OF_ONE, COUNT, GROWTH, RETENTION, IMPORTANCE, CONTAINS, ACCESS, FRESHNESS, SKEW_OF_KEYS,
    IMMUTABLE, KEY, UNDELETE, OWNER,
)  # fmt: skip

# ---- requirements, flows, interfaces
PRIORITY: Property[str] = Property(
    "priority", "<level:must|should|could|wont>", "How much the requirement matters."
)
REFINES: Property[tuple[Ref, ...]] = Property(
    "refines",
    "<requirements:requirement>,...",
    "The requirements that this one is a part of. They are served when all their parts are, and a part "
    "without a `priority` has theirs.",
    absent="nothing",
)
REQUIREMENT_PROPERTIES: tuple[Property[Any], ...] = (PRIORITY, REFINES, BECAUSE, OWNER)

RATE: Property[Rated] = Property(
    "rate", "<rate> [<when:peak|average>]", "How often the flow begins.", value=Rated, worse="high"
)
RAMP: Property[Quantity] = Property(
    "ramp", "<time>", "How quickly the rate of the flow can rise from its usual level to the peak."
)
LASTS: Property[Quantity] = Property(
    "lasts",
    "<time>",
    "How long one run of the flow takes: the calls that it makes again and again come evenly over that time.",
    absent="of a flow that begins less than once a minute, all calls of a run may come within one",
)
FLOW_PROPERTIES: tuple[Property[Any], ...] = (RATE, RAMP, LASTS, BECAUSE, OWNER)

STYLE: Property[str] = Property(
    "style",
    "<style:rest|grpc|graphql|soap|rpc|websocket|sse|webhook|events>",
    "How clients speak to the interface.",
)
SERVES: Property[tuple[Ref, ...]] = Property(
    "serves",
    "<requirements:requirement>,...",
    "The requirements that the interface, operation or decision serves.",
    absent="nothing",
)
AUTH: Property[str] = Property(
    "auth",
    "<how:word>",
    "How clients authenticate; `none` if they do not.",
)
CLIENTS: Property[str] = Property(
    "clients", "<who:internal|partner|public>", "Who may call the interface."
)
WORK: Property[Quantity] = Property(
    "work",
    "<time>",
    "How long one request keeps the component busy, from its arrival to its answer.",
)
COMPATIBILITY: Property[str] = Property(
    "compatibility",
    "<how:versioned|additive|none>",
    "How the interface changes: a new version beside the old one, by additions alone, or in ways that "
    "break its clients.",
)
READS: Property[tuple[Ref, ...]] = Property(
    "reads", "<data:data>,...", "The data that the operation answers with.", absent="nothing"
)
WRITES: Property[tuple[Ref, ...]] = Property(
    "writes", "<data:data>,...", "The data that the operation changes.", absent="nothing"
)
PAGINATED: Property[bool] = Property(
    "paginated",
    "<yes_no>",
    "Whether a list is answered in pages, each with a limited number of items.",
)
API_PROPERTIES: tuple[Property[Any], ...] = (
    STYLE, SERVES, AUTH, RATE_LIMIT, CLIENTS, COMPATIBILITY, WORK, BECAUSE,
)  # fmt: skip
OPERATION_PROPERTIES: tuple[Property[Any], ...] = (
    SERVES, READS, WRITES, IDEMPOTENT, PAGINATED, WORK,
)  # fmt: skip

# ---- decisions
PRO: Property[str] = Property("pro", "<text>", "What speaks for the option.", repeats=True)
CON: Property[str] = Property("con", "<text>", "What speaks against the option.", repeats=True)
CHOSEN: Property[bool] = Property("chosen", "", "Marks the option that was taken.")
OPTION_PROPERTIES: tuple[Property[Any], ...] = (PRO, CON, CHOSEN)
STATUS: Property[str] = Property(
    "status",
    "<status:proposed|accepted|rejected|deprecated|superseded>",
    "How far the decision is.",
    absent="accepted, or superseded where it names its successor",
)
DECIDED_ON: Property[date] = Property("date", "<date>", "When the decision was last changed.")
SUPERSEDED_BY: Property[Ref] = Property(
    "superseded_by",
    "<by:decision>",
    "The decision that takes the place of this one.",
    absent="none",
)
CONSEQUENCE: Property[str] = Property(
    "consequence", "<text>", "What follows from the decision.", repeats=True
)
DECISION_PROPERTIES: tuple[Property[Any], ...] = (
    STATUS, DECIDED_ON, SUPERSEDED_BY, SERVES, CONSEQUENCE, BECAUSE, OWNER,
)  # fmt: skip
GROUP_PROPERTIES: tuple[Property[Any], ...] = (OWNER, BECAUSE, TRUST)
