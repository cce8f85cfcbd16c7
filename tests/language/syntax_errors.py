"""Texts with one syntax error each: what is reported of it, and what of the text is still known."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """One error: what is reported, under which characters, with which hint, and what is still known."""

    text: str
    message: str
    under: str
    hint: str | None
    known: tuple[str, ...]


CASES = {
    "arrow of two directions": Case(
        "actor u\ncomponent a : service\nu <-> a\n",
        "expected a value, `{` or the end of the line, found an arrow",
        "->",
        "an arrow has one direction: a call back is a line of its own; between two places, write `rtt to PLACE TIME` in one of them",
        ("u", "a"),
    ),
    "missing brace": Case(
        "component a : service {\n  replicas 2\ncomponent b : service { replicas 2 }\n",
        "this `{` is never closed",
        "{",
        None,
        ("a", "b"),
    ),
    "missing brace of an inner block": Case(
        "component a : database {\n  topology leaderless {\n    copies 3\n  holds d\n}\ndata d\n",
        "this `{` is never closed",
        "{",
        None,
        ("a", "d"),
    ),
    "missing brace at the end": Case(
        "component a : service\ncomponent b : service {",
        "this `{` is never closed",
        "{",
        None,
        ("a", "b"),
    ),
    "extra brace": Case(
        "component a : service { replicas 2 } }\ncomponent b : service\n",
        "this `}` has no opening brace",
        "}",
        None,
        ("a", "b"),
    ),
    "missing quote": Case(
        'component a : service { owner "x }\ncomponent b : service { owner "y" }\n',
        "this text has no closing quote",
        '"x',
        '"x"',
        ("a", "b"),
    ),
    "missing quote before a line end": Case(
        'component a : service {\n  owner "x\n  replicas 2\n}\n',
        "this text has no closing quote",
        '"x',
        '"x"',
        ("a",),
    ),
    "missing long quote": Case(
        'component b : service\ncomponent a : service {\n  because """\n  It is.\n}\n',
        'this text has no closing """',
        '"""',
        None,
        ("b", "a"),
    ),
    "equals sign": Case(
        "component a : service { replicas = 3; needs 2 }",
        "unexpected `=`",
        "=",
        "write `replicas ...`, without `=`",
        ("a",),
    ),
    "foreign comment": Case(
        "// all services\ncomponent a : service\n",
        "a comment begins with #, not //",
        "// all services",
        None,
        ("a",),
    ),
    "comment of C": Case(
        "/* all services */\ncomponent a : service\n",
        "expected a declaration, found `/*`",
        "/*",
        "a comment begins with #",
        ("a",),
    ),
    "brackets": Case(
        "component a : cache { tech [redis]; eviction lru }",
        "expected an arrow, a value, `{`, the end of the line or `}`, found `[`",
        "[",
        "a list is written with commas, without brackets: a, b, c",
        ("a",),
    ),
    "unicode arrow": Case(
        "component a : service\nflow f { a → a }\n",
        "expected an arrow, a value, `{`, the end of the line or `}`, found `→`",
        "→",
        "an arrow is ->",
        ("a", "f"),
    ),
    "thick arrow": Case(
        "component a : service\na => a\n",
        "unknown declaration `a`",
        "a",
        None,
        ("a",),
    ),
    "missing comma of a list": Case(
        "provider p { region r { zone a; zone b } }\ncomponent s : service { in a b }\n",
        "expected the end of the line, found `b`",
        "b",
        "a list has commas: a, b",
        ("s", "p.r.a", "p.r.b"),
    ),
    "two statements on one line": Case(
        "component s : service { tech kafka needs 2 }",
        "expected the end of the line, found `needs`",
        "needs",
        "`needs` begins a statement of its own: put it on a new line or behind `;`",
        ("s",),
    ),
    "two declarations on one line": Case(
        "component a : service { needs 2 } component b : service\n",
        "expected the end of the line, found `component`",
        "component",
        None,
        ("a", "b"),
    ),
    "a block on a line of its own": Case(
        "component a : service\n{\n  needs 2\n}\ncomponent b : service\n",
        "expected a declaration, found `{`",
        "{",
        "the `{` of a block stands on the line of its statement",
        ("a", "b"),
    ),
    "wrong dimension": Case(
        "component a : service { latency p99 5GB }",
        "expected a time such as 100ms, found a size",
        "5GB",
        None,
        ("a",),
    ),
    "wrong dimension with the unit behind": Case(
        "component a : service { latency p99 5 GB }",
        "expected a time such as 100ms, found a size",
        "5 GB",
        None,
        ("a",),
    ),
    "ambiguous unit": Case(
        "component a : service { boot_time 30m }",
        "the unit `m` can be read in two ways",
        "30m",
        "write 30min (minutes) or 30mo (months)",
        ("a",),
    ),
    "ambiguous size": Case(
        "component a : cache { size 7Mb }",
        "the unit `Mb` can be read in two ways",
        "7Mb",
        "write 7MB (bytes) or 7Mbit (bits)",
        ("a",),
    ),
    "spelling of a unit": Case(
        "component a : service { boot_time 5mins }",
        "unknown unit `mins`",
        "5mins",
        "write 5min",
        ("a",),
    ),
    "share without its sign": Case(
        "component a : cache { hit 0.95 }",
        "expected a percentage such as 99.9%, found a number",
        "0.95",
        "write 95%",
        ("a",),
    ),
    "factor without its sign": Case(
        "design a { growth 10 }",
        "expected a factor such as 10x, found a number",
        "10",
        "write 10x",
        (),
    ),
    "property of another kind": Case(
        "component a : database { eviction lru }",
        "unknown property `eviction` of a database",
        "eviction",
        "`eviction` is a property of `cdn`, `cache`",
        ("a",),
    ),
    "property of a call": Case(
        "component a : service { timeout 3s }",
        "unknown property `timeout` of a service",
        "timeout",
        "`timeout` belongs to a call: `a -> b { timeout ... }`",
        ("a",),
    ),
    "a word of the line in its block": Case(
        "component a : database { fed_by a { lag 5s } }",
        "unknown property `lag` of `fed_by`",
        "lag",
        "`lag` stands before the block: the form is `fed_by COMPONENT [lag TIME]`",
        ("a",),
    ),
    "wrong word of a choice": Case(
        "component a : cache { eviction lro }",
        "expected `lru`, `lfu`, `fifo`, `random`, `ttl` or `none`, found `lro`",
        "lro",
        "did you mean `lru`?",
        ("a",),
    ),
    "a value is missing": Case(
        "component a : service { boot_time }",
        "expected a time such as 100ms here",
        "",
        None,
        ("a",),
    ),
    "a clause of a step": Case(
        "component a : service\ndata d\nflow f { a -> a raeds d }\n",
        "expected a clause of a step, found `raeds`",
        "raeds",
        "did you mean `reads`?",
        ("a", "f"),
    ),
    "a number that is too long": Case(
        f"component a : service {{ replicas {'9' * 400} }}",
        "a number has at most 30 digits, this one has 400",
        "9" * 400,
        None,
        ("a",),
    ),
    "a share that is too long": Case(
        f"component a : service\nflow f {{ a -> a 0.{'0' * 400}1% }}",
        "a number has at most 30 digits, this one has 403",
        f"0.{'0' * 400}1%",
        None,
        ("a", "f"),
    ),
    "a long word": Case(
        f"component a : service {{ {'x' * 5000} 3 }}",
        f"unknown property `{'x' * 37}...` of a service",
        "x" * 5000,
        None,
        ("a",),
    ),
    "a long name": Case(
        f"component {'x' * 101} : service\ncomponent a : service {{ observed_by {'x' * 101} }}",
        "a name has at most 100 characters, this one has 101",
        "x" * 101,
        None,
        ("a",),
    ),
    "a NUL character": Case(
        "component a : service\n\0\ncomponent b : service",
        "expected a declaration, found a NUL character",
        "\0",
        None,
        ("a", "b"),
    ),
}
