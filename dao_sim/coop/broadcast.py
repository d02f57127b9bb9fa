"""Carries a deployment plan out on a node, so that it can be broken off anywhere and finished later.

Every transaction is in the journal before it is sent. To go on is to ask the chain what became of it: mined,
waiting, or never seen, and then the very same transaction is sent again, which cannot be carried out twice.
So the end is the same as without a break, down to the addresses. Only where another transaction took its
place is a step signed anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from dao_sim import __version__
from dao_sim.bindings import artifact
from dao_sim.bindings.reverts import explained
from dao_sim.chain.outbox import FeeTooLow, NonceTaken, SignedTransaction
from dao_sim.chain.protocol import Receipt
from dao_sim.chain.rpc import RpcChain
from dao_sim.chain.wire import unsigned
from dao_sim.coop.apply import Message, message_of
from dao_sim.coop.charter import Charter
from dao_sim.coop.journal import Confirmed, Entry, Head, Journal
from dao_sim.coop.plan import plan
from dao_sim.coop.steps import Step
from dao_sim.errors import BadInput, Refused
from dao_sim.units import Address

OnStep = Callable[[Step, str], None]
"""Told of each step and what is done about it: "sending", "sending again", "sending anew, …" or "found"."""


def begin(  # noqa: PLR0917 (what a deployment is)
    path: Path, charter: Charter, charter_hash: str, chain: RpcChain, deployer: Address, url: str | None
) -> Journal:
    """Starts a journal for this charter, whose accounts are addresses; nothing is sent yet."""
    started_at = chain.now()
    steps = plan(charter, deployer=deployer, accounts=(), now=started_at)
    head = Head(
        chain_id=chain.chain_id,
        genesis=f"0x{chain.genesis.hex()}",
        url=url,
        deployer=deployer,
        charter=charter.record(),
        charter_hash=charter_hash,
        started_at=started_at,
        steps=tuple(step.step for step in steps),
        contracts=_contracts_hash(steps),
        dao_sim=__version__,
    )
    return Journal.begin(path, head)


def check_resumable(journal: Journal, charter: Charter, chain: RpcChain, deployer: Address) -> None:
    """Raises BadInput, a message for each, where the journal is of another chain, deployer or charter."""
    check_same_chain(journal, chain)
    head = journal.head
    where = {"journal": str(journal.path)}
    if deployer != head.deployer:
        reason = "another account began this deployment"
        hint = "give --account with that account, or `--reset` to start anew"
        raise BadInput("journal", reason, hint=hint, **where, began_by=head.deployer, account=deployer)
    if changes := changed(journal, charter):
        reason = f"the charter changed since the journal began: {changes}"
        hint = "undo the changes, or `--reset` to start anew"
        raise BadInput("journal", reason, hint=hint, **where)
    if _contracts_hash(steps_of(journal)) != head.contracts:
        reason = "dao-sim's contracts changed since the journal began"
        hint = f"resume with dao-sim {head.dao_sim} as it was then, or `--reset` to start anew"
        raise BadInput("journal", reason, hint=hint, **where)


def check_same_chain(journal: Journal, chain: RpcChain) -> None:
    """Raises BadInput where the deployment began on another chain, such as one started anew since."""
    head, genesis = journal.head, f"0x{chain.genesis.hex()}"
    if chain.chain_id != head.chain_id or genesis != head.genesis:
        reason = "the chain was replaced: its first block is not the one that this deployment began on"
        hint = "go back to that chain, or `--reset` to start anew on this one"
        found = {"began_on": head.genesis, "found": genesis, "url": chain.name}
        raise BadInput("journal", reason, hint=hint, journal=str(journal.path), **found)


def changed(journal: Journal, charter: Charter) -> str:
    """What `charter` says otherwise than the journal, in words; empty where they agree."""
    return "; ".join(journal.charter.differences(charter, "in the journal", "in the charter now"))


def broadcast(journal: Journal, chain: RpcChain, *, resumed: bool, on_step: OnStep) -> None:
    """Sends what is missing, step by step, and waits for each. The deployer must be a signer of the chain.

    Unless it is `resumed`, raises NonceTaken where another program sends from the account. Raises Reverted,
    decoded, where a contract refuses, ChainUnreachable where the node goes away. What was done stays in the
    journal.
    """
    for step in steps_of(journal):
        mined = chain.outbox.mined_nonce(
            journal.head.deployer
        )  # before looking: what is mined later is found
        receipt = found(journal.entries[step.step], chain)
        if receipt is None:
            message = message_of(step, chain, journal.addresses)
            sent = _again(journal, step, message, chain, mined)
            if sent is None:
                before = journal.entries[step.step].sent
                what = "sending anew, with the account's next nonce" if before else "sending"
                sent = _anew(journal, step, message, chain, resumed=resumed)
                on_step(step, what)
            else:
                on_step(step, "sending again")
            try:
                chain.outbox.broadcast(sent)
            except FeeTooLow:  # a new one in its place: of two with one nonce, one at most is carried out
                sent = _anew(journal, step, message, chain, resumed=True)
                chain.outbox.broadcast(sent)
            with explained(message.artifact):
                receipt = chain.lookup.wait_for(sent.hash)
        else:
            on_step(step, "found")
        _confirm(journal, step, receipt)


def steps_of(journal: Journal) -> tuple[Step, ...]:
    """The plan that the journal is carried out by."""
    head = journal.head
    return plan(journal.charter, deployer=head.deployer, accounts=(), now=head.started_at)


def found(entry: Entry, chain: RpcChain) -> Receipt | None:
    """What the chain has of a step. A transaction that failed did nothing: the step is to be sent anew."""
    for sent in reversed(entry.sent):
        try:
            receipt = chain.lookup.receipt(sent.hash)
        except Refused:
            continue
        if receipt is not None:
            return receipt
    return None


def _again(
    journal: Journal, step: Step, message: Message, chain: RpcChain, mined: int
) -> SignedTransaction | None:
    """The transaction that was signed for the step before, while it can be carried out; else None.

    It cannot once another has its nonce, nor while the chain lacks earlier ones, nor where an address in it
    is no longer the right one, as after a chain went back to an older state and was used since.
    """
    sent = journal.entries[step.step].sent
    if not sent or not mined <= sent[-1].nonce <= chain.outbox.nonce(journal.head.deployer):
        return None
    to = bytes.fromhex(message.to[2:]) if message.to else b""
    return sent[-1] if message.data in sent[-1].raw and to in sent[-1].raw else None


def _anew(
    journal: Journal, step: Step, message: Message, chain: RpcChain, *, resumed: bool
) -> SignedTransaction:
    """Signs a transaction for the step, and writes it down."""
    deployer = journal.head.deployer
    nonce, expected = chain.outbox.nonce(deployer), _next_nonce(journal)
    if not resumed and expected not in (None, nonce):
        raise NonceTaken(
            "chain",
            "the account's nonce moved while it was deploying: another program sends from it",
            hint="stop that program, then go on with --resume",
            account=deployer,
            expected=expected,
            found=nonce,
        )
    with explained(message.artifact):
        sent = chain.outbox.sign(unsigned(deployer, message.to, message.data, 0), nonce=nonce)
    journal.sending(step.step, sent)
    return sent


def _next_nonce(journal: Journal) -> int | None:
    """The nonce after the last that was signed with; None at the beginning."""
    used = [sent.nonce for entry in journal.entries.values() for sent in entry.sent]
    return max(used) + 1 if used else None


def _confirm(journal: Journal, step: Step, receipt: Receipt) -> None:
    confirmed = Confirmed(
        hash=receipt.transaction_hash or b"",
        address=receipt.contract_address,
        block=receipt.block_number,
        gas_used=receipt.gas_used,
    )
    if journal.entries[step.step].confirmed != confirmed:
        journal.confirm(step.step, confirmed)


def _contracts_hash(steps: tuple[Step, ...]) -> str:
    names = sorted({step.contract for step in steps})
    return hashlib.sha256("".join(artifact.load(name).source_hash for name in names).encode()).hexdigest()
