"""Texts and structure: long texts, many requirements, decisions, names, defaults, templates and places."""

from __future__ import annotations

from tests.attacks.complexity.attack import ACTOR, ALL, attack, claims, flow, services


@attack
def long_text(count: int) -> str:
    """One requirement of very many words."""
    return f'functional F1 "{"the system shall respond quickly to 2 seconds and 99.9% of users etc. " * count}"\n'


@attack
def many_texts(count: int) -> str:
    """Very many requirements in words."""
    return "".join(
        f'functional F{n} "A user can see item {n} quickly within {n} seconds" {{ priority must }}\n'
        for n in range(count)
    )


@attack
def like_texts(count: int) -> str:
    """Very many requirements that say nearly the same."""
    return "".join(
        f'functional F{n} "A user can see the item" {{ priority must }}\n' for n in range(count)
    )


@attack
def refined(count: int) -> str:
    """Requirements that refine each other in a long line."""
    found = "".join(
        f'functional F{n} "A user can do {n}." {{ refines F{n - 1} }}\n' for n in range(1, count)
    )
    return f'functional F0 "A user can do all." {{ priority must }}\n{found}'


@attack
def decisions(count: int) -> str:
    """Decisions with options."""
    return "".join(
        f'decision D{n} "x" {{\n option a {{ pro "fast"; con "slow" }}\n'
        f' option b {{ pro "slow"; con "fast"; chosen }}\n}}\n'
        for n in range(count)
    )


@attack
def one_decision(count: int) -> str:
    """One decision with very many options."""
    found = "".join(f' option o{n} {{ pro "fast"; con "slow" }}\n' for n in range(count))
    return f'decision D "x" {{\n{found} option last {{ pro "fast"; chosen }}\n}}\n'


@attack
def interfaces(count: int) -> str:
    """One service with very many interfaces."""
    found = "".join(f" api a{n} {{ style rest; serves F1; auth token }}\n" for n in range(count))
    return f'functional F1 "A user can buy."\ncomponent s : service {{\n{found}}}\n'


@attack
def lets(count: int) -> str:
    """Constants that are made of others."""
    found = "".join(f"let l{n} l{n - 1}\n" for n in range(1, count))
    return f"let l0 99%\n{found}{ACTOR}{services(1)}{flow([])}{claims(f'availability of f >= l{count - 1}')}"


@attack
def templates(count: int) -> str:
    """Templates that are each of the one before."""
    found = "".join(
        f"template t{n} : t{n - 1} {{ latency p99 {n + 9}ms }}\n" for n in range(1, count)
    )
    used = f"component s0 : t{count - 1} {{ replicas 2 }}\n"
    return f"template t0 : service {{ capacity 1k req/s }}\n{found}{ACTOR}{used}{flow([])}{claims(*ALL)}"


@attack
def defaults(count: int) -> str:
    """Groups with defaults, each inside the one before."""
    depth = min(count, 40)
    opened = "".join(
        f"group g{n} {{\n default service {{ latency p99 {n + 9}ms }}\n" for n in range(depth)
    )
    inner = "".join(f" component a{n} : service {{ replicas 2 }}\n" for n in range(count))
    return ACTOR + opened + inner + "}\n" * depth + services(1) + flow([]) + claims(*ALL)


@attack
def groups(count: int) -> str:
    """Very many groups of one component."""
    found = "".join(
        f'group g{n} {{ owner "Team {n}"; trust internal; component a : service {{ replicas 2 }} }}\n'
        for n in range(count)
    )
    calls = [f"s0 -> g{n}.a" for n in range(count)]
    return ACTOR + found + services(1) + flow(calls) + claims(*ALL)


@attack
def same_names(count: int) -> str:
    """The same short name in very many groups, asked for without its path."""
    found = "".join(f"group g{n} {{ component same : service }}\n" for n in range(count))
    return ACTOR + found + services(1) + flow(["s0 -> same"] * count)


@attack
def unknown_names(count: int) -> str:
    """Very many names that nothing has, each like one that something has."""
    return ACTOR + services(count, "replicas 2") + flow([f"s0 -> z{n}x" for n in range(count)])


@attack
def errors(count: int) -> str:
    """A mistake in each line."""
    return ACTOR + "".join(f"componnet s{n} : servcie {{ replcas two }}\n" for n in range(count))


@attack
def hosts(count: int) -> str:
    """Zones with hosts, a component on each."""
    found = "".join(f"  zone z{n} {{ host h {{ availability 99% }} }}\n" for n in range(count))
    parts = "".join(
        f"component s{n} : service {{ replicas 1 in p.r.z{n}.h }}\n" for n in range(count)
    )
    calls = [f"s0 -> s{n}" for n in range(1, count)]
    return f"{ACTOR}provider p {{\n region r {{\n{found} }}\n}}\n{parts}{flow(calls)}{claims(*ALL)}"


@attack
def relations(count: int) -> str:
    """Relations between all and the next, no flow along them."""
    found = "".join(
        f"s{n} -> s{(n + 1) % count} {{ timeout 1s; retries 2 }}\n" for n in range(count)
    )
    return ACTOR + services(count) + found + flow([])


@attack
def comments(count: int) -> str:
    """Comments, and hardly anything else."""
    return "# what is this?\n" * count + ACTOR + services(1) + flow([])


@attack
def data_items(count: int) -> str:
    """One store with very many data items."""
    found = "".join(f"data d{n} {{ size 1kB; count 1M }}\n" for n in range(count))
    held = ", ".join(f"d{n}" for n in range(count))
    steps = [f"s0 -> db reads d{n}" for n in range(count)]
    stored = f"component db : database {{ replicas 1; holds {held} }}\n"
    return ACTOR + found + stored + services(1) + flow(steps) + claims("storage of db <= 1TB")
