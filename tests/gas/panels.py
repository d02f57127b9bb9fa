"""Gas of review panels: enlisted, asked, drawn, voted, closed, appealed, withdrawn."""

from __future__ import annotations

from dao_sim.units import ETH, MemberClass, Wei
from tests.contracts.panels import COMMIT, LAST_BLOCK, REVEAL, SALT, STAKE, panels, question, wait
from tests.gas.stage import Stage, stranger


def reviews(stage: Stage) -> None:
    """A panel of five, of eight who are enlisted; one is silent, and who lost appeals to a larger panel."""
    coop, chain = stage.coop, stage.chain
    made = panels(coop, size=5)
    asked = question(coop, claimant=stage.dave, respondent=stage.carol, payer=stage.carol)
    members = [stranger(number) for number in range(10, 18)]
    for member in members:
        coop.membership.admit(member, int(MemberClass.CREATOR)).send(stage.operator)
        chain.fund(member, 2 * STAKE)
    stage.act("first", made.enlist(STAKE, value=Wei(STAKE)), members[0])
    for member in members[1:]:
        made.enlist(STAKE, value=Wei(STAKE)).send(member)
    chain.advance(1)
    later = asked._replace(admitted_before=chain.now())
    stage.act("panel of 5", made.open_(later, (), value=Wei(made.cost())), stage.carol)
    wait(coop, 6)
    stage.act("5 of 8", made.draw(1, ()), stranger(0))
    panel = made.panel_of(1, 1)
    seals = {member: made.commit(1, made.commitment_of(1, 1, member, True, SALT)) for member in panel[:4]}
    stage.act("", seals.pop(panel[0]), panel[0])
    for member, seal in seals.items():
        seal.send(member)
    chain.advance(COMMIT)
    reveal = made.reveal(1, True, SALT)
    stage.act("first of a panel", reveal, panel[0])
    for member in seals:
        reveal.send(member)
    chain.advance(REVEAL)
    stage.act("panel of 5, one silent", made.close(1), stranger(0))
    stage.act("to a panel of 11", made.appeal(1, value=Wei(made.appeal_cost(1))), stage.carol)
    stage.act("", made.retire(), panel[0])
    wait(coop, LAST_BLOCK + 1)
    stage.act("draw of an appeal that expired", made.close(1), stranger(0))
    stage.act("", made.withdraw(), panel[0])
    stage.act("ETH, first to a payee", made.claim(ETH, stranger(1)), panel[0])
    stage.act("ETH", made.recover(ETH), stranger(0))
