"""Requests for what can be done about findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from designlint.server import converting
from designlint.server.analysis import Analysis
from designlint.server.features import actions, diagnostics
from designlint.server.preview.previews import DIAGRAM, REVIEW
from designlint.server.requests.asked import At
from designlint.server.requests.previewing import PREVIEW

if TYPE_CHECKING:
    from designlint.server.server import DesignServer


FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.designlint"
SHOW = f"{types.CodeActionKind.Source.value}.preview.designlint"
_PREVIEWS = {"Preview the diagram": DIAGRAM, "Preview the review": REVIEW}


def declare(server: DesignServer) -> None:
    """Declare them."""
    session = server.session
    options = types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL, SHOW])

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)
    async def act(params: types.CodeActionParams) -> list[types.CodeAction]:
        document = session.documents.of(params.text_document.uri)
        if document is None:
            return []
        only = params.context.only

        def question(analysis: Analysis) -> list[types.CodeAction]:
            at = At(server, document, analysis)
            found: list[types.CodeAction] = []
            if only is None or any(
                _within(types.CodeActionKind.QuickFix.value, one) for one in only
            ):
                findings = diagnostics.at(session, document.path, at.span(params.range))
                found += [_action(one, at) for one in actions.actions(analysis, findings)]
            if only is not None and any(_within(FIX_ALL, one) for one in only):
                found += _fix_all(at)
            if only is None or any(_within(SHOW, one) for one in only):
                found += _previews(document.uri)
            return found

        return await session.ask(document, question) or []


def _within(kind: str, asked: str) -> bool:
    """Whether a kind of action is one that is asked for: `quickfix` is in `quickfix`."""
    wanted = str(getattr(asked, "value", asked))
    return kind == wanted or kind.startswith(f"{wanted}.")


def _action(one: actions.Action, at: At) -> types.CodeAction:
    paths = diagnostics.paths_of(at.session)
    finding = one.finding
    return types.CodeAction(
        one.title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostics.converted(finding, at.session, paths)] if finding else None,
        is_preferred=True if one.preferred else None,
        edit=converting.workspace_edit(
            one.edits, at.analysis, at.session, versioned=at.server.edits_versions
        ),
    )


def _previews(uri: str) -> list[types.CodeAction]:
    return [
        types.CodeAction(
            title, kind=SHOW, command=types.Command(title, PREVIEW, arguments=[uri, view])
        )
        for title, view in _PREVIEWS.items()
    ]


def _fix_all(at: At) -> list[types.CodeAction]:
    own = at.source.name
    findings = [one for one in diagnostics.found(at.session) if one.primary.span.source.name == own]
    edits = actions.fix_all(findings)
    if not edits:
        return []
    versioned = at.server.edits_versions
    edit = converting.workspace_edit(edits, at.analysis, at.session, versioned=versioned)
    return [types.CodeAction("Apply all safe fixes of designlint", kind=FIX_ALL, edit=edit)]
