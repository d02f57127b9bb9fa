"""A contribution from submission to vested tokens, and who votes with them meanwhile.

Runs on the embedded engine, and prints what is released as time passes:

    python examples/reward.py --accepted 75
"""

from __future__ import annotations

import argparse

from dao_sim.bindings import VestingAward
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.reward_terms import kind_bytes
from dao_sim.units import format_amount

DAY = 86_400
CHARTER = """
name = "Lumen"
operators.rewarder = ["account:9"]
founders = [
    { account = "account:1", class = "creator", tokens = "1000" },
    { account = "account:2", class = "patron", tokens = "600" },
]
[rewards]
kinds = [{ name = "code", amount = "120", cliff = "90d", duration = "360d" }]
"""


def run(accepted_bps: int) -> tuple[int, dict[int, int]]:
    """The contributor's votes at once, and day by day what of the award has been released (smallest unit)."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    rewards, chain, token = coop.rewards, coop.chain, coop.token
    assert rewards is not None
    contributor, rewarder = coop.founders[0], chain.accounts()[9]

    rewards.submit(kind_bytes("code"), b"\x2a" * 32, "https://lumen.example/patch.diff").send(contributor)
    rewards.accept(1, accepted_bps).send(rewarder)
    award = VestingAward(chain, rewards.contribution_of(1).award)
    votes = token.get_votes(contributor)

    released = {}
    for day in (60, 90, 180, 360):
        chain.advance(award.start() + day * DAY - chain.now())
        award.release_with_token(token.address).send(rewarder)
        released[day] = award.released_with_token(token.address)
    assert token.get_votes(contributor) == votes  # they voted with their owner all the time
    return votes, released


def main() -> None:
    """Reads the command line and prints."""
    parser = argparse.ArgumentParser(description="A contribution from submission to vested tokens.")
    parser.add_argument("--accepted", type=int, default=75, help="which part is accepted, in percent")
    votes, released = run(parser.parse_args().accepted * 100)
    print(f"votes   {format_amount(votes):>8}")
    for day, amount in released.items():
        print(f"day {day:3} {format_amount(amount):>8} released")


if __name__ == "__main__":
    main()
