#!/usr/bin/env python3
"""Compile `contracts/` to the artifacts that the package ships.

    scripts/compile.py            write dao_sim/bindings/artifacts/ and tests/artifacts/
    scripts/compile.py --check    compile, compare byte for byte with what is there, write nothing

Settings come from brownie-config.yaml and nowhere else. A native solc of the version named there is used
if one is installed, else the npm package `solc` behind `scripts/solc/`. Every concrete contract outside
`interfaces/` and `libraries/` gets an artifact. Those in `contracts/mocks/` go to `tests/artifacts/`, so that
none of them ships but the probe, which the engines' conformance suite deploys. Exits 1 with a message on
stderr when a source does not compile or draws a warning, when a contract is over the size limit, or when
`--check` finds a difference.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import solcx
import yaml

HERE = Path(__file__).resolve().parent
LAUNCHERS = HERE / "solc"
SHIPPED = Path("dao_sim/bindings/artifacts")
MOCKS = Path("tests/artifacts")
MOCK_SOURCES = "contracts/mocks/"
PROBE = Path("dao_sim/testing/probe.json")
PROBE_PARTS = ("abi", "bytecode", "contract", "source")
NOT_DEPLOYED = ("contracts/interfaces/", "contracts/libraries/")
CODE_LIMIT = 24_576
INITCODE_LIMIT = 49_152
SIZE_WARNINGS = {"5574", "3860"}  # `report_sizes` says it for all contracts at once, and lets mocks be
OUTPUTS = [
    *("abi", "devdoc", "userdoc", "metadata", "storageLayout"),
    *("evm.bytecode.object", "evm.deployedBytecode.object", "evm.deployedBytecode.immutableReferences"),
]


class CompileError(Exception):
    """The contracts cannot be compiled as they are; the message is for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What brownie-config.yaml says about the compiler."""

    version: str
    evm_version: str
    optimize: bool
    runs: int
    via_ir: bool
    remappings: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> Settings:
        """Raises `CompileError` when the file is missing or a key is."""
        try:
            compiler = yaml.safe_load(path.read_text(encoding="utf-8"))["compiler"]
            solc = compiler["solc"]
            return cls(
                version=str(solc["version"]),
                evm_version=compiler["evm_version"],
                optimize=solc["optimizer"]["enabled"],
                runs=solc["optimizer"]["runs"],
                via_ir=solc.get("viaIR", False),
                remappings=tuple(solc["remappings"]),
            )
        except OSError as error:
            raise CompileError(f"cannot read {path}: {error.strerror}") from error
        except (KeyError, TypeError) as error:
            raise CompileError(f"{path}: a compiler setting is missing: {error}") from error

    def standard_json(self) -> dict[str, Any]:
        """These settings in the words of solc's standard JSON."""
        return {
            "evmVersion": self.evm_version,
            "optimizer": {"enabled": self.optimize, "runs": self.runs},
            "viaIR": self.via_ir,
            "remappings": list(self.remappings),
        }

    def record(self) -> dict[str, Any]:
        """These settings in the words of an artifact."""
        return {
            "version": self.version,
            "evm_version": self.evm_version,
            "optimizer": {"enabled": self.optimize, "runs": self.runs},
            "via_ir": self.via_ir,
        }


@cache
def find_solc(version: str) -> Path:
    """A native solc of this version, or the launcher of the npm package."""
    try:
        return Path(solcx.install.get_executable(version))
    except solcx.exceptions.SolcNotInstalled:
        pass
    native = shutil.which("solc")
    if native and f"Version: {version}+" in _output_of(native, "--version"):
        return Path(native)
    launcher = LAUNCHERS / f"solc-v{version}"
    if not launcher.exists():
        raise CompileError(f"no solc {version} is installed, and there is no scripts/solc/{launcher.name}")
    if f"Version: {version}+" not in _output_of(str(launcher), "--version"):
        raise CompileError(f"no solc {version} is installed, and its npm package does not run: try `npm ci`")
    return launcher


def _output_of(*command: str) -> str:
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def compile_sources(project: Path, settings: Settings, names: list[str]) -> dict[str, Any]:
    """Compile the files called `names` in one go and return solc's output for them.

    Raises `CompileError` on errors, and on warnings in our own sources.
    """
    sources = {name: {"content": (project / name).read_text(encoding="utf-8")} for name in names}
    selection = {name: {"": ["ast"], "*": OUTPUTS} for name in names}
    try:
        output: dict[str, Any] = solcx.compile_standard(
            {
                "language": "Solidity",
                "sources": sources,
                "settings": {**settings.standard_json(), "outputSelection": selection},
            },
            solc_binary=find_solc(settings.version),
            base_path=project,
            allow_paths=project,
        )
    except solcx.exceptions.SolcError as error:
        raise CompileError(str(error.message)) from error
    ours = [
        problem["formattedMessage"]
        for problem in output.get("errors", ())
        if not (problem.get("sourceLocation") or {}).get("file", "").startswith("node_modules/")
        and problem.get("errorCode") not in SIZE_WARNINGS
    ]
    if ours:
        raise CompileError("warnings are errors in our own sources\n\n" + "\n".join(ours))
    return output


def deployable(output: dict[str, Any], names: list[str]) -> list[tuple[str, str]]:
    """(source, contract) of every contract that can be deployed: no interface, library or abstract one."""
    return [
        (source, node["name"])
        for source in names
        for node in output["sources"][source]["ast"]["nodes"]
        if node["nodeType"] == "ContractDefinition"
        and node["contractKind"] == "contract"
        and not node["abstract"]
    ]


def build(project: Path, settings: Settings, names: list[str]) -> dict[str, dict[str, Any]]:
    """Artifacts by contract name. Raises `CompileError`, also when two contracts share a name."""
    output = compile_sources(project, settings, names)
    artifacts: dict[str, dict[str, Any]] = {}
    for source, name in deployable(output, names):
        if name in artifacts:
            raise CompileError(f"two contracts are called {name}: {artifacts[name]['source']} and {source}")
        artifacts[name] = artifact(project, settings, source, name, output["contracts"][source][name])
    return artifacts


def artifact(
    project: Path, settings: Settings, source: str, name: str, out: dict[str, Any]
) -> dict[str, Any]:
    """What the bindings need of one contract, free of anything that differs between machines."""
    creation, deployed = out["evm"]["bytecode"]["object"], out["evm"]["deployedBytecode"]["object"]
    if "__$" in creation:
        raise CompileError(f"{name} needs a library linked in; make the library's functions internal")
    digest = hashlib.sha256()
    for path in sorted(json.loads(out["metadata"])["sources"]):
        digest.update((project / path).read_bytes())
    return {
        "contract": name,
        "source": source,
        "abi": out["abi"],
        "bytecode": "0x" + creation,
        "deployed_bytecode": "0x" + deployed,
        "immutable_references": immutables(out["evm"]["deployedBytecode"]),
        "storage_layout": without_ast_ids(out["storageLayout"]),
        "userdoc": out["userdoc"],
        "devdoc": out["devdoc"],
        "source_hash": digest.hexdigest(),
        "compiler": settings.record(),
    }


def immutables(deployed: dict[str, Any]) -> list[list[int]]:
    """(first byte, length) of every place in the runtime code that the constructor fills in."""
    references = deployed.get("immutableReferences", {})
    return sorted([place["start"], place["length"]] for places in references.values() for place in places)


def without_ast_ids(layout: dict[str, Any]) -> dict[str, Any]:
    """A storage layout without the numbers solc gives to declarations.

    They shift when any other file changes. Types of one name are told apart by their order instead.
    """
    seen: dict[str, list[str]] = {}

    def renumber(match: re.Match[str]) -> str:
        ids = seen.setdefault(match[1], [])
        if match[2] not in ids:
            ids.append(match[2])
        order = ids.index(match[2])
        return match[1] + (f"#{order + 1}" if order else "")

    text = re.sub(r', "astId": \d+|"astId": \d+, ', "", json.dumps(layout))
    text = re.sub(r"(t_(?:struct|enum|contract|userDefinedValueType)\([^()]*\))(\d+)", renumber, text)
    stable: dict[str, Any] = json.loads(text)
    return stable


def rendered(artifacts: dict[str, dict[str, Any]], folder: Path) -> dict[Path, bytes]:
    """Artifacts as files: the same bytes on every machine."""
    return {
        folder / f"{name}.json": (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()
        for name, content in artifacts.items()
    }


def probe(mocks: dict[str, dict[str, Any]]) -> dict[Path, bytes]:
    """The one mock that ships, because other people's engines are tested with it."""
    if "ChainProbe" not in mocks:
        return {}
    shipped = {part: mocks["ChainProbe"][part] for part in PROBE_PARTS}
    return {PROBE: (json.dumps(shipped, indent=1, sort_keys=True) + "\n").encode()}


def sizes(artifacts: dict[str, dict[str, Any]]) -> list[tuple[str, int, int]]:
    """(contract, bytes of code on chain, bytes of creation code), largest first."""
    rows = [
        (name, len(content["deployed_bytecode"]) // 2 - 1, len(content["bytecode"]) // 2 - 1)
        for name, content in artifacts.items()
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def report_sizes(artifacts: dict[str, dict[str, Any]]) -> None:
    """Print the table of sizes. Raises `CompileError` when a contract could not be deployed."""
    rows = sizes(artifacts)
    print(f"{'contract':<32} {'code':>7} {'creation':>9} {'of limit':>9}")
    for name, code, creation in rows:
        print(f"{name:<32} {code:>7,} {creation:>9,} {code / CODE_LIMIT:>9.1%}")
    over = [name for name, code, creation in rows if code > CODE_LIMIT or creation > INITCODE_LIMIT]
    if over:
        raise CompileError(f"over the size limit ({CODE_LIMIT:,} bytes, EIP-170): {', '.join(over)}")


def existing(project: Path) -> dict[Path, bytes]:
    """The artifacts on disk."""
    return {
        path.relative_to(project): path.read_bytes()
        for folder in (SHIPPED, MOCKS)
        for path in sorted((project / folder).glob("*.json"))
    } | ({PROBE: (project / PROBE).read_bytes()} if (project / PROBE).is_file() else {})


def differences(old: dict[Path, bytes], new: dict[Path, bytes]) -> list[str]:
    """One line for each file that is not as it should be, naming the parts that differ."""
    lines = []
    for path in sorted(old.keys() | new.keys()):
        if path not in old:
            lines.append(f"{path}: missing")
        elif path not in new:
            lines.append(f"{path}: no such contract")
        elif old[path] != new[path]:
            lines.append(f"{path}: differs in {', '.join(_differing_keys(old[path], new[path]))}")
    return lines


def _differing_keys(old: bytes, new: bytes) -> list[str]:
    try:
        before, after = json.loads(old), json.loads(new)
        keys = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    except (ValueError, AttributeError):
        return ["its form: not a JSON object"]
    return keys or ["whitespace or order"]


def write(project: Path, old: dict[Path, bytes], new: dict[Path, bytes]) -> None:
    """Make the files on disk what `new` says; files of contracts that are gone go too."""
    for path in old.keys() - new.keys():
        (project / path).unlink()
    for path, content in new.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        if old.get(path) != content:
            (project / path).write_bytes(content)


def run(project: Path, *, check: bool) -> None:
    """Compile the project and write or compare its artifacts. Raises `CompileError`."""
    settings = Settings.read(project / "brownie-config.yaml")
    paths = sorted(path.relative_to(project).as_posix() for path in (project / "contracts").rglob("*.sol"))
    if not paths:
        raise CompileError(f"no Solidity sources below {project / 'contracts'}")
    mocks = [path for path in paths if path.startswith(MOCK_SOURCES)]
    shipped = [path for path in paths if not path.startswith((MOCK_SOURCES, *NOT_DEPLOYED))]

    # Two runs, so that a mock can never change a byte of what ships.
    artifacts = build(project, settings, shipped)
    hostile = build(project, settings, mocks) if mocks else {}
    new = rendered(artifacts, SHIPPED) | rendered(hostile, MOCKS) | probe(hostile)
    report_sizes(artifacts)
    old = existing(project)
    if not check:
        write(project, old, new)
    elif wrong := differences(old, new):
        raise CompileError("artifacts are out of date (run `make compile`)\n" + "\n".join(wrong))


def main() -> int:
    """Exit code 0 when all is well, 1 when the contracts or the artifacts are not."""
    parser = argparse.ArgumentParser(description="Compile contracts/ to artifacts.")
    parser.add_argument("--check", action="store_true", help="compare with what is there and write nothing")
    parser.add_argument("--project", type=Path, default=HERE.parent, help="folder with brownie-config.yaml")
    arguments = parser.parse_args()
    try:
        run(arguments.project.resolve(), check=arguments.check)
    except CompileError as error:
        print(f"compile: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
