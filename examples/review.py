"""A claim that a panel upholds, and a larger one dismisses on appeal; one of each panel is silent.

Runs on the embedded engine, and prints what panels said and what the treasury got of lost stakes:

    python examples/review.py --seats 3
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from dao_sim.bindings import ReviewPanels
from dao_sim.bindings.generated.structs import Question
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.panels import Outcome
from dao_sim.units import ETH, Address, MemberClass, Wei, format_amount

ETHER = 10**18
CLAIM = b"\x2a" * 32
SALT = b"\x07" * 32
CHARTER = """
name = "Lumen"
operators.admitter = ["account:0"]
review = { size = %d, stake = "1", fee = "0.1", bonus = "0.02" }
founders = [{ account = "account:1", class = "creator", tokens = "1000" }]
"""


def main() -> None:
    """Reads the command line and prints."""
    parser = argparse.ArgumentParser(description="A claim that goes through an appeal.")
    parser.add_argument("--seats", type=int, default=3, help="seats of the first panel, an odd number")
    run(parser.parse_args().seats)


def run(seats: int) -> None:
    """The claim from its question to its outcome."""
    coop = Cooperative.deploy(Charter.parse(CHARTER % seats))
    chain, panels = coop.chain, coop.panels
    assert panels is not None
    office, _, claimant, respondent = chain.accounts()[:4]
    people = [Address(f"0x{number:040x}") for number in range(0x10000, 0x10000 + 4 * seats)]
    for person in people:
        coop.membership.admit(person, int(MemberClass.CREATOR)).send(office)
        chain.fund(person, 2 * ETHER)
        panels.enlist(ETHER, value=Wei(ETHER)).send(person)
    chain.advance(1)

    question = Question(CLAIM, claimant, respondent, claimant, chain.now())
    panels.open_(question, (), value=Wei(panels.cost())).send(claimant)
    first = answer(coop, panels, 1, upheld=True)
    print(f"first panel of {len(first)}: {outcome(panels)}")
    panels.appeal(1, value=Wei(panels.appeal_cost(1))).send(respondent)
    larger = answer(coop, panels, 2, upheld=False)
    print(f"larger panel of {len(larger)}: {outcome(panels)}")

    chain.advance(panels.terms().appeal_period)
    panels.close(1).send(office)
    print(f"final: {outcome(panels)}")
    panels.recover(ETH).send(office)
    print(f"treasury  {format_amount(chain.balance(coop.treasury.address))} ETH")


def answer(coop: Cooperative, panels: ReviewPanels, round_: int, *, upheld: bool) -> Sequence[Address]:
    """A round: drawn, voted by all but the last, who is silent, and closed. Returns the panel."""
    chain = coop.chain
    for _ in range(6):
        chain.advance(12)
    panels.draw(1, ()).send(chain.accounts()[0])
    panel = panels.panel_of(1, round_)
    for person in panel[:-1]:
        panels.commit(1, panels.commitment_of(1, round_, person, upheld, SALT)).send(person)
    chain.advance(panels.terms().commit_period)
    for person in panel[:-1]:
        panels.reveal(1, upheld, SALT).send(person)
    chain.advance(panels.terms().reveal_period)
    panels.close(1).send(chain.accounts()[0])
    return panel


def outcome(panels: ReviewPanels) -> str:
    """What stands, in a word."""
    return Outcome(panels.case_of(1).standing).name.lower()


if __name__ == "__main__":
    main()
