"""How Solidity names become Python names. One rule set, used by the generator and at run time.

- `castVoteBySig` → `cast_vote_by_sig`, `tokenURI` → `token_uri`, `BALLOT_TYPEHASH` → `ballot_typehash`.
- A name that Python needs for itself (a keyword or a builtin) gets a `_`: `from` → `from_`.
- Overloads: the one with the fewest arguments keeps the plain name; each other one adds its first argument
  that the plain one does not have: `safeTransferFrom(…, data)` → `safe_transfer_from_with_data`,
  `nonces(owner, key)` → `nonces_with_key`. Where that does not tell them apart, the argument types do.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

_WORD_STARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_TAKEN = frozenset(keyword.kwlist) | frozenset(dir(builtins)) | {"self", "cls"}


class _Named(Protocol):
    @property
    def name(self) -> str: ...


class _Overload(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def signature(self) -> str: ...
    @property
    def inputs(self) -> Sequence[_Named]: ...


def snake_case(name: str) -> str:
    """`getPastVotes` → `get_past_votes`; leading underscores are dropped."""
    return re.sub(r"_+", "_", _WORD_STARTS.sub("_", name.strip("_"))).lower()


def pascal_case(name: str) -> str:
    """`proposalVotes` → `ProposalVotes`."""
    return "".join(word.capitalize() for word in snake_case(name).split("_"))


def python_name(name: str, reserved: Collection[str] = ()) -> str:
    """`name` in snake case, with a `_` where Python or `reserved` already use it."""
    plain = snake_case(name)
    return plain + "_" if plain in _TAKEN or plain in reserved else plain


def argument_names(
    parameters: Iterable[_Named], reserved: Collection[str] = (), unnamed: str = "arg"
) -> tuple[str, ...]:
    """A distinct Python name per parameter; a nameless one is called after its place: `arg0`."""
    names: list[str] = []
    for place, parameter in enumerate(parameters):
        name = python_name(parameter.name, reserved) if parameter.name.strip("_") else f"{unnamed}{place}"
        while name in names:
            name += "_"
        names.append(name)
    return tuple(names)


def method_names(functions: Iterable[_Overload], reserved: Collection[str] = ()) -> dict[str, str]:
    """Signature → Python method name, distinct within one contract and independent of the ABI's order."""
    overloads: defaultdict[str, list[_Overload]] = defaultdict(list)
    for function in functions:
        overloads[python_name(function.name, reserved)].append(function)
    names: dict[str, str] = {}
    for name, group in overloads.items():
        plain, *others = sorted(group, key=lambda function: (len(function.inputs), function.signature))
        names[plain.signature] = name
        extras = [_extra_argument(plain, other) for other in others]
        for other, extra in zip(others, extras, strict=True):
            suffix = extra if extra and extras.count(extra) == 1 else _types(other.signature)
            longer = f"{name.rstrip('_')}_with_{suffix}"
            clash = longer in overloads or longer in names.values()
            names[other.signature] = f"{longer}_{_types(other.signature)}" if clash else longer
    return names


def _extra_argument(plain: _Overload, other: _Overload) -> str:
    known = {parameter.name for parameter in plain.inputs}
    extra = (parameter.name for parameter in other.inputs if parameter.name and parameter.name not in known)
    return snake_case(next(extra, ""))


def _types(signature: str) -> str:
    """`f(uint256,bytes[])` → `uint256_bytes_list`."""
    inside = signature[signature.index("(") + 1 : -1].replace("[]", "_list")
    return re.sub(r"\W+", "_", inside).strip("_")
