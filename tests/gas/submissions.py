"""Gas of works that are submitted, screened and reviewed before they are registered."""

from __future__ import annotations

from dao_sim.units import Flag, Wei
from tests.contracts.panels import enlisted
from tests.contracts.submissions import (
    DEPOSIT,
    MUSIC,
    SALT,
    panels_of,
    registration,
    signed,
    submissions,
    submitted,
    verdict,
)
from tests.gas.stage import Stage, stranger

TOOLS = "a voice model"


def gated(stage: Stage) -> None:
    """A clean submission with one contributor, to its registration; one that is flagged, and reviewed."""
    coop, by = stage.coop, stage.alice
    made = submissions(coop)
    said = registration(by=by)
    registry = coop.registry
    registry.commit(registry.commitment_for(by, said.content_hash, SALT)).send(by)
    stage.chain.advance(registry.min_commit_age())
    stage.act("deposit in ETH", made.submit(said, MUSIC, TOOLS, SALT, value=Wei(DEPOSIT)), by)
    clean = verdict(coop, made, 1)
    stage.act("clean, the only screener", made.screen(clean, signed(made, clean)), stranger(0))
    stage.act("1 contributor, under the gate", registry.register(said, SALT), by)
    enlisted(coop, panels_of(coop, made), 5)
    other = registration("other", by=by)
    submitted(coop, made, other, by=by)
    flag = verdict(coop, made, 2, Flag.OTHER)
    stage.act("flagged", made.screen(flag, signed(made, flag)), stranger(0))
    stage.act("", made.request_review(2, other), by)
