"""Choosing an engine by a word, and what happens when the word or the engine is not there."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dao_sim.chain import connect
from dao_sim.errors import BadInput, ChainUnreachable

ROOT = Path(__file__).resolve().parents[2]


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )


def test_the_default_is_the_embedded_engine() -> None:
    pytest.importorskip("pyrevm", reason="pyrevm has no wheel for this Python")
    assert connect().name == "embedded"


@pytest.mark.parametrize("word", ["", "anvil", "Embedded", "ws://127.0.0.1:8545", "127.0.0.1:8545"])
def test_another_word_is_refused_with_what_is_right(word: str) -> None:
    with pytest.raises(BadInput) as caught:
        connect(word)
    assert caught.value.operands == {"engine": word}
    assert all(choice in str(caught.value.hint) for choice in ("embedded", "tester", "http://"))


@pytest.mark.parametrize("url", ["http://", "http:///path", "http://127.0.0.1:notaport"])
def test_a_url_without_a_place_is_bad_input(url: str) -> None:
    with pytest.raises(BadInput):
        connect(url)


@pytest.mark.parametrize("engine", [None, 5, b"embedded", ["embedded"]], ids=repr)
def test_what_is_no_word_is_refused(engine: Any) -> None:
    with pytest.raises(BadInput) as caught:
        connect(engine)
    assert caught.value.operands == {"engine": engine}


@pytest.mark.parametrize("engine", ["tester", "embedded", "http://127.0.0.1:1"])
def test_an_option_that_an_engine_does_not_have_is_refused(engine: str) -> None:
    with pytest.raises(BadInput) as caught:
        connect(engine, foo=1)
    assert caught.value.operands == {"option": "foo"}
    assert "take_over" in str(caught.value.hint) or "genesis_time" in str(caught.value.hint)


@pytest.mark.parametrize("engine", ["tester", "embedded"])
@pytest.mark.parametrize("time", [None, 1.5, "now", True, -1, 2**48], ids=repr)
def test_what_is_no_time_begins_no_chain(engine: str, time: Any) -> None:
    with pytest.raises(BadInput) as caught:
        connect(engine, notice=lambda _: None, genesis_time=time)
    assert caught.value.operands["value"] is time


@pytest.mark.parametrize("engine", ["tester", "embedded"])
def test_a_time_of_numpy_begins_a_chain(engine: str) -> None:
    chain = connect(engine, notice=lambda _: None, genesis_time=np.int64(1_000))
    assert chain.now() == 1_000
    chain.advance(1)
    assert chain.now() == 1_001


@pytest.mark.parametrize("compact_every", [0, -1, "often", 1.5, True], ids=repr)
def test_what_is_no_interval_compacts_nothing(compact_every: Any) -> None:
    pytest.importorskip("pyrevm", reason="pyrevm has no wheel for this Python")
    with pytest.raises(BadInput, match="compact_every"):
        connect("embedded", compact_every=compact_every)


@pytest.mark.parametrize("timeout", [0, -1, "soon", None, True], ids=repr)
def test_what_is_no_timeout_is_refused(timeout: Any) -> None:
    with pytest.raises(BadInput, match="timeout"):
        connect("http://127.0.0.1:1", timeout=timeout)


def test_a_scheme_may_be_in_capitals() -> None:
    with pytest.raises(ChainUnreachable) as caught:
        connect("HTTP://127.0.0.1:1")
    assert caught.value.operands["url"] == "http://127.0.0.1:1"


@pytest.mark.parametrize("port", ["0", "65536", "99999", "-1", "x"])
def test_a_port_that_cannot_be_is_named_as_such(port: str) -> None:
    with pytest.raises(BadInput) as caught:
        connect(f"http://127.0.0.1:{port}")
    assert "65535" in caught.value.reason
    assert "8545" in str(caught.value.hint)


def test_importing_the_package_imports_no_engine() -> None:
    done = run_python(
        "import sys, dao_sim.chain\n"
        "heavy = {'pyrevm', 'eth', 'eth_tester', 'web3', 'eth_utils', 'eth_abi', 'requests', 'psutil'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_without_pyrevm_embedded_is_eth_tester_and_one_line_says_so() -> None:
    done = run_python(
        "import sys\n"
        "sys.modules['pyrevm'] = None\n"
        "from dao_sim.chain import connect\n"
        "chain = connect('embedded', compact_every=10)\n"
        "print(chain.name, chain.capabilities.exact_gas)"
    )
    assert done.stdout.strip() == "tester True", done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "pyrevm is not installed" in done.stderr


def test_the_notice_can_go_elsewhere() -> None:
    done = run_python(
        "import sys\n"
        "sys.modules['pyrevm'] = None\n"
        "from dao_sim.chain import connect\n"
        "connect('embedded', notice=print)"
    )
    assert "eth-tester" in done.stdout
    assert done.stderr == ""


def test_a_closed_port_is_unreachable_and_no_secret_is_shown() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(ChainUnreachable) as caught:
        connect(f"http://user:secret@127.0.0.1:{port}/v3/secret?key=secret")
    problem = caught.value
    assert problem.operands["url"] == f"http://127.0.0.1:{port}"
    assert "no connection" in problem.reason
    assert "secret" not in f"{problem}{problem.hint}{problem.__cause__}"
    assert problem.__suppress_context__ or problem.__context__ is None


class Impostor(BaseHTTPRequestHandler):
    """Something else than a node, listening where a node was expected."""

    status, body = 200, b""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Says nothing."""


@pytest.fixture
def impostor() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Impostor)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (200, b"<html>welcome</html>", "not JSON-RPC"),
        (200, b"\xff\xfe\x00", "not JSON-RPC"),
        (200, b"", "not JSON-RPC"),
        (200, b'"hello"', "not a JSON-RPC node"),
        (200, b'[{"result": "0x1"}]', "not a JSON-RPC node"),
        (200, b'{"hello": 1}', "not a JSON-RPC node"),
        (502, b"bad gateway", "HTTP status 502"),
    ],
)
def test_what_is_no_node_is_unreachable(
    impostor: HTTPServer, monkeypatch: pytest.MonkeyPatch, status: int, body: bytes, reason: str
) -> None:
    monkeypatch.setattr(Impostor, "status", status)
    monkeypatch.setattr(Impostor, "body", body)
    with pytest.raises(ChainUnreachable) as caught:
        connect(f"http://127.0.0.1:{impostor.server_port}")
    assert reason in caught.value.reason


def test_a_node_that_never_answers_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        with pytest.raises(ChainUnreachable) as caught:
            connect(f"http://127.0.0.1:{silent.getsockname()[1]}", timeout=0.2)
        assert "too long" in caught.value.reason
