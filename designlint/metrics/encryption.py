"""Whether every call, or all stored data, is encrypted.

Met: each call declares its encryption

```design
actor visitor
component web : service { replicas 2 }
component store : database { replicas 2 }
flow see { visitor -> web -> store }
visitor -> web { encryption tls }
web -> store { encryption mtls }
nonfunctional NFR1 "Traffic is encrypted." { require encryption in_transit of everything }
```

Violated: the stored data is unencrypted

```design
component store : database { encrypted_at_rest yes; backup every 24h to vault }
component vault : object_store { encrypted_at_rest no }
nonfunctional NFR1 "What is kept is encrypted." { require encryption at_rest of store }
```

Undecided: the encryption of one call is not declared

```design
actor visitor
component web : service { replicas 2 }
component store : database { replicas 2 }
flow see { visitor -> web -> store }
visitor -> web { encryption tls }
nonfunctional NFR1 "Traffic is encrypted." { require encryption in_transit of see }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.protection.encryption import judge_encryption
from designlint.analyses.remedies.adjustment import Lever, setting
from designlint.analyses.remedies.calls import encrypted_calls
from designlint.analyses.remedies.levers import components_of, keepers_of
from designlint.model import Claim
from designlint.model.metric import EVERYTHING, YES_NO, Metric, always
from designlint.schema.store import ENCRYPTED_AT_REST


def _levers(facts: Facts, claim: Claim) -> Iterator[Lever]:
    """Each holder that keeps data in clear, each call that is in clear."""
    if claim.aspect == "in_transit":
        yield from encrypted_calls(facts)
        return
    for component in keepers_of(facts, claim) or components_of(facts, claim):
        known = component[ENCRYPTED_AT_REST]
        if known is not None and not known.value:
            yield setting(component, ENCRYPTED_AT_REST, True, "encrypted_at_rest yes")


METRIC = Metric(
    name="encryption",
    subjects=(EVERYTHING, "flow", "component", "data"),
    target=YES_NO,
    aspects=("in_transit", "at_rest"),
    doc=__doc__,
    judge=judge_encryption,
    levers=_levers,
    is_reported_at_cause=always,
)
