"""Data is unencrypted in transit or at rest, though a requirement wants encryption.

Reported when: a call declares `encryption none`, or a store `encrypted_at_rest no`, and an
`encryption` requirement covers it. There is one finding for each call or store.

Not reported when: the encryption of a call or store is not declared (VER002 reports that), or no
requirement covers it.

How to fix: encrypt the call or the store.

Why: one unencrypted hop is enough. Whoever is on that network, or has that disk, can read and
change the data.

Source: NIST SP 800-52 rev. 2, on TLS; OWASP Application Security Verification Standard 4.0, V6 on
stored cryptography and V9 on communication.

Bad:

```design
actor visitor
component web : service { replicas 2 }
flow see { visitor -> web }
visitor -> web { encryption none }
nonfunctional NFR1 "All traffic is encrypted." { require encryption in_transit of everything }
```

Good:

```design
actor visitor
component web : service { replicas 2 }
flow see { visitor -> web }
visitor -> web { encryption tls }
nonfunctional NFR1 "All traffic is encrypted." { require encryption in_transit of everything }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, rule
from designlint.api.analyses import exposures
from designlint.api.text import step


@rule("SEC001", grade="contradiction", since="0.1", formerly=("security-in-clear",))
def unencrypted(facts: Facts) -> Iterator[Finding]:
    """One finding for each unencrypted call or store, with all requirements that it breaks."""
    for status, travels, broken in facts[exposures]:
        name, known = status.name, status.known
        what = "is not encrypted" if travels else "keeps its data unencrypted"
        line = step(f"`{name}` is declared unencrypted", known)
        yield Finding(
            f"`{name}` {what}",
            Label(line.span or status.at, "unencrypted"),
            status.element,
            secondary=tuple([Label(one.claim.span, "encryption required") for one in broken]),
            witness=(line,),
            help=(edit(f"{name} {{ encryption tls }}" if travels else "encrypted_at_rest yes"),),
            breaks=tuple(dict.fromkeys(verdict.owner.path for verdict in broken)),
            causes=(f"no encryption of `{name}`",),
        )
