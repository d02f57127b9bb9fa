"""The committed classes are what the committed artifacts say, and mean what Solidity means."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dao_sim.bindings
from dao_sim.bindings import artifact, generated
from dao_sim.bindings.artifact import Artifact
from dao_sim.bindings.contract import Contract, Event
from dao_sim.bindings.generator import generate

ROOT = Path(__file__).parents[3]


def _run(script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(script), *arguments], capture_output=True, text=True, check=False
    )


def test_the_committed_classes_are_up_to_date() -> None:
    result = _run(ROOT / "scripts" / "bindings.py", "--check")
    assert (result.returncode, result.stderr) == (0, "")


def test_a_stale_missing_or_extra_file_is_named_and_mended(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "dao_sim", tmp_path / "dao_sim", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    script = tmp_path / "scripts" / "bindings.py"
    script.parent.mkdir()
    shutil.copy(ROOT / "scripts" / "bindings.py", script)
    folder = tmp_path / "dao_sim" / "bindings" / "generated"
    (folder / "treasury.py").write_text((folder / "treasury.py").read_text() + "# by hand\n")
    (folder / "membership.py").unlink()
    (folder / "stray.py").write_text("")
    result = _run(script, "--check")
    assert result.returncode == 1
    assert result.stderr == "run scripts/bindings.py, these differ: membership.py, stray.py, treasury.py\n"
    assert _run(script).returncode == 0
    assert _run(script, "--check").returncode == 0
    shutil.rmtree(folder)  # from nothing, too
    assert _run(script).returncode == 0
    assert _run(script, "--check").returncode == 0


def test_there_is_a_class_for_every_artifact() -> None:
    assert tuple(sorted(generated.MODULES)) == artifact.names()
    assert set(generated.__all__) == set(generated.MODULES)


@pytest.mark.parametrize("name", artifact.names())
def test_a_class_offers_what_its_abi_has(name: str) -> None:
    contract: type[Contract] = getattr(dao_sim.bindings, name)
    abi = artifact.load(name).abi
    methods = [member for member in vars(contract) if member[0].islower()]
    assert len(set(methods) - {"creation", "deploy"}) == len(abi.functions)
    events = [member for member in vars(contract).values() if isinstance(member, type)]
    assert {event.SIGNATURE for event in events if issubclass(event, Event)} == set(abi.events)
    assert all(getattr(contract, method).__doc__ for method in methods)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = dao_sim.bindings.Nothing
    with pytest.raises(AttributeError):
        _ = dao_sim.bindings.nothing


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, dao_sim.bindings\n"
        "heavy = {'eth_abi', 'eth_utils', 'numpy', 'json', 'dao_sim.bindings.generated'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (result.returncode, result.stderr) == (0, "")


def test_structs_payables_overloads_and_constructors_are_written_out(sample: Artifact) -> None:
    files = generate([sample])
    text = files["sample.py"]
    compile(text, "sample.py", "exec")
    assert "def keep(self, id_: int, shares: Sequence[Share]) -> Call:" in text
    assert "def shares(self, arg0: int) -> tuple[Share, ...]:" in text
    assert "def fund(self, value_: int, from_: Address, *, value: Wei = NO_ETH) -> Call:" in text
    assert "def nonces(self, owner: Address) -> int:" in text
    assert "def nonces_with_key(self, owner: Address, key: int) -> None:" in text
    assert "def pair(self) -> PairResult:" in text
    assert "value0: bytes\n    index_: int" in text
    assert "def creation(cls, owner: Address) -> bytes:" in text
    assert "sender: Address, owner: Address, *, value: Wei = NO_ETH) -> Sample:" in text
    assert "title: bytes" in text
    assert 'Keeps \\\\ a "work".' in text
    assert "class Share(NamedTuple):" in files["structs.py"]
    assert "count_: tuple[int, ...]" in files["structs.py"]
    assert all(text.startswith("# Generated from ") for text in files.values())
