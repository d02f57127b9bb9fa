"""Taste travels: people come to like what those like whom they know."""

from __future__ import annotations

from dataclasses import replace

from dao_sim.sim.state import State


def listen(state: State) -> None:
    """Moves everybody's taste at an epoch's end (M. H. DeGroot 1974); without rates or ties nobody's."""
    terms = state.scenario.influence
    if state.network is None or not (terms.strong or terms.weak):
        return
    taste = state.network.step(state.people.taste, strong=terms.strong, weak=terms.weak)
    taste.flags.writeable = False
    state.people = replace(state.people, taste=taste)
