"""What a design says of some of its files: the result of a part that is judged within its designs."""

from __future__ import annotations

from pathlib import Path

from designlint.base.reading import resolved
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.result import Result, Tally
from designlint.runs.target import Target


def asked(result: Result, target: Target) -> Result:
    """A result that knows the files which are asked about, where these are not all."""
    only = target.only
    if only is None:
        return result
    return result._replace(
        only=tuple([name for name in result.sources if resolved(Path(name)) in only])
    )


def narrowed(result: Result) -> Result:
    """A result with the findings in the files that are asked about."""
    if not result.only:
        return result

    def is_asked(found: Diagnostic) -> bool:
        return found.primary.span.source.name in result.only

    suppressed = tuple([one for one in result.suppressed if is_asked(one.diagnostic)])
    return result._replace(
        diagnostics=tuple([one for one in result.diagnostics if is_asked(one)]),
        suppressed=suppressed,
        accepted=len(suppressed),
        tally=Tally(),
        files=len(result.only),
        sources=result.only,
    )
