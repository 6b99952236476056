"""The check of outside links tells well from moved, gone, silent and refused: against a
server on this machine, since tests ask nobody else."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from macros import links, load
from macros.links import __main__ as command
from macros.links import ask

pytestmark = pytest.mark.prose


class Host(BaseHTTPRequestHandler):
    """Answers as its path says."""

    def do_GET(self):
        self.server.asked.append(self.path)
        name, _, given = self.path[1:].partition("/")
        if name == "slow":
            time.sleep(0.6)
        if name == "dead":
            return  # closes the connection without a word
        if name == "busy" and self.server.asked.count(self.path) > 1:
            name = "200"
        self.send_response({"busy": 429, "slow": 200}.get(name) or int(name))
        if name == "busy":
            self.send_header("Retry-After", given)
        elif given:
            self.send_header("Location", f"/{given}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        server.asked = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def host(server, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server.asked.clear()
    return f"http://127.0.0.1:{server.server_port}"


@pytest.mark.parametrize(
    ("path", "kind", "note"),
    [
        ("200", "well", ""),
        ("204", "well", ""),
        ("301/200", "moved", "{host}/200"),
        ("308/301/200", "moved", "{host}/200"),
        ("302/200", "well", ""),
        ("301/302/200", "well", ""),
        ("301/404", "gone", "404"),
        ("404", "gone", "404"),
        ("410", "gone", "410"),
        ("403", "refused", "403"),
        ("500", "refused", "500"),
        ("429", "refused", "429"),
        ("busy/900", "refused", "429"),
        ("301/301/301/301/301/301/301/200", "silent", "more than 5 redirects"),
        ("dead", "silent", "Remote end closed connection without response"),
        ("slow", "silent", "timed out"),
    ],
)
def test_a_link_is_what_its_host_says(host, path, kind, note):
    answer = ask.ask(f"{host}/{path}", timeout=0.3, wait=lambda _: None)
    assert (answer.kind, answer.note) == (kind, note.format(host=host))


def test_a_host_that_asks_to_wait_is_asked_once_more(host, server):
    waited = []
    assert ask.ask(f"{host}/busy/7", wait=waited.append).kind == "well"
    assert waited == [7] and server.asked == ["/busy/7"] * 2


def test_what_does_not_answer_is_tried_twice(host, server):
    ask.ask(f"{host}/dead", wait=lambda _: None)
    assert server.asked == ["/dead"] * 2


def test_nobody_listening_is_silence(host):
    free = "http://127.0.0.1:1/"
    assert ask.ask(free, timeout=0.3, wait=lambda _: None).kind == "silent"


def test_an_address_in_any_script_is_asked(host, server):
    assert ask.ask(f"{host}/200/ロック?a=b c").kind == "well"
    assert server.asked == ["/200/%E3%83%AD%E3%83%83%E3%82%AF?a=b%20c"]


def test_a_host_that_says_nothing_or_too_many_is_left_alone(host, server):
    addresses = [f"{host}/429/{n}" for n in range(6)]
    answers = ask.ask_all([*addresses, f"{host}/200"], timeout=1, pause=0)
    assert [a.kind for a in answers] == ["refused"] * 7 and len(server.asked) == 3
    assert [a.address for a in answers] == [*addresses, f"{host}/200"]


def test_one_host_is_asked_one_thing_at_a_time(host, server):
    answers = ask.ask_all([f"{host}/200/{n}" for n in range(5)], pause=0)
    assert [a.kind for a in answers] == ["well"] * 5
    assert server.asked == [f"/200/{n}" for n in range(5)]


PAGE = """# A

[a](https://a.example/x#part), [the `b`](https://b.example/x_(y)) and [in](b.md),
<https://c.example/>, `[no](https://no.example/)`.

```text
[no](https://no.example/)
```

| [a](https://a.example/x) |
"""


def pages(folder):
    (folder / "a.md").write_text(PAGE, encoding="utf-8")
    return load.pages(folder)


def test_every_outside_link_is_found_with_its_places_and_no_code(tmp_path):
    at = f"{tmp_path}/a.md"
    assert links.outside(pages(tmp_path)) == {
        "https://a.example/x": [f"{at}:3", f"{at}:10"],
        "https://b.example/x_(y)": [f"{at}:3"],
        "https://c.example/": [f"{at}:4"],
    }


def test_the_report_names_what_to_look_at_the_worst_first_and_where():
    answers = [
        ask.Answer("https://a.example/", "moved", "https://b.example/"),
        ask.Answer("https://c.example/", "gone", "404"),
        ask.Answer("https://d.example/", "well", ""),
    ]
    text = links.report(answers, {a.address: ["docs/a.md:3"] for a in answers})
    assert "- <https://a.example/> → https://b.example/: `docs/a.md:3`" in text
    assert text.index("## Gone (404 or 410)") < text.index("## Moved for good")
    assert "d.example" not in text


def test_a_long_report_is_cut(host):
    answers = [ask.Answer(f"https://a.example/{n}", "gone", "404") for n in range(103)]
    text = links.report(answers, {a.address: ["docs/a.md:3"] for a in answers})
    assert "… and 3 more" in text and text.count("docs/a.md:3") == 100


def test_a_refusal_alone_is_no_work_for_anybody():
    refused = [ask.Answer("https://a.example/", "refused", "403")]
    assert links.report(refused, {"https://a.example/": ["docs/a.md:3"]}) == ""


def test_the_command_reports_and_never_fails(host, tmp_path, monkeypatch, capsys):
    (tmp_path / "a.md").write_text(f"# A\n\n[a]({host}/404)\n", encoding="utf-8")
    found = load.pages(tmp_path)
    monkeypatch.setattr(load, "pages", lambda: found)
    monkeypatch.setattr("sys.argv", ["links", "--into", str(tmp_path / "links.md")])
    command.main()
    assert "## Gone (404 or 410)" in (tmp_path / "links.md").read_text()
    assert "1 links: 1 gone, 0 silent" in capsys.readouterr().out
