# Generated from artifacts/CoopAccess.json by `python scripts/bindings.py`: change that, not this.
"""`CoopAccess`, compiled from contracts/governance/CoopAccess.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import NO_ETH, Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address, Wei


class CanCallResult(NamedTuple):
    """What `CoopAccess.can_call` returns."""

    immediate: bool
    delay: int


class GetAccessResult(NamedTuple):
    """What `CoopAccess.get_access` returns."""

    since: int
    current_delay: int
    pending_delay: int
    effect: int


class HasRoleResult(NamedTuple):
    """What `CoopAccess.has_role` returns."""

    is_member: bool
    execution_delay: int


class CoopAccess(Contract):
    """OpenZeppelin's AccessManager with the co-op's roles named.

    It answers "who may call what"; its only admin, once deployed, is the constitutional timelock.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "CoopAccess"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class OperationCanceled(Event):
        """A scheduled operation was canceled.

        Solidity: `OperationCanceled(bytes32 operationId, uint32 nonce)`.
        """

        SIGNATURE: ClassVar[str] = "OperationCanceled(bytes32,uint32)"
        operation_id: bytes
        """Indexed."""
        nonce: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class OperationExecuted(Event):
        """A scheduled operation was executed.

        Solidity: `OperationExecuted(bytes32 operationId, uint32 nonce)`.
        """

        SIGNATURE: ClassVar[str] = "OperationExecuted(bytes32,uint32)"
        operation_id: bytes
        """Indexed."""
        nonce: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class OperationScheduled(Event):
        """A delayed operation was scheduled.

        Solidity: `OperationScheduled(bytes32 operationId, uint32 nonce, uint48 schedule, address caller,
        address target, bytes data)`.
        """

        SIGNATURE: ClassVar[str] = "OperationScheduled(bytes32,uint32,uint48,address,address,bytes)"
        operation_id: bytes
        """Indexed."""
        nonce: int
        """Indexed."""
        schedule: int
        caller: Address
        target: Address
        data: bytes

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RoleAdminChanged(Event):
        """Role acting as admin over a given `roleId` is updated.

        Solidity: `RoleAdminChanged(uint64 roleId, uint64 admin)`.
        """

        SIGNATURE: ClassVar[str] = "RoleAdminChanged(uint64,uint64)"
        role_id: int
        """Indexed."""
        admin: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RoleGrantDelayChanged(Event):
        """Grant delay for a given `roleId` will be updated to `delay` when `since` is reached.

        Solidity: `RoleGrantDelayChanged(uint64 roleId, uint32 delay, uint48 since)`.
        """

        SIGNATURE: ClassVar[str] = "RoleGrantDelayChanged(uint64,uint32,uint48)"
        role_id: int
        """Indexed."""
        delay: int
        since: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RoleGranted(Event):
        """Emitted when `account` is granted `roleId`.

        NOTE: The meaning of the `since` argument depends on the `newMember` argument. If the role is
        granted to a new member, the `since` argument indicates when the account becomes a member of the
        role, otherwise it indicates the timestamp when the execution delay update takes effect for this
        account and roleId.

        Solidity: `RoleGranted(uint64 roleId, address account, uint32 delay, uint48 since, bool newMember)`.
        """

        SIGNATURE: ClassVar[str] = "RoleGranted(uint64,address,uint32,uint48,bool)"
        role_id: int
        """Indexed."""
        account: Address
        """Indexed."""
        delay: int
        since: int
        new_member: bool

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RoleGuardianChanged(Event):
        """Role acting as guardian over a given `roleId` is updated.

        Solidity: `RoleGuardianChanged(uint64 roleId, uint64 guardian)`.
        """

        SIGNATURE: ClassVar[str] = "RoleGuardianChanged(uint64,uint64)"
        role_id: int
        """Indexed."""
        guardian: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RoleLabel(Event):
        """Informational labelling for a roleId.

        Solidity: `RoleLabel(uint64 roleId, string label)`.
        """

        SIGNATURE: ClassVar[str] = "RoleLabel(uint64,string)"
        role_id: int
        """Indexed."""
        label: str

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RoleRevoked(Event):
        """Emitted when `account` membership or `roleId` is revoked.

        Unlike granting, revoking is instantaneous.

        Solidity: `RoleRevoked(uint64 roleId, address account)`.
        """

        SIGNATURE: ClassVar[str] = "RoleRevoked(uint64,address)"
        role_id: int
        """Indexed."""
        account: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class TargetAdminDelayUpdated(Event):
        """Admin delay for a given `target` will be updated to `delay` when `since` is reached.

        Solidity: `TargetAdminDelayUpdated(address target, uint32 delay, uint48 since)`.
        """

        SIGNATURE: ClassVar[str] = "TargetAdminDelayUpdated(address,uint32,uint48)"
        target: Address
        """Indexed."""
        delay: int
        since: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class TargetClosed(Event):
        """Target mode is updated (true = closed, false = open).

        Solidity: `TargetClosed(address target, bool closed)`.
        """

        SIGNATURE: ClassVar[str] = "TargetClosed(address,bool)"
        target: Address
        """Indexed."""
        closed: bool

    @dataclass(frozen=True, slots=True, kw_only=True)
    class TargetFunctionRoleUpdated(Event):
        """Role required to invoke `selector` on `target` is updated to `roleId`.

        Solidity: `TargetFunctionRoleUpdated(address target, bytes4 selector, uint64 roleId)`.
        """

        SIGNATURE: ClassVar[str] = "TargetFunctionRoleUpdated(address,bytes4,uint64)"
        target: Address
        """Indexed."""
        selector: bytes
        role_id: int
        """Indexed."""

    @classmethod
    def creation(cls, initial_admin: Address) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends."""
        return cls.initcode(initial_admin)

    @classmethod
    def deploy(cls, chain: Chain, sender: Address, initial_admin: Address) -> CoopAccess:
        """Deploys a `CoopAccess` and returns it, at the address in the receipt."""
        return cls.create(chain, sender, initial_admin)

    def adjudicator(self) -> int:
        """Keeps units locked, and moves them as rulings say.

        Solidity: `ADJUDICATOR()`.
        """
        return cast("int", self.read("ADJUDICATOR()"))

    def admin_role(self) -> int:
        """Reads `ADMIN_ROLE()`."""
        return cast("int", self.read("ADMIN_ROLE()"))

    def admitter(self) -> int:
        """Admits members.

        Solidity: `ADMITTER()`.
        """
        return cast("int", self.read("ADMITTER()"))

    def can_call(self, caller: Address, target: Address, selector: bytes) -> CanCallResult:
        """Check if an address (`caller`) is authorised to call a given function on a given contract directly
        (with no restriction).

        Additionally, it returns the delay needed to perform the call indirectly through the {schedule} &
        {execute} workflow. This function is usually called by the targeted contract to control immediate
        execution of restricted functions. Therefore we only return true if the call can be performed
        without any delay. If the call is subject to a previously set delay (not zero), then the function
        should return false and the caller should schedule the operation for future execution. If `allowed`
        is true, the delay can be disregarded and the operation can be immediately executed, otherwise the
        operation can be executed if and only if delay is greater than 0. NOTE: The IAuthority interface
        does not include the `uint32` delay. This is an extension of that interface that is backward
        compatible. Some contracts may thus ignore the second return argument. In that case they will fail
        to identify the indirect workflow, and will consider calls that require a delay to be forbidden.
        NOTE: This function does not report the permissions of the admin functions in the manager itself.
        These are defined by the {AccessManager} documentation. NOTE: The `setAuthority(address)` selector
        is reserved on all targets (whether or not they are {AccessManaged}): it is gated to `ADMIN_ROLE`
        with a possible delay, and it cannot be reconfigured via {setTargetFunctionRole}. Any target
        function whose selector collides with `setAuthority(address)` inherits this restriction when routed
        through the manager.

        Solidity: `canCall(address caller, address target, bytes4 selector)`.
        """
        return CanCallResult(*self.read("canCall(address,address,bytes4)", caller, target, selector))

    def cancel(self, caller: Address, target: Address, data: bytes) -> Call:
        """Cancel a scheduled (delayed) operation.

        Returns the nonce that identifies the previously scheduled operation that is cancelled.
        Requirements: - the caller must be the proposer, a guardian of the targeted function, or a global
        admin Emits a {OperationCanceled} event.

        `simulate` returns `uint32`.

        Solidity: `cancel(address caller, address target, bytes data)`.
        """
        return self.write("cancel(address,address,bytes)", caller, target, data)

    def consume_scheduled_op(self, caller: Address, data: bytes) -> Call:
        """Consume a scheduled operation targeting the caller.

        If such an operation exists, mark it as consumed (emit an {OperationExecuted} event and clean the
        state). Otherwise, throw an error. This is useful for contracts that want to enforce that calls
        targeting them were scheduled on the manager, with all the verifications that it implies. Emit a
        {OperationExecuted} event.

        Solidity: `consumeScheduledOp(address caller, bytes data)`.
        """
        return self.write("consumeScheduledOp(address,bytes)", caller, data)

    def data_steward(self) -> int:
        """Suspends datasets, bars purposes, and says who confirms sources.

        Solidity: `DATA_STEWARD()`.
        """
        return cast("int", self.read("DATA_STEWARD()"))

    def deriver(self) -> int:
        """Registers derivatives, rights and bundles, having checked that they may be.

        Solidity: `DERIVER()`.
        """
        return cast("int", self.read("DERIVER()"))

    def earmarker(self) -> int:
        """Sets common money aside, and pays from what it set aside.

        Solidity: `EARMARKER()`.
        """
        return cast("int", self.read("EARMARKER()"))

    def execute(self, target: Address, data: bytes, *, value: Wei = NO_ETH) -> Call:
        """Execute a function that is delay restricted, provided it was properly scheduled beforehand, or the
        execution delay is 0.

        Returns the nonce that identifies the previously scheduled operation that is executed, or 0 if the
        operation wasn't previously scheduled (if the caller doesn't have an execution delay). Emits an
        {OperationExecuted} event only if the call was scheduled and delayed.

        - `value`: ETH to send along, in wei

        `simulate` returns `uint32`.

        Solidity: `execute(address target, bytes data)`.
        """
        return self.write("execute(address,bytes)", target, data, value=value)

    def expeller(self) -> int:
        """Expels members.

        Solidity: `EXPELLER()`.
        """
        return cast("int", self.read("EXPELLER()"))

    def expiration(self) -> int:
        """Expiration delay for scheduled proposals.

        Defaults to 1 week. IMPORTANT: Avoid overriding the expiration with 0. Otherwise every contract
        proposal will be expired immediately, disabling any scheduling usage.

        Solidity: `expiration()`.
        """
        return cast("int", self.read("expiration()"))

    def get_access(self, role_id: int, account: Address) -> GetAccessResult:
        """Get the access details for a given account for a given role.

        These details include the timepoint at which membership becomes active, and the delay applied to all
        operations by this user that requires this permission level. Returns: [0] Timestamp at which the
        account membership becomes valid. 0 means role is not granted. [1] Current execution delay for the
        account. [2] Pending execution delay for the account. [3] Timestamp at which the pending execution
        delay will become active. 0 means no delay update is scheduled.

        Solidity: `getAccess(uint64 roleId, address account)`.
        """
        return GetAccessResult(*self.read("getAccess(uint64,address)", role_id, account))

    def get_nonce(self, id_: bytes) -> int:
        """Return the nonce for the latest scheduled operation with a given id.

        Returns 0 if the operation has never been scheduled.

        Solidity: `getNonce(bytes32 id)`.
        """
        return cast("int", self.read("getNonce(bytes32)", id_))

    def get_role_admin(self, role_id: int) -> int:
        """Get the id of the role that acts as an admin for the given role.

        The admin permission is required to grant the role, revoke the role and update the execution delay
        to execute an operation that is restricted to this role.

        Solidity: `getRoleAdmin(uint64 roleId)`.
        """
        return cast("int", self.read("getRoleAdmin(uint64)", role_id))

    def get_role_grant_delay(self, role_id: int) -> int:
        """Get the role current grant delay.

        Its value may change at any point without an event emitted following a call to {setGrantDelay}.
        Changes to this value, including effect timepoint are notified in advance by the
        {RoleGrantDelayChanged} event.

        Solidity: `getRoleGrantDelay(uint64 roleId)`.
        """
        return cast("int", self.read("getRoleGrantDelay(uint64)", role_id))

    def get_role_guardian(self, role_id: int) -> int:
        """Get the role that acts as a guardian for a given role.

        The guardian permission allows canceling operations that have been scheduled under the role.

        Solidity: `getRoleGuardian(uint64 roleId)`.
        """
        return cast("int", self.read("getRoleGuardian(uint64)", role_id))

    def get_schedule(self, id_: bytes) -> int:
        """Return the timepoint at which a scheduled operation will be ready for execution.

        This returns 0 if the operation is not yet scheduled, has expired, was executed, or was canceled.

        Solidity: `getSchedule(bytes32 id)`.
        """
        return cast("int", self.read("getSchedule(bytes32)", id_))

    def get_target_admin_delay(self, target: Address) -> int:
        """Get the admin delay for a target contract.

        Changes to contract configuration are subject to this delay.

        Solidity: `getTargetAdminDelay(address target)`.
        """
        return cast("int", self.read("getTargetAdminDelay(address)", target))

    def get_target_function_role(self, target: Address, selector: bytes) -> int:
        """Get the role required to call a function.

        Solidity: `getTargetFunctionRole(address target, bytes4 selector)`.
        """
        return cast("int", self.read("getTargetFunctionRole(address,bytes4)", target, selector))

    def grant_role(self, role_id: int, account: Address, execution_delay: int) -> Call:
        """Add `account` to `roleId`, or change its execution delay.

        This gives the account the authorization to call any function that is restricted to this role. An
        optional execution delay (in seconds) can be set. If that delay is non 0, the user is required to
        schedule any operation that is restricted to members of this role. The user will only be able to
        execute the operation after the delay has passed, before it has expired. During this period, admin
        and guardians can cancel the operation (see {cancel}). If the account has already been granted this
        role, the execution delay will be updated. This update is not immediate and follows the delay rules.
        For example, if a user currently has a delay of 3 hours, and this is called to reduce that delay to
        1 hour, the new delay will take some time to take effect, enforcing that any operation executed in
        the 3 hours that follows this update was indeed scheduled before this update. Requirements: - the
        caller must be an admin for the role (see {getRoleAdmin}) - granted role must not be the
        `PUBLIC_ROLE` Emits a {RoleGranted} event.

        Solidity: `grantRole(uint64 roleId, address account, uint32 executionDelay)`.
        """
        return self.write("grantRole(uint64,address,uint32)", role_id, account, execution_delay)

    def granter(self) -> int:
        """Opens grants with money that was paid for them.

        Solidity: `GRANTER()`.
        """
        return cast("int", self.read("GRANTER()"))

    def has_role(self, role_id: int, account: Address) -> HasRoleResult:
        """Check if a given account currently has the permission level corresponding to a given role.

        Note that this permission might be associated with an execution delay. {getAccess} can provide more
        details.

        Solidity: `hasRole(uint64 roleId, address account)`.
        """
        return HasRoleResult(*self.read("hasRole(uint64,address)", role_id, account))

    def hash_operation(self, caller: Address, target: Address, data: bytes) -> bytes:
        """Hashing function for delayed operations.

        Solidity: `hashOperation(address caller, address target, bytes data)`.
        """
        return cast("bytes", self.read("hashOperation(address,address,bytes)", caller, target, data))

    def is_target_closed(self, target: Address) -> bool:
        """Get whether the contract is closed disabling any access.

        Otherwise role permissions are applied. NOTE: When the manager itself is closed, admin functions are
        still accessible to avoid locking the contract.

        Solidity: `isTargetClosed(address target)`.
        """
        return cast("bool", self.read("isTargetClosed(address)", target))

    def label_role(self, role_id: int, label: str) -> Call:
        """Give a label to a role, for improved role discoverability by UIs.

        Requirements: - the caller must be a global admin - `roleId` must not be the `ADMIN_ROLE` or
        `PUBLIC_ROLE` Emits a {RoleLabel} event.

        Solidity: `labelRole(uint64 roleId, string label)`.
        """
        return self.write("labelRole(uint64,string)", role_id, label)

    def min_setback(self) -> int:
        """Minimum setback for all delay updates, with the exception of execution delays.

        It can be increased without setback (and reset via {revokeRole} in the event of an accidental
        increase). Defaults to 5 days.

        Solidity: `minSetback()`.
        """
        return cast("int", self.read("minSetback()"))

    def minter(self) -> int:
        """Mints tokens, within the cap.

        Solidity: `MINTER()`.
        """
        return cast("int", self.read("MINTER()"))

    def multicall(self, data: Sequence[bytes]) -> Call:
        """Receives and executes a batch of function calls on this contract.

        `simulate` returns `bytes[] results`.

        Solidity: `multicall(bytes[] data)`.
        """
        return self.write("multicall(bytes[])", data)

    def public_role(self) -> int:
        """Reads `PUBLIC_ROLE()`."""
        return cast("int", self.read("PUBLIC_ROLE()"))

    def registry(self) -> int:
        """Opens and closes works in the vault.

        Solidity: `REGISTRY()`.
        """
        return cast("int", self.read("REGISTRY()"))

    def renounce_role(self, role_id: int, caller_confirmation: Address) -> Call:
        """Renounce role permissions for the calling account with immediate effect.

        If the sender is not in the role this call has no effect. Requirements: - the caller must be
        `callerConfirmation`. Emits a {RoleRevoked} event if the account had the role.

        Solidity: `renounceRole(uint64 roleId, address callerConfirmation)`.
        """
        return self.write("renounceRole(uint64,address)", role_id, caller_confirmation)

    def review_steward(self) -> int:
        """Sets the terms of reviews, and decides what went to the members' vote.

        Solidity: `REVIEW_STEWARD()`.
        """
        return cast("int", self.read("REVIEW_STEWARD()"))

    def revoke_role(self, role_id: int, account: Address) -> Call:
        """Remove an account from a role, with immediate effect.

        If the account does not have the role, this call has no effect. Requirements: - the caller must be
        an admin for the role (see {getRoleAdmin}) - revoked role must not be the `PUBLIC_ROLE` Emits a
        {RoleRevoked} event if the account had the role.

        Solidity: `revokeRole(uint64 roleId, address account)`.
        """
        return self.write("revokeRole(uint64,address)", role_id, account)

    def rewarder(self) -> int:
        """Accepts and declines what members submit as contributions.

        Solidity: `REWARDER()`.
        """
        return cast("int", self.read("REWARDER()"))

    def royalty_steward(self) -> int:
        """Sets the levy and lists assets.

        Solidity: `ROYALTY_STEWARD()`.
        """
        return cast("int", self.read("ROYALTY_STEWARD()"))

    def schedule(self, target: Address, data: bytes, when: int) -> Call:
        """Schedule a delayed operation for future execution, and return the operation identifier.

        It is possible to choose the timestamp at which the operation becomes executable as long as it
        satisfies the execution delays required for the caller. The special value zero will automatically
        set the earliest possible time. Returns the `operationId` that was scheduled. Since this value is a
        hash of the parameters, it can reoccur when the same parameters are used; if this is relevant, the
        returned `nonce` can be used to uniquely identify this scheduled operation from other occurrences of
        the same `operationId` in invocations of {execute} and {cancel}. Emits a {OperationScheduled} event.
        NOTE: It is not possible to concurrently schedule more than one operation with the same `target` and
        `data`. If this is necessary, a random byte can be appended to `data` to act as a salt that will be
        ignored by the target contract if it is using standard Solidity ABI encoding.

        `simulate` returns `bytes32 operationId, uint32 nonce`.

        Solidity: `schedule(address target, bytes data, uint48 when)`.
        """
        return self.write("schedule(address,bytes,uint48)", target, data, when)

    def set_grant_delay(self, role_id: int, new_delay: int) -> Call:
        """Update the delay for granting a `roleId`.

        Requirements: - the caller must be a global admin - `roleId` must not be the `PUBLIC_ROLE` Emits a
        {RoleGrantDelayChanged} event.

        Solidity: `setGrantDelay(uint64 roleId, uint32 newDelay)`.
        """
        return self.write("setGrantDelay(uint64,uint32)", role_id, new_delay)

    def set_role_admin(self, role_id: int, admin: int) -> Call:
        """Change admin role for a given role.

        Requirements: - the caller must be a global admin - `roleId` must not be the `ADMIN_ROLE` or
        `PUBLIC_ROLE` Emits a {RoleAdminChanged} event

        Solidity: `setRoleAdmin(uint64 roleId, uint64 admin)`.
        """
        return self.write("setRoleAdmin(uint64,uint64)", role_id, admin)

    def set_role_guardian(self, role_id: int, guardian: int) -> Call:
        """Change guardian role for a given role.

        Requirements: - the caller must be a global admin - `roleId` must not be the `ADMIN_ROLE` or
        `PUBLIC_ROLE` Emits a {RoleGuardianChanged} event

        Solidity: `setRoleGuardian(uint64 roleId, uint64 guardian)`.
        """
        return self.write("setRoleGuardian(uint64,uint64)", role_id, guardian)

    def set_target_admin_delay(self, target: Address, new_delay: int) -> Call:
        """Set the delay for changing the configuration of a given target contract.

        Requirements: - the caller must be a global admin Emits a {TargetAdminDelayUpdated} event.

        Solidity: `setTargetAdminDelay(address target, uint32 newDelay)`.
        """
        return self.write("setTargetAdminDelay(address,uint32)", target, new_delay)

    def set_target_closed(self, target: Address, closed: bool) -> Call:
        """Set the closed flag for a contract.

        Closing the manager itself won't disable access to admin methods to avoid locking the contract.
        Requirements: - the caller must be a global admin Emits a {TargetClosed} event.

        Solidity: `setTargetClosed(address target, bool closed)`.
        """
        return self.write("setTargetClosed(address,bool)", target, closed)

    def set_target_function_role(self, target: Address, selectors: Sequence[bytes], role_id: int) -> Call:
        """Set the role required to call functions identified by the `selectors` in the `target` contract.

        Requirements: - the caller must be a global admin - `selectors` must not contain the
        `setAuthority(address)` selector, which is reserved. See {canCall}. Emits a
        {TargetFunctionRoleUpdated} event per selector.

        Solidity: `setTargetFunctionRole(address target, bytes4[] selectors, uint64 roleId)`.
        """
        return self.write("setTargetFunctionRole(address,bytes4[],uint64)", target, selectors, role_id)

    def spender(self) -> int:
        """Pays from the treasury, within a cap.

        Solidity: `SPENDER()`.
        """
        return cast("int", self.read("SPENDER()"))

    def token_steward(self) -> int:
        """Sets the cap on minting, whose tokens have no votes, and what contributions earn.

        Solidity: `TOKEN_STEWARD()`.
        """
        return cast("int", self.read("TOKEN_STEWARD()"))

    def treasury_steward(self) -> int:
        """Sets the caps on spending.

        Solidity: `TREASURY_STEWARD()`.
        """
        return cast("int", self.read("TREASURY_STEWARD()"))

    def update_authority(self, target: Address, new_authority: Address) -> Call:
        """Changes the authority of a target managed by this manager instance.

        Requirements: - the caller must be a global admin

        Solidity: `updateAuthority(address target, address newAuthority)`.
        """
        return self.write("updateAuthority(address,address)", target, new_authority)

    def work_steward(self) -> int:
        """Voids and reassigns registrations, revokes licences.

        Solidity: `WORK_STEWARD()`.
        """
        return cast("int", self.read("WORK_STEWARD()"))
