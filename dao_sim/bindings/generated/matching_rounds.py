# Generated from artifacts/MatchingRounds.json by `python scripts/bindings.py`: change that, not this.
"""`MatchingRounds`, compiled from contracts/funding/MatchingRounds.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import NO_ETH, Contract, Event
from dao_sim.bindings.generated.structs import (
    STRUCTS,
    MatchingContribution,
    MatchingGrant,
    MatchingRound,
    RoundTerms,
)
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address, Wei


class MatchingRounds(Contract):
    """A grant is matched with the square of the sum of the roots of what each gave, minus the sum.

    After V. Buterin, Z. Hitzig and E. G. Weyl, A Flexible Design for Funding Public Goods (Management
    Science 65, 2019), and the rounds of Gitcoin Grants.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "MatchingRounds"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AuthorityUpdated(Event):
        """Authority that manages this contract was updated.

        Solidity: `AuthorityUpdated(address authority)`.
        """

        SIGNATURE: ClassVar[str] = "AuthorityUpdated(address)"
        authority: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Claimed(Event):
        """A grant was paid to `to`: what was given to it, and the match (smallest unit).

        Solidity: `Claimed(uint256 roundId, uint256 grantId, address to, uint256 contributed, uint256
        matched)`.
        """

        SIGNATURE: ClassVar[str] = "Claimed(uint256,uint256,address,uint256,uint256)"
        round_id: int
        """Indexed."""
        grant_id: int
        """Indexed."""
        to: Address
        """Indexed."""
        contributed: int
        matched: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Contributed(Event):
        """`amount` (smallest unit) was given to a grant; it is matched if it is `counted`.

        Solidity: `Contributed(uint256 roundId, uint256 grantId, address contributor, uint256 amount, bool
        counted)`.
        """

        SIGNATURE: ClassVar[str] = "Contributed(uint256,uint256,address,uint256,bool)"
        round_id: int
        """Indexed."""
        grant_id: int
        """Indexed."""
        contributor: Address
        """Indexed."""
        amount: int
        counted: bool

    @dataclass(frozen=True, slots=True, kw_only=True)
    class GrantRegistered(Event):
        """`payee` may be given to; `workId` is 0 if the grant is an account's.

        Solidity: `GrantRegistered(uint256 roundId, uint256 grantId, address payee, uint256 workId, address
        by)`.
        """

        SIGNATURE: ClassVar[str] = "GrantRegistered(uint256,uint256,address,uint256,address)"
        round_id: int
        """Indexed."""
        grant_id: int
        """Indexed."""
        payee: Address
        """Indexed."""
        work_id: int
        by: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Lapsed(Event):
        """A grant was not claimed in time; its match (smallest unit) is the treasury's again.

        Solidity: `Lapsed(uint256 roundId, uint256 grantId, uint256 matched)`.
        """

        SIGNATURE: ClassVar[str] = "Lapsed(uint256,uint256,uint256)"
        round_id: int
        """Indexed."""
        grant_id: int
        """Indexed."""
        matched: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class PoolFunded(Event):
        """`amount` (smallest unit) of the round's asset went into its pool.

        Solidity: `PoolFunded(uint256 roundId, address from, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "PoolFunded(uint256,address,uint256)"
        round_id: int
        """Indexed."""
        from_: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Refunded(Event):
        """`contributor` took back `amount` (smallest unit), which was paid to `to`.

        Solidity: `Refunded(uint256 roundId, uint256 grantId, address contributor, address to, uint256
        amount)`.
        """

        SIGNATURE: ClassVar[str] = "Refunded(uint256,uint256,address,address,uint256)"
        round_id: int
        """Indexed."""
        grant_id: int
        """Indexed."""
        contributor: Address
        """Indexed."""
        to: Address
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Returned(Event):
        """`amount` (smallest unit) returned to the treasury.

        Solidity: `Returned(uint256 roundId, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Returned(uint256,uint256)"
        round_id: int
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RoundMade(Event):
        """A round was made.

        Solidity: `RoundMade(uint256 roundId, address asset, uint48 opensAt, uint48 closesAt, uint256 cap)`.
        """

        SIGNATURE: ClassVar[str] = "RoundMade(uint256,address,uint48,uint48,uint256)"
        round_id: int
        """Indexed."""
        asset: Address
        """Indexed."""
        opens_at: int
        closes_at: int
        cap: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RoundVoided(Event):
        """Governance called a round off.

        Solidity: `RoundVoided(uint256 roundId)`.
        """

        SIGNATURE: ClassVar[str] = "RoundVoided(uint256)"
        round_id: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Settled(Event):
        """All grants of a round are counted: they are matched with `matched` (smallest unit), and the rest is
        left.

        Solidity: `Settled(uint256 roundId, uint256 matched, uint256 left)`.
        """

        SIGNATURE: ClassVar[str] = "Settled(uint256,uint256,uint256)"
        round_id: int
        """Indexed."""
        matched: int
        left: int

    @classmethod
    def creation(
        cls,
        authority: Address,
        membership: Address,
        vault: Address,
        treasury: Address,
        review: int,
        claim_period: int,
    ) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `authority`: The access manager.
        - `membership`: Who may contribute and register.
        - `vault`: Where works' money is collected.
        - `treasury`: Who pays into pools.
        - `review`: Seconds between a round's closing and the first claims; at most `MAX_DURATION`.
        - `claim_period`: Seconds for which claims are safe from lapsing; from 1 to `MAX_DURATION`.
        """
        return cls.initcode(authority, membership, vault, treasury, review, claim_period)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        authority: Address,
        membership: Address,
        vault: Address,
        treasury: Address,
        review: int,
        claim_period: int,
    ) -> MatchingRounds:
        """Deploys a `MatchingRounds` and returns it, at the address in the receipt.

        - `authority`: The access manager.
        - `membership`: Who may contribute and register.
        - `vault`: Where works' money is collected.
        - `treasury`: Who pays into pools.
        - `review`: Seconds between a round's closing and the first claims; at most `MAX_DURATION`.
        - `claim_period`: Seconds for which claims are safe from lapsing; from 1 to `MAX_DURATION`.
        """
        return cls.create(chain, sender, authority, membership, vault, treasury, review, claim_period)

    def authority(self) -> Address:
        """Returns the current authority.

        Solidity: `authority()`.
        """
        return cast("Address", self.read("authority()"))

    def claim(self, round_id: int, grant_id: int, to: Address) -> Call:
        """Pays a grant out once the review is over: what was given to it, and the match.

        - `to`: The payee; the payee itself may name somebody else.

        `simulate` returns `paid`: The sum of both (smallest unit).

        Solidity: `claim(uint256 roundId, uint256 grantId, address to)`.
        """
        return self.write("claim(uint256,uint256,address)", round_id, grant_id, to)

    def claim_period(self) -> int:
        """Seconds for which claims are safe from lapsing.

        Solidity: `claimPeriod()`.
        """
        return cast("int", self.read("claimPeriod()"))

    def contribute(self, round_id: int, grant_id: int, amount: int) -> Call:
        """Gives `amount` of the caller's tokens (smallest unit), which must be approved, to a grant.

        Members may.

        `simulate` returns `received`: What arrived of it, and counts.

        Solidity: `contribute(uint256 roundId, uint256 grantId, uint256 amount)`.
        """
        return self.write("contribute(uint256,uint256,uint256)", round_id, grant_id, amount)

    def contribute_eth(self, round_id: int, grant_id: int, *, value: Wei = NO_ETH) -> Call:
        """Gives ETH to a grant.

        Members may.

        - `value`: ETH to send along, in wei

        Solidity: `contributeETH(uint256 roundId, uint256 grantId)`.
        """
        return self.write("contributeETH(uint256,uint256)", round_id, grant_id, value=value)

    def contribution_of(self, round_id: int, grant_id: int, contributor: Address) -> MatchingContribution:
        """What `contributor` gave to a grant, and the part of it that is matched (smallest unit).

        Solidity: `contributionOf(uint256 roundId, uint256 grantId, address contributor)`.
        """
        return cast(
            "MatchingContribution",
            self.read("contributionOf(uint256,uint256,address)", round_id, grant_id, contributor),
        )

    def fund(self, round_id: int, amount: int) -> Call:
        """Adds `amount` of the caller's tokens (smallest unit), which must be approved, to the pool.

        `simulate` returns `uint256 received`.

        Solidity: `fund(uint256 roundId, uint256 amount)`.
        """
        return self.write("fund(uint256,uint256)", round_id, amount)

    def fund_eth(self, round_id: int, *, value: Wei = NO_ETH) -> Call:
        """Adds ETH to the pool.

        - `value`: ETH to send along, in wei

        Solidity: `fundETH(uint256 roundId)`.
        """
        return self.write("fundETH(uint256)", round_id, value=value)

    def give_back(self, round_id: int) -> Call:
        """Pays to the treasury what waits to return to it.

        Anyone may call it.

        `simulate` returns `uint256 amount`.

        Solidity: `giveBack(uint256 roundId)`.
        """
        return self.write("giveBack(uint256)", round_id)

    def grant_at(self, round_id: int, grant_id: int) -> MatchingGrant:
        """The grant as it is stored.

        Solidity: `grantAt(uint256 roundId, uint256 grantId)`.
        """
        return cast("MatchingGrant", self.read("grantAt(uint256,uint256)", round_id, grant_id))

    def grant_of(self, round_id: int, payee: Address) -> int:
        """The number of a payee's grant in a round; 0 if it has none.

        Solidity: `grantOf(uint256 roundId, address payee)`.
        """
        return cast("int", self.read("grantOf(uint256,address)", round_id, payee))

    def has_registered(self, round_id: int, account: Address) -> bool:
        """Whether `account` has registered a grant in a round.

        Solidity: `hasRegistered(uint256 roundId, address account)`.
        """
        return cast("bool", self.read("hasRegistered(uint256,address)", round_id, account))

    def ideal_of(self, round_id: int, grant_id: int) -> int:
        """What a grant would be matched with by a pool without bounds, at most the cap (smallest unit).

        Solidity: `idealOf(uint256 roundId, uint256 grantId)`.
        """
        return cast("int", self.read("idealOf(uint256,uint256)", round_id, grant_id))

    def is_consuming_scheduled_op(self) -> bytes:
        """Returns true only in the context of a delayed restricted call, at the moment that the scheduled
        operation is being consumed.

        Prevents denial of service for delayed restricted calls in the case that the contract performs
        attacker controlled calls.

        Solidity: `isConsumingScheduledOp()`.
        """
        return cast("bytes", self.read("isConsumingScheduledOp()"))

    def lapse(self, round_id: int, grant_id: int) -> Call:
        """Ends a grant that was not claimed in time.

        Anyone may call it.

        Solidity: `lapse(uint256 roundId, uint256 grantId)`.
        """
        return self.write("lapse(uint256,uint256)", round_id, grant_id)

    def make_round(self, terms: RoundTerms, payees: Sequence[Address], works: Sequence[int]) -> Call:
        """Makes a round, and has the treasury pay into its pool.

        Restricted to the access manager's admin.

        - `terms`: What it is to be. What the treasury pays counts against this contract's cap.
        - `payees`: Accounts that get a grant each.
        - `works`: Works that get a grant each; their grants' numbers follow those of the accounts.

        `simulate` returns `roundId`: Its number; the first is 1.

        Solidity: `makeRound(IMatchingRounds.RoundTerms terms, address[] payees, uint256[] works)`.
        """
        return self.write(
            "makeRound((address,uint48,uint48,uint128,uint128),address[],uint256[])", terms, payees, works
        )

    def match_of(self, round_id: int, grant_id: int) -> int:
        """What a grant is matched with (smallest unit), as the round stands.

        Final once the round has closed, whatever became of the grant since.

        Solidity: `matchOf(uint256 roundId, uint256 grantId)`.
        """
        return cast("int", self.read("matchOf(uint256,uint256)", round_id, grant_id))

    def max_duration(self) -> int:
        """Reads `MAX_DURATION()`."""
        return cast("int", self.read("MAX_DURATION()"))

    def max_grants(self) -> int:
        """Reads `MAX_GRANTS()`."""
        return cast("int", self.read("MAX_GRANTS()"))

    def membership(self) -> Address:
        """Who may contribute and register.

        Solidity: `membership()`.
        """
        return cast("Address", self.read("membership()"))

    def recipient_bps(self) -> int:
        """Reads `RECIPIENT_BPS()`."""
        return cast("int", self.read("RECIPIENT_BPS()"))

    def refund(self, round_id: int, grant_id: int, to: Address) -> Call:
        """Pays the caller back, through `to`, what it gave to a grant that lapsed or whose round was called
        off.

        `simulate` returns `amount`: How much (smallest unit).

        Solidity: `refund(uint256 roundId, uint256 grantId, address to)`.
        """
        return self.write("refund(uint256,uint256,address)", round_id, grant_id, to)

    def register(self, round_id: int, payee: Address) -> Call:
        """A member registers a grant for an account in a round that is not open yet; once per round.

        `simulate` returns `uint256 grantId`.

        Solidity: `register(uint256 roundId, address payee)`.
        """
        return self.write("register(uint256,address)", round_id, payee)

    def register_work(self, round_id: int, work_id: int) -> Call:
        """A member registers a grant for a work in a round that is not open yet; once per round.

        `simulate` returns `uint256 grantId`.

        Solidity: `registerWork(uint256 roundId, uint256 workId)`.
        """
        return self.write("registerWork(uint256,uint256)", round_id, work_id)

    def review(self) -> int:
        """Seconds between a round's closing and the first claims, in which governance can call it off.

        Solidity: `review()`.
        """
        return cast("int", self.read("review()"))

    def round_count(self) -> int:
        """How many rounds were made, which is the last one's number.

        Solidity: `roundCount()`.
        """
        return cast("int", self.read("roundCount()"))

    def round_of(self, round_id: int) -> MatchingRound:
        """The round as it is stored.

        Solidity: `roundOf(uint256 roundId)`.
        """
        return cast("MatchingRound", self.read("roundOf(uint256)", round_id))

    def set_authority(self, new_authority: Address) -> Call:
        """Transfers control to a new authority.

        The caller must be the current authority.

        Solidity: `setAuthority(address newAuthority)`.
        """
        return self.write("setAuthority(address)", new_authority)

    def settle(self, round_id: int, most: int) -> Call:
        """Counts the matches of the next `most` grants, once the review is over; with the last of them what is
        left of the pool waits for `giveBack`.

        Anyone may call it; nobody's claim depends on it.

        Solidity: `settle(uint256 roundId, uint256 most)`.
        """
        return self.write("settle(uint256,uint256)", round_id, most)

    def state_of(self, round_id: int) -> int:
        """Where the round is now.

        Solidity: `stateOf(uint256 roundId)`.
        """
        return cast("int", self.read("stateOf(uint256)", round_id))

    def treasury(self) -> Address:
        """Who pays into pools, and gets back what is left.

        Solidity: `treasury()`.
        """
        return cast("Address", self.read("treasury()"))

    def vault(self) -> Address:
        """Where works' money is collected.

        Solidity: `vault()`.
        """
        return cast("Address", self.read("vault()"))

    def void_round(self, round_id: int) -> Call:
        """Calls a round off before its grants can be claimed.

        Restricted to the access manager's admin.

        Solidity: `voidRound(uint256 roundId)`.
        """
        return self.write("voidRound(uint256)", round_id)
