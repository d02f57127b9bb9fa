"""Gas of registering works."""

from __future__ import annotations

from dao_sim.bindings.generated.structs import Registration
from dao_sim.units import SHARES_PER_WORK
from tests.gas.stage import Stage, stranger

URI = "ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi"
CONTRIBUTORS = (1, 2, 10, 100)


def works(stage: Stage) -> None:
    """Commitment and registration by number of contributors; what governance and owners may do afterwards."""
    registry = stage.coop.registry
    stage.coop.register_work(stage.alice, b"the first work of all", {stage.alice: SHARES_PER_WORK})
    for count in CONTRIBUTORS:
        _register(stage, count)
    stage.act("", registry.transfer_from(stage.alice, stage.carol, 1), stage.alice)
    stage.act("", registry.approve(stage.carol, 2), stage.alice)
    stage.decree("", registry.reassign(3, stage.carol))
    stage.decree("", registry.void_registration(2, stage.carol))


def _register(stage: Stage, contributors: int) -> None:
    registry = stage.coop.registry
    units, left = divmod(SHARES_PER_WORK, contributors)
    content, salt = contributors.to_bytes(32, "little"), b"\x5a" * 32
    committed = registry.commit(registry.commitment_for(stage.alice, content, salt)).send(stage.alice)
    stage.gas["WorkRegistry.commit"] = committed.gas_used
    stage.chain.advance(registry.min_commit_age())
    registration = Registration(
        content_hash=content,
        uri=URI,
        contributors=tuple(stranger(number) for number in range(contributors)),
        units=(units + left, *[units] * (contributors - 1)),
        ai_share_bps=1_000,
        royalty_bps=1_000,
    )
    case = f"{contributors} contributor{'s' if contributors > 1 else ''}"
    stage.act(case, registry.register(registration, salt), stage.alice)
