"""Pictures of one page that share their looks: what many shapes repeat as attributes is a rule, once."""

from __future__ import annotations

import re
from collections.abc import Mapping

LOOKS = "fill|stroke|stroke-width|stroke-dasharray|font-size|font-weight|text-anchor"
_TAG = re.compile(r'<(\w+)((?: [\w:-]+="[^"]*")+)(/?)>')
_LOOK = re.compile(rf' ({LOOKS})="([^"]*)"')
_CLASS = re.compile(r' class="([^"]*)"')
_LINE = re.compile(
    r'<g class="(edge [^"]*)">((?:<title>[^<]*</title>)?)'
    r'<path class="(i\d+)"([^>]*)><polygon class="(i\d+)"([^>]*)>'
)


def shared(svgs: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The same pictures, and the style sheet for them. Its rules are as weak as attributes are
    (`:where`), so that whatever overrides an attribute overrides them."""
    found: dict[str, str] = {}

    def classed(tag: re.Match[str]) -> str:
        name, attributes, end = tag.groups()
        looks = _LOOK.findall(attributes) if name != "svg" else ()
        if not looks:
            return tag[0]
        rule = "; ".join(_declared(key, value) for key, value in looks)
        own = found.setdefault(rule, f"i{len(found)}")
        bare = _LOOK.sub("", attributes)
        known = _CLASS.search(bare)
        both = f"{known[1]} {own}" if known is not None else own
        return f'<{name} class="{both}"{_CLASS.sub("", bare)}{end}>'

    made = {key: _TAG.sub(classed, svg) for key, svg in svgs.items()}
    rules = [f":where(.{own}) {{ {rule} }}" for rule, own in found.items()]
    made, more = _by_line(made, {own: rule for rule, own in found.items()})
    return made, "\n".join([*rules, *more])


def _by_line(svgs: Mapping[str, str], rules: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The same where a line and its head have their looks from the group that they are in."""
    found: dict[tuple[str, str], str] = {}

    def grouped(line: re.Match[str]) -> str:
        known, title, path, drawn, head, points = line.groups()
        own = found.setdefault((path, head), f"l{len(found)}")
        return f'<g class="{known} {own}">{title}<path{drawn}><polygon{points}>'

    made = {key: _LINE.sub(grouped, svg) for key, svg in svgs.items()}
    return made, [
        f":where(.{own} {part}) {{ {rules[look]} }}"
        for looks, own in found.items()
        for part, look in zip(("path", "polygon"), looks, strict=True)
    ]


def _declared(key: str, value: str) -> str:
    """An attribute as a declaration, which has units."""
    if key == "font-size":
        return f"font-size: {float(value):g}px"
    return f"{key}: {value.removesuffix('.00')}"
