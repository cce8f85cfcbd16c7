"""The server of live pages: who gets what, and what is refused."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator

import pytest

from designlint.live.page import Content, Page, View
from designlint.live.serving import LiveServer

NAME = "a-name-that-nobody-guesses"


class Served:
    """A page under a name, and what a browser of this machine asks of it."""

    def __init__(self) -> None:
        self.clicks: list[tuple[str, str]] = []
        self.page = Page(
            lambda key: Content("image/svg+xml", f"<svg>{key}</svg>".encode()),
            lambda view, element: self.clicks.append((view, element)),
        )
        self.server = LiveServer()
        self.address = self.server.add(self.page, NAME)
        self.host = self.address.split("/")[2]

    def ask(
        self, method: str, path: str, body: str | None = None, **headers: str
    ) -> tuple[int, bytes, dict[str, str]]:
        connection = http.client.HTTPConnection(self.host, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        found = answer.status, answer.read(), dict(answer.headers)
        connection.close()
        return found


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    made = Served()
    yield made
    made.server.close()


def test_the_address_is_on_this_machine_and_has_the_name(served: Served) -> None:
    assert served.address.startswith("http://127.0.0.1:")
    assert served.address.endswith(f"/{NAME}/")


def test_a_page_has_its_shell_and_its_views(served: Served) -> None:
    status, shell, headers = served.ask("GET", f"/{NAME}/")
    assert (status, b"shell.js" in shell) == (200, True)
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    for part in ("shell.js", "shell.css"):
        assert served.ask("GET", f"/{NAME}/{part}")[0] == 200
    _, view, headers = served.ask("GET", f"/{NAME}/view/sequence/a%20flow")
    assert view == b"<svg>sequence/a flow</svg>"
    assert headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not any(name.startswith("Access-Control") for name in headers)


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        pytest.param("/", {}, 404, id="no name"),
        pytest.param("/view/review", {}, 404, id="no name before a view"),
        pytest.param("/another-name/", {}, 404, id="another name"),
        pytest.param(f"/{NAME}", {}, 404, id="the name alone"),
        pytest.param(f"/{NAME}/../page.py", {}, 404, id="a path out of the shell"),
        pytest.param(f"/{NAME}/", {"Host": "evil.example:80"}, 403, id="another host"),
        pytest.param(f"/{NAME}/events", {"Host": "evil.example"}, 403, id="events by another host"),
    ],
)
def test_others_get_nothing(
    served: Served, path: str, headers: dict[str, str], status: int
) -> None:
    assert served.ask("GET", path, **headers)[0] == status


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        pytest.param('{"view": "review", "element": "shop"}', {}, 204, id="a click"),
        pytest.param(
            '{"view": "review", "element": "shop"}',
            {"Sec_Fetch_Site": "cross-site"},
            403,
            id="by a page of another origin",
        ),
        pytest.param(
            '{"view": "review", "element": "shop"}', {"Host": "evil.example"}, 403, id="by a name"
        ),
        pytest.param("{", {}, 400, id="no JSON"),
        pytest.param("[" * 9000, {}, 400, id="nested"),
        pytest.param("[]", {}, 400, id="no object"),
        pytest.param('{"view": "review"}', {}, 400, id="no element"),
        pytest.param('{"view": "review", "element": 1}', {}, 400, id="no name"),
        pytest.param('{"view": "review", "element": "\xff"}', {}, 400, id="no text"),
        pytest.param(json.dumps({"view": "", "element": "x" * 10_000}), {}, 400, id="long"),
        pytest.param("{}", {"Content_Length": "-1"}, 400, id="a negative length"),
        pytest.param("{}", {"Content_Length": "9" * 5000}, 400, id="a huge length"),
    ],
)
def test_only_a_click_of_the_page_itself_is_heard(
    served: Served, body: str, headers: dict[str, str], status: int
) -> None:
    served.clicks.clear()
    assert served.ask("POST", f"/{NAME}/clicks", body, **headers)[0] == status
    assert served.clicks == ([("review", "shop")] if status == 204 else [])


def test_clicks_have_one_place(served: Served) -> None:
    assert served.ask("POST", f"/{NAME}/view/review", "{}")[0] == 404
    assert served.ask("POST", "/clicks", "{}")[0] == 404


def test_a_page_counts_its_contents_and_keeps_them_under_a_notice() -> None:
    page = Page(lambda _: Content("text/plain", b""))
    seen = page.state
    assert page.other(seen, 0.01) is seen
    page.show([View("review", "Review")])
    assert page.other(seen, 30).version == 1
    page.tell("it does not parse")
    assert page.state == (1, (View("review", "Review"),), "it does not parse")
    told = page.state
    page.tell("it does not parse")
    assert page.state is told
    page.show(page.state.views)
    assert page.state == (2, (View("review", "Review"),), "")
