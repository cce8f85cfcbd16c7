"""Data is unencrypted in transit or at rest, though a requirement wants encryption.

Reported when: a call declares `encryption none`, or a store `encrypted_at_rest no`, and an
`encryption` requirement covers it. There is one finding for each call or store.

Not reported when: the encryption of a call or store is not declared (VER002 asks), or no
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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.analyses import (
    EncryptionStatus,
    Verdict,
    encryption_status,
    verdicts_about,
)
from designlint.api.text import origin_text


@rule("SEC001", severity=Severity.ERROR, since="0.1", formerly=("security-in-clear",))
def unencrypted(facts: Facts) -> Iterator[Finding]:
    """One finding for each unencrypted call or store, with all requirements that it breaks."""
    found: dict[tuple[bool, str], tuple[EncryptionStatus, list[Verdict]]] = {}
    for verdict in verdicts_about(facts, "encryption"):
        claim = verdict.claim
        if not verdict.is_refuted:
            continue
        travels = claim.aspect == "in_transit"
        for one in encryption_status(facts, claim):
            if one.encrypted is False:
                found.setdefault((travels, one.name), (one, []))[1].append(verdict)
    for (travels, _), (one, broken) in found.items():
        yield _finding(one, broken, travels=travels)


def _finding(one: EncryptionStatus, broken: list[Verdict], *, travels: bool) -> Finding:
    span = one.known.span if one.known is not None else None
    what = "is not encrypted" if travels else "keeps its data unencrypted"
    help_ = edit(f"{one.name} {{ encryption tls }}" if travels else "encrypted_at_rest yes")
    origin = origin_text(one.known.origin) if one.known is not None else ""
    return Finding(
        f"`{one.name}` {what}",
        Label(span or one.at, "unencrypted"),
        one.element,
        secondary=tuple([Label(verdict.claim.span, "encryption required") for verdict in broken]),
        witness=(Step(f"`{one.name}` is declared unencrypted", span, origin),),
        help=(help_,),
        breaks=tuple(dict.fromkeys(verdict.owner.path for verdict in broken)),
    )
