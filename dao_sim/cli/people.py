"""Accounts as people write them on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dao_sim.errors import BadInput
from dao_sim.units import Address

if TYPE_CHECKING:
    from dao_sim.chain.keystore import Keystore
    from dao_sim.chain.rpc import RpcChain


def person(written: str, keystore: Keystore, chain: RpcChain) -> Address:
    """The address that is meant: an address, a name in the keystore, or "account:N" of the node.

    Raises BadInput for a mistyped address, a name that is not there, and one whose file keeps no address.
    """
    from pydantic import TypeAdapter, ValidationError

    from dao_sim.coop.quantities import Account, account_index

    place = account_index(written)
    if place is not None:
        held = chain.node_accounts()
        if place < len(held):
            return held[place]
        reason = f"the node has {len(held)} accounts of its own"
        raise BadInput("account", reason, hint="they are counted from account:0", account=written)
    if written.startswith("0x"):
        try:
            return Address(TypeAdapter(Account).validate_python(written))
        except ValidationError as error:
            reason = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
            raise BadInput("account", reason, account=written) from None
    address = keystore.address(written)
    if address is None:
        hint = "give its address; `cast wallet address` tells it"
        raise BadInput("account", "its file does not say its address", hint=hint, account=written)
    return address
