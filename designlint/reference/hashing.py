"""The ways to give keys to nodes compared: what moves when a node is added, how even the shares are."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.quantities.showing import show_share
from designlint.reference.entry import Entry
from designlint.reference.markdown import block, code, link, paragraphs, table
from designlint.solvers.ring import hottest_likely, share_variation

_NODES, _VIRTUAL = 10, (1, 16, 256)


class Way(NamedTuple):
    """A way to place keys on n nodes: the share that moves when one is added, how even the shares are,
    what finding a key costs, what is to be known of it, and its source."""

    name: str
    moves: str
    even: str
    lookup: str
    remark: str
    source: str


WAYS = (
    Way(
        "ring",
        "1/(n + 1)",
        "standard deviation sqrt((n - 1)/(n v + 1)) of the mean, with v virtual nodes each",
        "log(n v) steps, n v entries",
        "Any node may come or go; with virtual nodes, the keys of a lost one go to all others.",
        "D. Karger and others, Consistent Hashing and Random Trees (STOC 1997)",
    ),
    Way(
        "jump",
        "1/(n + 1)",
        "even",
        "ln(n) steps, no table",
        "Nodes are numbers: only the last can be removed, so it suits shards rather than servers.",
        "J. Lamping and E. Veach, A Fast, Minimal Memory, Consistent Hash Algorithm (2014)",
    ),
    Way(
        "rendezvous",
        "1/(n + 1)",
        "even",
        "n hashes, n entries",
        "The nodes next in rank are natural places for copies, and weights are simple.",
        "D. Thaler and C. Ravishankar, Using Name-Based Mappings to Increase Hit Rates (IEEE/ACM "
        "Transactions on Networking 6, 1998)",
    ),
    Way(
        "multi_probe",
        "1/(n + 1)",
        "the fullest has 1.05 times the mean with 21 probes",
        "k probes of log(n) steps, n entries",
        "As even as a ring with hundreds of virtual nodes, with one place for each node.",
        "B. Appleton and M. O'Reilly, Multi-Probe Consistent Hashing (2015)",
    ),
    Way(
        "modulo",
        "n/(n + 1)",
        "even",
        "one division",
        "One node more empties a cache, and makes a store copy nearly all that it has.",
        "D. Karger and others (STOC 1997), section 4",
    ),
    Way(
        "range",
        "what is split",
        "as the keys are: a key that grows loads the last range alone",
        "log(ranges) steps, a table of ranges",
        "Keys that follow each other stay together, so that ranges can be read.",
        "F. Chang and others, Bigtable (OSDI 2006), section 5.1",
    ),
    Way(
        "directory",
        "what is moved",
        "as the directory decides",
        "one call of the directory, a table of all keys",
        "Everything can be moved alone; the directory is asked by each call, and has to be up.",
        "M. Kleppmann, Designing Data-Intensive Applications (O'Reilly 2017), chapter 6",
    ),
)  # fmt: skip
"""Every value of `placement` of shards."""


def hashing() -> Entry:
    """The page about giving keys to nodes."""
    rows = [(code(w.name), w.moves, w.even, w.lookup, w.remark, w.source) for w in WAYS]
    rings = [
        (str(v), show_share(share_variation(_NODES, v)), f"{hottest_likely(0.5, _NODES, v):.2f}x")
        for v in _VIRTUAL
    ]
    body = paragraphs(
        "How keys are given to the nodes of a store or cache (`placement`): which share of the keys moves "
        "when one node joins n others, and how even the shares of the nodes are.",
        table(("way", "moves", "shares", "lookup", "to know", "source"), rows),
        f"A ring of {_NODES} nodes, by virtual nodes: the deviation of a node's share, and what the fullest "
        "node of every second ring exceeds.",
        table(("virtual nodes", "deviation", "fullest, of the mean"), rings),
        "The same key goes to the same node as long as the nodes stay the same: a cache then keeps one copy "
        "of each key, and a session finds its state. What moves is missed once in a cache, so its origin "
        "carries that share of the reads beside its usual misses; a store copies that share of its data. "
        "A node that fails takes the keys of which it has the only copy with it: copies on the next nodes keep "
        f"them. See {link('SCA014', 'rules/SCA014.md')} and {link('SCA013', 'rules/SCA013.md')}.",
        block(
            "actor member\ndata cart\ncomponent store : database {\n"
            "  holds cart; replicas 10; copies 1\n"
            "  shards 10 by member { placement ring; vnodes 256; rebalance auto }\n}\n"
            "flow fill { rate 7k req/s peak; member -> store writes cart }"
        ),
    )
    names = ("consistent hashing", "hashing", "hash ring", "virtual nodes", "rendezvous hashing")
    return Entry("topic", "consistent-hashing", body, "Consistent hashing", names)
