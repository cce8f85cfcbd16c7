"""The styles of interfaces compared: who begins, what each is good at, what it costs, by which source."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.reference.entry import Entry
from designlint.reference.markdown import block, code, link, paragraphs, table


class Style(NamedTuple):
    """A style of interfaces: who begins an exchange, where it fits, its pros and cons, and the source."""

    name: str
    begins: str
    fits: str
    pros: str
    cons: str
    source: str


STYLES = (
    Style(
        "rest",
        "client",
        "Resources for many and unknown clients; what can be cached.",
        "Every client and proxy speaks HTTP; caches, methods and status codes mean the same everywhere.",
        "Several round trips for related resources, fields that nobody needs; no server push.",
        "R. Fielding, Architectural Styles (2000), chapter 5; RFC 9110; RFC 9111",
    ),
    Style(
        "grpc",
        "client; both in a stream",
        "Calls between services of one organisation; streams.",
        "A typed contract with generated code, small messages, streams in both directions.",
        "Browsers need a proxy; HTTP caches do not help; the messages are not readable.",
        "gRPC documentation: core concepts, gRPC-Web",
    ),
    Style(
        "graphql",
        "client; server in subscriptions",
        "Many kinds of clients that each need other parts of connected data.",
        "One round trip for connected data; clients choose fields; fields are added without versions.",
        "The cost of a query is the client's choice, so it needs limits; HTTP caches by URL do not help.",
        "GraphQL specification (2021); GraphQL best practices",
    ),
    Style(
        "soap",
        "client",
        "Partners and products that speak nothing else.",
        "A formal contract (WSDL); signatures and transactions are standardized.",
        "Large XML messages, heavy tools, few new clients; no server push.",
        "W3C, SOAP 1.2 (2007); OASIS, WS-Security 1.1",
    ),
    Style(
        "rpc",
        "client",
        "A few actions that are no resources, for clients of the own team.",
        "Simple: a name, arguments, a result.",
        "Clients depend on names and argument lists; caches and proxies know nothing of the calls; no server push.",
        "JSON-RPC 2.0 specification; A. Birrell and B. Nelson, Implementing Remote Procedure Calls (1984)",
    ),
    Style(
        "websocket",
        "both",
        "Conversations: chats, games, common editing, live prices.",
        "Both sides send at any time over one connection, with little overhead.",
        "Each client holds a connection: load balancing, restarts and reconnects need care; no status codes or caches.",
        "RFC 6455",
    ),
    Style(
        "sse",
        "server",
        "Notifications, progress, feeds for browsers.",
        "Plain HTTP; the browser reconnects by itself and names the last event that it has.",
        "One direction, text alone; each client holds a connection.",
        "WHATWG HTML, Server-sent events",
    ),
    Style(
        "webhook",
        "server",
        "Events for servers of partners.",
        "No connection is held, and partners need not poll.",
        "The receiver has to be reachable; deliveries are repeated, so they need identifiers and signatures.",
        "W3C, WebSub (2018); CNCF, CloudEvents: HTTP webhooks",
    ),
    Style(
        "events",
        "server",
        "Facts that several consumers use, each at its own pace.",
        "Producer and consumer need not run at the same time; a new consumer changes nothing at the producer.",
        "No answer; order, repeats and late delivery are the consumer's; hard to follow through the system.",
        "AsyncAPI specification; G. Hohpe and B. Woolf, Enterprise Integration Patterns (2003)",
    ),
)  # fmt: skip
"""Every value of `style`, in the order in which a review looks at them."""


def api_styles() -> Entry:
    """The page about the choice of a style."""
    rows = [(code(s.name), s.begins, s.fits, s.pros, s.cons, s.source) for s in STYLES]
    body = paragraphs(
        "How clients speak to an interface (`style`), and what speaks for and against each way. A design "
        "states the choice with its reason, or records the decision with its options.",
        table(("style", "who begins", "fits", "pros", "cons", "source"), rows),
        "Questions that decide: Does the server send without a request? Are the clients ours, and do we "
        "release them? Do their needs differ? Can answers be cached? Does the work take longer than a "
        "client waits? The rules of the family API ask them: see "
        f"{link('API001', 'rules/API001.md')} and {link('API002', 'rules/API002.md')}.",
        block(
            "component feed : service {\n  api quotes {\n    style websocket; serves FR1; clients public\n"
            '    because "Prices change without a request."\n  }\n}\n'
            'functional FR1 "A trader sees each new price." { priority must }'
        ),
    )
    return Entry("topic", "api-styles", body, "API styles", ("api styles", "styles"))
