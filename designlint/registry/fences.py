"""What a plugin may add: each function says why something may not be, or None where it may.

Nothing that a plugin returns is believed to be what the hook asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from designlint.language.suggest import did_you_mean
from designlint.model.metric import Metric
from designlint.plugins import hookspecs
from designlint.plugins.extensions import Format, Importer
from designlint.plugins.rule import Rule
from designlint.schema.kinds import Kind
from designlint.schema.property import Property

_CODE = re.compile(r"[A-Z]{2,8}\d{3}")
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_FORMAT = re.compile(r"[a-z][a-z0-9_-]*")
CORE_FAMILIES = frozenset({"ACC", "BAS", "CFG", "INT", "LNG"})
"""The letters of codes that are no rule's."""
HOOKS = tuple([name for name in vars(hookspecs) if name.startswith(f"{hookspecs.PROJECT}_")])
TECHNOLOGY_SUFFIX = ".yaml"


def unknown_hooks(plugin: object) -> Iterable[str]:
    """What is wrong with the functions of a plugin that are named like hooks."""
    for name in dir(plugin):
        if not name.startswith(f"{hookspecs.PROJECT}_") or not callable(getattr(plugin, name)):
            continue
        if name not in HOOKS:
            yield f"`{name}` is not a hook{did_you_mean(name, HOOKS)}"
        elif not hasattr(getattr(plugin, name), f"{hookspecs.PROJECT}_impl"):
            yield f"`{name}` is not marked with `hookimpl`"


def rule_problem(
    rule: Any,
    plugin: str,
    known: Mapping[str, Rule],
    names: Mapping[str, str],
    families: Mapping[str, str],
) -> str | None:
    """Why a rule is refused; `names` has the code of each rule by its name, `families` the plugin that each
    family of codes belongs to."""
    if not isinstance(rule, Rule):
        return f"`{rule!r}` is not a rule"
    if not isinstance(rule.code, str) or not _CODE.fullmatch(rule.code):
        return f"its code `{rule.code}` is not two to eight capital letters and three digits"
    if rule.code in known:
        return f"its rule {rule.code} is already that of {known[rule.code].module}"
    is_own = plugin.startswith(f"{hookspecs.PROJECT}:")
    owner = families.get(rule.family, plugin)
    if (rule.family in CORE_FAMILIES and not is_own) or owner != plugin:
        whose = "designlint" if rule.family in CORE_FAMILIES else owner
        return f"its rule {rule.code} has the letters of {whose}: choose letters of your own"
    if rule.name in names:
        return f"its rule {rule.code} has the name `{rule.name}` of {names[rule.name]}"
    return None


def kind_problem(kind: Any, known: Mapping[str, Kind]) -> str | None:
    """Why a kind is refused."""
    if not isinstance(kind, Kind):
        return f"`{kind!r}` is not a kind"
    if not isinstance(kind.name, str) or not _WORD.fullmatch(kind.name):
        return f"its kind `{kind.name}` is not a word of lower-case letters, digits and `_`"
    if kind.name in known and not kind.replaces:
        return (
            f"its kind `{kind.name}` exists already: `replaces=True` says that it takes its place"
        )
    if kind.name not in known and kind.replaces:
        return f"its kind `{kind.name}` replaces none{did_you_mean(kind.name, known)}"
    if kind.like is not None and kind.like not in known:
        return f"its kind `{kind.name}` is like `{kind.like}`, which is not a kind{did_you_mean(kind.like, known)}"
    for name, key in kind.properties.items():
        if not isinstance(key, Property) or key.name != name:
            return f"its kind `{kind.name}` has a property `{name}` that is not one of that name"
    return None


def property_problem(kind: str, key: Any, known: Mapping[str, Kind]) -> str | None:
    """Why a property of an existing kind is refused."""
    if kind not in known:
        return f"`{kind}` is not a kind{did_you_mean(kind, known)}"
    if not isinstance(key, Property):
        return f"`{key!r}` is not a property"
    if not _WORD.fullmatch(key.name):
        return f"its property `{key.name}` is not a word of lower-case letters, digits and `_`"
    if key.name in known[kind].properties:
        return f"a {kind} has a property `{key.name}` already"
    return None


def technology_problem(path: Any, known: Iterable[str]) -> str | None:
    """Why a file of a technology is refused."""
    if not isinstance(path, Path) or path.suffix != TECHNOLOGY_SUFFIX or not path.is_file():
        return f"`{path}` is not a file of a technology ({TECHNOLOGY_SUFFIX})"
    if path.stem in known:
        return f"its technology `{path.stem}` is already one of another plugin"
    return None


def metric_problem(metric: Any, owners: Mapping[str, str]) -> str | None:
    """Why a metric is refused."""
    from designlint.plugins.completeness import lacks  # few plugins have metrics

    if not isinstance(metric, Metric):
        return f"its metric {metric!r} is no Metric"
    owner = owners.get(metric.name)
    if owner is not None:
        return f"its metric `{metric.name}` is already one of {owner}"
    missing = "; ".join(lacks(metric))
    return f"its metric `{metric.name}` is not whole: {missing}" if missing else None


def format_problem(one: Any, known: Iterable[str]) -> str | None:
    """Why an output format is refused."""
    return _named_problem(one, Format, "format", known)


def importer_problem(one: Any, known: Iterable[str]) -> str | None:
    """Why an importer is refused."""
    problem = _named_problem(one, Importer, "importer", known)
    if problem is None and not all(suffix.startswith(".") for suffix in one.suffixes or ("",)):
        return f"its importer `{one.name}` has no suffixes that begin with a dot"
    return problem


def _named_problem(one: Any, wanted: type[Any], noun: str, known: Iterable[str]) -> str | None:
    if not isinstance(one, wanted):
        return f"`{one!r}` is not a {wanted.__name__}"
    if not isinstance(one.name, str) or not _FORMAT.fullmatch(one.name):
        return f"its {noun} `{one.name}` is not a word of lower-case letters, digits, `-` and `_`"
    if one.name in known:
        return f"its {noun} `{one.name}` exists already"
    if not one.summary or not callable(one[-1]):
        return f"its {noun} `{one.name}` has no summary, or nothing that can be called"
    return None
