"""Who holds whose votes, told from the token's history, and what delegates did with them."""

from __future__ import annotations

from dao_sim.coop import Cooperative
from dao_sim.coop.delegation import Delegate, Record, VoteGiven, delegates_of, records_of
from dao_sim.units import Support

TOKEN = 10**18


def test_holders_are_their_own_delegates_until_they_choose(coop: Cooperative) -> None:
    (ada,) = coop.founders
    bram, chipo = coop.chain.accounts()[2:4]
    coop.mint(bram, 30 * TOKEN)
    assert delegates_of(coop) == [
        Delegate(address=ada, votes=1000 * TOKEN, holders={ada: 1000 * TOKEN}),
        Delegate(address=bram, votes=30 * TOKEN, holders={bram: 30 * TOKEN}),
    ]
    coop.token.delegate(chipo).send(ada)
    coop.token.delegate(chipo).send(bram)
    both = {ada: 1000 * TOKEN, bram: 30 * TOKEN}
    assert delegates_of(coop) == [Delegate(address=chipo, votes=1030 * TOKEN, holders=both)]
    assert delegates_of(coop)[0].delegators == both
    coop.token.delegate(bram).send(bram)
    assert [delegate.delegators for delegate in delegates_of(coop)] == [{ada: 1000 * TOKEN}, {}]


def test_the_table_agrees_with_the_token(coop: Cooperative) -> None:
    (ada,) = coop.founders
    bram, chipo, dora, emil = coop.chain.accounts()[2:6]
    coop.mint_many([bram, chipo, dora], [3 * TOKEN, 5 * TOKEN, 7]).raise_if_refused()
    coop.delegate_many([bram, chipo, dora], [chipo, dora, ada]).raise_if_refused()
    coop.transfer_many([ada, chipo], [emil, bram], [TOKEN, TOKEN]).raise_if_refused()
    coop.token.burn(7).send(dora)  # holds nothing any more, and votes with what Chipo gave
    table = delegates_of(coop)
    assert {each.address: each.votes for each in table} == {
        account: votes
        for account in (ada, bram, chipo, dora, emil)
        if (votes := coop.token.get_votes(account))
    }
    assert [each.votes for each in table] == sorted((each.votes for each in table), reverse=True)
    assert sum(each.votes for each in table) == coop.token.total_supply()


def test_a_record_has_proposals_and_votes_with_their_reasons(coop: Cooperative) -> None:
    (ada,) = coop.founders
    bram, chipo = coop.chain.accounts()[2:4]
    coop.mint(bram, 30 * TOKEN)
    first, second = (coop.propose(ada, [coop.vault.set_levy(bps)], f"Levy {bps}") for bps in (1, 2))
    second.open()
    first.vote(bram, Support.AGAINST, reason="too low")
    second.vote(bram, Support.ABSTAIN)
    second.vote(ada, Support.FOR)
    records = records_of(coop)
    assert records[ada] == Record(
        proposed=(1, 2),
        votes=(VoteGiven(proposal=2, said="for", side=Support.FOR, weight=1000 * TOKEN, reason=""),),
    )
    assert records[bram].proposed == ()
    assert [(vote.proposal, vote.reason) for vote in records[bram].votes] == [(1, "too low"), (2, "")]
    assert [records[bram].count(support) for support in Support] == [1, 0, 1]
    assert chipo not in records
