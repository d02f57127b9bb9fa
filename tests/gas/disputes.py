"""Gas of a dispute window, of disputes about works, and of panels as the arbiter of a delivery."""

from __future__ import annotations

from dao_sim.bindings import ReviewPanels
from dao_sim.bindings.generated.structs import Registration
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, SHARES_PER_WORK, Wei
from tests.contracts.commissions import WORK, bid, needed
from tests.contracts.disputes import SONG, claim, opened, ruled
from tests.contracts.kit import ALICE, BOB, CAROL, DAY
from tests.contracts.panels import enlisted
from tests.gas.stage import CHARTER, Stage
from tests.gas.works import URI

WINDOW = "dispute window"
DISPUTED = Charter.from_record(
    {
        **CHARTER.record(),
        "works": {"dispute_window": "30d"},
        "review": {"size": 5},
        "commissions": {"arbiter": "panels", "ruling_period": "60d"},
    }
)


def disputed(stage: Stage) -> None:
    """A co-op of its own, whose new works' units are locked: what that costs, and what a dispute costs."""
    coop = Cooperative.deploy(DISPUTED, stage.chain)
    assert coop.panels is not None
    enlisted(coop, coop.panels, 7, stake=coop.panels.terms().stake)
    _registered(stage, coop)
    _moved(stage, coop)
    _claimed(stage, coop, coop.panels)
    _delivered(stage, coop, coop.panels)


def _registered(stage: Stage, coop: Cooperative) -> None:
    """The first of two works, as a co-op without a window registers it in another scene."""
    coop.register_work(ALICE, b"the first work of all", {ALICE: SHARES_PER_WORK})
    salt, content = b"\x5a" * 32, b"\x01" * 32
    coop.registry.commit(coop.registry.commitment_for(ALICE, content, salt)).send(ALICE)
    stage.chain.advance(coop.registry.min_commit_age())
    half = SHARES_PER_WORK // 2
    registration = Registration(content, URI, (ALICE, BOB), (half, half), 1_000, 1_000)
    stage.act(f"2 contributors, {WINDOW}", coop.registry.register(registration, salt), ALICE)


def _moved(stage: Stage, coop: Cooperative) -> None:
    """Units given away once they are free: what is given is counted, by giver and work."""
    stage.chain.advance(30 * DAY)
    move = coop.vault.transfer(BOB, 2, 1_000)
    for case in ("first", "repeat"):
        stage.act(f"units, no asset received, {WINDOW}, {case}", move, ALICE)


def _claimed(stage: Stage, coop: Cooperative, panels: ReviewPanels) -> None:
    """A dispute that keeps a new work's units locked, upheld; one that comes too late to, dismissed."""
    made = coop.disputes
    assert made is not None
    work = coop.register_work(ALICE, b"a song", SONG)
    said, cost = claim(work), Wei(panels.cost())
    who = list(SONG), list(SONG.values())
    stage.act("while units are locked", made.open_(said, *who, value=cost), CAROL)
    ruled(coop, panels, made.dispute_of(1).case_id, *[True] * 5)
    stage.act("upheld, 1 heir", made.conclude(1), BOB)
    stage.chain.advance(30 * DAY)
    late = opened(coop, made, said)
    ruled(coop, panels, made.dispute_of(late).case_id, *[False] * 5)
    stage.act("dismissed", made.conclude(late), BOB)
    coop.access.grant_role(int(Role.ADJUDICATOR), BOB, 0).send(coop.timelock.address)
    stage.act("no asset received", coop.vault.adjudge(work, ALICE, CAROL, 1_000), BOB)
    stage.act("", coop.vault.set_lock(work, stage.chain.now() + DAY), BOB)


def _delivered(stage: Stage, coop: Cooperative, panels: ReviewPanels) -> None:
    """A delivery that a panel judges."""
    made, arbiter, said = coop.commissions, coop.panel_arbiter, needed()
    assert made is not None
    assert arbiter is not None
    made.post(said, value=Wei(said.budget)).send(CAROL)
    made.accept(bid(made, 1, ALICE)).send(CAROL)
    made.deliver(1, WORK).send(ALICE)
    made.dispute(1).send(CAROL)
    stage.act("", arbiter.ask(made.address, 1, 4_000, value=Wei(panels.cost())), CAROL)
    case = arbiter.case_of(made.address, 1)
    ruled(coop, panels, case, *[True] * 5)
    stage.act("upheld", arbiter.conclude(case), BOB)
    assert made.owed_to(ALICE, ETH)
