"""A page without what HTML lets be left out: end tags, quotes and space between what is shown.

See https://html.spec.whatwg.org/multipage/syntax.html#optional-tags.
"""

from __future__ import annotations

import re

_KEPT = re.compile(
    r"(<(script|style|pre|textarea)\b.*?</\2>|<!--.*?-->)", re.DOTALL | re.IGNORECASE
)
_ENDS = re.compile(
    r"</(?:li|td|th|tr|thead|tbody|dt|dd)>\s*(?=<(?:/?(?:tr|td|th|tbody|li|dt|dd)\b|/(?:ul|ol|table|dl)>))"
)
_BETWEEN = re.compile(
    r"\s+(?=</?(?:p|ul|ol|li|dl|dt|dd|div|table|thead|tbody|tr|th|td|details|summary|section|h[1-6])\b)"
)
_TAG = re.compile(r"<[a-z][\w-]*(?:\s+[\w:-]+(?:=\"[^\"]*\")?)+\s*/?>")
_QUOTED = re.compile(r"=\"([^\s\"'=<>`]+)\"(?=[\s>])")  # before `/>` it would take the slash


def compact(page: str) -> str:
    """The same page in fewer characters. What is a text as it stands is kept: scripts, styles, and
    what is formatted already."""
    parts = _KEPT.split(page)
    # The kept parts, each followed by its name, are between the others.
    for number in range(0, len(parts), 3):
        parts[number] = _compact(parts[number])
    del parts[2::3]
    return "".join(parts)


def _compact(markup: str) -> str:
    shorter = _BETWEEN.sub("", _ENDS.sub("", markup))
    return _TAG.sub(lambda tag: _QUOTED.sub(r"=\1", tag[0]), shorter)
