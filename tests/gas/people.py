"""Gas of belonging and of holding tokens."""

from __future__ import annotations

from dao_sim.bindings import CoopToken, Membership
from dao_sim.units import Address, MemberClass
from tests.contracts import signing
from tests.contracts.splits import parts
from tests.gas.stage import Stage, keyholder, stranger

TOKEN = 10**18
NEVER = 2**48


def members(stage: Stage) -> None:
    """Admission, resignation, expulsion; a member's delegation."""
    membership = stage.coop.membership
    patron = int(MemberClass.PATRON)
    stage.act("first of a class", membership.admit(stage.carol, patron), stage.operator)
    stage.act("later", membership.admit(stage.dave, patron), stage.operator)
    stage.act("first", membership.delegate(stage.bob), stage.alice)
    stage.act("later", membership.delegate(stage.carol), stage.alice)
    stage.act("", membership.resign(), stage.carol)
    stage.decree("", membership.expel(stage.dave))
    _delegate_by_signature(stage, membership)


def holders(stage: Stage) -> None:
    """Minting, transferring, burning, approving and delegating tokens."""
    token = stage.coop.token
    new, other = stranger(0), stranger(1)
    token.mint(stranger(2), TOKEN).send(stage.operator)  # the first mint of all also starts the epoch's count
    stage.act("to a new holder", token.mint(new, TOKEN), stage.operator)
    stage.act("repeat", token.mint(new, TOKEN), stage.operator)
    stage.act("to a new holder", token.transfer(other, TOKEN), stage.alice)
    stage.act("repeat", token.transfer(other, TOKEN), stage.alice)
    stage.act("", token.burn(TOKEN), stage.alice)
    stage.act("first", token.approve(stage.bob, 9 * TOKEN), stage.alice)
    stage.act("repeat", token.approve(stage.bob, 8 * TOKEN), stage.alice)
    stage.act("repeat", token.transfer_from(stage.alice, other, TOKEN), stage.bob)
    stage.act("", token.burn_from(stage.alice, TOKEN), stage.bob)
    stage.act("first", token.delegate(stage.carol), stage.alice)
    stage.act("later", token.delegate(stage.bob), stage.alice)
    stage.act("repeat, both delegated", token.transfer(other, TOKEN), stage.alice)
    stage.decree("", token.set_mint_cap(10_000 * TOKEN))
    stage.decree("one that holds", token.set_excluded(other, True))
    _split(stage)
    _delegate_by_signature(stage, token)
    _permit(stage)


def _split(stage: Stage) -> None:
    """Votes over two delegates and over eight, and a transfer that moves them all."""
    token = stage.coop.token
    for count in (2, 8):
        shares = {stranger(10 + number): 10_000 // count for number in range(count)}
        call = token.delegate_split(parts(shares))
        stage.act(f"over {count}, first", call, stage.alice)
        stage.act(f"repeat, from one who split over {count}", token.transfer(stage.bob, TOKEN), stage.alice)


def _delegate_by_signature(stage: Stage, contract: Membership | CoopToken) -> None:
    signer = keyholder("delegator")
    vrs = signing.delegation(signer, contract, stage.bob, 0, NEVER)
    call = contract.delegate_by_sig(stage.bob, 0, NEVER, *vrs)
    stage.act("first, by one who holds nothing", call, stage.carol)


def _permit(stage: Stage) -> None:
    token, signer = stage.coop.token, keyholder("permitter")
    vrs = signing.permit(signer, token, stage.bob, TOKEN, NEVER)
    call = token.permit(Address(signer.address), stage.bob, TOKEN, NEVER, *vrs)
    stage.act("first", call, stage.carol)
