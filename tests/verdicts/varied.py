"""Random designs with what the usual ones leave out: hosts and shared domains, ranges of facts, flows that run
rarely or rise quickly, interfaces with their work, feeds, dependencies that no flow names, and claims at a
multiple of the load."""

from __future__ import annotations

from random import Random

from tests.verdicts.anything import COMPONENTS, PLACES, Declared
from tests.verdicts.stated import Stated

HOSTS = ("p.eu.a.h", "p.us.c.h")
RANGES: dict[str, tuple[str, ...]] = {
    "availability": ("availability 98%..99.9%", "availability 99.5%..99.99% total"),
    "capacity": ("capacity 40..80 req/s per replica", "capacity 300..600 req/s"),
    "latency": ("latency p50 2..5ms, p99 10..40ms", "latency p50 1ms, p99 5ms..20ms"),
    "cost": ("cost 50..150 USD/month per replica",),
    "hit": ("hit 50%..90%",),
    "mtbf": ("mtbf 20d..90d",),
}
"""Of a property that is stated, a range of it."""
NEEDED = ("identity_from", "configured_by", "needs_at_boot", "observed_by", "deployed_by")
RATES = ("2 req/day", "10 req/h", "3 req/min", "40 req/s", "40 req/s peak", "5M req/day average")
CALLS = (
    "x20",
    "x3, parallel",
    "hedge 20ms",
    "on_failure degrade",
    "on_failure stale",
    "circuit_breaker yes",
    "rate_limit 30 req/s",
    "bulkhead 2",
    "pool 5",
    "10%",
    "or else k3",
    "routes_by latency",
    "timeout 30ms, retries 1",
)
SCENARIOS = (
    "lose p.eu.a.h",
    "lose power",
    "lose k2, k3",
    "lose p.eu.a; load 3x",
    "set k1.replicas 1",
    "set k2.availability 80%",
    "lose power; set k0.capacity 90 req/s",
)


class Varied(Stated):
    """Draws designs with more of the language; the same seed always makes the same."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.chance = Random(f"varied {seed}")

    def _places(self) -> str:
        zones = [
            f"zone {place[-1]} {{ availability {self.chance.choice(('99%', '99.9%', '100%'))}; host h }}"
            for place in PLACES
        ]
        apart = self.chance.choice(("rtt to p.us 80ms", ""))
        return (
            f"provider p {{ region eu {{ jurisdiction eu; one_site {self._either('yes', 'no')}; {zones[0]}; {zones[1]}; {apart} }}"
            f"; region us {{ jurisdiction us; {zones[2]}; {zones[3]} }} }}"
            "\ndomain power { availability 99.9% }\nprovider q"
        )

    def _either(self, one: str, other: str) -> str:
        return self.chance.choice((one, other))

    def _asking(self) -> dict[str, str]:
        return self._of(
            (
                ("located", 0.4, ("p.eu", "p.us", "p.eu, p.us")),
                ("peak_factor", 0.3, ("5x",)),
                ("count", 0.3, ("20k",)),
            )
        )

    def _component(self, name: str, kind: str) -> Declared:
        declared = super()._component(name, kind)
        lines = declared.lines
        for key, ranges in RANGES.items():
            if key in lines and self.chance.random() < 0.15:
                lines[key] = self.chance.choice(ranges)
        others = [other for other in COMPONENTS if other != name]
        for key in NEEDED:
            if key in lines or self.chance.random() < 0.06:
                lines[key] = f"{key} {self.chance.choice(others)}"
        if self.chance.random() < 0.1:
            lines["runs_without"] = (
                f"runs_without {self.chance.choice(others)}{self._either('', ' for 10min')}"
            )
        if (
            "holds" in lines
            and kind not in ("queue", "stream", "external", "third_party", "secrets")
            and self.chance.random() < 0.2
        ):
            lag = self._either("", f" lag {self._either('2s', '10min')}")
            lines["fed_by"] = f"fed_by {self.chance.choice(others)}{lag}"
        if kind == "service" and self.chance.random() < 0.2:
            lines["api"] = "api i { operation one { work 5ms }; operation two { work 50ms } }"
        if self.chance.random() < 0.1 and "replicas" in lines:
            lines["in"] = "in power"
        return declared

    def _placed(self, text: str) -> str:
        placed = super()._placed(text)
        return placed.replace("p.eu.a", HOSTS[0]) if self.chance.random() < 0.1 else placed

    def _flow(self, kinds: dict[str, str]) -> dict[str, str]:
        lines = super()._flow(kinds)
        if "rate" in lines and self.chance.random() < 0.4:
            lines["rate"] = f"rate {self.chance.choice(RATES)}"
        return self._of((("lasts", 0.15, ("1h", "10s")), ("ramp", 0.1, ("30s",)))) | lines

    def _drawn_step(self, caller: str, callee: str, use: str) -> str:
        step = super()._drawn_step(caller, callee, use)
        if self.chance.random() > 0.2:
            return step
        return f"{step}{',' if use or ',' in step or step.split()[3:] else ''} {self.chance.choice(CALLS)}"

    def _about(self) -> str:
        about = super()._about()
        grows = about.startswith(
            ("availability", "headroom", "latency", "cost", "storage", "bandwidth")
        )
        return (
            f"{about} at {self._either('2x', '10x')}"
            if grows and self.chance.random() < 0.15
            else about
        )

    def _when(self) -> str:
        return self.chance.choice(SCENARIOS) if self.chance.random() < 0.25 else super()._when()
