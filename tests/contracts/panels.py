"""Review panels, deployed with a few words, and members who sit on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from dao_sim.bindings import ReviewPanels
from dao_sim.bindings.generated.structs import PanelTerms, Question
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import OPTIONAL, Role
from dao_sim.units import ETH, Address, MemberClass, Wei
from tests.contracts.kit import DAVE, DAY, DEPLOYER, ERIN, OPERATOR, TOKEN, decree

PENDING, UPHELD, DISMISSED, EXPIRED = range(4)
DRAWING, VOTING, DECIDED, REFERRED, FINAL = range(1, 6)
COMMIT, REVEAL, APPEAL, VOTE = 3 * DAY, 2 * DAY, 5 * DAY, 21 * DAY
STAKE, FEE, BONUS = TOKEN, TOKEN // 10, TOKEN // 50
PRICE = 3 * (FEE + BONUS)
"""What a panel of three costs."""
APPEAL_PRICE = 7 * (FEE + BONUS)
SALT = bytes(range(32))
SUBJECT = bytes(range(1, 33))
LAST_BLOCK = 255
"""A panel can be drawn until so many blocks after its request."""


def terms(**changes: Any) -> PanelTerms:
    """Panels of three, by simple majority, with a stake of 1 ETH, a fee of 0.1 and a bonus of 0.02."""
    usual = PanelTerms(3, 5_000, COMMIT, REVEAL, APPEAL, VOTE, STAKE, FEE, BONUS)
    return usual._replace(**changes)


def people(count: int, start: int = 1) -> tuple[Address, ...]:
    """Accounts of nobody else's, with ETH once they are funded."""
    names = (b"panellist %d" % number for number in range(start, start + count))
    return tuple(Address(to_checksum_address(keccak(name)[12:])) for name in names)


def panels(coop: Cooperative, asset: Address = ETH, **changes: Any) -> ReviewPanels:
    """The contract, with its functions behind their role."""
    where = (coop.access.address, coop.membership.address, coop.treasury.address, asset)
    made = ReviewPanels.deploy(coop.chain, DEPLOYER, *where, terms(**changes))
    functions = made.artifact().abi.functions
    selectors = [functions[signature].selector for signature in OPTIONAL["ReviewPanels"]]
    role = int(Role.REVIEW_STEWARD)
    decree(coop, coop.access.set_target_function_role(made.address, selectors, role))
    decree(coop, coop.access.grant_role(role, coop.timelock.address, 0))
    return made


def admit(coop: Cooperative, *accounts: Address) -> None:
    """Members from the next second on."""
    for account in accounts:
        coop.membership.admit(account, int(MemberClass.CREATOR)).send(OPERATOR)
        coop.chain.fund(account, 100 * TOKEN)
    coop.chain.advance(1)


def enlisted(
    coop: Cooperative, made: ReviewPanels, count: int = 3, stake: int = STAKE
) -> tuple[Address, ...]:
    """So many members, each with its stake."""
    accounts = people(count)
    admit(coop, *accounts)
    for account in accounts:
        made.enlist(stake, value=Wei(stake)).send(account)
    coop.chain.advance(1)
    return accounts


def question(coop: Cooperative, **changes: Any) -> Question:
    """Dave claims something against Erin, who pays; members until now can sit."""
    usual = Question(SUBJECT, DAVE, ERIN, ERIN, coop.chain.now())
    return usual._replace(**changes)


def opened(coop: Cooperative, made: ReviewPanels, conflicts: Sequence[Address] = (), **changes: Any) -> int:
    """A case that Erin opened and paid. Returns its number."""
    asked = question(coop, **changes)
    made.open_(asked, conflicts, value=Wei(made.cost())).send(ERIN)
    return made.case_count()


def wait(coop: Cooperative, blocks: int) -> None:
    """So many blocks, of a second each."""
    for _ in range(blocks):
        coop.chain.advance(1)


def drawn(
    coop: Cooperative, made: ReviewPanels, number: int, conflicts: Sequence[Address] = ()
) -> tuple[Address, ...]:
    """Draws the present panel of a case, and returns it."""
    wait(coop, 6)
    made.draw(number, conflicts).send(DEPLOYER)
    return made.panel_of(number, made.case_of(number).rounds)


def voted(coop: Cooperative, made: ReviewPanels, number: int, votes: Mapping[Address, bool]) -> None:
    """Panellists commit and reveal; the others are silent. Ends when the round can be closed."""
    current = made.case_of(number).rounds
    found = made.round_of(number, current)
    for who, upheld in votes.items():
        made.commit(number, made.commitment_of(number, current, who, upheld, SALT)).send(who)
    coop.chain.advance(found.commit_ends - coop.chain.now())
    for who, upheld in votes.items():
        made.reveal(number, upheld, SALT).send(who)
    coop.chain.advance(found.reveal_ends - coop.chain.now())


def decided(coop: Cooperative, made: ReviewPanels, number: int, *votes: bool) -> tuple[Address, ...]:
    """A round from its draw to its close, the first panellists voting like this. Returns the panel."""
    panel = drawn(coop, made, number)
    voted(coop, made, number, dict(zip(panel, votes, strict=False)))
    made.close(number).send(DEPLOYER)
    return panel


def owed(made: ReviewPanels, *accounts: Address) -> tuple[int, ...]:
    """What accounts are owed of the panels' asset."""
    asset = made.asset()
    return tuple(made.owed_to(account, asset) for account in accounts)
