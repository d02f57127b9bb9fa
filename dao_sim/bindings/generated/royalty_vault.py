# Generated from artifacts/RoyaltyVault.json by `python scripts/bindings.py`: change that, not this.
"""`RoyaltyVault`, compiled from contracts/royalties/RoyaltyVault.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import NO_ETH, Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Ancestor
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address, Wei


class RoyaltyVault(Contract):
    """The contract `RoyaltyVault`."""

    __slots__ = ()

    CONTRACT: ClassVar[str] = "RoyaltyVault"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Adjudged(Event):
        """A ruling moved `units` of a work.

        Solidity: `Adjudged(uint256 workId, address from, address to, uint256 units)`.
        """

        SIGNATURE: ClassVar[str] = "Adjudged(uint256,address,address,uint256)"
        work_id: int
        """Indexed."""
        from_: Address
        """Indexed."""
        to: Address
        """Indexed."""
        units: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Approval(Event):
        """Emitted when the allowance of a `spender` for an `owner` is set for a token of type `id`.

        The new allowance is `amount`.

        Solidity: `Approval(address owner, address spender, uint256 id, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Approval(address,address,uint256,uint256)"
        owner: Address
        """Indexed."""
        spender: Address
        """Indexed."""
        id_: int
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AssetListed(Event):
        """Deposits in `asset` are accepted; it has this `number` for ever.

        Solidity: `AssetListed(address asset, uint256 number)`.
        """

        SIGNATURE: ClassVar[str] = "AssetListed(address,uint256)"
        asset: Address
        """Indexed."""
        number: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AssetUnlisted(Event):
        """Deposits in `asset` are accepted no more.

        Solidity: `AssetUnlisted(address asset, uint256 number)`.
        """

        SIGNATURE: ClassVar[str] = "AssetUnlisted(address,uint256)"
        asset: Address
        """Indexed."""
        number: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AuthorityUpdated(Event):
        """Authority that manages this contract was updated.

        Solidity: `AuthorityUpdated(address authority)`.
        """

        SIGNATURE: ClassVar[str] = "AuthorityUpdated(address)"
        authority: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Claimed(Event):
        """`payee` was paid `amount` (smallest unit) of what its units earned.

        Solidity: `Claimed(uint256 workId, address asset, address payee, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Claimed(uint256,address,address,uint256)"
        work_id: int
        """Indexed."""
        asset: Address
        """Indexed."""
        payee: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Deposited(Event):
        """`gross` arrived for the work; `levy` of it belongs to the treasury, the rest to the work's ancestors
        (see `PassedOn`) and holders of units.

        Solidity: `Deposited(uint256 workId, address asset, address from, uint256 gross, uint256 levy)`.
        """

        SIGNATURE: ClassVar[str] = "Deposited(uint256,address,address,uint256,uint256)"
        work_id: int
        """Indexed."""
        asset: Address
        """Indexed."""
        from_: Address
        """Indexed."""
        gross: int
        levy: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class DerivativeOpened(Event):
        """The work passes on to these ancestors, for ever, what their shares of its net deposits are.

        Solidity: `DerivativeOpened(uint256 workId, IRoyaltyVault.Ancestor[] ancestors)`.
        """

        SIGNATURE: ClassVar[str] = "DerivativeOpened(uint256,(uint48,uint16)[])"
        work_id: int
        """Indexed."""
        ancestors: tuple[Ancestor, ...]

    @dataclass(frozen=True, slots=True, kw_only=True)
    class LevyCollected(Event):
        """`amount` (smallest unit) of levy went to the treasury.

        Solidity: `LevyCollected(address asset, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "LevyCollected(address,uint256)"
        asset: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class LevySet(Event):
        """The levy changed (basis points of the gross), for deposits from now on.

        Solidity: `LevySet(uint256 oldLevyBps, uint256 newLevyBps)`.
        """

        SIGNATURE: ClassVar[str] = "LevySet(uint256,uint256)"
        old_levy_bps: int
        new_levy_bps: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class LockSet(Event):
        """A work's units stay where they are until then (seconds), because somebody disputes them, or no
        longer.

        Solidity: `LockSet(uint256 workId, uint48 until)`.
        """

        SIGNATURE: ClassVar[str] = "LockSet(uint256,uint48)"
        work_id: int
        """Indexed."""
        until: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class OperatorSet(Event):
        """Emitted when `owner` grants or revokes operator status for a `spender`.

        Solidity: `OperatorSet(address owner, address spender, bool approved)`.
        """

        SIGNATURE: ClassVar[str] = "OperatorSet(address,address,bool)"
        owner: Address
        """Indexed."""
        spender: Address
        """Indexed."""
        approved: bool

    @dataclass(frozen=True, slots=True, kw_only=True)
    class PassedOn(Event):
        """Of the net deposit just made for the work, its ancestors got these `amounts` (smallest unit), in the
        order of its table; the rest belongs to the holders of its own units.

        Solidity: `PassedOn(uint256 workId, address asset, uint256[] amounts)`.
        """

        SIGNATURE: ClassVar[str] = "PassedOn(uint256,address,uint256[])"
        work_id: int
        """Indexed."""
        asset: Address
        """Indexed."""
        amounts: tuple[int, ...]

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ReceiverDeployed(Event):
        """The work's receiver now stands at its address.

        Solidity: `ReceiverDeployed(uint256 workId, address receiver)`.
        """

        SIGNATURE: ClassVar[str] = "ReceiverDeployed(uint256,address)"
        work_id: int
        """Indexed."""
        receiver: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Redirected(Event):
        """What waited in the receiver of a closed work went to the treasury, for governance to decide upon.

        Solidity: `Redirected(uint256 workId, address asset, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Redirected(uint256,address,uint256)"
        work_id: int
        """Indexed."""
        asset: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Transfer(Event):
        """Emitted when `amount` tokens of type `id` are moved from `sender` to `receiver` initiated by
        `caller`.

        Solidity: `Transfer(address caller, address sender, address receiver, uint256 id, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Transfer(address,address,address,uint256,uint256)"
        caller: Address
        sender: Address
        """Indexed."""
        receiver: Address
        """Indexed."""
        id_: int
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class WorkClosed(Event):
        """The work accepts no more deposits.

        Solidity: `WorkClosed(uint256 workId)`.
        """

        SIGNATURE: ClassVar[str] = "WorkClosed(uint256)"
        work_id: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class WorkOpened(Event):
        """The work accepts deposits; its units are with `payees`.

        Solidity: `WorkOpened(uint256 workId, address[] payees, uint256[] units, address receiver)`.
        """

        SIGNATURE: ClassVar[str] = "WorkOpened(uint256,address[],uint256[],address)"
        work_id: int
        """Indexed."""
        payees: tuple[Address, ...]
        units: tuple[int, ...]
        receiver: Address

    @classmethod
    def creation(
        cls,
        authority: Address,
        treasury: Address,
        initial_levy_bps: int,
        tokens: Sequence[Address],
        unit_lock: int,
    ) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `authority`: The access manager.
        - `treasury`: Where the levy goes.
        - `initial_levy_bps`: The levy in basis points of the gross.
        - `tokens`: ERC-20s listed from the start. ETH always is.
        - `unit_lock`: Seconds for which a new work's units stay where they are.
        """
        return cls.initcode(authority, treasury, initial_levy_bps, tokens, unit_lock)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        authority: Address,
        treasury: Address,
        initial_levy_bps: int,
        tokens: Sequence[Address],
        unit_lock: int,
    ) -> RoyaltyVault:
        """Deploys a `RoyaltyVault` and returns it, at the address in the receipt.

        - `authority`: The access manager.
        - `treasury`: Where the levy goes.
        - `initial_levy_bps`: The levy in basis points of the gross.
        - `tokens`: ERC-20s listed from the start. ETH always is.
        - `unit_lock`: Seconds for which a new work's units stay where they are.
        """
        return cls.create(chain, sender, authority, treasury, initial_levy_bps, tokens, unit_lock)

    def adjudge(self, work_id: int, from_: Address, to: Address, units: int) -> Call:
        """Moves units as a ruling says, whether or not they are locked.

        Restricted to the ADJUDICATOR role. What they earned so far stays with whom it was earned by.

        Solidity: `adjudge(uint256 workId, address from, address to, uint256 units)`.
        """
        return self.write("adjudge(uint256,address,address,uint256)", work_id, from_, to, units)

    def allowance(self, owner: Address, spender: Address, id_: int) -> int:
        """Returns the amount of tokens of type `id` that `spender` is allowed to spend on behalf of `owner`.

        NOTE: Does not include operator allowances.

        Solidity: `allowance(address owner, address spender, uint256 id)`.
        """
        return cast("int", self.read("allowance(address,address,uint256)", owner, spender, id_))

    def ancestors_of(self, work_id: int) -> tuple[Ancestor, ...]:
        """The works that a work passes on to, and their shares of its net deposits.

        Empty for an original.

        Solidity: `ancestorsOf(uint256 workId)`.
        """
        return cast("tuple[Ancestor, ...]", self.read("ancestorsOf(uint256)", work_id))

    def approve(self, spender: Address, id_: int, amount: int) -> Call:
        """Sets an approval to `spender` for `amount` of tokens of type `id` from the caller's tokens.

        An `amount` of `type(uint256).max` signifies an unlimited approval. Must return true. WARNING: This
        function is subject to the same race condition risks as {IERC20-approve}. Changing an allowance with
        this method brings the risk that `spender` may use both the old and the new allowance by spending
        the previous allowance while the new one is in-flight. One possible solution to mitigate this race
        condition is to first reduce `spender`'s allowance to 0 and then set the desired value afterwards.

        `simulate` returns `bool`.

        Solidity: `approve(address spender, uint256 id, uint256 amount)`.
        """
        return self.write("approve(address,uint256,uint256)", spender, id_, amount)

    def assets(self) -> tuple[Address, ...]:
        """Every asset that was ever listed, by its number.

        Solidity: `assets()`.
        """
        return cast("tuple[Address, ...]", self.read("assets()"))

    def assets_received(self, work_id: int) -> int:
        """Which assets the work ever earned: bit n stands for asset number n.

        Solidity: `assetsReceived(uint256 workId)`.
        """
        return cast("int", self.read("assetsReceived(uint256)", work_id))

    def authority(self) -> Address:
        """Returns the current authority.

        Solidity: `authority()`.
        """
        return cast("Address", self.read("authority()"))

    def balance_of(self, owner: Address, id_: int) -> int:
        """Returns the amount of tokens of type `id` owned by `owner`.

        Solidity: `balanceOf(address owner, uint256 id)`.
        """
        return cast("int", self.read("balanceOf(address,uint256)", owner, id_))

    def claim(self, work_id: int, asset: Address, payee: Address) -> Call:
        """Pays `payee` what its units earned, rounded down; the fraction stays its credit.

        Anyone may trigger it; the money goes to nobody else. A payee that cannot be paid stops only its own
        claim.

        `simulate` returns `paid`: What was paid (smallest unit).

        Solidity: `claim(uint256 workId, address asset, address payee)`.
        """
        return self.write("claim(uint256,address,address)", work_id, asset, payee)

    def claimable(self, work_id: int, asset: Address, holder: Address) -> int:
        """What `claim` would pay `holder` now (smallest unit, rounded down).

        Solidity: `claimable(uint256 workId, address asset, address holder)`.
        """
        return cast("int", self.read("claimable(uint256,address,address)", work_id, asset, holder))

    def close_work(self, work_id: int) -> Call:
        """Stops deposits for a work.

        Restricted to the REGISTRY role. What accrued can still be claimed.

        Solidity: `closeWork(uint256 workId)`.
        """
        return self.write("closeWork(uint256)", work_id)

    def collect(self, work_id: int, asset: Address) -> Call:
        """Takes what waits in a work's receiver, making the receiver first if need be.

        Anyone may. Of a closed work, it goes to the treasury instead, unless its registrant registered the
        same content again: then it is that work's.

        `simulate` returns `received`: What arrived in the vault (smallest unit).

        Solidity: `collect(uint256 workId, address asset)`.
        """
        return self.write("collect(uint256,address)", work_id, asset)

    def collect_levy(self, asset: Address) -> Call:
        """Sends the levy that accrued in `asset` to the treasury.

        Anyone may.

        `simulate` returns `uint256 amount`.

        Solidity: `collectLevy(address asset)`.
        """
        return self.write("collectLevy(address)", asset)

    def credit_of(self, work_id: int, asset: Address, holder: Address) -> int:
        """A holder's credit in millionths of the asset's smallest unit, up to this moment.

        Solidity: `creditOf(uint256 workId, address asset, address holder)`.
        """
        return cast("int", self.read("creditOf(uint256,address,address)", work_id, asset, holder))

    def deposit(self, work_id: int, asset: Address, amount: int) -> Call:
        """Deposits `amount` of a listed ERC-20 on behalf of a work, from the caller, who must have approved
        it.

        `simulate` returns `received`: What arrived (smallest unit), which is what was credited.

        Solidity: `deposit(uint256 workId, address asset, uint256 amount)`.
        """
        return self.write("deposit(uint256,address,uint256)", work_id, asset, amount)

    def deposit_eth(self, work_id: int, *, value: Wei = NO_ETH) -> Call:
        """Deposits the ETH sent along on behalf of a work.

        Anyone may.

        - `value`: ETH to send along, in wei

        Solidity: `depositETH(uint256 workId)`.
        """
        return self.write("depositETH(uint256)", work_id, value=value)

    def earning_bps(self, work_id: int, holder: Address) -> int:
        """Which part of a work's net deposits `holder` earns now (basis points, rounded down): with the work's
        own units, and with those of its ancestors.

        Solidity: `earningBps(uint256 workId, address holder)`.
        """
        return cast("int", self.read("earningBps(uint256,address)", work_id, holder))

    def income(self, work_id: int, asset: Address) -> int:
        """What a work's holders earned in an asset since its registration (smallest unit): its net deposits,
        less what it passed on, plus what its derivatives passed on to it.

        Solidity: `income(uint256 workId, address asset)`.
        """
        return cast("int", self.read("income(uint256,address)", work_id, asset))

    def is_consuming_scheduled_op(self) -> bytes:
        """Returns true only in the context of a delayed restricted call, at the moment that the scheduled
        operation is being consumed.

        Prevents denial of service for delayed restricted calls in the case that the contract performs
        attacker controlled calls.

        Solidity: `isConsumingScheduledOp()`.
        """
        return cast("bytes", self.read("isConsumingScheduledOp()"))

    def is_listed(self, asset: Address) -> bool:
        """Whether deposits in `asset` are accepted.

        Solidity: `isListed(address asset)`.
        """
        return cast("bool", self.read("isListed(address)", asset))

    def is_open(self, work_id: int) -> bool:
        """Whether deposits for the work are accepted.

        Solidity: `isOpen(uint256 workId)`.
        """
        return cast("bool", self.read("isOpen(uint256)", work_id))

    def is_operator(self, owner: Address, spender: Address) -> bool:
        """Returns true if `spender` is set as an operator for `owner`.

        Solidity: `isOperator(address owner, address spender)`.
        """
        return cast("bool", self.read("isOperator(address,address)", owner, spender))

    def levy_accrued(self, asset: Address) -> int:
        """The levy that accrued and was not collected yet (smallest unit).

        Solidity: `levyAccrued(address asset)`.
        """
        return cast("int", self.read("levyAccrued(address)", asset))

    def levy_bps(self) -> int:
        """The levy, in basis points of the gross.

        Solidity: `levyBps()`.
        """
        return cast("int", self.read("levyBps()"))

    def list_asset(self, asset: Address) -> Call:
        """Lists an asset, or lists it again under its old number.

        Restricted to ROYALTY_STEWARD.

        `simulate` returns `uint256 number`.

        Solidity: `listAsset(address asset)`.
        """
        return self.write("listAsset(address)", asset)

    def locked_until(self, work_id: int) -> int:
        """Until when a work's units cannot be transferred (seconds).

        Solidity: `lockedUntil(uint256 workId)`.
        """
        return cast("int", self.read("lockedUntil(uint256)", work_id))

    def max_ancestors(self) -> int:
        """A work passes on to at most this many ancestors.

        Solidity: `MAX_ANCESTORS()`.
        """
        return cast("int", self.read("MAX_ANCESTORS()"))

    def max_assets(self) -> int:
        """Reads `MAX_ASSETS()`."""
        return cast("int", self.read("MAX_ASSETS()"))

    def max_levy_bps(self) -> int:
        """Reads `MAX_LEVY_BPS()`."""
        return cast("int", self.read("MAX_LEVY_BPS()"))

    def max_unit_lock(self) -> int:
        """Reads `MAX_UNIT_LOCK()`."""
        return cast("int", self.read("MAX_UNIT_LOCK()"))

    def multicall(self, data: Sequence[bytes]) -> Call:
        """Receives and executes a batch of function calls on this contract.

        `simulate` returns `bytes[] results`.

        Solidity: `multicall(bytes[] data)`.
        """
        return self.write("multicall(bytes[])", data)

    def number_of(self, asset: Address) -> int:
        """The number of an asset that was ever listed.

        Solidity: `numberOf(address asset)`.
        """
        return cast("int", self.read("numberOf(address)", asset))

    def open_derivative(
        self,
        work_id: int,
        origin: bytes,
        payees: Sequence[Address],
        units: Sequence[int],
        ancestors: Sequence[Ancestor],
    ) -> Call:
        """Opens a work that passes on to `ancestors`, which can never change.

        Restricted to the REGISTRY role. Of every net deposit each ancestor that is still open gets its
        share, rounded down; it earns it like a deposit for itself, without a second levy, and passes
        nothing on. What is rounded off stays with the work.

        - `ancestors`: Works that exist, by rising numbers, with shares that do not exceed the whole in sum.

        Solidity: `openDerivative(uint256 workId, bytes32 origin, address[] payees, uint256[] units,
          IRoyaltyVault.Ancestor[] ancestors)`.
        """
        return self.write(
            "openDerivative(uint256,bytes32,address[],uint256[],(uint48,uint16)[])",
            work_id,
            origin,
            payees,
            units,
            ancestors,
        )

    def open_work(self, work_id: int, origin: bytes, payees: Sequence[Address], units: Sequence[int]) -> Call:
        """Opens a work and gives its 1,000,000 units to `payees`.

        Restricted to the REGISTRY role.

        - `work_id`: The work's number, not 0.
        - `origin`: keccak256(abi.encode(registrant, contentHash)): what the work's receiver is bound to.
        - `payees`: Who gets units; a payee named twice gets both amounts.
        - `units`: Their units, in the same order; none zero.

        Solidity: `openWork(uint256 workId, bytes32 origin, address[] payees, uint256[] units)`.
        """
        return self.write("openWork(uint256,bytes32,address[],uint256[])", work_id, origin, payees, units)

    def payees_hash_of(self, work_id: int) -> bytes:
        """keccak256(abi.encode(payees, units)) of what a work was opened with; 0 where `unitLock` is 0.

        Solidity: `payeesHashOf(uint256 workId)`.
        """
        return cast("bytes", self.read("payeesHashOf(uint256)", work_id))

    def receiver_for(self, registrant: Address, content_hash: bytes) -> Address:
        """Where the royalties of content can be sent once `registrant` registers it: known to the registrant
        in advance, and nobody else's, whoever registers first.

        Waits there for as long as it is not registered.

        Solidity: `receiverFor(address registrant, bytes32 contentHash)`.
        """
        return cast("Address", self.read("receiverFor(address,bytes32)", registrant, content_hash))

    def receiver_of(self, work_id: int) -> Address:
        """Where a registered work's royalties can be sent, whether or not the receiver stands there already.

        Solidity: `receiverOf(uint256 workId)`.
        """
        return cast("Address", self.read("receiverOf(uint256)", work_id))

    def set_authority(self, new_authority: Address) -> Call:
        """Transfers control to a new authority.

        The caller must be the current authority.

        Solidity: `setAuthority(address newAuthority)`.
        """
        return self.write("setAuthority(address)", new_authority)

    def set_levy(self, new_levy_bps: int) -> Call:
        """Sets the levy in basis points of the gross, for deposits from now on.

        Restricted to ROYALTY_STEWARD.

        Solidity: `setLevy(uint256 newLevyBps)`.
        """
        return self.write("setLevy(uint256)", new_levy_bps)

    def set_lock(self, work_id: int, until: int) -> Call:
        """Sets until when a work's units stay where they are (seconds), at most a year ahead.

        Restricted to the ADJUDICATOR role, for disputes.

        Solidity: `setLock(uint256 workId, uint48 until)`.
        """
        return self.write("setLock(uint256,uint48)", work_id, until)

    def set_operator(self, spender: Address, approved: bool) -> Call:
        """Grants or revokes unlimited transfer permission of any token id to `spender` for the caller's
        tokens.

        Must return true.

        `simulate` returns `bool`.

        Solidity: `setOperator(address spender, bool approved)`.
        """
        return self.write("setOperator(address,bool)", spender, approved)

    def supports_interface(self, interface_id: bytes) -> bool:
        """Returns true if this contract implements the interface defined by `interfaceId`.

        See the corresponding https://eips.ethereum.org/EIPS/eip-165#how-interfaces-are-identified[ERC
        section] to learn more about how these ids are created. This function call must use less than 30 000
        gas.

        Solidity: `supportsInterface(bytes4 interfaceId)`.
        """
        return cast("bool", self.read("supportsInterface(bytes4)", interface_id))

    def transfer(self, receiver: Address, id_: int, amount: int) -> Call:
        """Transfers `amount` of token type `id` from the caller's account to `receiver`.

        Must return true.

        `simulate` returns `bool`.

        Solidity: `transfer(address receiver, uint256 id, uint256 amount)`.
        """
        return self.write("transfer(address,uint256,uint256)", receiver, id_, amount)

    def transfer_from(self, sender: Address, receiver: Address, id_: int, amount: int) -> Call:
        """Transfers `amount` of token type `id` from `sender` to `receiver`.

        Must return true.

        `simulate` returns `bool`.

        Solidity: `transferFrom(address sender, address receiver, uint256 id, uint256 amount)`.
        """
        return self.write("transferFrom(address,address,uint256,uint256)", sender, receiver, id_, amount)

    def treasury(self) -> Address:
        """Where the levy goes.

        Solidity: `treasury()`.
        """
        return cast("Address", self.read("treasury()"))

    def unit_lock(self) -> int:
        """For how long a new work's units cannot be transferred (seconds).

        They earn, and are paid, meanwhile.

        Solidity: `unitLock()`.
        """
        return cast("int", self.read("unitLock()"))

    def units_given_away(self, work_id: int, holder: Address) -> int:
        """How many units of a work `holder` ever transferred to others, which tells what it still has of those
        it had from the start: those go first.

        Not counted, and 0, where `unitLock` is 0.

        Solidity: `unitsGivenAway(uint256 workId, address holder)`.
        """
        return cast("int", self.read("unitsGivenAway(uint256,address)", work_id, holder))

    def units_per_work(self) -> int:
        """Reads `UNITS_PER_WORK()`."""
        return cast("int", self.read("UNITS_PER_WORK()"))

    def unlist_asset(self, asset: Address) -> Call:
        """Stops deposits in an asset.

        Restricted to ROYALTY_STEWARD. Claims and the levy go on.

        Solidity: `unlistAsset(address asset)`.
        """
        return self.write("unlistAsset(address)", asset)

    def work_of_receiver(self, receiver: Address) -> int:
        """The work that `receiver` collects for, open or not; 0 for any other address.

        Of content that was registered more than once by the same registrant, the newest.

        Solidity: `workOfReceiver(address receiver)`.
        """
        return cast("int", self.read("workOfReceiver(address)", receiver))
