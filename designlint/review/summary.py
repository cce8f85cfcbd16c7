"""The first page: the verdicts, and what there is to decide on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from designlint.diagnostics.result import Tally as Counted
from designlint.document import Claim, Finding, Risk, Summary, Tally


def summary(
    counted: Counted,
    claims: Mapping[str, tuple[Claim, ...]],
    found: Sequence[Finding],
    risks: Sequence[Risk],
) -> Summary:
    """The tally, every claim, and what the review has to speak of."""
    tally = Tally(
        *counted,
        sum(one.severity == "error" for one in found),
        sum(one.severity == "warning" for one in found),
        sum(one.severity in ("undecided", "info") for one in found),
    )
    every = tuple([claim for one in claims.values() for claim in one])
    return Summary(tally, every, tuple(_news(every, risks)))


def _news(claims: Sequence[Claim], risks: Sequence[Risk]) -> Iterator[str]:
    for claim in claims:
        if claim.status == "violated":
            yield f"`{claim.owner}` is {claim.verdict}: {claim.text}, but the value is {claim.value}"
    expired = [risk for risk in risks if risk.state == "expired"]
    for risk in expired:
        on = f" on `{risk.element}`" if risk.element else ""
        yield f"the acceptance of {risk.code}{on} ended on {risk.until}"
