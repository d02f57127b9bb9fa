"""Gas of licences, rights and bundles, and of deposits for derivatives with many ancestors."""

from __future__ import annotations

from eth_utils.crypto import keccak

from dao_sim.bindings import Bundles, Licences, SubRights
from dao_sim.bindings.generated.structs import Ancestor, Registration, Terms
from dao_sim.chain.protocol import Receipt
from dao_sim.coop.roles import Role
from dao_sim.coop.steps import selector
from dao_sim.units import ETH, SHARES_PER_WORK, Address, Wei
from tests.contracts.kit import mock_token
from tests.gas.stage import Stage

AMOUNT = 1_000_003
APART = 1_000
"""Between ancestors' numbers, so that no two of them happen to share a slot."""
SHARE_BPS = 150
ANCESTORS = (1, 8, 64)
BUNDLED = (2, 8, 64)
COMMERCIAL, DERIVATIVE = 1, 2
SALT = b"\x5a" * 32


def licences(stage: Stage) -> None:
    """A licence's life, and a derivative registered by it."""
    coop = stage.coop
    _, made = _licensing(stage)
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
    registration = _announced(stage, stage.bob, "a remix")
    stage.act("1 parent", made.register_derivative(registration, SALT, [1]), stage.bob)


def rights(stage: Stage) -> None:
    """A right split off, licensed, and merged again."""
    coop = stage.coop
    split, made = _licensing(stage)
    work = coop.register_work(stage.alice, b"a song", {stage.alice: SHARES_PER_WORK})
    registration = _announced(stage, stage.alice, "a right")
    stage.act("", split.split(work, COMMERCIAL, SHARE_BPS, registration, SALT), stage.alice)
    terms = Terms(work + 1, COMMERCIAL, True, False, 500, 0, ETH, 0, 0)
    stage.act("of a right", made.offer(terms), stage.alice)
    stage.act("of a right, for nothing", made.buy(1), stage.bob)
    stage.act("", split.merge(work + 1), stage.alice)


def collections(stage: Stage) -> None:
    """Bundles of a few works and of as many as there can be."""
    coop = stage.coop
    split, _ = _licensing(stage)
    parts = (coop.membership.address, coop.registry.address, coop.vault.address, split.address)
    made = Bundles.deploy(stage.chain, stage.alice, *parts)
    confine = [selector("confine(uint256,uint256)")]
    coop.access.set_target_function_role(split.address, confine, int(Role.DERIVER)).send(
        coop.timelock.address
    )
    coop.access.grant_role(int(Role.DERIVER), made.address, 0).send(coop.timelock.address)
    singles = [
        coop.register_work(stage.alice, b"song %d" % number, {stage.alice: SHARES_PER_WORK})
        for number in range(max(BUNDLED))
    ]
    for bundle, count in enumerate(BUNDLED, start=1):
        case = f"{count} works"
        works = [Ancestor(work, SHARE_BPS) for work in singles[:count]]
        registration = _announced(stage, stage.alice, case)
        agreed = made.terms_for(registration, SALT)
        stage.act(case, made.propose(works, agreed), stage.alice)
        for work in singles[: count - 1]:
            made.join(bundle, work).send(stage.alice)
        stage.act(case, made.join(bundle, singles[count - 1]), stage.alice)
        stage.act(case, made.open_(bundle, registration, SALT), stage.alice)
    made.propose(works, agreed).send(stage.alice)
    made.join(bundle + 1, singles[0]).send(stage.alice)
    stage.act("", made.withdraw(bundle + 1, singles[0]), stage.alice)


def _licensing(stage: Stage) -> tuple[SubRights, Licences]:
    """The contracts that register what derives, which the stage's charter has not."""
    coop = stage.coop
    works = (coop.access.address, coop.registry.address, coop.vault.address)
    split = SubRights.deploy(stage.chain, stage.alice, *works)
    made = Licences.deploy(stage.chain, stage.alice, "Licences", "L", *works, split.address)
    for deriver in (split.address, made.address):
        coop.access.grant_role(int(Role.DERIVER), deriver, 0).send(coop.timelock.address)
    return split, made


def _announced(stage: Stage, registrant: Address, name: str) -> Registration:
    """What can be revealed at once, all of whose units will be the registrant's."""
    registry, content = stage.coop.registry, keccak(text=name)
    registry.commit(registry.commitment_for(registrant, content, SALT)).send(registrant)
    stage.chain.advance(registry.min_commit_age())
    return Registration(content, "", (registrant,), (SHARES_PER_WORK,), 0, 0)


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
