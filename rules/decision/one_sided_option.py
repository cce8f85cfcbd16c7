"""An option of a decision has no con, or no pro.

Reported when: an option states no `pro` or no `con`, or one that says nothing ("none", "n/a"). When no option of a decision states any, there is
one finding for the decision.

Not reported when: the decision lists no options.

How to fix: state what speaks for the option and what speaks against it.

Why: every option has a cost. An option without a con was not thought through, and an option without a
pro was never a candidate.

Source: J. Tyree and A. Akerman, Architecture Decisions: Demystifying Architecture, IEEE Software
22(2), 2005, on recording the positions and the argument between them.

Bad:

```design
decision D1 "Where links are kept" {
  option cassandra { pro "No failover pause"; chosen }
  option postgres  { pro "Transactions"; con "Failover pause" }
}
```

Good:

```design
decision D1 "Where links are kept" {
  option cassandra { pro "No failover pause"; con "Repairs to run"; chosen }
  option postgres  { pro "Transactions"; con "Failover pause" }
}
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, edit, model, properties, rule

_SIDES = (properties.context.PRO, properties.context.CON)
_NOTHING = re.compile(
    r"\s*(?:none|nothing|n/?a|not applicable|no (?:cons?|pros?|(?:dis)?advantages?|drawbacks?|downsides?))"
    r"(?: (?:known|so far|yet|at all))?[.!]?\s*",
    re.IGNORECASE,
)


@rule("DEC002", grade="risk", since="0.1", about_absence=True)
def one_sided_option(facts: Facts) -> Iterator[Finding]:
    """One finding for each one-sided option, or one for a decision without pros and cons."""
    for decision in facts.design.decisions.values():
        lacking = {option.path: _lacking(option) for option in decision.options}
        bare = [path for path, sides in lacking.items() if len(sides) == len(_SIDES)]
        if len(bare) > 1 and len(bare) == len(lacking):
            message = f"no option of `{decision.path}` states a pro or a con"
            yield Finding(message, Label(decision.span), decision.path, help=_help(["pro", "con"]))
            continue
        for option in decision.options:
            if lacking[option.path]:
                yield _finding(option, lacking[option.path])


def _lacking(option: model.Option) -> list[str]:
    return [
        side.name
        for side in _SIDES
        if all(_NOTHING.fullmatch(known.value) for known in option.properties.all(side))
    ]


def _finding(option: model.Option, lacking: list[str]) -> Finding:
    return Finding(
        f"option `{option.path}` has no {' and no '.join(lacking)}",
        Label(option.span),
        option.path,
        help=_help(lacking),
    )


def _help(lacking: list[str]) -> tuple[Help, ...]:
    return (edit("; ".join(f'{side} "..."' for side in lacking)),)
