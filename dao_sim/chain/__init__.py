"""Chains: one protocol, several engines, chosen by a word."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from typing import Any

from dao_sim.chain.protocol import (
    Batch,
    BatchResult,
    Capabilities,
    Chain,
    Checkpoint,
    Log,
    Receipt,
)
from dao_sim.errors import BadInput

__all__ = [
    "Batch",
    "BatchResult",
    "Capabilities",
    "Chain",
    "Checkpoint",
    "Log",
    "Receipt",
    "connect",
]


def _to_stderr(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def connect(engine: str = "embedded", *, notice: Callable[[str], None] = _to_stderr, **options: Any) -> Chain:
    """Opens a chain. `engine` is "embedded", "tester", or the URL of a JSON-RPC node.

    `options` go to the engine: `genesis_time` (embedded, tester), `compact_every` (embedded), `time_stands`
    (tester, a URL), `timeout`, `signers`, `take_over` (a URL); see the engines' classes. Where pyrevm is not
    installed, "embedded" is eth-tester and `notice` is given one line that says so.

    Raises `BadInput` for any other word or option, and `ChainUnreachable` for a node that does not answer.
    """
    if engine == "embedded":
        return _embedded(notice, options)
    if engine == "tester":
        from dao_sim.chain.tester import TesterChain

        _check_options(TesterChain, engine, options)
        return TesterChain(**options)
    scheme, separator, place = str(engine).partition("://")
    if separator and scheme.lower() in ("http", "https"):
        from dao_sim.chain.rpc import RpcChain

        url = f"{scheme.lower()}://{place}"
        _check_options(RpcChain, "a node", options)
        return RpcChain(url, **options)
    raise BadInput(
        "chain",
        "no such engine",
        hint="use embedded, tester, or a node's URL (http://… or https://…)",
        engine=engine,
    )


def _embedded(notice: Callable[[str], None], options: dict[str, Any]) -> Chain:
    try:
        from dao_sim.chain.embedded import EmbeddedChain
    except ImportError as error:
        if error.name != "pyrevm":
            raise
    else:
        _check_options(EmbeddedChain, "embedded", options)
        return EmbeddedChain(**options)
    from dao_sim.chain.tester import TesterChain

    notice("pyrevm is not installed for this Python: using eth-tester, with the same results, slower")
    options = {key: value for key, value in options.items() if key != "compact_every"}
    _check_options(TesterChain, "embedded", options)
    return TesterChain(**options)


def _check_options(kind: type, engine: str, options: dict[str, Any]) -> None:
    parameters = inspect.signature(kind).parameters.values()
    known = [each.name for each in parameters if each.kind is each.KEYWORD_ONLY]
    for option in options:
        if option not in known:
            raise BadInput(
                "chain", f"{engine} has no such option", hint=f"it has {', '.join(known)}", option=option
            )
