"""Charts as Mermaid, which GitHub and GitLab show in Markdown; each number is in a table beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from designlint.document import Bill, Scaling

MOST_BARS, MOST_SLICES = 12, 8
MOST_NAME = 24
"""The characters of a name for which a chart has room."""
_UNSAFE = re.compile(r"[^\w .-]")


def load_chart(scaling: Scaling) -> Markup:
    """The utilisation of the fullest components today and at growth, in percent."""
    loads = [one for one in scaling.loads if one.used][:MOST_BARS]
    if not loads:
        return Markup("")
    today = [100.0 * (one.used or 0.0) for one in loads]
    ahead = [scaling.growth * used for used in today]
    highest = max(100.0, *ahead)
    lines = [
        "xychart-beta",
        f'  title "Utilisation today and at {_plain(scaling.growth_text)}, in percent"',
        f"  x-axis [{', '.join(_quoted(one.component) for one in loads)}]",
        f'  y-axis "percent" 0 --> {highest:.0f}',
        f"  bar {_numbers(ahead)}",
        f"  bar {_numbers(today)}",
        f"  line {_numbers([100.0] * len(loads))}",
    ]
    return _fenced(lines)


def cost_chart(bill: Bill) -> Markup:
    """What takes the largest shares of the costs; nothing where one share is the whole."""
    priced = [one for one in bill.costs if one.share]
    if len(priced) < 2:
        return Markup("")
    shown = priced[:MOST_SLICES]
    lines = ["pie showData", f'  title "Share of {_plain(bill.currency)}, in percent"']
    lines += [f"  {_quoted(one.component)} : {100 * (one.share or 0.0):.2f}" for one in shown]
    rest = 100.0 * (1.0 - sum(one.share or 0.0 for one in shown))
    return _fenced([*lines, *([f'  "others" : {rest:.2f}'] if rest >= 0.01 else [])])


def _fenced(lines: Sequence[str]) -> Markup:
    text = "\n".join(["```mermaid", *lines, "```"])
    return Markup(text)  # noqa: S704  # names are plain


def _numbers(values: Sequence[float]) -> str:
    return f"[{', '.join(f'{value:.4g}' for value in values)}]"


def _quoted(name: str) -> str:
    return f'"{_plain(name)}"'


def _plain(name: str) -> str:
    """A name without what Mermaid reads, short enough for a chart."""
    plain = _UNSAFE.sub("_", name)
    return plain if len(plain) <= MOST_NAME else f"..{plain[2 - MOST_NAME :]}"
