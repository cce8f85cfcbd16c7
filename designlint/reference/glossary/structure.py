"""Words about how a system is cut into parts, who answers for them, and how it changes."""

from __future__ import annotations

from designlint.reference.glossary.term import Term

TERMS = (
    Term(
        "microservices",
        "Services that teams build, deploy and scale apart.",
        "service owner ARC001 ARC005 ARC006 DAT008",
        "microservice, service-oriented architecture, SOA, micro service, distributed monolith, nanoservice",
    ),
    Term(
        "monolith",
        "One program with all modules, deployed as a whole.",
        "monolith ARC010 group",
        "modular monolith, god component, strangler fig, legacy, strangler, strangler pattern",
    ),
    Term(
        "bounded context",
        "A part of a business with its own model and words. Here it is a `group` with an owner.",
        "group owner DAT008 ARC012",
        "DDD, domain-driven design, business domain, aggregate, context map, anti-corruption layer, ubiquitous language, data mesh, data product, event storming",
    ),
    Term(
        "API gateway",
        "The entry of users: it routes calls, and often authenticates and limits them.",
        "gateway rate_limit auth SPF012 RES034",
        "api_gateway, gateway, BFF, backend for frontend, edge proxy, ingress controller",
    ),
    Term(
        "API",
        "The operations that a component offers to others.",
        "api operation api-styles API006 style compatibility",
        "interface, endpoint, REST, GraphQL, gRPC, RPC, SOAP, HTTP, contract, API versioning, versioning, "
        "backward compatibility, breaking change, OpenAPI, AsyncAPI, swagger, API first",
    ),
    Term(
        "service mesh",
        "Proxies beside each replica that encrypt, retry, time out and route calls. Declare what they do as "
        "properties of relations.",
        "relations timeout retries circuit_breaker encryption control_plane",
        "sidecar, istio, linkerd, envoy proxy, mesh, service discovery, discovery",
    ),
    Term(
        "coupling",
        "How much a part depends on another one: in time, by shared data, by changes that have to go "
        "together.",
        "ARC005 ARC004 DAT008 ARC012 RES006",
        "loose coupling, tight coupling, cohesion, temporal coupling, shared database, separation of concerns",
    ),
    Term(
        "dependency cycle",
        "Parts that need each other, directly or through others.",
        "ARC002 RES017 SCA006",
        "cycle, cyclic dependency, circular dependency, loop",
    ),
    Term(
        "third party",
        "A service that others run, with limits and outages of its own.",
        "third_party RES031 OPS001 SEC003",
        "vendor, SaaS, external service, payment provider, partner, dependency of others, vendor lock-in, "
        "lock-in",
    ),
    Term(
        "requirement",
        "What a system has to do (functional), and how well (non-functional). A `require` in a non-functional "
        "one is proved or refuted.",
        "functional nonfunctional require ears COV001 COV006",
        "requirements, NFR, FR, non-functional requirement, functional requirement, quality attribute, "
        "use case, user story, acceptance criteria, quality scenario, constraint",
    ),
    Term(
        "ADR",
        "An architecture decision record: the question, the options with pros and cons, and the choice.",
        "decision option status DEC001 DEC002",
        "architecture decision record, MADR, decision record, trade-off, tradeoff, rationale, technical debt",
    ),
    Term(
        "C4 model",
        "Pictures of a system at four levels: context, containers, components, code. `designlint diagram "
        "--view context` and `--view components` draw the first ones.",
        "design actor external component group",
        "C4, UML, diagram, context diagram, container, sequence diagram, architecture diagram, structurizr",
    ),
    Term(
        "what-if scenario",
        "A question about another load, a loss or other values. `designlint whatif` asks it once; a "
        "`scenario` keeps it in the design.",
        "scenario expect which-numbers-are-compared",
        "what if, lose, load test, stress test, sensitivity, break-even, simulation, expectation",
    ),
    Term(
        "accepted risk",
        "A finding that a team lives with knowingly: its reason and its end stand in the design.",
        "accept ACC001 ACC003",
        "suppress, suppression, noqa, ignore, waiver, exception, false positive, risk acceptance, baseline",
    ),
    Term(
        "observability",
        "Seeing from outside what a system does: metrics, logs and traces, and alerts on them.",
        "observed_by monitoring alerts RES014 COV007",
        "monitoring, metrics, logging, logs, tracing, traces, distributed tracing, alerting, alert, on-call, "
        "dashboard, golden signals, RED, USE, OpenTelemetry, access log, alert fatigue",
    ),
    Term(
        "canary release",
        "A change that goes to a small share first, and on only when that is well.",
        "rollout bake rollback OPS002 RES008",
        "canary, blue-green, blue green, blue/green, rolling update, rolling deployment, staged rollout, "
        "deployment, deploy, rollback, feature flag, feature toggle, dark launch, CI/CD, continuous delivery, rolling restart, surge, pod disruption budget",
    ),
    Term(
        "graceful shutdown",
        "A replica that is taken out ends its work first.",
        "drains OPS003",
        "draining, drain, connection draining, SIGTERM",
    ),
    Term(
        "schema migration",
        "A change of how data is kept, in steps that old and new versions both understand.",
        "compatibility rollout rollback OPS002 API006",
        "migration, expand and contract, backfill, schema evolution, zero downtime deployment, zero-downtime, cutover, reindex",
    ),
    Term(
        "cost",
        "What the system costs in a month, by its parts and its traffic.",
        "cost nonfunctional managed",
        "FinOps, egress, egress cost, price, pricing, TCO, cost of ownership, budget, reserved instances, cost per request",
    ),
    Term(
        "serverless",
        "Functions and services that the provider runs and scales, down to none.",
        "function managed SCA020 lambda",
        "FaaS, function as a service, lambda function, container orchestration, kubernetes, k8s, docker, "
        "orchestrator, pod, namespace",
    ),
    Term(
        "owner",
        "The team that answers for a part. Findings name it, and `check --group-by owner` sorts by it.",
        "owner group",
        "team, ownership, Conway's law, conways law, responsibility",
    ),
)
