"""An action written as text, `vault.setLevy(750)`, as the call that a proposal makes.

It reads `contract.function(arguments)`. Contracts go by the co-op's names (vault, treasury, …) or their
classes' (RoyaltyVault, …), functions and arguments by Solidity's; arguments may be named.
"""

from __future__ import annotations

import ast
import difflib
import re
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dao_sim.bindings import Call, Contract
from dao_sim.bindings.abi import Function
from dao_sim.coop.assets import asset_named
from dao_sim.coop.contracts import contracts_by_step
from dao_sim.coop.literals import Misfit, Names, value_of
from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative

_FORM = "write it like vault.setLevy(750) or treasury.pay(ETH, 0x…, 1000)"
_LONGEST = 100_000
_SHOWN = 120


def parse_action(coop: Cooperative, text: str) -> Call:
    """The call that `text` stands for.

    Raises BadInput naming the text, the column at fault, and what would be right there.
    """
    if len(text) > _LONGEST:
        raise BadInput("action", f"is longer than {_LONGEST:,} characters", text=_cut(text))
    text = text.strip()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python remarks about a program that this is not
            tree = ast.parse(text, mode="eval")
        return _Parser(coop, text).call(tree.body)
    except SyntaxError as error:
        raise _refusal(
            text, f"cannot be read: {error.msg}", (error.lineno or 1, error.offset or 1), _syntax_hint(text)
        ) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise _refusal(text, "cannot be read", None, _FORM) from error
    except Misfit as misfit:
        raise _refusal(text, misfit.reason, _column(text, misfit.node), misfit.hint) from misfit


class _Parser:
    def __init__(self, coop: Cooperative, text: str) -> None:
        self._coop = coop
        self._text = text
        self._contracts = _contracts(coop)
        self._names = Names(
            contracts={name: contract.address for name, contract in self._contracts.items()},
            asset=lambda symbol: asset_named(coop, symbol),
            calldata=lambda node: self.call(node).data,
        )

    def call(self, node: ast.expr) -> Call:
        """Raises Misfit."""
        if not (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            raise Misfit(node, "is not a call of a contract's function", _FORM)
        contract = self._contract(node.func.value)
        given = len(node.args) + len(node.keywords)
        overloads = self._overloads(contract, node.func)
        fitting = [function for function in overloads if len(function.inputs) == given]
        if not fitting:
            forms = " or ".join(_signature(function) for function in overloads)
            raise Misfit(node, f"takes another number of arguments than {given}", f"it is {forms}")
        return self._encoded(contract, fitting, node)

    def _contract(self, node: ast.Name) -> Contract:
        if node.id not in self._contracts:
            raise Misfit(node, f"there is no contract {node.id}", _nearest(node.id, list(self._contracts)))
        return self._contracts[node.id]

    def _overloads(self, contract: Contract, node: ast.Attribute) -> list[Function]:
        functions = contract.artifact().abi.functions.values()
        found = [function for function in functions if function.name == node.attr]
        if not found:
            changing = sorted({function.name for function in functions if not function.is_view})
            reason = f"{contract.CONTRACT} has no function {node.attr}"
            raise Misfit(node, reason, _nearest(node.attr, changing))
        changing_ones = [function for function in found if not function.is_view]
        if not changing_ones:
            reason = f"{contract.CONTRACT}.{node.attr} only reads: a proposal with it would do nothing"
            raise Misfit(node, reason)
        return changing_ones

    def _encoded(self, contract: Contract, fitting: Sequence[Function], node: ast.Call) -> Call:
        """By the first overload that takes these arguments. Raises the first one's Misfit where none does."""
        tried = [self._tried(contract, function, node) for function in fitting]
        for outcome in tried:
            if isinstance(outcome, Call):
                return outcome
        raise next(outcome for outcome in tried if isinstance(outcome, Misfit))

    def _tried(self, contract: Contract, function: Function, node: ast.Call) -> Call | Misfit:
        try:
            return contract.write(function.signature, *self._values(function, node))
        except Misfit as misfit:
            return misfit
        except BadInput as error:  # such as text that no UTF-8 can hold
            return Misfit(node, error.reason, error.hint)

    def _values(self, function: Function, node: ast.Call) -> list[Any]:
        placed: dict[int, ast.expr] = dict(enumerate(node.args))
        names = [parameter.name for parameter in function.inputs]
        for keyword in node.keywords:
            place = _place(keyword, names, function.arguments)
            if place is None:
                shown = keyword.arg or "**"
                reason = f"{function.name} has no argument {shown}"
                raise Misfit(keyword, reason, _nearest(shown, names))
            if place in placed:
                raise Misfit(keyword, f"argument {keyword.arg} is given twice")
            placed[place] = keyword.value
        return [
            value_of(placed[place], parameter, self._text, self._names)
            for place, parameter in enumerate(function.inputs)
        ]


def _contracts(coop: Cooperative) -> dict[str, Contract]:
    """The co-op's contracts by its own names for them, and by their classes'."""
    named = contracts_by_step(coop)
    classes = {contract.CONTRACT: contract for contract in [*named.values()][::-1]}
    return named | classes


def _place(keyword: ast.keyword, names: Sequence[str], python_names: Sequence[str]) -> int | None:
    """Which argument is meant; `class_` and `from_` stand for what Python's grammar keeps for itself."""
    for known in (names, python_names):
        if keyword.arg in known:
            return known.index(keyword.arg)
    return None


def _signature(function: Function) -> str:
    inside = ", ".join(f"{part.type} {part.name}".strip() for part in function.inputs)
    return f"{function.name}({inside})"


def _nearest(word: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    if not close:
        lower = {name.lower(): name for name in known}
        close = [lower[name] for name in difflib.get_close_matches(word.lower(), list(lower), n=1)]
    return f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}"


def _column(text: str, node: ast.AST) -> tuple[int, int]:
    """Line and column, from 1, of a node; of the function's name where that is at fault."""
    line = getattr(node, "lineno", 1)
    offset = getattr(node, "col_offset", 0)
    if isinstance(node, ast.Attribute) and node.end_lineno and node.end_col_offset:
        line, offset = node.end_lineno, node.end_col_offset - len(node.attr.encode())
    before = text.splitlines()[line - 1].encode()[:offset]
    return line, len(before.decode("utf-8", "replace")) + 1


def _refusal(text: str, reason: str, place: tuple[int, int] | None, hint: str | None) -> BadInput:
    where: dict[str, int] = {}
    if place:
        where = {"column": place[1]} if "\n" not in text else {"row": place[0], "column": place[1]}
    return BadInput("action", reason, hint=hint, text=_cut(text), **where)


def _syntax_hint(text: str) -> str:
    if re.search(r"\b(class|from)\s*=", text):
        return "write class_= for class=, and from_= for from="
    return f'{_FORM}; a number with a unit stands in quotes: "1.5 ETH"'


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
