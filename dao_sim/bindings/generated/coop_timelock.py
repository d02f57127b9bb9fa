# Generated from artifacts/CoopTimelock.json by `python scripts/bindings.py`: change that, not this.
"""`CoopTimelock`, compiled from contracts/governance/CoopTimelock.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import NO_ETH, Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address, Wei


class CoopTimelock(Contract):
    """OpenZeppelin's timelock, which here holds roles and no money: it takes no ETH, so its actions carry
    none, and what else is sent to it can be moved on by a proposal only.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "CoopTimelock"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class CallExecuted(Event):
        """Emitted when a call is performed as part of operation `id`.

        Solidity: `CallExecuted(bytes32 id, uint256 index, address target, uint256 value, bytes data)`.
        """

        SIGNATURE: ClassVar[str] = "CallExecuted(bytes32,uint256,address,uint256,bytes)"
        id_: bytes
        """Indexed."""
        index: int
        """Indexed."""
        target: Address
        value: int
        data: bytes

    @dataclass(frozen=True, slots=True, kw_only=True)
    class CallSalt(Event):
        """Emitted when new proposal is scheduled with non-zero salt.

        Solidity: `CallSalt(bytes32 id, bytes32 salt)`.
        """

        SIGNATURE: ClassVar[str] = "CallSalt(bytes32,bytes32)"
        id_: bytes
        """Indexed."""
        salt: bytes

    @dataclass(frozen=True, slots=True, kw_only=True)
    class CallScheduled(Event):
        """Emitted when a call is scheduled as part of operation `id`.

        Solidity: `CallScheduled(bytes32 id, uint256 index, address target, uint256 value, bytes data,
        bytes32 predecessor, uint256 delay)`.
        """

        SIGNATURE: ClassVar[str] = "CallScheduled(bytes32,uint256,address,uint256,bytes,bytes32,uint256)"
        id_: bytes
        """Indexed."""
        index: int
        """Indexed."""
        target: Address
        value: int
        data: bytes
        predecessor: bytes
        delay: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Cancelled(Event):
        """Emitted when operation `id` is cancelled.

        Solidity: `Cancelled(bytes32 id)`.
        """

        SIGNATURE: ClassVar[str] = "Cancelled(bytes32)"
        id_: bytes
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class MinDelayChange(Event):
        """Emitted when the minimum delay for future operations is modified.

        Solidity: `MinDelayChange(uint256 oldDuration, uint256 newDuration)`.
        """

        SIGNATURE: ClassVar[str] = "MinDelayChange(uint256,uint256)"
        old_duration: int
        new_duration: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RoleAdminChanged(Event):
        """Emitted when `newAdminRole` is set as ``role``'s admin role, replacing `previousAdminRole`
        `DEFAULT_ADMIN_ROLE` is the starting admin for all roles, despite {RoleAdminChanged} not being
        emitted to signal this.

        Solidity: `RoleAdminChanged(bytes32 role, bytes32 previousAdminRole, bytes32 newAdminRole)`.
        """

        SIGNATURE: ClassVar[str] = "RoleAdminChanged(bytes32,bytes32,bytes32)"
        role: bytes
        """Indexed."""
        previous_admin_role: bytes
        """Indexed."""
        new_admin_role: bytes
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RoleGranted(Event):
        """Emitted when `account` is granted `role`.

        `sender` is the account that originated the contract call. This account bears the admin role (for
        the granted role). Expected in cases where the role was granted using the internal {AccessControl-
        _grantRole}.

        Solidity: `RoleGranted(bytes32 role, address account, address sender)`.
        """

        SIGNATURE: ClassVar[str] = "RoleGranted(bytes32,address,address)"
        role: bytes
        """Indexed."""
        account: Address
        """Indexed."""
        sender: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RoleRevoked(Event):
        """Emitted when `account` is revoked `role`.

        `sender` is the account that originated the contract call: - if using `revokeRole`, it is the admin
        role bearer - if using `renounceRole`, it is the role bearer (i.e. `account`)

        Solidity: `RoleRevoked(bytes32 role, address account, address sender)`.
        """

        SIGNATURE: ClassVar[str] = "RoleRevoked(bytes32,address,address)"
        role: bytes
        """Indexed."""
        account: Address
        """Indexed."""
        sender: Address
        """Indexed."""

    @classmethod
    def creation(cls, min_delay: int, admin: Address) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `min_delay`: Seconds between queueing and execution.
        - `admin`: Who hands the roles to the governor, and then renounces.
        """
        return cls.initcode(min_delay, admin)

    @classmethod
    def deploy(cls, chain: Chain, sender: Address, min_delay: int, admin: Address) -> CoopTimelock:
        """Deploys a `CoopTimelock` and returns it, at the address in the receipt.

        - `min_delay`: Seconds between queueing and execution.
        - `admin`: Who hands the roles to the governor, and then renounces.
        """
        return cls.create(chain, sender, min_delay, admin)

    def cancel(self, id_: bytes) -> Call:
        """Cancel an operation.

        Requirements: - the caller must have the 'canceller' role.

        Solidity: `cancel(bytes32 id)`.
        """
        return self.write("cancel(bytes32)", id_)

    def canceller_role(self) -> bytes:
        """Reads `CANCELLER_ROLE()`."""
        return cast("bytes", self.read("CANCELLER_ROLE()"))

    def default_admin_role(self) -> bytes:
        """Reads `DEFAULT_ADMIN_ROLE()`."""
        return cast("bytes", self.read("DEFAULT_ADMIN_ROLE()"))

    def execute(
        self,
        target: Address,
        value_: int,
        payload: bytes,
        predecessor: bytes,
        salt: bytes,
        *,
        value: Wei = NO_ETH,
    ) -> Call:
        """Execute a ready operation containing a single transaction.

        Emits a {CallExecuted} event. Requirements: - the caller must have the 'executor' role.

        - `value`: ETH to send along, in wei

        Solidity: `execute(address target, uint256 value, bytes payload, bytes32 predecessor, bytes32
          salt)`.
        """
        return self.write(
            "execute(address,uint256,bytes,bytes32,bytes32)",
            target,
            value_,
            payload,
            predecessor,
            salt,
            value=value,
        )

    def execute_batch(
        self,
        targets: Sequence[Address],
        values: Sequence[int],
        payloads: Sequence[bytes],
        predecessor: bytes,
        salt: bytes,
        *,
        value: Wei = NO_ETH,
    ) -> Call:
        """Execute a ready operation containing a batch of transactions.

        Emits one {CallExecuted} event per transaction in the batch. Requirements: - the caller must have
        the 'executor' role.

        - `value`: ETH to send along, in wei

        Solidity: `executeBatch(address[] targets, uint256[] values, bytes[] payloads, bytes32 predecessor,
          bytes32 salt)`.
        """
        return self.write(
            "executeBatch(address[],uint256[],bytes[],bytes32,bytes32)",
            targets,
            values,
            payloads,
            predecessor,
            salt,
            value=value,
        )

    def executor_role(self) -> bytes:
        """Reads `EXECUTOR_ROLE()`."""
        return cast("bytes", self.read("EXECUTOR_ROLE()"))

    def get_min_delay(self) -> int:
        """Returns the minimum delay in seconds for an operation to become valid.

        This value can be changed by executing an operation that calls `updateDelay`.

        Solidity: `getMinDelay()`.
        """
        return cast("int", self.read("getMinDelay()"))

    def get_operation_state(self, id_: bytes) -> int:
        """Returns operation state.

        Solidity: `getOperationState(bytes32 id)`.
        """
        return cast("int", self.read("getOperationState(bytes32)", id_))

    def get_role_admin(self, role: bytes) -> bytes:
        """Returns the admin role that controls `role`.

        See {grantRole} and {revokeRole}. To change a role's admin, use {_setRoleAdmin}.

        Solidity: `getRoleAdmin(bytes32 role)`.
        """
        return cast("bytes", self.read("getRoleAdmin(bytes32)", role))

    def get_timestamp(self, id_: bytes) -> int:
        """Returns the timestamp at which an operation becomes ready (0 for unset operations, 1 for done
        operations).

        Solidity: `getTimestamp(bytes32 id)`.
        """
        return cast("int", self.read("getTimestamp(bytes32)", id_))

    def grant_role(self, role: bytes, account: Address) -> Call:
        """Grants `role` to `account`.

        If `account` had not been already granted `role`, emits a {RoleGranted} event. Requirements: - the
        caller must have ``role``'s admin role. May emit a {RoleGranted} event.

        Solidity: `grantRole(bytes32 role, address account)`.
        """
        return self.write("grantRole(bytes32,address)", role, account)

    def has_role(self, role: bytes, account: Address) -> bool:
        """Returns `true` if `account` has been granted `role`.

        Solidity: `hasRole(bytes32 role, address account)`.
        """
        return cast("bool", self.read("hasRole(bytes32,address)", role, account))

    def hash_operation(
        self, target: Address, value: int, data: bytes, predecessor: bytes, salt: bytes
    ) -> bytes:
        """Returns the identifier of an operation containing a single transaction.

        Solidity: `hashOperation(address target, uint256 value, bytes data, bytes32 predecessor, bytes32
          salt)`.
        """
        return cast(
            "bytes",
            self.read(
                "hashOperation(address,uint256,bytes,bytes32,bytes32)", target, value, data, predecessor, salt
            ),
        )

    def hash_operation_batch(
        self,
        targets: Sequence[Address],
        values: Sequence[int],
        payloads: Sequence[bytes],
        predecessor: bytes,
        salt: bytes,
    ) -> bytes:
        """Returns the identifier of an operation containing a batch of transactions.

        Solidity: `hashOperationBatch(address[] targets, uint256[] values, bytes[] payloads, bytes32
          predecessor, bytes32 salt)`.
        """
        return cast(
            "bytes",
            self.read(
                "hashOperationBatch(address[],uint256[],bytes[],bytes32,bytes32)",
                targets,
                values,
                payloads,
                predecessor,
                salt,
            ),
        )

    def is_operation(self, id_: bytes) -> bool:
        """Returns whether an id corresponds to a registered operation.

        This includes both Waiting, Ready, and Done operations.

        Solidity: `isOperation(bytes32 id)`.
        """
        return cast("bool", self.read("isOperation(bytes32)", id_))

    def is_operation_done(self, id_: bytes) -> bool:
        """Returns whether an operation is done or not.

        Solidity: `isOperationDone(bytes32 id)`.
        """
        return cast("bool", self.read("isOperationDone(bytes32)", id_))

    def is_operation_pending(self, id_: bytes) -> bool:
        """Returns whether an operation is pending or not.

        Note that a "pending" operation may also be "ready".

        Solidity: `isOperationPending(bytes32 id)`.
        """
        return cast("bool", self.read("isOperationPending(bytes32)", id_))

    def is_operation_ready(self, id_: bytes) -> bool:
        """Returns whether an operation is ready for execution.

        Note that a "ready" operation is also "pending".

        Solidity: `isOperationReady(bytes32 id)`.
        """
        return cast("bool", self.read("isOperationReady(bytes32)", id_))

    def max_delay(self) -> int:
        """Reads `MAX_DELAY()`."""
        return cast("int", self.read("MAX_DELAY()"))

    def on_erc1155_batch_received(
        self, arg0: Address, arg1: Address, arg2: Sequence[int], arg3: Sequence[int], arg4: bytes
    ) -> Call:
        """Calls `onERC1155BatchReceived(address, address, uint256[], uint256[], bytes)`.

        `simulate` returns `bytes4`.
        """
        return self.write(
            "onERC1155BatchReceived(address,address,uint256[],uint256[],bytes)", arg0, arg1, arg2, arg3, arg4
        )

    def on_erc1155_received(self, arg0: Address, arg1: Address, arg2: int, arg3: int, arg4: bytes) -> Call:
        """Calls `onERC1155Received(address, address, uint256, uint256, bytes)`.

        `simulate` returns `bytes4`.
        """
        return self.write(
            "onERC1155Received(address,address,uint256,uint256,bytes)", arg0, arg1, arg2, arg3, arg4
        )

    def on_erc721_received(self, arg0: Address, arg1: Address, arg2: int, arg3: bytes) -> Call:
        """See {IERC721Receiver-onERC721Received}.

        Always returns `IERC721Receiver.onERC721Received.selector`.

        `simulate` returns `bytes4`.

        Solidity: `onERC721Received(address, address, uint256, bytes)`.
        """
        return self.write("onERC721Received(address,address,uint256,bytes)", arg0, arg1, arg2, arg3)

    def proposer_role(self) -> bytes:
        """Reads `PROPOSER_ROLE()`."""
        return cast("bytes", self.read("PROPOSER_ROLE()"))

    def renounce_role(self, role: bytes, caller_confirmation: Address) -> Call:
        """Revokes `role` from the calling account.

        Roles are often managed via {grantRole} and {revokeRole}: this function's purpose is to provide a
        mechanism for accounts to lose their privileges if they are compromised (such as when a trusted
        device is misplaced). Emits a {RoleRevoked} event if the calling account had `role` and this call
        successfully revoked it. Requirements: - the caller must be `callerConfirmation`. May emit a
        {RoleRevoked} event.

        Solidity: `renounceRole(bytes32 role, address callerConfirmation)`.
        """
        return self.write("renounceRole(bytes32,address)", role, caller_confirmation)

    def revoke_role(self, role: bytes, account: Address) -> Call:
        """Revokes `role` from `account`.

        If `account` had been granted `role`, emits a {RoleRevoked} event. Requirements: - the caller must
        have ``role``'s admin role. May emit a {RoleRevoked} event.

        Solidity: `revokeRole(bytes32 role, address account)`.
        """
        return self.write("revokeRole(bytes32,address)", role, account)

    def schedule(
        self, target: Address, value: int, data: bytes, predecessor: bytes, salt: bytes, delay: int
    ) -> Call:
        """Schedule an operation containing a single transaction.

        Emits {CallSalt} if salt is nonzero, and {CallScheduled}. Requirements: - the caller must have the
        'proposer' role.

        Solidity: `schedule(address target, uint256 value, bytes data, bytes32 predecessor, bytes32 salt,
          uint256 delay)`.
        """
        return self.write(
            "schedule(address,uint256,bytes,bytes32,bytes32,uint256)",
            target,
            value,
            data,
            predecessor,
            salt,
            delay,
        )

    def schedule_batch(
        self,
        targets: Sequence[Address],
        values: Sequence[int],
        payloads: Sequence[bytes],
        predecessor: bytes,
        salt: bytes,
        delay: int,
    ) -> Call:
        """Schedule an operation containing a batch of transactions.

        Emits {CallSalt} if salt is nonzero, and one {CallScheduled} event per transaction in the batch.
        Requirements: - the caller must have the 'proposer' role.

        Solidity: `scheduleBatch(address[] targets, uint256[] values, bytes[] payloads, bytes32 predecessor,
          bytes32 salt, uint256 delay)`.
        """
        return self.write(
            "scheduleBatch(address[],uint256[],bytes[],bytes32,bytes32,uint256)",
            targets,
            values,
            payloads,
            predecessor,
            salt,
            delay,
        )

    def supports_interface(self, interface_id: bytes) -> bool:
        """Returns true if this contract implements the interface defined by `interfaceId`.

        See the corresponding https://eips.ethereum.org/EIPS/eip-165#how-interfaces-are-identified[ERC
        section] to learn more about how these ids are created. This function call must use less than 30 000
        gas.

        Solidity: `supportsInterface(bytes4 interfaceId)`.
        """
        return cast("bool", self.read("supportsInterface(bytes4)", interface_id))

    def update_delay(self, new_delay: int) -> Call:
        """For its admin: of the constitutional timelock it is itself, of any other one it is the
        constitutional timelock.

        Solidity: `updateDelay(uint256 newDelay)`.
        """
        return self.write("updateDelay(uint256)", new_delay)
