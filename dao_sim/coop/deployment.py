"""What a finished deployment leaves on disk: `deployments/<chain id>/<co-op's name>/`.

`deployment.json` says what stands where and how it came there; `abi/` has one file per contract, for other
tools; `journal.jsonl` is how it was sent (see `dao_sim.coop.journal`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dao_sim.coop.charter import Charter
from dao_sim.coop.journal import JOURNAL
from dao_sim.errors import BadInput
from dao_sim.files import write_atomically
from dao_sim.units import Address

SCHEMA_VERSION = 1
RECORD = "deployment.json"

_UNSAFE = re.compile(r"[^\w .-]|^[. ]|[. ]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    """One contract of a deployment."""

    contract: str
    address: Address
    arguments: Any
    """The constructor's, under Solidity's names; amounts as text, so that JSON keeps every digit."""
    encoded_arguments: str
    """The same as the chain has them, in hex: what block explorers ask for."""
    transaction: str
    block: int
    gas_used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """A co-op on a chain, as its deployer left it. `contracts` are by step name ("vault", "governor", …)."""

    name: str
    chain_id: int
    genesis: str
    url: str | None
    """Where the node was; None where its URL holds a key, which is written nowhere."""
    deployer: Address
    charter: Charter
    """As it was carried out: accounts are addresses."""
    charter_hash: str
    """Of the file as it was written."""
    started_at: int
    """The chain's time when the plan was made, in seconds: the guardian's mandate runs from it."""
    contracts: Mapping[str, Deployed]
    transactions: Mapping[str, str]
    """Hashes of the steps that create nothing."""
    compiler: Mapping[str, Any]
    dao_sim: str
    folder: Path

    @property
    def addresses(self) -> dict[str, Address]:
        """Step name → address, as `Cooperative` takes them."""
        return {step: found.address for step, found in self.contracts.items()}

    @classmethod
    def load(cls, folder: Path) -> Deployment:
        """Reads the record in `folder`. Raises BadInput naming the file where it is none."""
        path = folder / RECORD
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            if raw["schema_version"] != SCHEMA_VERSION:
                raise ValueError(f"schema_version is {raw['schema_version']!r}, and must be {SCHEMA_VERSION}")
            return cls(
                name=raw["name"],
                chain_id=raw["chain_id"],
                genesis=raw["genesis"],
                url=raw["url"],
                deployer=Address(raw["deployer"]),
                charter=Charter.from_record(raw["charter"]),
                charter_hash=raw["charter_hash"],
                started_at=raw["started_at"],
                contracts={step: Deployed(**found) for step, found in raw["contracts"].items()},
                transactions=raw["transactions"],
                compiler=raw["compiler"],
                dao_sim=raw["dao_sim"],
                folder=folder,
            )
        except OSError as error:
            reason = f"cannot be read: {error.strerror or error}"
            raise BadInput("deployment", reason, file=str(path)) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            hint = "`dao-sim deploy … --resume` writes it again from the journal"
            reason = f"is not a deployment's record: {error}"
            raise BadInput("deployment", reason, hint=hint, file=str(path)) from error

    def save(self) -> Path:
        """Writes the record and the ABIs into `folder`, the record last: where it is, the rest is."""
        from dao_sim.bindings import artifact

        abis = self.folder / "abi"
        abis.mkdir(parents=True, exist_ok=True)
        for contract in sorted({found.contract for found in self.contracts.values()} | {"WorkReceiver"}):
            text = json.dumps(artifact.load(contract).abi.entries, indent=1) + "\n"
            write_atomically(abis / f"{contract}.json", text)
        record = {
            "schema_version": SCHEMA_VERSION,
            "name": self.name,
            "chain_id": self.chain_id,
            "genesis": self.genesis,
            "url": self.url,
            "deployer": self.deployer,
            "charter": self.charter.record(),
            "charter_hash": self.charter_hash,
            "started_at": self.started_at,
            "contracts": {
                step: {name: getattr(found, name) for name in Deployed.__slots__}
                for step, found in self.contracts.items()
            },
            "transactions": dict(self.transactions),
            "compiler": dict(self.compiler),
            "dao_sim": self.dao_sim,
        }
        path = self.folder / RECORD
        write_atomically(path, json.dumps(record, indent=1, ensure_ascii=False) + "\n")
        return path


def folder_of(root: Path, chain_id: int, name: str) -> Path:
    """Where the deployment of a co-op belongs. Raises BadInput for a name that cannot be a folder's."""
    if _UNSAFE.search(name):
        hint = "a co-op that is deployed has a name of letters, digits, spaces, dots and hyphens"
        raise BadInput("charter", "name cannot be a folder's", hint=hint, key="name", value=name)
    return root / str(chain_id) / name


def find(root: Path, name: str | None = None, chain_id: int | None = None) -> Iterator[Path]:
    """Folders of finished deployments below `root`, of that co-op and on that chain where these are given."""
    for record in sorted(root.glob(f"*/*/{RECORD}")):
        folder = record.parent
        if name in (None, folder.name) and folder.parent.name == str(chain_id or folder.parent.name):
            yield folder


def find_unfinished(root: Path) -> Iterator[Path]:
    """Folders below `root` of deployments that were broken off: there is a journal, and no record yet."""
    for journal in sorted(root.glob(f"*/*/{JOURNAL}")):
        if not (journal.parent / RECORD).exists():
            yield journal.parent
