"""How an anomaly comes about between transactions, readers and writers, step by step."""

from __future__ import annotations

_STEPS: dict[str, tuple[str, ...]] = {
    "a dirty write": (
        "transaction A writes {data} in {store} and has not committed",
        "transaction B overwrites the same item and commits",
        "A rolls back: either B's write is lost, or A's write stays without a commit",
    ),
    "a dirty read": (
        "transaction A writes {data} in {store} and has not committed",
        "transaction B reads the value that A wrote and acts on it",
        "A rolls back: B has acted on a value that was never committed",
    ),
    "read skew": (
        "transaction A reads one {data} in {store}",
        "transaction B changes that item and a second one, and commits",
        "A reads the second item: A has the first from before B, and the second from after B",
    ),
    "a lost update": (
        "transactions A and B read the same {data} in {store}",
        "A writes a value based on its read, and commits",
        "B writes a value based on its read, and commits: A's update is lost",
    ),
    "write skew": (
        "transactions A and B read two {data} items in {store}; an invariant relates the two",
        "A changes the first item: with the values that A read, the invariant holds",
        "B changes the second item: with the values that B read, the invariant holds",
        "both commit and break the invariant; no serial order of A and B breaks it",
    ),
    "a phantom": (
        "transaction A reads every {data} in {store} that matches a predicate",
        "transaction B inserts an item that matches, and commits",
        "A decides from its read, which lacks the new item",
    ),
    "a fractured read": (
        "transaction A writes two {data} items in {store}, and commits",
        "transaction B reads the first item from after A, and the second from before A",
    ),
    "a long fork": (
        "transactions A and B write two {data} items in {store}, each at another replica",
        "one reader reads A's write but not B's, another reads B's write but not A's",
        "no order of A and B fits both readers",
    ),
    "a non-monotonic read": (
        "a write of {data} has reached one replica of {store} but not another",
        "a read that the first replica answers returns the new value",
        "a later read that the other replica answers returns the old value",
    ),
    "a non-monotonic write": (
        "one author writes two {data} items in {store}, one after the other",
        "a replica receives the second write before the first",
        "a read there returns the second write without the first",
    ),
    "a causality violation": (
        "one author writes {data} in {store}; a second author reads it and writes a reply",
        "a replica receives the reply first",
        "a read there returns the reply without the value that it replies to",
    ),
    "writes read in different orders": (
        "two authors write {data} in {store}, each at another replica",
        "one reader reads the first write before the second",
        "another reader reads the second write before the first",
    ),
}


def interleaving(anomaly: str, data: str, store: str) -> tuple[str, ...]:
    """The steps that lead to an anomaly in a store; none where the replication decides them."""
    return tuple(
        [text.format(data=f"`{data}`", store=f"`{store}`") for text in _STEPS.get(anomaly, ())]
    )
