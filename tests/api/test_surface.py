"""The public surface: its size, what each part says of itself, and what deprecation does."""

from __future__ import annotations

import pytest

from designlint import api
from designlint.api import analyses, deprecated, model, properties, text

MODULES = (api, model, properties, analyses, text)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_a_module_says_since_when_and_how_stable(module: object) -> None:
    assert getattr(module, "__since__", "")
    assert getattr(module, "__stability__", "") in ("stable", "provisional")
    assert getattr(module, "__doc__", "")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_public_name_is_there_and_documented(module: object) -> None:
    for name in getattr(module, "__all__", ()):
        assert hasattr(module, name), name


def test_a_deprecated_function_warns_and_says_what_to_use() -> None:
    @deprecated(since="0.3", use="new")
    def old(value: int) -> int:
        """What it did."""
        return value + 1

    with pytest.warns(DeprecationWarning, match=r"`old` is deprecated since 0\.3; use `new`"):
        assert old(1) == 2
    assert old.__doc__ == "What it did.\n\nDeprecated since 0.3: use `new`."
