"""How an anomaly comes about between transactions, readers and writers, step by step."""

from __future__ import annotations

_STEPS: dict[str, tuple[str, ...]] = {
    "a dirty write": (
        "transaction A writes a {data} in {store}, and is not done yet",
        "transaction B writes the same one, and commits",
        "A is rolled back: B's write goes with it, or A's stays though it never committed",
    ),
    "a read of what is never committed": (
        "transaction A writes a {data} in {store}, and is not done yet",
        "transaction B reads what A wrote, and acts on it",
        "A is rolled back: B has acted on what never was",
    ),
    "read skew": (
        "transaction A reads a {data} in {store}",
        "transaction B changes it together with another one, and commits",
        "A reads the other: it has the first as it was before B, the second as it is after",
    ),
    "a lost update": (
        "transactions A and B read the same {data} in {store}",
        "A writes what it made of the value, and commits",
        "B writes what it made of the same value, and commits: A's change is gone",
    ),
    "write skew": (
        "transactions A and B read two of {data} in {store} that one rule ties together",
        "A changes the first: by what it has read, the rule still holds",
        "B changes the second: by what it has read, the rule still holds",
        "both commit, and the rule is broken: no order of the two could have done that",
    ),
    "a phantom": (
        "transaction A reads every {data} in {store} that fits a condition",
        "transaction B adds one that fits, and commits",
        "A decides by what it has read: the new one is not in it",
    ),
    "a fractured read": (
        "transaction A writes two of {data} in {store}, and commits",
        "transaction B reads the first after A and the second as it was before A",
    ),
    "a long fork": (
        "transactions A and B write two of {data} in {store}, each at another replica",
        "one reader sees A's and not yet B's, another sees B's and not yet A's",
        "no order of A and B fits both readers",
    ),
    "a read that goes back in time": (
        "a write of a {data} has reached one replica of {store}, and not yet another",
        "a read that the first answers gets the new value",
        "a later read that the other answers gets the old value",
    ),
    "one author's writes seen out of order": (
        "one author writes two of {data} in {store}, one after the other",
        "a replica gets the second before the first",
        "a read there sees the second without the first",
    ),
    "an answer seen before its question": (
        "one author writes a {data} in {store}; another one reads it, and writes an answer",
        "a replica gets the answer first",
        "a read there sees the answer without what it answers",
    ),
    "writes seen in different orders": (
        "two authors write {data} in {store}, each at another replica",
        "one reader sees the first before the second",
        "another reader sees the second before the first",
    ),
}


def interleaving(anomaly: str, data: str, store: str) -> tuple[str, ...]:
    """The steps that lead to an anomaly in a store; none where what keeps the copies decides them."""
    return tuple(
        [text.format(data=f"`{data}`", store=f"`{store}`") for text in _STEPS.get(anomaly, ())]
    )
