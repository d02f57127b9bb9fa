# Generated from artifacts/RecordedMoney.json by `python scripts/bindings.py`: change that, not this.
"""`RecordedMoney`, compiled from contracts/replay/RecordedMoney.sol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address


class RecordedMoney(Contract):
    """The dollars of a recorded round, with the 6 decimals that dollars on chains have.

    Who replays the record mints them, and they are worth nothing.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "RecordedMoney"
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
    def creation(cls) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends."""
        return cls.initcode()

    @classmethod
    def deploy(cls, chain: Chain, sender: Address) -> RecordedMoney:
        """Deploys a `RecordedMoney` and returns it, at the address in the receipt."""
        return cls.create(chain, sender)

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

    def balance_of(self, account: Address) -> int:
        """Returns the value of tokens owned by `account`.

        Solidity: `balanceOf(address account)`.
        """
        return cast("int", self.read("balanceOf(address)", account))

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

    def mint(self, to: Address, amount: int) -> Call:
        """Makes `amount` (millionths) for somebody who is recorded to have had it.

        Solidity: `mint(address to, uint256 amount)`.
        """
        return self.write("mint(address,uint256)", to, amount)

    def minter(self) -> Address:
        """Reads `minter()`."""
        return cast("Address", self.read("minter()"))

    def name(self) -> str:
        """Returns the name of the token.

        Solidity: `name()`.
        """
        return cast("str", self.read("name()"))

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
