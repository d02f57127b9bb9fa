"""That these tests leave no contract's function uncalled and no error of the co-op's own unprovoked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dao_sim.bindings import artifact
from dao_sim.bindings.naming import method_names

STORIES = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py"))
OURS = re.compile(r"[A-Za-z]+_\w+")
"""`Component_Reason`; OpenZeppelin's errors have no underscore."""


@pytest.mark.parametrize("name", artifact.names())
def test_every_error_of_the_co_op_s_own_is_provoked(name: str) -> None:
    errors = {error.name for error in artifact.load(name).abi.errors.values() if OURS.fullmatch(error.name)}
    assert {error for error in errors if f'"{error}"' not in STORIES} == set()


@pytest.mark.parametrize("name", artifact.names())
def test_every_function_is_called(name: str) -> None:
    functions = artifact.load(name).abi.functions
    payable = {function.signature for function in functions.values() if function.is_payable}
    uncalled = {
        signature
        for signature, method in method_names(functions.values()).items()
        if not re.search(rf"\.{method}\b", STORIES) and not (signature in payable and signature in STORIES)
    }
    assert uncalled == set()
