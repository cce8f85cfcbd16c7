"""The output formats of `check` by name: the built-in ones, and those that plugins add."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from designlint.base.cached import cached_property
from designlint.base.guest import GuestError, asked
from designlint.diagnostics.result import Result
from designlint.render import formats
from designlint.render.formats import Format, Rendered, View

if TYPE_CHECKING:  # few runs ask for the format of a plugin
    from designlint.plugins import extensions


class Formats(Mapping[str, Format]):
    """All formats by name; plugins are loaded only when a name is asked for that is not built in."""

    def __getitem__(self, name: str) -> Format:
        return formats.FORMATS[name] if name in formats.FORMATS else self._added[name]

    def __contains__(self, name: object) -> bool:
        return name in formats.FORMATS or name in self._added

    def __iter__(self) -> Iterator[str]:
        yield from formats.FORMATS
        yield from self._added

    def __bool__(self) -> bool:
        return True

    def __len__(self) -> int:
        return len(formats.FORMATS) + len(self._added)

    @cached_property
    def _added(self) -> dict[str, Format]:
        from designlint.registry import load_registry

        return {name: _adapted(one) for name, one in load_registry().formats.items()}


def _adapted(added: extensions.Format) -> Format:
    """A plugin's format, which gets the report in the form of the JSON output."""

    def render(result: Result, view: View) -> Rendered:
        from designlint.render.json_format import report

        shown = report(result, show_accepted=view.show_accepted)
        what = f"the format `{added.name}` of {added.render.__module__}"
        text = asked(what, lambda: added.render(shown))
        if not isinstance(text, str):
            raise GuestError(f"{what} failed: it gives {type(text).__name__}, not text")
        return Rendered(text)

    return Format(added.summary, render)


FORMATS = Formats()
