# Generated from artifacts/ConvictionFunding.json by `python scripts/bindings.py`: change that, not this.
"""`ConvictionFunding`, compiled from contracts/funding/ConvictionFunding.sol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, FundingRequest, FundingTerms
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address


class ConvictionFunding(Contract):
    """A request is paid once the support that accumulated for it exceeds what its share of the budget asks
    for.

    After M. Zargham and J. Emmett's conviction voting (Commons Stack and BlockScience, 2019) and 1Hive's
    contract.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "ConvictionFunding"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AuthorityUpdated(Event):
        """Authority that manages this contract was updated.

        Solidity: `AuthorityUpdated(address authority)`.
        """

        SIGNATURE: ClassVar[str] = "AuthorityUpdated(address)"
        authority: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Backed(Event):
        """`supporter` backs the request with `amount` more tokens (smallest unit).

        Solidity: `Backed(uint256 requestId, address supporter, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Backed(uint256,address,uint256)"
        request_id: int
        """Indexed."""
        supporter: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Cancelled(Event):
        """`by` cancelled the request.

        Solidity: `Cancelled(uint256 requestId, address by)`.
        """

        SIGNATURE: ClassVar[str] = "Cancelled(uint256,address)"
        request_id: int
        """Indexed."""
        by: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Executed(Event):
        """The request was paid: its conviction exceeded the threshold.

        Solidity: `Executed(uint256 requestId, uint256 conviction, uint256 threshold)`.
        """

        SIGNATURE: ClassVar[str] = "Executed(uint256,uint256,uint256)"
        request_id: int
        """Indexed."""
        conviction: int
        threshold: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Requested(Event):
        """`requester` asks for `amount` (smallest unit) of `asset` for `payee`.

        Solidity: `Requested(uint256 requestId, address requester, address payee, address asset, uint256
        amount)`.
        """

        SIGNATURE: ClassVar[str] = "Requested(uint256,address,address,address,uint256)"
        request_id: int
        """Indexed."""
        requester: Address
        """Indexed."""
        payee: Address
        """Indexed."""
        asset: Address
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Withdrawn(Event):
        """`supporter` took `amount` tokens (smallest unit) back.

        Solidity: `Withdrawn(uint256 requestId, address supporter, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Withdrawn(uint256,address,uint256)"
        request_id: int
        """Indexed."""
        supporter: Address
        """Indexed."""
        amount: int

    @classmethod
    def creation(
        cls, authority: Address, token: Address, membership: Address, treasury: Address, terms: FundingTerms
    ) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `authority`: The access manager.
        - `token`: The token that support is given in; what it says it transfers must arrive.
        - `membership`: Who may request.
        - `treasury`: Who pays.
        - `terms`: How much support is enough.
        """
        return cls.initcode(authority, token, membership, treasury, terms)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        authority: Address,
        token: Address,
        membership: Address,
        treasury: Address,
        terms: FundingTerms,
    ) -> ConvictionFunding:
        """Deploys a `ConvictionFunding` and returns it, at the address in the receipt.

        - `authority`: The access manager.
        - `token`: The token that support is given in; what it says it transfers must arrive.
        - `membership`: Who may request.
        - `treasury`: Who pays.
        - `terms`: How much support is enough.
        """
        return cls.create(chain, sender, authority, token, membership, treasury, terms)

    def active_stake(self) -> int:
        """The tokens (smallest unit) that are staked on live requests.

        Solidity: `activeStake()`.
        """
        return cast("int", self.read("activeStake()"))

    def authority(self) -> Address:
        """Returns the current authority.

        Solidity: `authority()`.
        """
        return cast("Address", self.read("authority()"))

    def back(self, request_id: int, amount: int) -> Call:
        """Escrows `amount` of the caller's tokens (smallest unit), which must be approved, in support of a
        live request.

        Solidity: `back(uint256 requestId, uint256 amount)`.
        """
        return self.write("back(uint256,uint256)", request_id, amount)

    def budget(self, asset: Address) -> int:
        """What this contract could have paid of `asset` now (smallest unit): within its cap, there, and not
        set aside.

        An asset without a cap, which may be anything a member named, is not called.

        Solidity: `budget(address asset)`.
        """
        return cast("int", self.read("budget(address)", asset))

    def cancel(self, request_id: int) -> Call:
        """The requester takes a live request back.

        Solidity: `cancel(uint256 requestId)`.
        """
        return self.write("cancel(uint256)", request_id)

    def conviction_of(self, request_id: int) -> int:
        """A request's conviction now; of one that is no longer live, when it ended.

        Solidity: `convictionOf(uint256 requestId)`.
        """
        return cast("int", self.read("convictionOf(uint256)", request_id))

    def decay(self) -> int:
        """α: the part of a conviction that a second leaves, with 128 fractional bits.

        Solidity: `decay()`.
        """
        return cast("int", self.read("decay()"))

    def execute(self, request_id: int) -> Call:
        """Has the treasury pay a request that has support enough.

        Anyone may call it, once.

        Solidity: `execute(uint256 requestId)`.
        """
        return self.write("execute(uint256)", request_id)

    def is_consuming_scheduled_op(self) -> bytes:
        """Returns true only in the context of a delayed restricted call, at the moment that the scheduled
        operation is being consumed.

        Prevents denial of service for delayed restricted calls in the case that the contract performs
        attacker controlled calls.

        Solidity: `isConsumingScheduledOp()`.
        """
        return cast("bytes", self.read("isConsumingScheduledOp()"))

    def membership(self) -> Address:
        """Who may request.

        Solidity: `membership()`.
        """
        return cast("Address", self.read("membership()"))

    def passes(self, request_id: int) -> bool:
        """Whether `execute` would find support enough now.

        Solidity: `passes(uint256 requestId)`.
        """
        return cast("bool", self.read("passes(uint256)", request_id))

    def request(self, asset: Address, amount: int, payee: Address) -> Call:
        """Requests money.

        Only a member may; the request stays if the membership ends.

        - `asset`: ETH is `address(0)`.
        - `amount`: How much (smallest unit).
        - `payee`: Who is to get it.

        `simulate` returns `requestId`: Its number; the first is 1.

        Solidity: `request(address asset, uint256 amount, address payee)`.
        """
        return self.write("request(address,uint256,address)", asset, amount, payee)

    def request_count(self) -> int:
        """How many requests were made, which is the last one's number.

        Solidity: `requestCount()`.
        """
        return cast("int", self.read("requestCount()"))

    def request_of(self, request_id: int) -> FundingRequest:
        """The request as it is stored; `convictionOf` counts up to now.

        Solidity: `requestOf(uint256 requestId)`.
        """
        return cast("FundingRequest", self.read("requestOf(uint256)", request_id))

    def revoke(self, request_id: int) -> Call:
        """Cancels anybody's live request.

        Restricted to the access manager's admin.

        Solidity: `revoke(uint256 requestId)`.
        """
        return self.write("revoke(uint256)", request_id)

    def set_authority(self, new_authority: Address) -> Call:
        """Transfers control to a new authority.

        The caller must be the current authority.

        Solidity: `setAuthority(address newAuthority)`.
        """
        return self.write("setAuthority(address)", new_authority)

    def stake_of(self, request_id: int, supporter: Address) -> int:
        """The tokens (smallest unit) that `supporter` has on a request, to be taken back by `withdraw`.

        Solidity: `stakeOf(uint256 requestId, address supporter)`.
        """
        return cast("int", self.read("stakeOf(uint256,address)", request_id, supporter))

    def terms(self) -> FundingTerms:
        """What decides how much support is enough.

        Solidity: `terms()`.
        """
        return cast("FundingTerms", self.read("terms()"))

    def threshold_for(self, asset: Address, amount: int) -> int:
        """The conviction that a request of `amount` (smallest unit) of `asset` must exceed now; 2²⁵⁶ − 1 if
        nothing suffices.

        Solidity: `thresholdFor(address asset, uint256 amount)`.
        """
        return cast("int", self.read("thresholdFor(address,uint256)", asset, amount))

    def token(self) -> Address:
        """The token that support is given in.

        Solidity: `token()`.
        """
        return cast("Address", self.read("token()"))

    def treasury(self) -> Address:
        """Who pays.

        Solidity: `treasury()`.
        """
        return cast("Address", self.read("treasury()"))

    def withdraw(self, request_id: int, amount: int) -> Call:
        """Takes `amount` tokens (smallest unit) back to the caller, at any time, whatever the request's state
        is.

        Solidity: `withdraw(uint256 requestId, uint256 amount)`.
        """
        return self.write("withdraw(uint256,uint256)", request_id, amount)
