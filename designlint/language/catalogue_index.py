"""The catalogue's YAML files as one index, which a check reads in their place.

Reading one YAML file takes 3 to 9 ms, and ruamel.yaml 20 to be imported; the whole index takes 2.
`python -m designlint.language.catalogue_index` writes it again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from designlint.base.packaged import files

TECHNOLOGIES = "designlint.technologies"
INDEX = "index.json"
SUFFIX = ".yaml"

# In the index a fact is a row; most have no note, and no condition.
FACT = ("property", "value", "kind", "source", "date", "note", "condition", "of")
ISOLATION = ("word", "means", "where", "source", "date", "note", "at_most")
NEVER = ("property", "values", "source", "date", "note")


def read_index() -> dict[str, Any]:
    """The entries of the catalogue by the names that are allowed after `tech`."""
    entries: dict[str, Any] = json.loads(files(TECHNOLOGIES).joinpath(INDEX).read_bytes())
    return entries


def make_index() -> str:
    """The text of the index for the YAML files as they are now: an entry a line, sorted."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    paths = [e for e in files(TECHNOLOGIES).iterdir() if e.name.endswith(SUFFIX)]
    lines = [
        f"{json.dumps(name)}:{json.dumps(_entry(yaml.load(text)), separators=(',', ':'))}"
        for name, text in sorted(
            (path.name.removesuffix(SUFFIX), path.read_text(encoding="utf-8")) for path in paths
        )
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _entry(raw: dict[str, Any]) -> dict[str, Any]:
    entry = {
        "title": raw["title"],
        "kinds": raw["kinds"],
        "facts": [_row(fact) for fact in raw["facts"]],
    }
    never = [[one[key] for key in NEVER] for one in raw.get("never", ())]
    means = [[str(one.get(key, "")) for key in ISOLATION] for one in raw.get("isolation", ())]
    more = {"never": never, "isolation": means}
    more |= {key: raw[key] for key in ("aliases", "vendor") if key in raw}
    return {**entry, **{key: value for key, value in more.items() if value}}


def _row(fact: dict[str, Any]) -> list[str]:
    row = [str(fact.get(key, "")) for key in FACT]
    row[6] = "" if row[6] == "none" else row[6]
    while not row[-1]:
        row.pop()
    return row


if __name__ == "__main__":
    Path(str(files(TECHNOLOGIES).joinpath(INDEX))).write_text(make_index(), encoding="utf-8")
