"""A sketch of ten lines gets the open questions and nothing else."""

from __future__ import annotations

import pytest

from designlint.diagnostics.folding import folded
from designlint.testing import diagnose

SKETCHES = {
    "two services and a database": """
        actor visitor
        component web : service
        component orders : service
        component db : database
        data order
        flow buy { visitor -> web; web -> orders; orders -> db writes order }
        flow see { visitor -> web; web -> orders; orders -> db reads order }
    """,
    "a queue and a worker": """
        actor user
        component api : service
        component jobs : queue
        component worker : worker
        component db : database
        flow submit { user -> api; api ~> jobs }
        flow work { jobs ~> worker; worker -> db }
    """,
    "a static site behind a CDN": """
        actor reader
        component edge : cdn
        component site : object_store
        flow read { reader -> edge; edge -> site, on miss of edge }
    """,
    "a shop that takes payments": """
        actor shopper
        component gate : gateway
        component shop : service
        component pay : service
        external bank
        component db : database
        flow buy { rate 10 req/s; shopper -> gate -> shop; shop -> db; shop -> pay; pay -> bank }
    """,
    "a cache beside a database": """
        actor user
        component api : service
        component hot : cache
        component db : database
        data profile
        flow look { user -> api; api -> hot reads profile; api -> db reads profile, on miss of hot }
        flow edit { user -> api; api -> db writes profile }
    """,
    "events from sensors": """
        external sensor
        component ingest : service
        component events : stream
        component aggregator : worker
        component warehouse : database
        data reading
        flow collect { rate 1k msg/s; sensor -> ingest; ingest ~> events writes reading }
        flow store { events ~> aggregator reads reading; aggregator -> warehouse writes reading }
    """,
    "a search with one requirement": """
        functional FR1 "A visitor searches products."
        actor visitor
        component web : service { replicas 2 }
        component index : search
        component db : database
        flow search serves FR1 { rate 100 req/s; visitor -> web -> index }
        flow refresh { db ~> index }
    """,
    "a chat": """
        actor user
        component lb : load_balancer
        component chat : service { replicas 3 }
        component presence : cache
        component store : database { tech cassandra }
        data message
        flow send { user -> lb -> chat; chat -> store writes message; chat ~> presence }
        flow history { user -> lb -> chat; chat -> store reads message }
    """,
    "a monolith": """
        actor staff
        component app : monolith
        component db : database { tech postgres }
        external mail
        flow invoice { staff -> app; app -> db; app ~> mail }
    """,
    "a design that only reads": """
        design catalogue { scope "Shows books" }
        actor visitor
        component web : service
        component db : database { holds book }
        data book
        flow look { visitor -> web; web -> db reads book }
    """,
}


@pytest.mark.parametrize("text", list(SKETCHES.values()), ids=list(SKETCHES))
def test_a_sketch_is_asked_and_not_told(text: str) -> None:
    assert [found.code for found in folded(diagnose(text))] == ["COV007"]
