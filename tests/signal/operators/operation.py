"""Changes, quotas and entries (OPS, SPF), and how the work is divided (ARC)."""

from __future__ import annotations

from itertools import pairwise

from tests.signal.mutation import Operator

_SERVICE = (
    "component {} : service {{ replicas 18 in n1, n2, n3, s1, s2, s3; capacity 400 req/s per replica; "
    "concurrency 400 per replica; availability 99.9% per replica; state none; health_check shallow; "
    "observed_by watch; deployed_by releases }}\n"
)
_CHAIN = ("checks", "rights", "labels", "routes")
_CALLS = ("lb", *_CHAIN, "tracking")

OPERATORS = (
    Operator(
        "no_way_back",
        "OPS",
        r"component releases",
        r"bake \w+; rollback auto; validates yes",
        r"bake 1h; rollback none; validates no",
    ),
    Operator(
        "small_quota",
        "OPS",
        r"external (rates|push_one)",
        r"capacity \dk req/s total",
        "rate_limit 1 req/s",
        also=("RES", "SCA", "VER"),
    ),
    Operator(
        "requests_cut_off",
        "OPS",
        r"component (lb|entry|router) : load_balancer",
        r'because "',
        'drains no; because "',
        asks=True,
    ),
    Operator(
        "blind_names", "ARC", r"component names : dns", r"ttl 30s", r"ttl 30s; routes_by hash"
    ),
    Operator(
        "entry_in_one_region",
        "SPF",
        r"component lb : load_balancer",
        r"n1, n2, n3, s1, s2, s3; capacity 4k",
        "n1, n2, n3; capacity 8k",
        codes=("SPF012",),
        also=("VER",),
    ),
    Operator(
        "heavy_export",
        "ARC",
        r"flow track",
        r"\A",
        "flow export serves FR2 { rate 1 req/h; receiver -> lb -> tracking, payload 2GB, encryption tls }\n",
        also=("VER",),
    ),
    Operator(
        "long_chain",
        "ARC",
        r"flow track",
        r"receiver -> lb -> tracking, encryption tls",
        f"receiver -> {' -> '.join(_CALLS)}, encryption tls\f"
        + "".join(map(_SERVICE.format, _CHAIN))
        + "".join(
            f"{caller} -> {callee} {{ timeout {6 - n}s; encryption tls }}\n"
            for n, (caller, callee) in enumerate(pairwise(_CALLS[1:]), 1)
        ),
        also=("RES", "VER"),
        asks=True,
    ),
    Operator(
        "awaited_mail",
        "ARC",
        r"flow order",
        r"shop ~> jobs writes invoice_job, optional, outbox yes",
        "shop -> mailer, timeout 1s, encryption tls",
        also=("COV", "CON", "RES", "VER"),
        asks=True,
        where="invoice_job",
    ),
    Operator(
        "forgotten_certificate",
        "OPS",
        r"component (lb|entry|router)",
        r"observed_by watch",
        "certificate 1y manual; observed_by watch",
    ),
)
