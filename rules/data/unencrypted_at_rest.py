"""Sensitive data is declared unencrypted on disk.

Reported when: a component declares `encrypted_at_rest no` and keeps data that `contains` personal,
health or payment data or secrets.

Not reported when: a requirement on encryption covers the component (SEC001 reports that); its
encryption is not declared; or the data is of another sort.

How to fix: encrypt the disk, or keep the data elsewhere.

Why: a disk, a snapshot or a backup leaves the data centre more easily than a request reads the
store. The law asks for protection of such data, whether or not the design has a requirement on it.

Source: Regulation (EU) 2016/679 (GDPR), article 32(1)(a); PCI Data Security Standard 4.0,
requirement 3; NIST SP 800-111, on storage encryption.

Bad:

```design
data visit { contains personal; retention 90d }
component store : database { holds visit; encrypted_at_rest no }
```

Good:

```design
data visit { contains personal; retention 90d }
component store : database { holds visit; encrypted_at_rest yes }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, properties, rule
from designlint.api.analyses import data_uses, exposures
from designlint.api.model import Component, Data
from designlint.api.text import listed, stated_label


@rule("DAT005", grade="risk", since="0.2")
def unencrypted_at_rest(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that keeps sensitive data unencrypted."""
    required = {status.element for status, travels, _ in facts[exposures] if not travels}
    for path, component in facts.design.components.items():
        known = component[properties.store.ENCRYPTED_AT_REST]
        if known is None or known.value or known.span is None or path in required:
            continue
        data = [d for d in facts.design.data.values() if _is_kept(facts, d, path)]
        if data:
            yield _finding(component, data)


def _is_kept(facts: Facts, data: Data, home: str) -> bool:
    """Whether a component keeps a data item that is sensitive."""
    return bool(_contents(data)) and home in facts[data_uses][data.path].homes


def _contents(data: Data) -> tuple[str, ...]:
    return data.value(properties.context.CONTAINS) or ()


def _finding(component: Component, data: list[Data]) -> Finding:
    words = [word for one in data for word in _contents(one)]
    what = " and ".join(dict.fromkeys(words))
    contains = [one[properties.context.CONTAINS] for one in data]
    return Finding(
        f"`{component.path}` keeps {listed([one.path for one in data])} unencrypted, with {what} data",
        Label(component.span_of(properties.store.ENCRYPTED_AT_REST), "unencrypted"),
        component.path,
        secondary=tuple([label for known in contains for label in stated_label(known)]),
        help=(edit("encrypted_at_rest yes"),),
        causes=("sensitive data is unencrypted at rest",),
    )
