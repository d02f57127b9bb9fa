# Generated from artifacts/ContributionRewards.json by `python scripts/bindings.py`: change that, not this.
"""`ContributionRewards`, compiled from contracts/funding/ContributionRewards.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Contribution, KindReward, Reward
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address


class ContributionRewards(Contract):
    """Accepted work earns governance tokens, which vest."""

    __slots__ = ()

    CONTRACT: ClassVar[str] = "ContributionRewards"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Accepted(Event):
        """`rewarder` accepted this part (basis points): `amount` (smallest unit) vests in `award`.

        Solidity: `Accepted(uint256 contributionId, address rewarder, address award, uint256 bps, uint256
        amount)`.
        """

        SIGNATURE: ClassVar[str] = "Accepted(uint256,address,address,uint256,uint256)"
        contribution_id: int
        """Indexed."""
        rewarder: Address
        """Indexed."""
        award: Address
        """Indexed."""
        bps: int
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AuthorityUpdated(Event):
        """Authority that manages this contract was updated.

        Solidity: `AuthorityUpdated(address authority)`.
        """

        SIGNATURE: ClassVar[str] = "AuthorityUpdated(address)"
        authority: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Declined(Event):
        """`rewarder` declined it.

        Solidity: `Declined(uint256 contributionId, address rewarder)`.
        """

        SIGNATURE: ClassVar[str] = "Declined(uint256,address)"
        contribution_id: int
        """Indexed."""
        rewarder: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Lapsed(Event):
        """It was withdrawn, or not decided in time.

        Solidity: `Lapsed(uint256 contributionId)`.
        """

        SIGNATURE: ClassVar[str] = "Lapsed(uint256)"
        contribution_id: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Minted(Event):
        """`amount` (smallest unit) was minted into an award, and `left` is still to be minted.

        Solidity: `Minted(uint256 contributionId, uint256 amount, uint256 left)`.
        """

        SIGNATURE: ClassVar[str] = "Minted(uint256,uint256,uint256)"
        contribution_id: int
        """Indexed."""
        amount: int
        left: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Postponed(Event):
        """Nothing could be minted with the acceptance; `amount` (smallest unit) can be minted later, by
        anyone.

        Solidity: `Postponed(uint256 contributionId, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Postponed(uint256,uint256)"
        contribution_id: int
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RewardSet(Event):
        """A contribution of this kind earns `amount` (smallest unit) from here on; 0 for nothing any more.

        Solidity: `RewardSet(bytes32 kind, uint256 revision, uint256 amount, uint256 cliff, uint256
        duration)`.
        """

        SIGNATURE: ClassVar[str] = "RewardSet(bytes32,uint256,uint256,uint256,uint256)"
        kind: bytes
        """Indexed."""
        revision: int
        amount: int
        cliff: int
        duration: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Submitted(Event):
        """A member submitted a contribution; `uri` may say where the evidence is.

        Solidity: `Submitted(uint256 contributionId, address contributor, bytes32 kind, uint256 revision,
        bytes32 evidence, string uri)`.
        """

        SIGNATURE: ClassVar[str] = "Submitted(uint256,address,bytes32,uint256,bytes32,string)"
        contribution_id: int
        """Indexed."""
        contributor: Address
        """Indexed."""
        kind: bytes
        """Indexed."""
        revision: int
        evidence: bytes
        uri: str

    @classmethod
    def creation(
        cls,
        authority: Address,
        token: Address,
        membership: Address,
        review_period: int,
        kinds: Sequence[KindReward],
    ) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `authority`: The access manager.
        - `token`: What is earned.
        - `membership`: Who may submit.
        - `review_period`: How long a contribution can be decided (seconds).
        - `kinds`: What is rewarded from the start.
        """
        return cls.initcode(authority, token, membership, review_period, kinds)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        authority: Address,
        token: Address,
        membership: Address,
        review_period: int,
        kinds: Sequence[KindReward],
    ) -> ContributionRewards:
        """Deploys a `ContributionRewards` and returns it, at the address in the receipt.

        - `authority`: The access manager.
        - `token`: What is earned.
        - `membership`: Who may submit.
        - `review_period`: How long a contribution can be decided (seconds).
        - `kinds`: What is rewarded from the start.
        """
        return cls.create(chain, sender, authority, token, membership, review_period, kinds)

    def accept(self, contribution_id: int, bps: int) -> Call:
        """Accepts a part of a contribution (basis points), all of it being 10,000.

        The award is that part of the reward, rounded down. Restricted to the REWARDER role.

        Whatever keeps the tokens from being minted, the acceptance stands: the work was done.

        `simulate` returns `award`: Where it vests.

        Solidity: `accept(uint256 contributionId, uint256 bps)`.
        """
        return self.write("accept(uint256,uint256)", contribution_id, bps)

    def authority(self) -> Address:
        """Returns the current authority.

        Solidity: `authority()`.
        """
        return cast("Address", self.read("authority()"))

    def awarded(self, contribution_id: int) -> int:
        """What an accepted contribution earned in all (smallest unit); nothing if it was not accepted.

        What is rounded off is never minted.

        Solidity: `awarded(uint256 contributionId)`.
        """
        return cast("int", self.read("awarded(uint256)", contribution_id))

    def contribution_count(self) -> int:
        """How many contributions were submitted, which is the last one's number.

        Solidity: `contributionCount()`.
        """
        return cast("int", self.read("contributionCount()"))

    def contribution_of(self, contribution_id: int) -> Contribution:
        """A contribution, of zeros if there is no such one.

        Solidity: `contributionOf(uint256 contributionId)`.
        """
        return cast("Contribution", self.read("contributionOf(uint256)", contribution_id))

    def decline(self, contribution_id: int) -> Call:
        """Declines a contribution.

        Restricted to the REWARDER role.

        Solidity: `decline(uint256 contributionId)`.
        """
        return self.write("decline(uint256)", contribution_id)

    def is_consuming_scheduled_op(self) -> bytes:
        """Returns true only in the context of a delayed restricted call, at the moment that the scheduled
        operation is being consumed.

        Prevents denial of service for delayed restricted calls in the case that the contract performs
        attacker controlled calls.

        Solidity: `isConsumingScheduledOp()`.
        """
        return cast("bytes", self.read("isConsumingScheduledOp()"))

    def lapse(self, contribution_id: int) -> Call:
        """Ends what nobody decided in time; the contributor may withdraw it before.

        Solidity: `lapse(uint256 contributionId)`.
        """
        return self.write("lapse(uint256)", contribution_id)

    def membership(self) -> Address:
        """Who may submit.

        Solidity: `membership()`.
        """
        return cast("Address", self.read("membership()"))

    def mint(self, contribution_id: int) -> Call:
        """Mints into its award what of an accepted contribution has not been minted, as far as the token's cap
        leaves room.

        Anyone may.

        `simulate` returns `amount`: How much that was (smallest unit).

        Solidity: `mint(uint256 contributionId)`.
        """
        return self.write("mint(uint256)", contribution_id)

    def review_period(self) -> int:
        """How long a contribution can be decided (seconds).

        Solidity: `reviewPeriod()`.
        """
        return cast("int", self.read("reviewPeriod()"))

    def revision_count(self, kind: bytes) -> int:
        """How often a kind's reward was set.

        Solidity: `revisionCount(bytes32 kind)`.
        """
        return cast("int", self.read("revisionCount(bytes32)", kind))

    def reward_at(self, kind: bytes, revision: int) -> Reward:
        """The same of one revision, from 0; of zeros if there is no such one.

        Solidity: `rewardAt(bytes32 kind, uint256 revision)`.
        """
        return cast("Reward", self.read("rewardAt(bytes32,uint256)", kind, revision))

    def reward_of(self, kind: bytes) -> Reward:
        """What a contribution of this kind earns that is submitted now; of zeros for none.

        Solidity: `rewardOf(bytes32 kind)`.
        """
        return cast("Reward", self.read("rewardOf(bytes32)", kind))

    def set_authority(self, new_authority: Address) -> Call:
        """Transfers control to a new authority.

        The caller must be the current authority.

        Solidity: `setAuthority(address newAuthority)`.
        """
        return self.write("setAuthority(address)", new_authority)

    def set_reward(self, kind: bytes, reward: Reward) -> Call:
        """Sets what contributions of a kind earn that are submitted from here on.

        Restricted to the TOKEN_STEWARD role.

        - `kind`: Its name.
        - `reward`: Its amount, cliff and duration; an amount of 0 ends the kind.

        Solidity: `setReward(bytes32 kind, IContributionRewards.Reward reward)`.
        """
        return self.write("setReward(bytes32,(uint208,uint48,uint48))", kind, reward)

    def submit(self, kind: bytes, evidence: bytes, uri: str) -> Call:
        """A member submits what it did.

        - `kind`: Of which kind it is.
        - `evidence`: The hash of what shows it.
        - `uri`: Where that is, or nothing.

        `simulate` returns `contributionId`: Its number; the first is 1.

        Solidity: `submit(bytes32 kind, bytes32 evidence, string uri)`.
        """
        return self.write("submit(bytes32,bytes32,string)", kind, evidence, uri)

    def token(self) -> Address:
        """What is earned; this contract needs the MINTER role.

        Solidity: `token()`.
        """
        return cast("Address", self.read("token()"))
