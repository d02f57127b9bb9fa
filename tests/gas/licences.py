"""Gas of licences, and of deposits for derivatives with many ancestors."""

from __future__ import annotations

from eth_utils.crypto import keccak

from dao_sim.bindings import Licences
from dao_sim.bindings.generated.structs import Ancestor, Registration, Terms
from dao_sim.chain.protocol import Receipt
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, SHARES_PER_WORK, Address, Wei
from tests.contracts.kit import mock_token
from tests.gas.stage import Stage

AMOUNT = 1_000_003
APART = 1_000
"""Between ancestors' numbers, so that no two of them happen to share a slot."""
SHARE_BPS = 150
ANCESTORS = (1, 8, 64)
COMMERCIAL, DERIVATIVE = 1, 2
SALT = b"\x5a" * 32


def licences(stage: Stage) -> None:
    """A licence's life, and a derivative registered by it."""
    coop = stage.coop
    named = ("Licences", "L", coop.access.address, coop.registry.address, coop.vault.address)
    made = Licences.deploy(stage.chain, stage.alice, *named)
    coop.access.grant_role(int(Role.DERIVER), made.address, 0).send(coop.timelock.address)
    work = coop.register_work(stage.alice, b"a song", {stage.alice: SHARES_PER_WORK})
    free = Terms(work, DERIVATIVE, True, False, 500, 0, ETH, 0, 0)
    paid = free._replace(scope=COMMERCIAL, price=AMOUNT, term=86_400)
    stage.act("", made.offer(free), stage.alice)
    stage.act("with a price and a term", made.offer(paid), stage.alice)
    stage.act("for nothing", made.buy(1), stage.bob)
    coop.vault.deposit_eth(work, value=Wei(AMOUNT)).send(stage.carol)
    stage.act("in ETH", made.buy(2, value=Wei(AMOUNT)), stage.carol)
    share = AMOUNT * paid.share_bps // 10_000
    stage.act("in ETH", made.report(2, AMOUNT, value=Wei(share)), stage.carol)
    stage.act("", made.revoke(2, SALT), coop.timelock.address)
    stage.act("", made.withdraw(2), stage.alice)
    content = keccak(text="a remix")
    coop.registry.commit(coop.registry.commitment_for(stage.bob, content, SALT)).send(stage.bob)
    stage.chain.advance(coop.registry.min_commit_age())
    registration = Registration(content, "", (stage.bob,), (SHARES_PER_WORK,), 0, 0)
    stage.act("1 parent", made.register_derivative(registration, SALT, [1]), stage.bob)


def derivatives(stage: Stage) -> None:
    """Deposits for works that pass on to a few ancestors and to as many as there can be."""
    coop = stage.coop
    coop.access.grant_role(int(Role.REGISTRY), stage.alice, 0).send(coop.timelock.address)
    token = mock_token(stage.chain)
    coop.vault.list_asset(token.address).send(coop.timelock.address)
    token.mint(stage.carol, 1_000 * AMOUNT).send(stage.carol)
    token.approve(coop.vault.address, 1_000 * AMOUNT).send(stage.carol)
    for place, count in enumerate(ANCESTORS):
        first = (100 * place + 1) * APART
        numbers = range(first, first + count * APART, APART)
        for number in numbers:
            coop.vault.open_work(number, _origin(number), [stage.alice], [SHARES_PER_WORK]).send(stage.alice)
        heir, table = first + 99 * APART, [Ancestor(number, SHARE_BPS) for number in numbers]
        to, units = [stage.alice], [SHARES_PER_WORK]
        opening = coop.vault.open_derivative(heir, _origin(heir), to, units, table)
        ancestors = f"{count} ancestor{'s' if count > 1 else ''}"
        stage.act(ancestors, opening, stage.alice)
        for case in ("first", "repeat"):
            for function, asset in (("depositETH", ETH), ("deposit", token.address)):
                receipt = _deposit(stage, heir, asset)
                stage.note(f"RoyaltyVault.{function}: {case}, {ancestors}", receipt)


def _deposit(stage: Stage, work: int, asset: Address) -> Receipt:
    vault = stage.coop.vault
    if asset == ETH:
        return vault.deposit_eth(work, value=Wei(AMOUNT)).send(stage.carol)
    return vault.deposit(work, asset, AMOUNT).send(stage.carol)


def _origin(work: int) -> bytes:
    return bytes(keccak(work.to_bytes(32, "big")))
