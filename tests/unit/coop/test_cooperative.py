"""The facade: acts that take several calls, and many calls at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from dao_sim.bindings import CoopToken, WorkRegistry
from dao_sim.coop import Charter, Cooperative
from dao_sim.errors import BadInput, Refused, Reverted
from dao_sim.units import ETH, Address, MemberClass, ProposalState, Support

SHARE = 10**18


def people(count: int) -> list[Address]:
    return [Address(to_checksum_address((0x1000 + number).to_bytes(20, "big"))) for number in range(count)]


def test_members_join_works_earn_and_the_books_balance(coop: Cooperative) -> None:
    alice, bob, buyer = coop.chain.accounts()[2:5]
    coop.admit(alice, MemberClass.CREATOR)
    work = coop.register_work(
        alice, b"a song", {alice: 666_667, bob: 333_333}, uri="ipfs://song", ai_share_bps=1500
    )
    assert coop.registry.owner_of(work) == alice
    assert coop.registry.work(work).ai_share_bps == 1500
    assert coop.registry.work_of(keccak(b"a song")) == work
    coop.deposit(work, 1_000_001, buyer)
    levy = 1_000_001 * 500 // 10_000
    net = 1_000_001 - levy
    assert coop.claim(work, bob, by=buyer) == net * 333_333 // 10**6
    books = coop.books()
    assert (books.deposits, books.levy, books.paid_out) == (1_000_001, levy, net * 333_333 // 10**6)
    assert books.fractions > 0
    assert books.balanced
    coop.vault.collect_levy(ETH).send(buyer)
    assert coop.books().balanced
    assert coop.chain.balance(coop.treasury.address) == levy


def test_books_notice_a_unit_that_is_not_accounted_for(coop: Cooperative) -> None:
    books = coop.books()
    assert books.balanced
    assert not replace(books, deposits=1).balanced
    assert not replace(books, owed=1).balanced
    assert not replace(books, fractions=1).balanced


def test_an_erc20_is_approved_and_deposited(coop: Cooperative) -> None:
    (founder,) = coop.founders
    work = coop.register_work(founder, b"a film", {founder: 1_000_000})
    asset = coop.token.address
    with pytest.raises(Reverted, match="RoyaltyVault_AssetNotListed"):
        coop.deposit(work, 5, founder, asset)
    listing = coop.propose(founder, [coop.vault.list_asset(asset)], "List our own token")
    listing.open().vote(founder, Support.FOR, reason="it is ours")
    listing.close().queue()
    listing.execute()
    coop.deposit(work, 10**18, founder, asset)
    assert coop.vault.claimable(work, asset, founder) == 95 * 10**16
    assert coop.books(asset).balanced


def test_shares_must_make_a_whole_work(coop: Cooperative) -> None:
    (founder,) = coop.founders
    with pytest.raises(BadInput, match="do not sum to a whole work") as caught:
        coop.register_work(founder, b"x", {founder: 999_999})
    assert caught.value.operands["units"] == 999_999
    assert not coop.registry.events(WorkRegistry.WorkCommitted)


def test_without_an_operator_only_governance_can(coop: Cooperative) -> None:
    alone = Charter(name="Alone", founders=[{"account": "account:1", "class": "creator", "tokens": "1000"}])
    strict = Cooperative.deploy(alone, coop.chain)
    with pytest.raises(Refused, match="admitter: only the timelock can do this") as caught:
        strict.admit(coop.chain.accounts()[4], MemberClass.PATRON)
    assert "admitter = [...]" in str(caught.value.hint)


def test_many_calls_keep_their_order_and_refusals_are_data(coop: Cooperative) -> None:
    holders = people(50)
    assert coop.mint_many(holders, [(n + 1) * SHARE for n in range(50)]).raise_if_refused().accepted == 50
    assert coop.token.balance_of(holders[49]) == 50 * SHARE
    sent = coop.transfer_many(holders, list(reversed(holders)), 2 * SHARE)
    assert list(sent.refusals) == [0]
    assert sent.refusals[0].name == "ERC20InsufficientBalance"
    assert sent.refusals[0].operands["needed"] == 2 * SHARE
    with pytest.raises(Refused, match="1 of 50 calls were refused, the first because"):
        sent.raise_if_refused()
    assert coop.burn_many(holders[:2], [SHARE // 2, SHARE // 4]).accepted == 2
    delegated = coop.delegate_many(holders[:10], [holders[20]] * 10)
    moved = [
        event for _, log in delegated.logs() for event in coop.token.decode([log], CoopToken.DelegateChanged)
    ]
    assert [event.delegator for event in moved] == holders[:10]
    held = sum(coop.token.balance_of(holder) for holder in (*holders[:10], holders[20]))
    assert coop.token.get_votes(holders[20]) == held


def test_many_members_are_admitted_in_their_classes(coop: Cooperative) -> None:
    newcomers = people(4)
    classes = [MemberClass.CREATOR, MemberClass.PATRON, MemberClass.PATRON, MemberClass.ENTERPRISE]
    coop.admit_many(newcomers, classes).raise_if_refused()
    assert coop.membership.members(int(MemberClass.PATRON)) == 2
    assert [coop.membership.class_of(account) for account in newcomers] == classes


def test_many_votes_count_like_single_ones(coop: Cooperative) -> None:
    (founder,) = coop.founders
    voters = people(30)
    coop.mint_many(voters, 10 * SHARE).raise_if_refused()
    coop.chain.advance(1)
    proposal = coop.propose(
        founder, [coop.vault.set_levy(750)], "Raise the levy", "So that we can lend studios."
    )
    assert proposal.state == ProposalState.PENDING
    proposal.open()
    support = np.array([Support.FOR] * 20 + [Support.AGAINST] * 7 + [Support.ABSTAIN] * 3)
    assert proposal.vote_many(voters, support).raise_if_refused().accepted == 30
    assert proposal.tally == (70 * SHARE, 200 * SHARE, 30 * SHARE)
    again = proposal.vote_many(voters[:1], Support.FOR)
    assert again.refusals[0].name == "GovernorAlreadyCastVote"
    assert again.refusals[0].operands == {"voter": voters[0]}
    proposal.close().queue(by=voters[0])
    proposal.execute(by=voters[1])
    assert coop.vault.levy_bps() == 750
    assert "EXECUTED" in repr(proposal)


def test_one_call_is_a_proposal_and_names_do_for_numbers(coop: Cooperative) -> None:
    (founder,) = coop.founders
    newcomer = people(1)[0]
    coop.admit(newcomer, "patron")  # type: ignore[arg-type]  # what people write in a notebook
    assert coop.membership.class_of(newcomer) == MemberClass.PATRON
    proposal = coop.propose(founder, coop.vault.set_levy(750), "Raise the levy").open()
    proposal.vote(founder, "for")
    assert proposal.tally.for_ == coop.token.balance_of(founder)


def test_what_is_easily_passed_by_mistake_is_named(coop: Cooperative) -> None:
    (founder,) = coop.founders
    proposal = coop.propose(founder, [coop.vault.set_levy(750)], "Raise the levy").open()
    whole = {founder: 1_000_000}
    mistakes: dict[str, Callable[[], object]] = {
        "has no actions": lambda: coop.propose(founder, [], "Nothing"),
        "content and salt must be bytes": lambda: coop.register_work(founder, "text", whole),  # type: ignore[arg-type]
        "must be a mapping": lambda: coop.register_work(founder, b"x", [founder]),  # type: ignore[arg-type]
        "creator, enterprise, public body or patron": lambda: coop.admit(founder, 9),  # type: ignore[arg-type]
        r"against \(0\), for \(1\) or abstain \(2\)": lambda: proposal.vote(founder, 3),  # type: ignore[arg-type]
    }
    for says, mistake in mistakes.items():
        with pytest.raises(BadInput, match=says):
            mistake()


def test_a_refusal_says_what_would_be_right(coop: Cooperative) -> None:
    (founder,) = coop.founders
    proposal = coop.propose(founder, [coop.vault.set_levy(750)], "Raise the levy")
    with pytest.raises(Reverted) as early:
        proposal.vote(founder, Support.FOR)
    assert early.value.hint == "the proposal is pending; this needs it to be active"
    with pytest.raises(Reverted) as stranger:
        coop.vault.set_levy(1).send(founder)
    assert "lacks the role" in str(stranger.value.hint)


def test_a_proposal_that_a_restore_undid_can_still_be_shown(coop: Cooperative) -> None:
    (founder,) = coop.founders
    before = coop.chain.checkpoint()
    proposal = coop.propose(founder, [coop.vault.set_levy(750)], "Raise the levy")
    coop.chain.restore(before)
    assert repr(proposal) == "Proposal(1, 'Raise the levy', not on this chain)"


def test_a_charter_may_be_named_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "coop.toml"
    path.write_text('name = "Filed"\n[operators]\nminter = ["account:0"]\n', encoding="utf-8")
    assert Cooperative.deploy(str(path)).charter.name == "Filed"


def test_a_proposer_may_change_its_mind_before_voting(coop: Cooperative) -> None:
    (founder,) = coop.founders
    proposal = coop.propose(founder, [coop.vault.set_levy(750)], "Raise the levy")
    proposal.cancel()
    assert proposal.state == ProposalState.CANCELED
