"""Gas of royalties: income, claims, units changing hands, receivers and the levy.

A repeat finds every slot that it touches already non-zero. Amounts are odd on purpose: what is left of them
after division keeps a payee's credit from becoming zero.
"""

from __future__ import annotations

from dao_sim.bindings import CoopToken, RoyaltyVault
from dao_sim.chain.protocol import Receipt
from dao_sim.units import CREDIT_PER_UNIT, ETH, SHARES_PER_WORK, Address, Wei
from tests.contracts.kit import mock_token
from tests.gas.stage import Stage, stranger

AMOUNT = 1_000_003
MANY = 2_000
FIRST_HOLDERS = 100


def income(stage: Stage) -> None:
    """Deposits, claims and the levy, in ETH and in an ERC-20, of a work with two payees."""
    work = _work(stage)
    token = _listed_token(stage, "first")
    _earn(stage, work, ETH, "ETH")
    token.approve(stage.coop.vault.address, 100 * AMOUNT).send(stage.carol)
    _earn(stage, work, token.address, "ERC-20")
    stage.decree("", stage.coop.vault.unlist_asset(token.address))
    stage.decree("again", stage.coop.vault.list_asset(token.address))
    stage.decree("", stage.coop.vault.set_levy(750))


def many_payees(stage: Stage) -> None:
    """A deposit on behalf of a work whose units are with 2,000 holders."""
    vault = stage.coop.vault
    first = [stranger(number) for number in range(FIRST_HOLDERS)]
    units = SHARES_PER_WORK // FIRST_HOLDERS
    work = stage.coop.register_work(stage.alice, b"an anthology", dict.fromkeys(first, units))
    each = MANY // FIRST_HOLDERS
    for at, holder in enumerate(first):
        new = [_payee(at * each + number) for number in range(1, each)]
        calls = vault.multicall([vault.transfer(to, work, units // each).data for to in new])
        receipt = calls.send(holder)
    holders = {moved.receiver for moved in vault.events(RoyaltyVault.Transfer, id_=work)}
    assert len(holders) == MANY
    stage.note(f"RoyaltyVault.multicall: {each - 1} transfers of units to new holders", receipt)
    _deposit(stage, work, ETH)
    stage.note(f"RoyaltyVault.depositETH: repeat, {MANY:,} payees", _deposit(stage, work, ETH))
    token = _listed_token(stage, "")
    token.approve(vault.address, 100 * AMOUNT).send(stage.carol)
    _deposit(stage, work, token.address)
    stage.note(f"RoyaltyVault.deposit: repeat, {MANY:,} payees", _deposit(stage, work, token.address))


def units(stage: Stage) -> None:
    """Units changing hands after their work received no asset, one, and all 16."""
    vault, work = stage.coop.vault, _work(stage)
    call = vault.transfer(stage.bob, work, 1_000)
    stage.act("units, no asset received", call, stage.alice)
    to_new = vault.transfer(stage.carol, work, 1_000)
    stage.act("units, no asset received, to a new holder", to_new, stage.alice)
    _deposit(stage, work, ETH)
    stage.act("units, 1 asset received, to be settled first", call, stage.alice)
    _deposit(stage, work, ETH)
    stage.act("units, 1 asset received, repeat", call, stage.alice)
    assets = [ETH]
    while len(assets) < vault.max_assets():
        token = _listed_token(stage, "")
        token.approve(vault.address, 100 * AMOUNT).send(stage.carol)
        assets.append(token.address)
    for case in ("to be settled first", "repeat"):
        for asset in assets:
            _deposit(stage, work, asset)
        stage.act(f"units, {len(assets)} assets received, {case}", call, stage.alice)
    stage.act("", vault.approve(stage.bob, work, 1_000), stage.alice)
    stage.act("", vault.set_operator(stage.bob, approved=True), stage.alice)


def receivers(stage: Stage) -> None:
    """What was sent to a work's receiver is collected; the first time, the receiver is made."""
    vault, work = stage.coop.vault, _work(stage)
    _deposit(stage, work, ETH)
    token = _listed_token(stage, "")
    token.approve(vault.address, AMOUNT).send(stage.carol)
    _deposit(stage, work, token.address)
    receiver = vault.receiver_of(work)
    for case in ("first, making the receiver", "repeat"):
        stage.chain.send(stage.carol, receiver, value=AMOUNT)
        stage.act(f"ETH, {case}", vault.collect(work, ETH), stage.dave)
    token.transfer(receiver, AMOUNT).send(stage.carol)
    stage.act("ERC-20, repeat", vault.collect(work, token.address), stage.dave)


def _earn(stage: Stage, work: int, asset: Address, kind: str) -> None:
    """Deposits, claims and collects the levy of an asset twice: once first, once as a repeat."""
    vault = stage.coop.vault
    deposit = "depositETH" if asset == ETH else "deposit"
    for case in ("first", "repeat"):
        stage.note(f"RoyaltyVault.{deposit}: {case}, 2 payees", _deposit(stage, work, asset))
        stage.act(f"{kind}, {case}", vault.claim(work, asset, stage.alice), stage.alice)
        stage.act(f"{kind}, {case}, triggered by another", vault.claim(work, asset, stage.bob), stage.dave)
        for payee in (stage.alice, stage.bob):
            fraction = vault.credit_of(work, asset, payee) % CREDIT_PER_UNIT
            assert fraction, "a credit became zero: what follows is not a repeat"
        stage.act(f"{kind}, {case}", vault.collect_levy(asset), stage.dave)
        _deposit(stage, work, asset)  # levy to find for the next deposit


def _deposit(stage: Stage, work: int, asset: Address) -> Receipt:
    vault = stage.coop.vault
    if asset == ETH:
        return vault.deposit_eth(work, value=Wei(AMOUNT)).send(stage.carol)
    return vault.deposit(work, asset, AMOUNT).send(stage.carol)


def _work(stage: Stage) -> int:
    return stage.coop.register_work(stage.alice, b"a song", {stage.alice: 700_001, stage.bob: 299_999})


def _listed_token(stage: Stage, case: str) -> CoopToken:
    """A plain ERC-20 that the vault takes, of which Carol has much and others something; noted as `case`."""
    token = mock_token(stage.chain)
    for holder in (stage.alice, stage.bob):
        token.mint(holder, 1).send(stage.carol)
    token.mint(stage.carol, 1_000 * AMOUNT).send(stage.carol)
    listing = stage.coop.vault.list_asset(token.address)
    if case:
        stage.decree(case, listing)
    else:
        listing.send(stage.coop.timelock.address)
    return token


def _payee(number: int) -> Address:
    return Address(f"0x{(int.from_bytes(b'payee', 'big') << 120) + number:040x}")
