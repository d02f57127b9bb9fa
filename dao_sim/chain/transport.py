"""JSON-RPC over HTTP. Whatever goes wrong on the way becomes one of our errors."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests

from dao_sim.errors import BadInput, ChainUnreachable, OutOfGas, Refused, Reverted, Unsupported

Request = tuple[str, Sequence[Any]]

_METHOD_NOT_FOUND = -32601
_HALTS = ("out of gas", "outofgas", "invalid opcode", "invalid jump", "stack", "evm error", "halted")


class Provider(Protocol):
    """What is used of web3's HTTP provider: requests in, decoded JSON out."""

    def make_request(self, method: Any, params: Any) -> Any: ...

    def make_batch_request(self, batch_requests: Any) -> Any: ...


class RpcError(Exception):
    """An error that the node answered with."""

    def __init__(self, error: Any) -> None:
        fields = error if isinstance(error, dict) else {"message": str(error)}
        self.code = fields.get("code")
        self.message = str(fields.get("message", ""))
        self.data = _revert_data(fields.get("data"))
        super().__init__(self.message)

    @property
    def is_missing_method(self) -> bool:
        text = self.message.lower()
        return self.code == _METHOD_NOT_FOUND or ("method" in text and "not" in text)

    def refusal(self, method: str) -> Exception:
        """The error that a caller of the chain gets to see."""
        text = self.message.lower()
        if "revert" in text or self.code == 3 or self.data:
            return Reverted.from_output(self.data or b"")
        if "insufficient funds" in text or "insufficient balance" in text:
            return Refused(
                "chain",
                "the sender has too little ETH for this transfer",
                hint="fund the sender first",
                node=self.message,
            )
        if any(halt in text for halt in _HALTS):
            return OutOfGas("contract", halt_reason(self.message), halt=self.message)
        if self.is_missing_method:
            return Unsupported("chain", f"this node does not offer {method}")
        return Refused("chain", f"the node refused: {self.message}", method=method, code=self.code)


class Node:
    """Requests to one node. `name` is its URL without credentials, path and query."""

    def __init__(self, url: str, open_provider: Callable[[requests.Session], Provider]) -> None:
        self.name = _public_name(url)
        self._session = requests.Session()
        self._provider = open_provider(self._session)

    def request(self, method: str, *params: Any) -> Any:
        """The result of one request. Raises `RpcError` for an error answer, `ChainUnreachable` for none."""
        _check_writable(method, params)
        answer = self._answer(lambda: self._provider.make_request(method, list(params)))
        if error := self._error(answer):
            raise error
        return answer.get("result")

    def ask(self, method: str, *params: Any) -> Any:
        """The result of one request, an error answer raised as what it means to the caller of a chain."""
        try:
            return self.request(method, *params)
        except RpcError as error:
            raise error.refusal(method) from error

    def batch(self, asked: Sequence[Request]) -> list[Any]:
        """Results in order; an error answer stands in its place as an `RpcError`."""
        if not asked:
            return []
        for method, params in asked:
            _check_writable(method, params)
        requested = [(method, list(params)) for method, params in asked]
        answers = self._answer(lambda: self._provider.make_batch_request(requested))
        if not isinstance(answers, list) or len(answers) != len(asked):
            raise self._error(answers) or RpcError("not an answer to a batch")
        return [self._error(answer) or answer.get("result") for answer in answers]

    def close(self) -> None:
        self._session.close()

    def _answer(self, send: Callable[[], Any]) -> Any:
        try:
            return send()
        except (OSError, ValueError, KeyError, TypeError) as error:
            cause = _cause(error)
        # not chained: the cause quotes the URL, and a URL may hold a key
        raise ChainUnreachable(
            "chain",
            f"the node does not answer: {cause}",
            hint="is it running, at this address?",
            url=self.name,
        )

    def _error(self, answer: Any) -> RpcError | None:
        """The error in an answer, if it has one. What is not JSON-RPC at all raises."""
        if not isinstance(answer, dict) or not ("result" in answer or "error" in answer):
            raise ChainUnreachable("chain", "what answers is not a JSON-RPC node", url=self.name)
        return None if answer.get("error") is None else RpcError(answer["error"])


def _check_writable(method: str, params: Sequence[Any]) -> None:
    """A request that cannot be written is the caller's mistake, and must not look like the node's."""
    try:
        json.dumps(params)
    except (TypeError, ValueError) as error:
        raise BadInput("chain", f"the request cannot be written as JSON: {error}", method=method) from error


def _public_name(url: str) -> str:
    """A URL that may be shown: user, password, path and query may hold a key."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise BadInput("chain", "not a URL: its host is not closed by a ]") from None
    try:
        number = parts.port
    except ValueError:
        number = 0
    if number == 0:
        hint = "write a port from 1 to 65535, like http://127.0.0.1:8545"
        raise BadInput("chain", "not a URL: its port is not a number from 1 to 65535", hint=hint)
    port = f":{number}" if number else ""
    if not parts.hostname:
        raise BadInput("chain", "not a URL: it names no host")
    return f"{parts.scheme}://{parts.hostname}{port}"


def _cause(error: BaseException) -> str:
    if isinstance(error, requests.Timeout):
        return "it took too long"
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"HTTP status {error.response.status_code}"
    if isinstance(error, ValueError | KeyError | TypeError):
        return "its answer is not JSON-RPC"
    return "no connection" if isinstance(error, OSError) else type(error).__name__


def _revert_data(data: Any) -> bytes | None:
    """Revert data from the shapes that nodes put it in: a string, "Reverted 0x…", or nested objects."""
    if isinstance(data, dict):
        for key in ("data", "result", "output", "return"):
            if found := _revert_data(data.get(key)):
                return found
        for value in data.values():
            if isinstance(value, dict) and (found := _revert_data(value)):
                return found
        return None
    if not isinstance(data, str):
        return None
    _, found_prefix, digits = data.rpartition("0x")
    try:
        return bytes.fromhex(digits) if found_prefix else None
    except ValueError:
        return None


def halt_reason(text: str) -> str:
    """A halt in words, from a node's text."""
    flat = text.lower().replace(" ", "")
    return "ran out of gas" if "outofgas" in flat else "halted on an invalid instruction"
