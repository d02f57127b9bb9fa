# Generated from artifacts/CoopToken.json by `python scripts/bindings.py`: change that, not this.
"""`CoopToken`, compiled from contracts/membership/CoopToken.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Checkpoint208, Part
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address


class Eip712DomainResult(NamedTuple):
    """What `CoopToken.eip712_domain` returns."""

    fields: bytes
    name: str
    version: str
    chain_id: int
    verifying_contract: Address
    salt: bytes
    extensions: tuple[int, ...]


class GetPastDelegationResult(NamedTuple):
    """What `CoopToken.get_past_delegation` returns."""

    value0: tuple[Address, ...]
    value1: tuple[int, ...]


class CoopToken(Contract):
    """The contract `CoopToken`."""

    __slots__ = ()

    CONTRACT: ClassVar[str] = "CoopToken"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Approval(Event):
        """Emitted when the allowance of a `spender` for an `owner` is set by a call to {approve}.

        `value` is the new allowance.

        Solidity: `Approval(address owner, address spender, uint256 value)`.
        """

        SIGNATURE: ClassVar[str] = "Approval(address,address,uint256)"
        owner: Address
        """Indexed."""
        spender: Address
        """Indexed."""
        value: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AuthorityUpdated(Event):
        """Authority that manages this contract was updated.

        Solidity: `AuthorityUpdated(address authority)`.
        """

        SIGNATURE: ClassVar[str] = "AuthorityUpdated(address)"
        authority: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class DelegateChanged(Event):
        """Emitted when an account changes their delegate.

        Solidity: `DelegateChanged(address delegator, address fromDelegate, address toDelegate)`.
        """

        SIGNATURE: ClassVar[str] = "DelegateChanged(address,address,address)"
        delegator: Address
        """Indexed."""
        from_delegate: Address
        """Indexed."""
        to_delegate: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class DelegateVotesChanged(Event):
        """Emitted when a token transfer or delegate change results in changes to a delegate's number of voting
        units.

        Solidity: `DelegateVotesChanged(address delegate, uint256 previousVotes, uint256 newVotes)`.
        """

        SIGNATURE: ClassVar[str] = "DelegateVotesChanged(address,uint256,uint256)"
        delegate: Address
        """Indexed."""
        previous_votes: int
        new_votes: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class EIP712DomainChanged(Event):
        """MAY be emitted to signal that the domain could have changed.

        Solidity: `EIP712DomainChanged()`.
        """

        SIGNATURE: ClassVar[str] = "EIP712DomainChanged()"

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ExclusionSet(Event):
        """What `account` holds votes no more, or again.

        Solidity: `ExclusionSet(address account, bool excluded)`.
        """

        SIGNATURE: ClassVar[str] = "ExclusionSet(address,bool)"
        account: Address
        """Indexed."""
        excluded: bool

    @dataclass(frozen=True, slots=True, kw_only=True)
    class MintCapSet(Event):
        """The cap changed: at most `newCap` tokens (smallest unit) may be minted per epoch.

        Solidity: `MintCapSet(uint256 oldCap, uint256 newCap)`.
        """

        SIGNATURE: ClassVar[str] = "MintCapSet(uint256,uint256)"
        old_cap: int
        new_cap: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class SplitCreated(Event):
        """Delegating to `split` now shares votes out like this.

        Solidity: `SplitCreated(address split, ISplitDelegation.Part[] parts)`.
        """

        SIGNATURE: ClassVar[str] = "SplitCreated(address,(address,uint16)[])"
        split: Address
        """Indexed."""
        parts: tuple[Part, ...]

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Transfer(Event):
        """Emitted when `value` tokens are moved from one account (`from`) to another (`to`).

        Note that `value` may be zero.

        Solidity: `Transfer(address from, address to, uint256 value)`.
        """

        SIGNATURE: ClassVar[str] = "Transfer(address,address,uint256)"
        from_: Address
        """Indexed."""
        to: Address
        """Indexed."""
        value: int

    @classmethod
    def creation(
        cls,
        name: str,
        symbol: str,
        authority: Address,
        epoch_length: int,
        initial_mint_cap: int,
        holders: Sequence[Address],
        amounts: Sequence[int],
        excluded: Sequence[Address],
    ) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `authority`: The access manager.
        - `epoch_length`: Seconds per epoch.
        - `initial_mint_cap`: Tokens (smallest unit) that may be minted per epoch.
        - `holders`: Who holds tokens from the start; not counted against the cap.
        - `amounts`: What they hold (smallest unit), in the same order.
        - `excluded`: Whose tokens have no votes from the start.
        """
        return cls.initcode(
            name, symbol, authority, epoch_length, initial_mint_cap, holders, amounts, excluded
        )

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        name: str,
        symbol: str,
        authority: Address,
        epoch_length: int,
        initial_mint_cap: int,
        holders: Sequence[Address],
        amounts: Sequence[int],
        excluded: Sequence[Address],
    ) -> CoopToken:
        """Deploys a `CoopToken` and returns it, at the address in the receipt.

        - `authority`: The access manager.
        - `epoch_length`: Seconds per epoch.
        - `initial_mint_cap`: Tokens (smallest unit) that may be minted per epoch.
        - `holders`: Who holds tokens from the start; not counted against the cap.
        - `amounts`: What they hold (smallest unit), in the same order.
        - `excluded`: Whose tokens have no votes from the start.
        """
        return cls.create(
            chain, sender, name, symbol, authority, epoch_length, initial_mint_cap, holders, amounts, excluded
        )

    def allowance(self, owner: Address, spender: Address) -> int:
        """Returns the remaining number of tokens that `spender` will be allowed to spend on behalf of `owner`
        through {transferFrom}.

        This is zero by default. This value changes when {approve} or {transferFrom} are called.

        Solidity: `allowance(address owner, address spender)`.
        """
        return cast("int", self.read("allowance(address,address)", owner, spender))

    def approve(self, spender: Address, value: int) -> Call:
        """See {IERC20-approve}.

        NOTE: If `value` is the maximum `uint256`, the allowance is not updated on `transferFrom`. This is
        semantically equivalent to an infinite approval. Requirements: - `spender` cannot be the zero
        address.

        `simulate` returns `bool`.

        Solidity: `approve(address spender, uint256 value)`.
        """
        return self.write("approve(address,uint256)", spender, value)

    def authority(self) -> Address:
        """Returns the current authority.

        Solidity: `authority()`.
        """
        return cast("Address", self.read("authority()"))

    def balance_of(self, account: Address) -> int:
        """Returns the value of tokens owned by `account`.

        Solidity: `balanceOf(address account)`.
        """
        return cast("int", self.read("balanceOf(address)", account))

    def burn(self, value: int) -> Call:
        """Destroys a `value` amount of tokens from the caller.

        See {ERC20-_burn}.

        Solidity: `burn(uint256 value)`.
        """
        return self.write("burn(uint256)", value)

    def burn_from(self, account: Address, amount: int) -> Call:
        """Calls `burnFrom(address account, uint256 amount)`."""
        return self.write("burnFrom(address,uint256)", account, amount)

    def checkpoints(self, account: Address, pos: int) -> Checkpoint208:
        """Get the `pos`-th checkpoint for `account`.

        Solidity: `checkpoints(address account, uint32 pos)`.
        """
        return cast("Checkpoint208", self.read("checkpoints(address,uint32)", account, pos))

    def clock(self) -> int:
        """Reads `clock()`."""
        return cast("int", self.read("clock()"))

    def clock_mode(self) -> str:
        """Reads `CLOCK_MODE()`."""
        return cast("str", self.read("CLOCK_MODE()"))

    def create_split(self, parts: Sequence[Part]) -> Call:
        """Makes it possible to delegate like this; returns the split's address.

        Anybody may, and twice is once.

        `simulate` returns `address split`.

        Solidity: `createSplit(ISplitDelegation.Part[] parts)`.
        """
        return self.write("createSplit((address,uint16)[])", parts)

    def decimals(self) -> int:
        """Returns the number of decimals used to get its user representation.

        For example, if `decimals` equals `2`, a balance of `505` tokens should be displayed to a user as
        `5.05` (`505 / 10 ** 2`). Tokens usually opt for a value of 18, imitating the relationship between
        Ether and Wei. This is the default value returned by this function, unless it's overridden. NOTE:
        This information is only used for _display_ purposes: it in no way affects any of the arithmetic of
        the contract, including {IERC20-balanceOf} and {IERC20-transfer}.

        Solidity: `decimals()`.
        """
        return cast("int", self.read("decimals()"))

    def delegate(self, delegatee: Address) -> Call:
        """Delegates votes from the sender to `delegatee`.

        Solidity: `delegate(address delegatee)`.
        """
        return self.write("delegate(address)", delegatee)

    def delegate_by_sig(
        self, delegatee: Address, nonce: int, expiry: int, v: int, r: bytes, s: bytes
    ) -> Call:
        """Delegates votes from signer to `delegatee`.

        Solidity: `delegateBySig(address delegatee, uint256 nonce, uint256 expiry, uint8 v, bytes32 r,
          bytes32 s)`.
        """
        return self.write(
            "delegateBySig(address,uint256,uint256,uint8,bytes32,bytes32)", delegatee, nonce, expiry, v, r, s
        )

    def delegate_split(self, parts: Sequence[Part]) -> Call:
        """Delegates the caller's votes like this.

        Each gets its share rounded down, and the first what is left, so that no unit is lost.

        Solidity: `delegateSplit(ISplitDelegation.Part[] parts)`.
        """
        return self.write("delegateSplit((address,uint16)[])", parts)

    def delegates(self, account: Address) -> Address:
        """Reads `delegates(address account)`."""
        return cast("Address", self.read("delegates(address)", account))

    def domain_separator(self) -> bytes:
        """Returns the domain separator used in the encoding of the signature for {permit}, as defined by
        {EIP712}.

        Solidity: `DOMAIN_SEPARATOR()`.
        """
        return cast("bytes", self.read("DOMAIN_SEPARATOR()"))

    def eip712_domain(self) -> Eip712DomainResult:
        """returns the fields and values that describe the domain separator used by this contract for EIP-712
        signature.

        Solidity: `eip712Domain()`.
        """
        return Eip712DomainResult(*self.read("eip712Domain()"))

    def epoch_length(self) -> int:
        """Length of an epoch in seconds.

        Epochs are counted from timestamp 0.

        Solidity: `epochLength()`.
        """
        return cast("int", self.read("epochLength()"))

    def get_past_balance_of(self, account: Address, timepoint: int) -> int:
        """Reads `getPastBalanceOf(address account, uint256 timepoint)`."""
        return cast("int", self.read("getPastBalanceOf(address,uint256)", account, timepoint))

    def get_past_delegate(self, account: Address, timepoint: int) -> Address:
        """`account`'s delegate at a past `timepoint`, by the same default.

        Solidity: `getPastDelegate(address account, uint256 timepoint)`.
        """
        return cast("Address", self.read("getPastDelegate(address,uint256)", account, timepoint))

    def get_past_delegation(self, account: Address, timepoint: int) -> GetPastDelegationResult:
        """Reads `getPastDelegation(address account, uint256 timepoint)`."""
        return GetPastDelegationResult(*self.read("getPastDelegation(address,uint256)", account, timepoint))

    def get_past_excluded(self, timepoint: int) -> int:
        """What excluded accounts held together at a past `timepoint` (seconds), in the smallest unit.

        Solidity: `getPastExcluded(uint256 timepoint)`.
        """
        return cast("int", self.read("getPastExcluded(uint256)", timepoint))

    def get_past_total_supply(self, timepoint: int) -> int:
        """Returns the total supply of votes available at a specific moment in the past.

        If the `clock()` is configured to use block numbers, this will return the value at the end of the
        corresponding block. NOTE: This value is the sum of all available votes, which is not necessarily
        the sum of all delegated votes. Votes that have not been delegated are still part of total supply,
        even though they would not participate in a vote. Requirements: - `timepoint` must be in the past.
        If operating using block numbers, the block must be already mined.

        Solidity: `getPastTotalSupply(uint256 timepoint)`.
        """
        return cast("int", self.read("getPastTotalSupply(uint256)", timepoint))

    def get_past_votes(self, account: Address, timepoint: int) -> int:
        """None for an account that was excluded then, whatever was delegated to it.

        Solidity: `getPastVotes(address account, uint256 timepoint)`.
        """
        return cast("int", self.read("getPastVotes(address,uint256)", account, timepoint))

    def get_votes(self, account: Address) -> int:
        """None for an excluded account, whatever was delegated to it.

        Solidity: `getVotes(address account)`.
        """
        return cast("int", self.read("getVotes(address)", account))

    def is_consuming_scheduled_op(self) -> bytes:
        """Returns true only in the context of a delayed restricted call, at the moment that the scheduled
        operation is being consumed.

        Prevents denial of service for delayed restricted calls in the case that the contract performs
        attacker controlled calls.

        Solidity: `isConsumingScheduledOp()`.
        """
        return cast("bytes", self.read("isConsumingScheduledOp()"))

    def is_excluded(self, account: Address) -> bool:
        """Whether what `account` holds has no votes.

        Solidity: `isExcluded(address account)`.
        """
        return cast("bool", self.read("isExcluded(address)", account))

    def mint(self, to: Address, amount: int) -> Call:
        """Mints `amount` (smallest unit) to `to`.

        Restricted to the MINTER role. Reverts with `CoopToken_MintCapExceeded` if the epoch's cap does not
        leave room for it.

        Solidity: `mint(address to, uint256 amount)`.
        """
        return self.write("mint(address,uint256)", to, amount)

    def mint_cap(self) -> int:
        """How much may be minted per epoch (smallest unit).

        Solidity: `mintCap()`.
        """
        return cast("int", self.read("mintCap()"))

    def mintable(self) -> int:
        """How much may still be minted in the present epoch (smallest unit).

        Solidity: `mintable()`.
        """
        return cast("int", self.read("mintable()"))

    def name(self) -> str:
        """Returns the name of the token.

        Solidity: `name()`.
        """
        return cast("str", self.read("name()"))

    def nonces(self, owner: Address) -> int:
        """Reads `nonces(address owner)`."""
        return cast("int", self.read("nonces(address)", owner))

    def num_checkpoints(self, account: Address) -> int:
        """Get number of checkpoints for `account`.

        Solidity: `numCheckpoints(address account)`.
        """
        return cast("int", self.read("numCheckpoints(address)", account))

    def parts_of(self, split: Address) -> tuple[Part, ...]:
        """What a split says; empty for an address that is none.

        Solidity: `partsOf(address split)`.
        """
        return cast("tuple[Part, ...]", self.read("partsOf(address)", split))

    def permit(
        self, owner: Address, spender: Address, value: int, deadline: int, v: int, r: bytes, s: bytes
    ) -> Call:
        """Sets `value` as the allowance of `spender` over ``owner``'s tokens, given ``owner``'s signed
        approval.

        IMPORTANT: The same issues {IERC20-approve} has related to transaction ordering also applies here.
        Emits an {Approval} event. Requirements: - `spender` cannot be the zero address. - `deadline` must
        be a timestamp in the future. - `v`, `r` and `s` must be a valid `secp256k1` signature from `owner`
        over the EIP712-formatted function arguments. - the signature must use ``owner``'s current nonce
        (see {nonces}). For more information on the signature format, see the
        https://eips.ethereum.org/EIPS/eip-2612#specification[relevant EIP section]. CAUTION: See Security
        Considerations above.

        Solidity: `permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32
          r, bytes32 s)`.
        """
        return self.write(
            "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)",
            owner,
            spender,
            value,
            deadline,
            v,
            r,
            s,
        )

    def set_authority(self, new_authority: Address) -> Call:
        """Transfers control to a new authority.

        The caller must be the current authority.

        Solidity: `setAuthority(address newAuthority)`.
        """
        return self.write("setAuthority(address)", new_authority)

    def set_excluded(self, account: Address, excluded: bool) -> Call:
        """Takes the votes of `account` from it, or gives them back; of snapshots to come only.

        Restricted to the TOKEN_STEWARD role. An excluded account cannot delegate, and what others delegated
        to it has no vote either.

        Solidity: `setExcluded(address account, bool excluded)`.
        """
        return self.write("setExcluded(address,bool)", account, excluded)

    def set_mint_cap(self, new_cap: int) -> Call:
        """Sets how much may be minted per epoch (smallest unit).

        Restricted to the TOKEN_STEWARD role.

        Solidity: `setMintCap(uint256 newCap)`.
        """
        return self.write("setMintCap(uint256)", new_cap)

    def split_address(self, parts: Sequence[Part]) -> Address:
        """The address of the split that says this, created or not.

        Solidity: `splitAddress(ISplitDelegation.Part[] parts)`.
        """
        return cast("Address", self.read("splitAddress((address,uint16)[])", parts))

    def symbol(self) -> str:
        """Returns the symbol of the token, usually a shorter version of the name.

        Solidity: `symbol()`.
        """
        return cast("str", self.read("symbol()"))

    def total_supply(self) -> int:
        """Returns the value of tokens in existence.

        Solidity: `totalSupply()`.
        """
        return cast("int", self.read("totalSupply()"))

    def transfer(self, to: Address, value: int) -> Call:
        """See {IERC20-transfer}.

        Requirements: - `to` cannot be the zero address. - the caller must have a balance of at least
        `value`.

        `simulate` returns `bool`.

        Solidity: `transfer(address to, uint256 value)`.
        """
        return self.write("transfer(address,uint256)", to, value)

    def transfer_from(self, from_: Address, to: Address, value: int) -> Call:
        """See {IERC20-transferFrom}.

        Skips emitting an {Approval} event indicating an allowance update. This is not required by the ERC.
        See {xref-ERC20-_approve-address-address-uint256-bool-}[_approve]. NOTE: Does not update the
        allowance if the current allowance is the maximum `uint256`. Requirements: - `from` and `to` cannot
        be the zero address. - `from` must have a balance of at least `value`. - the caller must have
        allowance for ``from``'s tokens of at least `value`.

        `simulate` returns `bool`.

        Solidity: `transferFrom(address from, address to, uint256 value)`.
        """
        return self.write("transferFrom(address,address,uint256)", from_, to, value)

    def votable_supply(self) -> int:
        """The tokens that vote now (smallest unit).

        Solidity: `votableSupply()`.
        """
        return cast("int", self.read("votableSupply()"))
