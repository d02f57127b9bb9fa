"""Behaviours that have no sense: any intent with any columns, in any phase, by anybody.

Sensible behaviours seldom ask for what is refused, and for some intents never. Meddlers are behaviours like
others, of a scenario that says so; they decide by their draws alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import ClassVar

from pydantic import Field

from dao_sim.ledger.intents import Intent
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.plans import Act
from dao_sim.sim.view import Draws, Ids, View
from tests.property.scenarios import of_content, of_funds, of_members, of_works
from tests.property.scenarios.whims import Whim

Wish = Callable[[Whim], Intent]

ALWAYS: tuple[Wish, ...] = (
    *(of_members.spend, of_members.pay, of_members.admit, of_members.resign, of_members.mint),
    *(of_members.burn, of_members.transfer, of_members.delegate, of_members.propose, of_members.vote),
    *(of_members.queue, of_members.execute, of_members.cancel, of_works.register, of_works.deposit),
    *(of_works.claim, of_works.claim_foreign, of_works.move_units, of_works.collect_levy),
)
OFTEN: dict[str, tuple[Wish, ...]] = {
    "propose": (of_members.propose,) * 20,
    "delegate": (of_members.cancel,) * 10,
    "vote": (of_members.vote,) * 60,
    "create": (of_works.register,) * 5,
    "execute": (of_members.queue, of_members.execute) * 20,
    "claim": (of_works.claim_foreign, of_works.claim) * 5,
}
"""What is wanted more often in a phase."""
OF_PARTS: dict[str, tuple[Wish, ...]] = {
    "licences": (of_works.offer, of_works.buy_licence, of_works.derive),
    "matching": (of_funds.give, of_funds.give, of_funds.claim_match, of_funds.settle_round),
    "content": (
        *(of_content.enlist, of_content.retire, of_content.submit),
        *(of_content.withdraw_stakes, of_content.withdraw_stakes),
        *(of_content.request_review, of_content.seal_verdicts, of_content.reveal_verdicts),
        *(of_content.close_case, of_content.conclude_submission, of_content.lapse_submission),
        *(of_content.claim_rewards, of_content.claim_deposits),
    ),
    "grants": (
        *(of_funds.accept_grant, of_funds.submit_milestone, of_funds.review_milestone),
        *(of_funds.settle_milestone, of_funds.lapse_grant, of_funds.withdraw_grant),
    ),
}

PHASES = ("trade", "propose", "delegate", "vote", "execute", "create", "claim", "fund")


class Meddler(Behaviour):
    """Does up to `most` things of those that the charter has parts for."""

    parts: tuple[str, ...]
    """Of the charter: `licences`, `matching`, `content`, `grants`."""
    most: int = Field(default=3, ge=0, le=6)

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        random = Random(draws.uniform("whim")[0])
        of_parts = [kind for part in self.parts for kind in OF_PARTS[part]]
        kinds = [*ALWAYS, *OFTEN.get(self.phase, ()), *of_parts * (5 if self.phase == "fund" else 1)]
        whim = Whim(random, view, self.parts)
        return [random.choice(kinds)(whim) for _ in range(random.randint(0, self.most))]


def _meddler(of: str) -> type[Meddler]:
    class InPhase(Meddler):
        name: ClassVar[str] = f"meddle_in_{of}"
        phase: ClassVar[str] = of

    return InPhase


MEDDLERS = {kind.name: kind for kind in map(_meddler, PHASES)}
