"""A call crosses a trust boundary without encryption or without authentication.

Reported when: the caller and the callee are in different trust zones (`trust` of a group or place), and
the call declares `encryption none`, or every interface of the callee declares `auth none`.

Not reported when: a zone is not declared; encryption or authentication is not declared (the open
questions ask); a requirement on encryption covers the call (SEC001); or one interface of the callee
authenticates.

How to fix: use mutual TLS between the zones, and authenticate the caller at the callee.

Why: a trust boundary is where an attacker who owns one zone is to be stopped. A call that proves
nothing carries the attacker across, and a call in clear can be read and changed on the way.

Source: A. Shostack, Threat Modeling (2014), chapter 2, on trust boundaries; NIST SP 800-207, on zero
trust architecture, section 2.1.

Bad:

```design
group front { trust dmz; component web : service }
group core { trust internal; component books : service { api inner { auth none } } }
flow see { front.web -> core.books, encryption tls }
```

Good:

```design
group front { trust dmz; component web : service }
group core { trust internal; component books : service { api inner { auth mtls } } }
flow see { front.web -> core.books, encryption mtls }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, properties, rule
from designlint.api.analyses import exposures
from designlint.api.model import Component, Flow
from designlint.api.model import Step as Call
from designlint.api.text import step

_ENCRYPTION, _AUTH = properties.relation.ENCRYPTION, properties.context.AUTH


@rule("SEC006", grade="risk", since="0.2")
def trust_boundary(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of caller and callee in different zones."""
    required = {status.name for status, travels, _ in facts[exposures] if travels}
    found: set[tuple[str, str]] = set()
    components = facts.design.components
    for flow in facts.design.flows.values():
        for call in flow.steps:
            pair = call.caller.path, call.callee.path
            ends = [components[path] for path in pair if path in components]
            zones = [facts.design.trust_zone(end) for end in ends]
            is_crossed = len(ends) == 2 and None not in zones and zones[0] != zones[1]
            if not is_crossed or pair in found:
                continue
            lines = _lacking(flow, call, ends[1], required)
            if lines:
                found.add(pair)
                yield _finding(call, f"from `{zones[0]}` to `{zones[1]}`", lines, flow)


def _lacking(flow: Flow, call: Call, callee: Component, required: set[str]) -> dict[str, Step]:
    """What a call lacks, and what shows it."""
    lines = {}
    name = f"{call.caller.path} {'->' if call.waits else '~>'} {call.callee.path}"
    encryption = flow.stated(call, _ENCRYPTION)
    if encryption is not None and encryption.value == "none" and name not in required:
        lines["encryption"] = step(f"`{name}` is declared unencrypted", encryption)
    open_apis = [api for api in callee.apis if (api.value(_AUTH) or "") == "none"]
    if open_apis and len(open_apis) == len(callee.apis):
        api = open_apis[0]
        lines["authentication"] = step(f"{api.path}: auth none", api[_AUTH])
    return lines


def _finding(call: Call, crossed: str, lines: dict[str, Step], flow: Flow) -> Finding:
    caller, callee = call.caller.path, call.callee.path
    arrow = "->" if call.waits else "~>"
    edits = {
        "encryption": edit(f"{caller} {arrow} {callee} {{ encryption mtls }}"),
        "authentication": edit("auth mtls", place=f"the interfaces of `{callee}`"),
    }
    return Finding(
        f"`{caller} {arrow} {callee}` crosses the trust boundary {crossed} without {' or '.join(lines)}",
        Label(call.span, "crosses the boundary"),
        callee,
        secondary=tuple([Label(line.span, f"no {w}") for w, line in lines.items() if line.span]),
        witness=(Step(f"the call goes {crossed}", call.span), *lines.values()),
        help=tuple([edits[word] for word in lines]),
        flows=(flow.path,),
        causes=tuple(
            [f"encryption of `{caller} {arrow} {callee}`" for w in lines if w == "encryption"]
        ),
    )
