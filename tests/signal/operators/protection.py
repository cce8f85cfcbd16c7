"""How data is kept, split and protected (DAT, SEC, SCA), and state in memory (RES)."""

from __future__ import annotations

from tests.signal.mutation import Operator

PROGRAM = r"component (shop|desk|hub|tracking|app) : service"
PERSONAL = r"(shop -> store|hub -> messages|tracking -> scans|app -> store|cell_\w+ -> store_\w+|office -> files) \{"
OPERATORS = (
    Operator(
        "random_replica",
        "RES",
        PROGRAM,
        r"state none",
        "state memory",
        then=(
            r"(component lb : load_balancer [^\n]*?\{ )",
            r"\1routes_by round_robin; sticky no; ",
        ),
    ),
    Operator(
        "in_memory",
        "DAT",
        PROGRAM,
        r"component (\w+) : service([\s\S]*?)state none",
        r"component \1 : service\2state memory; holds basket"
        "\fdata basket { size 1kB; count 1k; importance high }\n"
        r"flow fill { rate 1 req/s peak; lb -> \1 writes basket }"
        "\n",
        also=("COV", "SPF", "RES"),
    ),
    Operator(
        "joined_columns", "DAT", r"data sample", r"importance high", "importance high; access join"
    ),
    Operator(
        "time_ranges",
        "SCA",
        r"component series",
        r"by turbine \{ placement ring; vnodes 256 \}",
        "by created_at { placement range }",
    ),
    Operator(
        "unmoved_shards", "SCA", r"component series", r"vnodes 256", "vnodes 256; rebalance none"
    ),
    Operator(
        "open_interface",
        "SEC",
        r"component lb : load_balancer",
        r"\{ replicas",
        "{ api web { clients public; style rest; auth none; rate_limit 50 req/s per client }; replicas",
        also=("API", "COV"),
        asks=True,
    ),
    Operator(
        "clear_personal",
        "SEC",
        PERSONAL,
        r"encryption m?tls",
        "encryption none",
    ),
    Operator(
        "two_teams",
        "DAT",
        r"component shop : service",
        r"state none",
        'state none; owner "Shop"',
        then=(r"(component mailer : worker [^{]*\{)", r'\1 owner "Mail";'),
    ),
    Operator(
        "worker_abroad",
        "DAT",
        r"component mailer : worker",
        r"replicas 3 in a, b, c",
        "replicas 3 in u1, u2\fregion us-east { jurisdiction us; zone u1; zone u2 }\n",
        codes=("DAT010",),
        also=("LAT", "SPF", "RES", "SCA"),
        where="invoices",
    ),
    Operator(
        "fat_calls",
        "DAT",
        PERSONAL,
        r"encryption tls",
        "encryption tls; payload 50MB",
        also=("SCA", "VER"),
        asks=True,
    ),
    Operator(
        "pictures_in_rows",
        "DAT",
        r"data (purchase|scan|message) ",
        r"size \w+",
        "size 20MB",
        also=("SCA", "VER"),
        asks=True,
    ),
)
