"""Requests for the hierarchy of calls."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lsprotocol import types

from designlint.model import Element
from designlint.server.features import hierarchy
from designlint.server.features.hierarchy import Calls
from designlint.server.features.symbols import KINDS
from designlint.server.requests.asked import At, named

if TYPE_CHECKING:
    from designlint.server.server import DesignServer


def declare(server: DesignServer) -> None:
    """Declare them."""

    @server.feature(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY)
    async def prepare(params: types.CallHierarchyPrepareParams) -> list[types.CallHierarchyItem]:
        at = await named(server, params.text_document.uri)
        if at is None:
            return []
        element = hierarchy.prepared(at.analysis, at.source, at.offset(params.position))
        return _items([element] if element is not None else [], at, at.document.uri)

    @server.feature(types.CALL_HIERARCHY_INCOMING_CALLS)
    async def calls_to(
        params: types.CallHierarchyIncomingCallsParams,
    ) -> list[types.CallHierarchyIncomingCall]:
        at, path = await _asked(server, params.item)
        found = hierarchy.incoming(at.analysis, path) if at is not None else ()
        return [types.CallHierarchyIncomingCall(*call) for call in _calls(found, at)]

    @server.feature(types.CALL_HIERARCHY_OUTGOING_CALLS)
    async def calls_from(
        params: types.CallHierarchyOutgoingCallsParams,
    ) -> list[types.CallHierarchyOutgoingCall]:
        at, path = await _asked(server, params.item)
        found = hierarchy.outgoing(at.analysis, path) if at is not None else ()
        return [types.CallHierarchyOutgoingCall(*call) for call in _calls(found, at)]


async def _asked(server: DesignServer, item: types.CallHierarchyItem) -> tuple[At | None, str]:
    data = item.data if isinstance(item.data, dict) else {}
    return await named(server, str(data.get("uri", item.uri))), str(data.get("path", ""))


def _calls(
    found: Iterable[Calls], at: At | None
) -> list[tuple[types.CallHierarchyItem, list[types.Range]]]:
    """What calls or is called, each with the places where."""
    if at is None:
        return []
    return [
        (item, _ranges(one, at))
        for one in found
        for item in _items([one.element], at, at.document.uri, one)
    ]


def _items(
    elements: Iterable[Element], at: At, asked: str, calls: Calls | None = None
) -> list[types.CallHierarchyItem]:
    units, found = at.session.units, []
    for element in elements:
        path = at.analysis.path(element.span.source)
        symbol = at.analysis.names.by_path.get(element.path)
        if path is not None:
            item = types.CallHierarchyItem(
                name=element.path,
                kind=KINDS.get(symbol.kind if symbol is not None else "", types.SymbolKind.Class),
                uri=at.session.documents.uri(path),
                range=units.range(element.extent or element.span),
                selection_range=units.range(element.span),
                detail=", ".join(calls.flows) if calls is not None else element.title or None,
                # What is asked next is asked within the design that was asked about first.
                data={"uri": asked, "path": element.path},
            )
            found.append(item)
    return found


def _ranges(calls: Calls, at: At) -> list[types.Range]:
    return [at.session.units.range(span) for span in calls.spans]
