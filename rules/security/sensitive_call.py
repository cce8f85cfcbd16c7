"""Protected data travels unencrypted, though no requirement asks for encryption.

Reported when: a call declares `encryption none`, and it reads or writes data that `contains` personal,
payment or health data or secrets, or it is on the way to a call that does and names no data itself.

Not reported when: a requirement on encryption covers the call (SEC001 reports that); the encryption is
not declared (the open questions ask); the call is a user's use of a device; or the data is not
protected.

How to fix: use TLS on the call.

Why: whoever is on the network between the two components reads the data. That is a shared switch, a
neighbour in the cloud, or a compromised component. The law and the card industry ask for encryption in
transit, whether or not the design has a requirement on it.

Source: Regulation (EU) 2016/679 (GDPR), article 32(1)(a); PCI Data Security Standard 4.0, requirement
4; NIST SP 800-207, on zero trust, section 2.1.

Bad:

```design
actor visitor
data account { contains personal; retention 2y }
component shop : service
component store : database { holds account }
shop -> store { encryption none }
flow see { visitor -> shop; shop -> store reads account }
```

Good:

```design
actor visitor
data account { contains personal; retention 2y }
component shop : service
component store : database { holds account }
shop -> store { encryption tls }
flow see { visitor -> shop; shop -> store reads account }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, edit, properties, rule
from designlint.api.analyses import exposures, flow_graphs
from designlint.api.model import Flow
from designlint.api.model import Step as Call
from designlint.api.text import listed, stated_label, step

_ENCRYPTION, _CONTAINS = properties.relation.ENCRYPTION, properties.context.CONTAINS


@rule("SEC005", grade="risk", since="0.2")
def sensitive_call(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of ends between which protected data travels unencrypted."""
    required = {status.name for status, travels, _ in facts[exposures] if travels}
    found: set[str] = set()
    for flow in facts.design.flows.values():
        for call in flow.steps:
            name = f"{call.caller.path} {'->' if call.waits else '~>'} {call.callee.path}"
            known = flow.stated(call, _ENCRYPTION)
            if known is None or known.value != "none" or name in found | required:
                continue
            carried = [] if _is_in_hand(facts, call) else _carried(facts, flow, call)
            if carried:
                found.add(name)
                yield _finding(facts, flow, call, name, carried)


def _is_in_hand(facts: Facts, call: Call) -> bool:
    """Whether a call is a person's use of the device in front of them: nothing travels."""
    callee = facts.design.components.get(call.callee.path)
    return call.caller.path in facts.design.actors and (
        callee is not None and callee.plays(Role.CLIENT)
    )


def _carried(facts: Facts, flow: Flow, call: Call) -> list[tuple[str, Call]]:
    """The protected data that a call carries, each with the call that names it: the call itself, else
    those that its callee makes."""
    if call.reads or call.writes:
        return _named(facts, call)
    graph = facts[flow_graphs][flow.path]
    reached = graph.reached_from(call.callee.path, lambda one: one.waits)
    behind = (one for path in reached for one in graph.by_caller.get(path, ()))
    return [found for one in behind for found in _named(facts, one)]


def _named(facts: Facts, call: Call) -> list[tuple[str, Call]]:
    data = dict.fromkeys(named.path for named in (*call.reads, *call.writes))
    return [(path, call) for path in data if facts.design.data[path].value(_CONTAINS)]


def _finding(
    facts: Facts, flow: Flow, call: Call, name: str, carried: list[tuple[str, Call]]
) -> Finding:
    first, naming = carried[0]
    names = [*dict.fromkeys(path for path, _ in carried)]
    contained = facts.design.data[first].value(_CONTAINS)
    contents = " and ".join(contained or ())
    known = flow.stated(call, _ENCRYPTION)
    line = step(f"`{name}` is declared unencrypted", known)
    used = (Label(naming.span, f"{contents} data"),) if naming is not call else ()
    return Finding(
        f"`{name}` carries {contents} data {listed(names)} unencrypted",
        Label(call.span, "unencrypted"),
        call.callee.path,
        secondary=(*stated_label(known, "declared here"), *used),
        witness=(line, Step(f"`{first}` contains {contents} data", naming.span)),
        help=(edit(f"{name} {{ encryption tls }}"),),
        flows=(flow.path,),
        causes=(f"encryption of `{name}`",),
    )
