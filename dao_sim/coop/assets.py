"""What royalties are paid in: ETH and ERC-20s, named and counted as the tokens themselves state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from dao_sim.bindings import Call, CoopToken
from dao_sim.coop import quantities
from dao_sim.errors import BadInput, DaoSimError
from dao_sim.units import ETH, Address, parse_amount

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative

_ETH_DECIMALS = 18
_MOST_DECIMALS = 77
"""More would leave no whole unit in 256 bits."""
_LONGEST_SYMBOL = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """An asset and how its amounts are written."""

    address: Address
    symbol: str
    """Its address where it states none, or one that would mislead."""
    decimals: int
    """0 where it states none: its amounts are then written in its smallest unit."""

    def parse(self, written: str) -> int:
        """Whole units as people write them, in the smallest unit. Raises BadInput for anything else, or 0."""
        try:
            amount = parse_amount(written, self.decimals)
        except ValueError as error:
            raise BadInput("amount", str(error), asset=self.symbol, value=written) from error
        if not amount:
            raise BadInput("amount", "is nothing", asset=self.symbol, value=written)
        return amount


def asset_at(coop: Cooperative, address: Address) -> Asset:
    """The asset at that address; whatever it does not state is filled in."""
    if address == ETH:
        return Asset(address=ETH, symbol="ETH", decimals=_ETH_DECIMALS)
    own = coop.token
    if address == own.address:
        return Asset(address=address, symbol=own.symbol(), decimals=own.decimals())
    token = CoopToken(coop.chain, address)  # any ERC-20 answers the part that is used here
    return Asset(
        address=address, symbol=_symbol(token, {"ETH", own.symbol()}) or address, decimals=_decimals(token)
    )


def asset_named(coop: Cooperative, written: str) -> Asset:
    """ETH, an ERC-20 by its address, or by its symbol the co-op's token or one that the co-op listed.

    Raises BadInput for anything else, and for a symbol that several listed tokens state.
    """
    if written.upper() == "ETH":
        return asset_at(coop, ETH)
    if written.startswith("0x"):
        try:
            address = TypeAdapter(quantities.Asset).validate_python(written)
        except ValidationError as error:
            reason = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
            raise BadInput("asset", reason, asset=written) from None
        if address != ETH and not coop.chain.code(address):
            raise BadInput("asset", "there is no contract at this address", asset=written)
        return asset_at(coop, address)
    addresses = dict.fromkeys([coop.token.address, *coop.vault.assets()])
    known = [asset_at(coop, address) for address in addresses]
    found = [asset for asset in known if asset.symbol == written]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput("asset", "several tokens state this symbol", hint="give the address", asset=written)
    names = ", ".join(sorted(asset.symbol for asset in known))
    hint = f"give an address, or one of {names}"
    raise BadInput("asset", "nothing of this name is known here", hint=hint, asset=written)


def approval(coop: Cooperative, asset: Asset, spender: Address, amount: int) -> Call:
    """Lets `spender` take that much. What the token answers is not read: some in use answer nothing."""
    call = CoopToken(coop.chain, asset.address).approve(spender, amount)
    return replace(call, contract=asset.symbol, abi=replace(call.abi, outputs=()))


def allowance(coop: Cooperative, asset: Asset, owner: Address, spender: Address) -> int:
    """How much of `owner`'s the spender may take now (smallest unit)."""
    return CoopToken(coop.chain, asset.address).allowance(owner, spender)


def held(coop: Cooperative, asset: Asset, account: Address) -> int:
    """What the account has (smallest unit)."""
    if asset.address == ETH:
        return coop.chain.balance(account)
    return CoopToken(coop.chain, asset.address).balance_of(account)


def _symbol(token: CoopToken, taken: set[str]) -> str | None:
    """What a stranger's token calls itself, unless that is no word, or the name of something else."""
    try:
        symbol = token.symbol()
    except DaoSimError:
        return None
    is_word = symbol.isascii() and symbol.isprintable() and " " not in symbol
    return symbol if is_word and 0 < len(symbol) <= _LONGEST_SYMBOL and symbol not in taken else None


def _decimals(token: CoopToken) -> int:
    try:
        decimals = token.decimals()
    except DaoSimError:
        return 0
    return decimals if decimals <= _MOST_DECIMALS else 0
