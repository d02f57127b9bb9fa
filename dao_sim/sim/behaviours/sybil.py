"""One who is many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dao_sim.ledger.intents import Transfer
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.plans import Act, Join
from dao_sim.sim.view import Draws, View


class Sybil(Behaviour):
    """Of its accounts the member with the most tokens makes members of the others, and splits its tokens.

    It pays where a head counts: by members' votes, by square roots of tokens, by how many give. Its accounts
    vote as one hand with `cartel` and `vote_as_promised`. (J. R. Douceur, The Sybil Attack, IPTPS 2002.)
    """

    name: ClassVar[str] = "sybil"
    phase: ClassVar[str] = "join"

    start: Annotated[int, Field(ge=0, le=5_200)] = 0
    """The epoch in which it begins."""
    each: Annotated[int, Field(ge=1, le=100_000)] = 5
    """Accounts that become members in an epoch, until all of its cohorts' are."""

    def decide(self, view: View, members: NDArray[np.int64], draws: Draws) -> Sequence[Act]:
        inside = members[view.coop.members[members]]
        reserve = members[~view.coop.members[members]]
        if view.epoch < self.start or not len(inside) or not len(reserve):
            return []
        place, tokens = view.coop.place, view.coop.token_amounts
        master = inside[view.coop.tokens[inside].argmax()]
        order = np.argsort(draws.lasting("order")[reserve], kind="stable")
        joining = np.sort(reserve[order[: self.each]])
        classes = np.full(len(joining), view.coop.classes[master], dtype=np.int8)
        acts: list[Act] = [Join(coop=place, accounts=joining, classes=classes)]
        each, _ = tokens[np.full(len(joining), master)].divided(len(reserve) + 1)
        if each.positive().any():
            senders = np.full(len(joining), master)
            acts.append(Transfer(coop=place, senders=senders, recipients=joining, amounts=each))
        return acts


BEHAVIOUR = Sybil
