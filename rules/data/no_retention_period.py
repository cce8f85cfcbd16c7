"""Personal data has no declared retention period.

Reported when: a store keeps data that `contains personal` or `health`, and neither the data nor
each of its stores declares a `retention`. It stands beneath the open questions (COV007).

Not reported when: the data or every store that keeps it declares a `retention`, or no store keeps
it.

How to fix: declare how long the data is kept.

Why: personal data may be kept only as long as its purpose needs. Without a limit, it stays in
backups, streams and indexes indefinitely.

Source: Regulation (EU) 2016/679 (GDPR), article 5(1)(e), storage limitation.

Bad:

```design
data visit { contains personal }
component store : database { holds visit }
```

Good:

```design
data visit { contains personal; retention 90d }
component store : database { holds visit }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, properties, rule
from designlint.api.analyses import data_uses
from designlint.api.model import Data


@rule(
    "DAT003",
    grade="advice",
    since="0.1",
    about_absence=True,
    formerly=("data-no-retention",),
)
def no_retention_period(facts: Facts) -> Iterator[Finding]:
    """One finding for each item of personal data without a retention period."""
    for data in facts.design.data.values():
        if data.is_personal and _is_kept_without_end(facts, data):
            contains = data.value(properties.context.CONTAINS) or ()
            yield Finding(
                f"`{data.path}` contains {' and '.join(contains)} data but declares no retention period",
                Label(data.span_of(properties.context.CONTAINS)),
                data.path,
                help=(edit("retention 90d", sample=True),),
                causes=("no retention period",),
                because=("open questions",),
            )


def _is_kept_without_end(facts: Facts, data: Data) -> bool:
    """Whether a store keeps it, and neither it nor each of its stores declares for how long."""
    retention = properties.store.RETENTION
    if data[retention] is not None:
        return False
    return any(home[retention] is None for home in facts[data_uses].stores_of(data.path))
