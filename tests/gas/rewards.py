"""Gas of contribution rewards: submitted, accepted, minted, released."""

from __future__ import annotations

from tests.contracts.kit import DAY
from tests.contracts.rewards import CODE, EVIDENCE, OF_CODE, REVIEW, REWARDER, award_of, rewards
from tests.gas.stage import Stage, stranger


def contributions(stage: Stage) -> None:
    """One that is minted at once, one whose tokens come in a later epoch, one declined, one that lapses."""
    coop = stage.coop
    made, token = rewards(coop), coop.token
    stage.decree("", made.set_reward(CODE, OF_CODE))
    submit = made.submit(CODE, EVIDENCE, "https://lumen.example/patch.diff")
    stage.act("", submit, stage.alice)
    for _ in range(3):
        submit.send(stage.alice)
    stage.act("minted at once", made.accept(1, 10_000), REWARDER)
    token.set_mint_cap(OF_CODE.amount).send(coop.timelock.address)
    stage.act("cap spent", made.accept(2, 10_000), REWARDER)
    stage.act("", made.decline(3), REWARDER)
    stage.chain.advance(max(REVIEW, token.epoch_length()))
    stage.act("", made.lapse(4), stranger(0))
    stage.act("in a later epoch", made.mint(2), stranger(0))
    award = award_of(made, 1)
    stage.act("", award.delegate(stage.bob), stage.alice)
    stage.chain.advance(30 * DAY)
    stage.act("", award.release_with_token(token.address), stranger(0))
