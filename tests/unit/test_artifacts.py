"""The committed artifacts are what the sources say, and the compiler script refuses what it should."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts import compile as compiler

ROOT = Path(__file__).resolve().parents[2]
ARTIFACTS = sorted((ROOT / "dao_sim" / "bindings" / "artifacts").glob("*.json"))
PRAGMA = "// SPDX-License-Identifier: MIT\npragma solidity 0.8.37;\n"


def script(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "compile.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def load(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_recompiling_gives_the_same_bytes() -> None:
    done = script("--check")

    assert done.returncode == 0, done.stderr


def test_something_is_shipped_and_no_mock_is() -> None:
    sources = [load(path)["source"] for path in ARTIFACTS]

    assert len(sources) >= 8
    assert not [source for source in sources if source.startswith("contracts/mocks/")]


@pytest.mark.parametrize("path", ARTIFACTS, ids=lambda path: path.stem)
def test_every_shipped_contract_can_be_deployed(path: Path) -> None:
    artifact = load(path)

    assert 0 < len(bytes.fromhex(artifact["deployed_bytecode"][2:])) <= 24_576  # EIP-170
    assert 0 < len(bytes.fromhex(artifact["bytecode"][2:])) <= 49_152  # EIP-3860


@pytest.mark.parametrize("path", ARTIFACTS, ids=lambda path: path.stem)
def test_artifacts_record_the_settings_of_the_one_place(path: Path) -> None:
    settings = yaml.safe_load((ROOT / "brownie-config.yaml").read_text(encoding="utf-8"))["compiler"]

    assert load(path)["compiler"] == {
        "version": settings["solc"]["version"],
        "evm_version": settings["evm_version"],
        "optimizer": settings["solc"]["optimizer"],
        "via_ir": False,
    }


def test_everything_names_the_same_compiler() -> None:
    version = compiler.Settings.read(ROOT / "brownie-config.yaml").version

    assert [path.name for path in (ROOT / "scripts" / "solc").iterdir()] == [f"solc-v{version}"]
    assert load(ROOT / "package.json")["devDependencies"]["solc"] == version


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own with one contract, which imports from OpenZeppelin."""
    shutil.copy(ROOT / "brownie-config.yaml", tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    source = (
        'import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";\n'
        "/// @title A jar\ncontract Jar is Ownable {\n"
        "    struct Coin { uint128 face; }\n    mapping(address => Coin[3]) internal coins;\n"
        "    constructor(address owner_) Ownable(owner_) {}\n}\n"
    )
    add(tmp_path, "treasury/Jar.sol", source)
    return tmp_path


def add(project: Path, name: str, source: str) -> None:
    path = project / "contracts" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PRAGMA + source, encoding="utf-8")


def test_mocks_are_kept_apart(project: Path) -> None:
    add(project, "mocks/BadToken.sol", "contract BadToken {}\n")

    done = script("--project", str(project))

    assert done.returncode == 0, done.stderr
    written = {path.relative_to(project).as_posix() for path in project.glob("*/**/*.json")}
    assert {"dao_sim/bindings/artifacts/Jar.json", "tests/artifacts/BadToken.json"} == {
        path for path in written if not path.startswith("node_modules/")
    }
    assert "Jar" in done.stdout
    assert "BadToken" not in done.stdout


def test_the_source_hash_covers_every_source(project: Path) -> None:
    assert script("--project", str(project)).returncode == 0
    own = (project / "contracts/treasury/Jar.sol").read_bytes()
    library = project / "node_modules/@openzeppelin/contracts"

    digest = hashlib.sha256(own)
    digest.update((library / "access/Ownable.sol").read_bytes())
    digest.update((library / "utils/Context.sol").read_bytes())

    assert load(project / "dao_sim/bindings/artifacts/Jar.json")["source_hash"] == digest.hexdigest()


def test_another_contract_changes_nothing_in_this_one(project: Path) -> None:
    """Not even the numbers that solc gives to declarations, which shift with every file."""
    path = project / "dao_sim/bindings/artifacts/Jar.json"
    assert script("--project", str(project)).returncode == 0
    before = path.read_bytes()

    add(
        project,
        "membership/Aardvark.sol",
        "contract Aardvark { struct Ant { uint8 legs; } Ant public ant; }\n",
    )

    assert script("--project", str(project)).returncode == 0
    assert path.read_bytes() == before
    assert "t_struct(Coin)_storage" in before.decode()


def test_check_names_what_differs_and_writes_nothing(project: Path) -> None:
    assert script("--project", str(project)).returncode == 0
    jar = project / "dao_sim/bindings/artifacts/Jar.json"
    stale = jar.with_name("Gone.json")
    tampered = jar.read_text(encoding="utf-8").replace('"contract": "Jar"', '"contract": "Urn"')
    jar.write_text(tampered, encoding="utf-8")
    stale.write_text("{}\n", encoding="utf-8")
    add(project, "treasury/New.sol", "contract New {}\n")

    done = script("--project", str(project), "--check")

    assert done.returncode == 1
    assert "artifacts/Jar.json: differs in contract\n" in done.stderr
    assert "artifacts/Gone.json: no such contract\n" in done.stderr
    assert "artifacts/New.json: missing\n" in done.stderr
    assert jar.read_text(encoding="utf-8") == tampered


VAST = """
contract Vast { function f() external pure returns (bytes memory) { return hex"%s"; } }
""" % ("aa" * 24_577)
FAR = """
library Far { function f() external pure returns (uint8) { return 1; } }
contract Near { function g() external pure returns (uint8) { return Far.f(); } }
"""
REFUSED = [
    ("contract Broken {", "ParserError"),
    ("contract Warned { function f() external { uint256 unused; } }", "Unused local variable"),
    ("contract Jar {}", "two contracts are called Jar"),
    (VAST, "over the size limit (24,576 bytes, EIP-170): Vast"),
    (FAR, "Near needs a library linked in"),
]


@pytest.mark.parametrize(("source", "message"), REFUSED)
def test_what_cannot_be_deployed_is_refused(project: Path, source: str, message: str) -> None:
    add(project, "works/Bad.sol", source + "\n")

    done = script("--project", str(project))

    assert done.returncode == 1
    assert done.stderr.startswith("compile: ")
    assert message in done.stderr
    assert not (project / "dao_sim").exists()


def test_a_setting_that_is_missing_is_named(project: Path) -> None:
    (project / "brownie-config.yaml").write_text("compiler: {solc: {version: 0.8.37}}\n", encoding="utf-8")

    done = script("--project", str(project))

    assert done.returncode == 1
    assert "brownie-config.yaml: a compiler setting is missing: 'evm_version'" in done.stderr
