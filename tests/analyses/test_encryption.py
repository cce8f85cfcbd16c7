"""Whether what travels and what is kept is encrypted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.analyses.judgement import Status
from tests.analyses.designs import expected, judged, lacks

BASE = (
    "data d\nactor user\ncomponent web : service { replicas 2 }\n"
    "component s : database { holds d; encrypted_at_rest yes; backup every 1h to v }\n"
    "component v : object_store { encrypted_at_rest yes }\n"
    "component c : cache { holds d; encrypted_at_rest yes }\n"
    "flow f { user -> web; web -> c reads d; web -> s reads d, on miss of c }\n"
)
SAFE = (
    "user -> web { encryption tls }\nweb -> s { encryption mtls }\nweb -> c { encryption ipsec }\n"
)
SUBJECTS = ("everything", "f", "web", "d")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_hop_is_encrypted(subject: str) -> None:
    found = judged(BASE + SAFE, f"encryption in_transit of {subject}")
    assert found.status is Status.MET
    assert "mtls" in " ".join(line.text for line in found.derivation)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_an_unencrypted_call(subject: str) -> None:
    text = BASE + SAFE.replace("mtls", "none")
    found = judged(text, f"encryption in_transit of {subject}")
    assert found.status is Status.VIOLATED
    (line,) = found.derivation
    assert (line.text, line.origin) == ("`web -> s` is unencrypted", "stated")
    assert line.span is not None


def test_a_call_whose_encryption_is_not_declared() -> None:
    text = BASE + SAFE.replace("web -> c { encryption ipsec }", "")
    found = judged(text, "encryption in_transit of everything")
    assert found.status is Status.UNDECIDED
    assert lacks(found.missing) == {("", "encryption of `web -> c`")}
    assert found.missing[0].example == "web -> c { encryption tls }"
    assert found.reason == "the encryption of `web -> c` is not declared"


def test_a_call_that_leads_to_where_a_data_item_is_read_may_carry_it() -> None:
    text = BASE + SAFE.replace("user -> web { encryption tls }", "user -> web { encryption none }")
    found = judged(text, "encryption in_transit of d")
    assert found.status is Status.UNDECIDED
    assert found.reason == "`user -> web` may carry `d` unencrypted"
    assert judged(text, "encryption in_transit of f").status is Status.VIOLATED


@pytest.mark.parametrize("subject", ["everything", "d", "s", "f"])
def test_at_rest(subject: str) -> None:
    claim = f"encryption at_rest of {subject}"
    assert judged(BASE, claim).status is Status.MET
    clear = BASE.replace(
        "holds d; encrypted_at_rest yes; backup", "holds d; encrypted_at_rest no; backup"
    )
    found = judged(clear, claim)
    assert (found.status, found.derivation[0].text) == (Status.VIOLATED, "`s` is unencrypted")
    unsaid = BASE.replace("holds d; encrypted_at_rest yes; backup", "holds d; backup")
    assert lacks(judged(unsaid, claim).missing) == {("s", "encryption at rest")}


@pytest.mark.parametrize("subject", ["everything", "d", "s"])
def test_the_backups_count(subject: str) -> None:
    text = BASE.replace(
        "object_store { encrypted_at_rest yes }", "object_store { encrypted_at_rest no }"
    )
    assert judged(text, f"encryption at_rest of {subject}").status is Status.VIOLATED


def test_nothing_to_encrypt() -> None:
    found = judged("data d", "encryption in_transit of everything")
    assert (found.status, found.reason) == (Status.UNDECIDED, "the design has no call to encrypt")
    found = judged("component web : service", "encryption at_rest of web")
    assert (found.status, found.reason) == (Status.UNDECIDED, "the design has no store to encrypt")


def test_a_scenario_can_switch_it_off() -> None:
    found = expected(BASE, "set s.encrypted_at_rest no", "encryption at_rest of d")
    assert found.status is Status.VIOLATED
    assert found.derivation[0].origin == "what-if value of S"


@given(st.lists(st.sampled_from(["", "none", "tls"]), min_size=3, max_size=3), st.integers(0, 2))
def test_one_more_encrypted_hop_never_makes_it_worse(said: list[str], hop: int) -> None:
    order = [Status.VIOLATED, Status.UNDECIDED, Status.MET]
    pairs = ("user -> web", "web -> s", "web -> c")

    def status(words: list[str]) -> Status:
        lines = [
            f"{pair} {{ encryption {word} }}"
            for pair, word in zip(pairs, words, strict=True)
            if word
        ]
        text = "\n".join([BASE, *lines])
        return judged(text, "encryption in_transit of everything").status

    better = [*said[:hop], "tls", *said[hop + 1 :]]
    assert order.index(status(better)) >= order.index(status(said))
