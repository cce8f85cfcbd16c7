"""What a design leaves out or contradicts about its own reasons (COV, DEC, ARC, VER)."""

from __future__ import annotations

from tests.signal.mutation import Operator

OPERATORS = (
    Operator("no_measure", "COV", r"nonfunctional", r"\{ require [^}]*\}", ""),
    Operator("no_purpose", "COV", r"flow (?!restore|keep)", r" serves FR\d", "", asks=True),
    Operator(
        "unused",
        "COV",
        r"component watch",
        r"\A",
        'component left_over : service "Old" { replicas 3 in @places }\n',
        where="replicas",
        asks=True,
    ),
    Operator(
        "no_reason",
        "DEC",
        r"component \w+ : (database|queue|stream|cache|cdn|search|object_store)",
        r"[; ]*because \"[^\"]*\"",
        "",
        asks=True,
    ),
    Operator(
        "two_chosen",
        "DEC",
        r"component (store|books|scans|series|records|messages|files)\b",
        r"\Z",
        'decision D9 "How it is kept" about @name { because "Asked often."; option one { pro "Fast"; con "Dear"; chosen }; option two { pro "Cheap"; con "Slow"; chosen } }\n',
    ),
    Operator(
        "none_chosen",
        "DEC",
        r"component (store|books|scans|series|records|messages|files)\b",
        r"\Z",
        'decision D9 "How it is kept" about @name { because "Asked often."; option one { pro "Fast"; con "Dear" }; option two { pro "Cheap"; con "Slow" } }\n',
    ),
    Operator(
        "no_con",
        "DEC",
        r"component (store|books|scans|series|records|messages|files)\b",
        r"\Z",
        'decision D9 "How it is kept" about @name { because "Asked often."; option one { pro "Fast"; chosen }; option two { pro "Cheap"; con "Slow" } }\n',
    ),
    Operator(
        "decided_without_reason",
        "DEC",
        r"component (store|books|scans|series|records|messages|files)\b",
        r"\Z",
        'decision D9 "It is kept in one place" about @name\n',
        codes=("DEC006",),
        asks=True,
    ),
    Operator(
        "built_on_nothing",
        "DEC",
        r"component (store|books|scans|series|records|messages|files)\b",
        r"\Z",
        'decision D9 "How it is kept" about @name { status superseded; because "Asked often." }\n',
        codes=("DEC007",),
        asks=True,
    ),
    Operator(
        "impossible_target",
        "VER",
        r"nonfunctional NFR1",
        r"availability of (\w+) >= [\d.]+%",
        r"availability of \1 >= 99.99999999%",
        also=("SPF", "RES", "SCA", "REQ"),  # the text still has the old number
    ),
    Operator(
        "fails_in_scenario",
        "VER",
        r"nonfunctional NFR1",
        r"\A(?!.*(?:Tracking|Transfers))(?=[\s\S]*availability of (\w+))",
        "scenario dark { lose @region; expect availability of \\1 >= 99% }\n",
        also=("SPF", "RES"),
    ),
)
