"""A component is used by no flow and by no other component.

Reported when: no flow, relation, property of another component or list of integrations names a
component. Monitoring, deployment, identity and the like are used through properties of other
components (`observed_by`, `deployed_by`, `identity_from`).

Not reported when: the design has no flows, or the component is an external system (LNG014).

How to fix: name the component in the flow or property that uses it, or remove it.

Why: an unused component is paid for, patched and watched for no purpose that the design shows. Often
the flow that uses it is missing, and with that flow its load and its failures.

Source: ISO/IEC/IEEE 42010:2022, on the correspondence between architecture elements and views.

Bad:

```design
actor visitor
component links : service
component hot : cache
flow follow { visitor -> links }
```

Good:

```design
actor visitor
component links : service
component hot : cache
flow follow { visitor -> links -> hot }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, Role, advice, edit, model, rule
from designlint.api.analyses import mentions

# How a component of a role is used, other than by a call in a flow.
_USED_BY = {
    Role.OBSERVER: "observed_by",
    Role.DEPLOYER: "deployed_by",
    Role.CONFIGURATION: "configured_by",
    Role.IDENTITY_PROVIDER: "identity_from",
    Role.SECRETS_MANAGER: "identity_from",
    Role.BACKUP_TARGET: "backup every 24h to",
}


@rule("COV003", grade="minor", since="0.1", about_absence=True)
def unused_component(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that nothing uses."""
    if not facts.design.flows:
        return
    for component in facts.design.components.values():
        if not component.is_external and not _is_used(facts, component.path):
            yield _finding(component)


def _is_used(facts: Facts, path: str) -> bool:
    """Whether a flow, another component or the list of integrations (in the header) mentions it."""
    design = facts.design
    owners = facts[mentions].get(path, frozenset())
    return any(o == "" or o in design.flows or o in design.components for o in owners)


def _finding(component: model.Component) -> Finding:
    return Finding(
        f"`{component.path}` is used by no flow and no other component",
        Label(component.span),
        component.path,
        help=(_use_of(component),),
    )


def _use_of(component: model.Component) -> Help:
    use = next((use for role, use in _USED_BY.items() if component.plays(role)), None)
    if use:
        place = f"the components that use `{component.path}`"
        return edit(f"{use} {component.path}", place=place)
    return advice(f"call `{component.path}` in the flow that uses it, or remove it")
