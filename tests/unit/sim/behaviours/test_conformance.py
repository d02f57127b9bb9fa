"""Every behaviour in the package does what a behaviour must, and does something."""

from __future__ import annotations

import pytest

from dao_sim.sim.behaviour import Behaviour, known
from dao_sim.testing.behaviour import BehaviourConformance, acts_in_all_views


@pytest.fixture(params=sorted(known()))
def behaviour(request: pytest.FixtureRequest) -> Behaviour:
    return known()[request.param]()


class TestEveryBehaviour(BehaviourConformance):
    def test_it_acts_somewhere(self, behaviour: Behaviour) -> None:
        assert acts_in_all_views(behaviour)
