"""Nobody says how long personal data is kept.

What is about people is kept no longer than it is needed for. Without a stated time, it stays in
backups, streams and indexes for ever, and grows with everything else.

It is told about data that `contains personal` or `health` and that something keeps. It is silent
where the data states its `retention`, or every store that keeps it does.

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

from designlint.api import Facts, Finding, Label, Severity, edit, properties, rule
from designlint.api.analyses import stores_of
from designlint.api.model import Data


@rule(
    "DAT003",
    severity=Severity.INFO,
    since="0.1",
    about_absence=True,
    formerly=("data-no-retention",),
)
def no_retention_period(facts: Facts) -> Iterator[Finding]:
    """One finding for each datum about people that is kept without end."""
    for data in facts.design.data.values():
        if data.is_personal and _is_kept_without_end(facts, data):
            contains = data.value(properties.context.CONTAINS) or ()
            yield Finding(
                f"nobody says how long `{data.path}` is kept, which contains {' and '.join(contains)} "
                "data",
                Label(data.span_of(properties.context.CONTAINS)),
                data.path,
                help=(edit("retention 90d"),),
            )


def _is_kept_without_end(facts: Facts, data: Data) -> bool:
    """Whether a store keeps it, and neither it nor each of its stores says for how long."""
    retention = properties.store.RETENTION
    if data[retention] is not None:
        return False
    return any(home[retention] is None for home in stores_of(facts, data.path))
