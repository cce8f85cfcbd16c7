"""The small design that the tests of the command are about."""

from __future__ import annotations

DESIGN = """\
design shop "A <small> shop" { customers "everybody" }
actor user { count 10 }
component web : service "Sells" { replicas 2 }
functional FR1 "A user buys."
flow buy serves FR1 { rate 1 req/s; user -> web }
"""
