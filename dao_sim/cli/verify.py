"""`dao-sim verify`: what is on the chain, compared with the artifacts and the charter."""

from __future__ import annotations

from dao_sim.cli.command import Data, command_app
from dao_sim.cli.failure import CommandFailed, Failure
from dao_sim.cli.output import Output
from dao_sim.cli.session import Visit, reading

app = command_app()


@app.command()
@reading
def verify(out: Output, visit: Visit) -> Data:
    """Compare what is on the chain with the artifacts and the charter.

    Code, constructor arguments, every parameter, every role. Exits 1 and names each mismatch, what a vote has
    changed since included.

    Example: dao-sim verify --coop Lumen --network local
    """
    from dao_sim.coop.verify import count
    from dao_sim.coop.verify import verify as compare

    with out.progress("Verifying", count(visit.deployment, visit.chain)) as advance:
        checks = compare(visit.deployment, visit.chain, lambda: advance(1))
    mismatches = [check for check in checks if not check.agrees]
    if mismatches:
        raise CommandFailed(
            [
                Failure(
                    code="mismatch",
                    message=f"{check.what}: expected {check.expected}, found {check.found}",
                )
                for check in mismatches
            ]
        )
    name = visit.deployment.name
    out.line(f"{name} on chain {visit.chain.chain_id} is as its charter says: {len(checks)} checks agree.")
    return {
        "coop": name,
        "chain_id": visit.chain.chain_id,
        "checks": [{"what": check.what, "value": check.found} for check in checks],
    }
