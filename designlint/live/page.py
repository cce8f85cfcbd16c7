"""What a browser shows of a design, while it changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Condition

from designlint.base.records import NamedTuple


class View(NamedTuple):
    """One of the things that a page can show, by a key in which a `/` may stand."""

    key: str
    title: str


class Content(NamedTuple):
    """What is shown of a view: bytes of a media type. `text/plain` is no content, but the reason why there
    is none, or empty where a newer state will have some."""

    media: str
    body: bytes


class State(NamedTuple):
    """What a browser is to show: the `version` of the content, the views, and a notice above them."""

    version: int = 0
    views: Sequence[View] = ()
    notice: str = ""


class Page:
    """The newest state, and the browsers that wait for a newer one.

    `content` makes that of a view, in the thread of a request; `clicked` hears of each click on an element:
    the view's key and what the browser says is the element's path, neither of which is to be trusted.
    """

    def __init__(
        self,
        content: Callable[[str], Content],
        clicked: Callable[[str, str], None] = lambda _view, _element: None,
    ) -> None:
        self.content = content
        self.clicked = clicked
        self._state = State()
        self._news = Condition()

    @property
    def state(self) -> State:
        """The newest state."""
        return self._state

    def show(self, views: Sequence[View]) -> None:
        """All views have new content."""
        self._become(State(self._state.version + 1, tuple(views)))

    def tell(self, notice: str) -> None:
        """The content stays, with a notice above it."""
        if notice != self._state.notice:
            self._become(self._state._replace(notice=notice))

    def other(self, than: State | None, seconds: float) -> State:
        """The state, as soon as it is another, or when the time is over."""
        with self._news:
            self._news.wait_for(lambda: self._state is not than, seconds)
            return self._state

    def _become(self, state: State) -> None:
        with self._news:
            self._state = state
            self._news.notify_all()
