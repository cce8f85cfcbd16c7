"""What a read lacks is shown as an interleaving."""

from __future__ import annotations

import pytest

from designlint.analyses.judgement import Status
from tests.analyses.consistency.reads import (
    FOLLOWED,
    MET,
    UNDECIDED,
    VIOLATED,
    asked,
    read,
)


@pytest.mark.parametrize(
    ("level", "wanted", "status", "sight"),
    [
        ("read_committed", "serializable", VIOLATED, "A has the first from before B"),
        ("snapshot_isolation", "serializable", VIOLATED, "break the invariant"),
        ("repeatable_read", "serializable", VIOLATED, "lacks the new item"),
        ("read_committed", "cursor_stability", VIOLATED, "A's update is lost"),
        ("read_committed", "read_atomic", VIOLATED, "the second from before A"),
        ("read_uncommitted", "read_committed", VIOLATED, "never committed"),
        ("serializable", "snapshot_isolation", MET, ""),
        ("serializable", "strict_serializable", UNDECIDED, ""),
        ("snapshot_isolation", "strong_snapshot_isolation", UNDECIDED, ""),
        ("strict_serializable", "serializable", MET, ""),
        ("snapshot_isolation", "strict_serializable", VIOLATED, "break the invariant"),
    ],
)
def test_an_anomaly_is_shown_as_an_interleaving(
    level: str, wanted: str, status: Status, sight: str
) -> None:
    judgement = asked(read(f"topology single; isolation {level}"), wanted)
    assert judgement.status is status
    assert not sight or sight in judgement.derivation[-1].text


@pytest.mark.parametrize(
    ("store", "clause", "wanted", "sight"),
    [
        (
            f"{FOLLOWED}; lag 5s }}",
            ", from any",
            "monotonic_reads",
            "the other replica answers returns the old",
        ),
        (
            f"{FOLLOWED} }}; session sticky",
            ", from any",
            "writes_follow_reads",
            "that it replies to",
        ),
        ("delivers causal", "", "sequential", "reads the second write before the first"),
        ("topology multi_leader; session none", "", "monotonic_writes", "without the first"),
    ],
)
def test_an_anomaly_of_one_object_has_its_own_story(
    store: str, clause: str, wanted: str, sight: str
) -> None:
    judgement = asked(read(store, clause), wanted)
    assert judgement.status is VIOLATED
    assert sight in judgement.derivation[-1].text


def test_serializable_from_a_follower_is_not_strict() -> None:
    judgement = asked(
        read(f"{FOLLOWED} }}; isolation serializable", ", from follower"), "strict_serializable"
    )
    assert judgement.status is VIOLATED
    assert judgement.derivation[-1].text == "3. that read returns the old value"
