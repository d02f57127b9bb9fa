"""Deploys a charter on a node and leaves a record of it; goes on where it was broken off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from dao_sim.bindings import artifact
from dao_sim.chain.outbox import Underfunded
from dao_sim.chain.rpc import RpcChain
from dao_sim.coop.apply import contract_of, with_addresses
from dao_sim.coop.broadcast import (
    OnStep,
    begin,
    broadcast,
    changed,
    check_resumable,
    check_same_chain,
    found,
    steps_of,
)
from dao_sim.coop.charter import Charter
from dao_sim.coop.deployment import RECORD, Deployed, Deployment, folder_of
from dao_sim.coop.journal import JOURNAL, Journal
from dao_sim.coop.plan import resolved
from dao_sim.coop.rehearsal import Planned, create_address, rehearse
from dao_sim.coop.steps import Deploy
from dao_sim.errors import BadInput, CharterError, Refused
from dao_sim.units import Address, format_amount

LOCAL_CHAINS = frozenset({1337, 31337})
"""Chain ids that local development nodes use; any other may be a public network's."""

_HEADROOM = (5, 4)
"""A transaction may need a quarter more gas than when it was rehearsed."""
_PATIENCE_FOR_OTHERS = 0.0


def check_chain(chain: RpcChain, allowed: int | None) -> None:
    """Raises Refused for a chain that may be a public network's, unless its id is the `allowed` one."""
    if chain.chain_id in LOCAL_CHAINS or chain.chain_id == allowed:
        return
    raise Refused(
        "chain",
        "this is not a local chain's id: transactions there may cost money and cannot be undone",
        hint=f"if you mean it, give --allow-chain-id {chain.chain_id}",
        chain_id=chain.chain_id,
        url=chain.name,
    )


def preview(
    charter: Charter,
    chain: RpcChain,
    deployer: Address,
    root: Path,
    *,
    resume: bool = False,
    reset: bool = False,
) -> list[Planned]:
    """The steps of what `deploy` would do now, with addresses and gas, expected or found. Sends nothing.

    Raises what `deploy` would raise before it sends anything, except that nobody has to be able to pay.
    """
    terms = resolved(charter, chain.node_accounts())
    path = folder_of(root, chain.chain_id, terms.name) / JOURNAL
    if resume:
        journal = _existing(path)
        check_resumable(journal, terms, chain, deployer)
        return _outlook(journal, terms, chain)
    if not reset:
        _check_unused(path, terms, chain)
    _check_assets(terms, chain)
    return rehearse(terms, deployer, chain.outbox.nonce(deployer), chain.now())


def _outlook(journal: Journal, terms: Charter, chain: RpcChain) -> list[Planned]:
    """The journal's steps: those that the chain has as they are, the others as they would be sent."""
    deployer = journal.head.deployer
    mined, nonce = chain.outbox.mined_nonce(deployer), chain.outbox.nonce(deployer)
    outlook = []
    for planned in rehearse(terms, deployer, nonce, journal.head.started_at):
        entry = journal.entries[planned.step.step]
        if receipt := found(entry, chain):
            address, gas = receipt.contract_address, receipt.gas_used
            outlook.append(replace(planned, address=address, gas=gas, done=True))
            continue
        waiting = [sent.nonce for sent in entry.sent[-1:] if mined <= sent.nonce <= nonce]
        place = waiting[0] if waiting else nonce
        outlook.append(replace(planned, address=planned.address and create_address(deployer, place)))
        nonce = max(nonce, place + 1)
    return outlook


def deploy(
    charter: Charter,
    chain: RpcChain,
    deployer: Address,
    root: Path,
    *,
    url: str | None = None,
    resume: bool = False,
    reset: bool = False,
    on_step: OnStep = lambda _step, _what: None,
) -> Deployment:
    """Deploys `charter` from `deployer`, a signer of the chain, and records it below `root`.

    `resume` goes on with what was broken off; `reset` sets the old journal and record aside and begins anew.
    `url` is written into the record: where members find the node; leave it out where it holds a key.

    Raises Refused where there is a deployment of this name already, BadInput where there is nothing to resume
    or the journal is of something else, Underfunded before anything is sent, and what `broadcast` raises.
    """
    terms = resolved(charter, chain.node_accounts())
    folder = folder_of(root, chain.chain_id, terms.name)
    with _alone(folder):
        path = folder / JOURNAL
        if reset:
            _set_aside(folder)
        if resume:
            journal = _existing(path)
            check_resumable(journal, terms, chain, deployer)
        else:
            _check_unused(path, terms, chain)
            _check_assets(terms, chain)
            _check_affordable(terms, chain, deployer)
            journal = begin(path, terms, charter.hash, chain, deployer, url)
        broadcast(journal, chain, resumed=resume, on_step=on_step)
        deployment = _record(journal)
        deployment.save()
    return deployment


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keeps two deployments of one name apart. The system lets go of the lock when a process dies."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / ".lock", timeout=_PATIENCE_FOR_OTHERS):
            yield
    except Timeout:
        hint = "wait until it ends"
        raise Refused("journal", "another deployment of this co-op is running", hint=hint) from None


def _existing(path: Path) -> Journal:
    if not path.exists():
        hint = "leave --resume out to begin"
        raise BadInput("journal", "there is nothing to resume", hint=hint, journal=str(path))
    return Journal.load(path)


def _check_unused(path: Path, charter: Charter, chain: RpcChain) -> None:
    if not path.exists():
        return
    journal = Journal.load(path)
    check_same_chain(journal, chain)
    done = sum(entry.confirmed is not None for entry in journal.entries.values())
    if journal.complete:
        reason = "this co-op is deployed on this chain already"
        hint = "`dao-sim verify` checks it; `--reset` sets its record aside and deploys another"
    else:
        reason = f"a deployment of this co-op was broken off after {done} of {len(journal.entries)} steps"
        hint = "`--resume` goes on; `--reset` sets its journal aside and begins anew"
    if changes := changed(journal, charter):
        reason += f", of another charter: {changes}"
    raise Refused("journal", reason, hint=hint, journal=str(path))


def _check_assets(charter: Charter, chain: RpcChain) -> None:
    for asset in charter.royalties.assets:
        if not chain.code(asset):
            reason = "royalties.assets names an address without a contract on this chain"
            hint = "give the address of an ERC-20 that is there"
            raise CharterError("charter", reason, hint=hint, key="royalties.assets", value=asset)


def _check_affordable(charter: Charter, chain: RpcChain, deployer: Address) -> None:
    """Rehearses the whole deployment, so that one that cannot be finished is not begun."""
    planned = rehearse(charter, deployer, chain.outbox.nonce(deployer), chain.now())
    most, _ = chain.outbox.fees()
    gas = sum(each.gas for each in planned)
    needed = gas * most * _HEADROOM[0] // _HEADROOM[1]
    held = chain.balance(deployer)
    if held < needed:
        raise Underfunded(
            "chain",
            "the account cannot pay for the whole deployment",
            hint=f"send it at least {format_amount(needed - held)} ETH more; nothing was sent yet",
            account=deployer,
            balance=held,
            needed=needed,
            gas=gas,
        )


def _set_aside(folder: Path) -> None:
    """Moves what is in the folder to `<root>/set-aside/`, under the first number that is free."""
    kept = [folder / name for name in (JOURNAL, RECORD, "abi", "receipts") if (folder / name).exists()]
    if not kept:
        return
    shelf = folder.parent.parent / "set-aside" / folder.parent.name
    number = 1
    while (place := shelf / f"{folder.name}-{number}").exists():
        number += 1
    place.mkdir(parents=True)
    for path in sorted(
        kept, key=lambda each: each.name != RECORD
    ):  # the record first: it vouches for the rest
        path.rename(place / path.name)


def _record(journal: Journal) -> Deployment:
    head, addresses = journal.head, journal.addresses
    contracts: dict[str, Deployed] = {}
    transactions: dict[str, str] = {}
    for step in steps_of(journal):
        done = journal.entries[step.step].confirmed
        assert done is not None, "every step was carried out"
        if isinstance(step, Deploy) and done.address is not None:
            kind = contract_of(step)
            arguments = with_addresses(step.arguments, addresses)
            initcode = kind.initcode(*arguments)
            contracts[step.step] = Deployed(
                contract=step.contract,
                address=done.address,
                arguments=_plain(kind.artifact().abi.constructor.named(arguments)),
                encoded_arguments=f"0x{initcode[len(kind.artifact().bytecode) :].hex()}",
                transaction=f"0x{done.hash.hex()}",
                block=done.block,
                gas_used=done.gas_used,
            )
        else:
            transactions[step.step] = f"0x{done.hash.hex()}"
    return Deployment(
        name=journal.charter.name,
        chain_id=head.chain_id,
        genesis=head.genesis,
        url=head.url,
        deployer=head.deployer,
        charter=journal.charter,
        charter_hash=head.charter_hash,
        started_at=head.started_at,
        contracts=contracts,
        transactions=transactions,
        compiler=artifact.load("CoopGovernor").compiler,
        dao_sim=head.dao_sim,
        folder=journal.path.parent,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, bytes):
        return f"0x{value.hex()}"
    return str(int(value)) if isinstance(value, int) else value
