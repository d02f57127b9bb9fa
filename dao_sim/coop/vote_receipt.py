"""A voter's receipt: what was cast, and where on the chain anybody can look it up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Protocol, runtime_checkable

from pydantic import Field

from dao_sim.bindings import CoopGovernor
from dao_sim.chain.lookup import Lookup
from dao_sim.chain.protocol import Receipt
from dao_sim.coop.ballot_paper import Choice
from dao_sim.coop.documents import Account, Document, Hexadecimal, Vote, Whole
from dao_sim.coop.papers import made, paper_of
from dao_sim.coop.standing import Cast, find_vote, params_of, said
from dao_sim.errors import BadInput, Refused, Reverted
from dao_sim.units import Address, Support

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


class VoteReceipt(Document):
    """A vote as it was cast. `weight` is in the token's smallest unit."""

    KIND: ClassVar[str] = "receipt"

    kind: Literal["receipt"] = "receipt"
    schema_version: Literal[1] = 1
    chain_id: int
    coop: str
    governor: Account
    proposal: Whole
    title: str
    voter: Account
    support: Vote
    params: Hexadecimal = b""
    said: str = ""
    """The vote in words; empty in a receipt of an earlier version."""
    weight: Whole
    reason: str
    transaction: Hexadecimal | None
    """The transaction's hash; None where it is not known."""
    block_number: Annotated[int, Field(ge=0)]
    block_hash: Hexadecimal | None

    @property
    def words(self) -> str:
        """The vote in words; its support's number where an earlier version wrote none."""
        return self.said or (self.support.name.lower() if isinstance(self.support, Support) else "")


@runtime_checkable
class _Node(Protocol):
    """A chain whose blocks and transactions have hashes."""

    lookup: Lookup


def receipt_of(coop: Cooperative, title: str, sent: Receipt) -> VoteReceipt:
    """The receipt of the vote that was cast in the transaction `sent`. Raises BadInput if none was."""
    votes = _votes(coop.governor, sent)
    if not votes:
        raise BadInput("receipt", "no vote was cast in this transaction", block=sent.block_number)
    return _written(coop, title, votes[0], sent.transaction_hash)


def receipt_from_chain(coop: Cooperative, proposal_id: int, voter: Address) -> VoteReceipt:
    """The receipt of a vote that was cast before, by whoever sent it. It names the block, no transaction.

    Raises BadInput where there is no such proposal, Refused where `voter` has not voted on it.
    """
    title = title_of(coop.governor, proposal_id)
    vote = find_vote(coop.governor, proposal_id, voter)
    if vote is None:
        raise Refused("receipt", "the account has not voted", proposal=proposal_id, voter=voter)
    return _written(coop, title, vote, None)


def verify(coop: Cooperative, receipt: VoteReceipt) -> list[str]:
    """Everything in which the receipt and the chain differ, a sentence each; empty where they agree."""
    elsewhere = [
        f"{what} is {here} here, and {there} on the receipt"
        for what, here, there in (
            ("the chain", coop.chain.chain_id, receipt.chain_id),
            ("the governor", coop.governor.address, receipt.governor),
        )
        if here != there
    ]
    return elsewhere or [*_about(coop, receipt), *_vote(coop, receipt), *_place(coop, receipt)]


def title_of(governor: CoopGovernor, proposal_id: int) -> str:
    """A proposal's title: its description's first line. Raises BadInput where there is no such proposal."""
    return (made(governor, proposal_id)[0].description.splitlines() or [""])[0]


def _written(coop: Cooperative, title: str, vote: Cast, transaction: bytes | None) -> VoteReceipt:
    chain, block, paper = coop.chain, vote.block_number, paper_of(coop, vote.proposal_id)
    return VoteReceipt(
        chain_id=chain.chain_id,
        coop=coop.charter.name,
        governor=coop.governor.address,
        proposal=vote.proposal_id,
        title=title,
        voter=vote.voter,
        support=paper.of(vote.support).support,
        params=params_of(vote),
        said=said(paper, vote),
        weight=vote.weight,
        reason=vote.reason,
        transaction=transaction,
        block_number=block,
        block_hash=chain.lookup.block_hash(block) if isinstance(chain, _Node) else None,
    )


def _about(coop: Cooperative, receipt: VoteReceipt) -> Iterator[str]:
    """What the receipt calls things."""
    if coop.charter.name != receipt.coop:
        yield f"the co-op is {coop.charter.name!r} here, and {receipt.coop!r} on the receipt"
    try:
        title = title_of(coop.governor, receipt.proposal)
    except BadInput:
        yield f"there is no proposal {receipt.proposal}"
    else:
        if title != receipt.title:
            yield f"the title is {title!r} on the chain, and {receipt.title!r} on the receipt"


def _vote(coop: Cooperative, receipt: VoteReceipt) -> Iterator[str]:
    """The vote in its block, and the governor's memory of it."""
    governor, block = coop.governor, receipt.block_number
    if not governor.has_voted(receipt.proposal, receipt.voter):
        yield f"{receipt.voter} has not voted on proposal {receipt.proposal}"
        return
    found = find_vote(governor, receipt.proposal, receipt.voter)
    if found is None or found.block_number != block:
        where = f"; it is in block {found.block_number}" if found else ""
        yield f"the vote is not in block {block}{where}"
    if found is None:
        return
    paper = paper_of(coop, receipt.proposal)
    on_chain = said(paper, found)
    written = paper.words(Choice(receipt.support, receipt.params))
    for other in dict.fromkeys((written, receipt.said or written)):
        if other != on_chain:
            yield f"the vote is {on_chain} on the chain, and {other} on the receipt"
    if found.weight != receipt.weight:
        yield f"the weight is {found.weight} on the chain, and {receipt.weight} on the receipt"
    if found.reason != receipt.reason:
        yield f"the reason is {found.reason!r} on the chain, and {receipt.reason!r} on the receipt"


def _place(coop: Cooperative, receipt: VoteReceipt) -> Iterator[str]:
    """The block and the transaction, where the chain has hashes for them."""
    chain = coop.chain
    if not isinstance(chain, _Node):
        return
    if receipt.block_hash and receipt.block_number <= chain.block_number():
        block_hash = chain.lookup.block_hash(receipt.block_number)
        if block_hash != receipt.block_hash:
            yield f"block {receipt.block_number} has the hash 0x{block_hash.hex()}, not the receipt's"
    if receipt.transaction is None:
        return
    sent = _sent(chain, receipt.transaction)
    if sent is None:
        yield f"there is no transaction 0x{receipt.transaction.hex()} that succeeded"
    elif not any(
        (vote.voter, vote.proposal_id) == (receipt.voter, receipt.proposal)
        for vote in _votes(coop.governor, sent)
    ):
        yield f"the transaction 0x{receipt.transaction.hex()} did not cast this vote"


def _sent(chain: _Node, transaction: bytes) -> Receipt | None:
    try:
        return chain.lookup.receipt(transaction)
    except Reverted:
        return None


def _votes(governor: CoopGovernor, sent: Receipt) -> list[Cast]:
    return [event for event in governor.decode(sent) if isinstance(event, Cast)]
