"""Attacks on matching rounds: who gives to itself by a back door, who spoils others' gifts, stolen works."""

from __future__ import annotations

from eth_utils.crypto import keccak

from dao_sim.coop import Cooperative
from dao_sim.units import ETH, SHARES_PER_WORK
from tests.contracts.kit import ALICE, BOB, CAROL, DAY, ERIN, MALLORY, NOBODY, decree, refuses
from tests.contracts.licensing import derived, licensed
from tests.contracts.matching import a_round, endow, give, matching, pass_claims, pass_review, terms

PERCENT = SHARES_PER_WORK // 100


def test_a_work_s_receiver_registered_like_an_account_is_the_work(coop: Cooperative, work: int) -> None:
    """Its makers give to the address where its royalties come in, as though that were somebody else's."""
    made, receiver = matching(coop), coop.vault.receiver_of(work)
    number = a_round(coop, made, terms(delay=DAY), payees=())
    made.register(number, receiver).send(ALICE)
    assert made.grant_at(number, 1).work_id == work
    coop.chain.advance(DAY)
    for giver in (ALICE, BOB):
        give(made, number, 1, giver, 100)
    assert (made.grant_at(number, 1).contributed, made.ideal_of(number, 1)) == (200, 0)


def test_content_registered_after_its_receiver_is_a_work_from_then_on(coop: Cooperative) -> None:
    """The receiver is known before the work is there, and so are its makers afterwards."""
    made = matching(coop)
    receiver = coop.vault.receiver_for(ALICE, bytes(keccak(b"a song")))
    number = a_round(coop, made, payees=[receiver])
    coop.register_work(ALICE, b"a song", {ALICE: 600_000, BOB: 400_000})
    for giver in (ALICE, BOB):
        give(made, number, 1, giver, 100)
    assert made.ideal_of(number, 1) == 0


def test_a_work_registered_again_is_known_by_its_receiver(coop: Cooperative, work: int) -> None:
    """Its registrant registers the same content for other makers; whoever makes it now gives to itself."""
    made = matching(coop)
    number = a_round(coop, made, works=[work], payees=())
    decree(coop, coop.registry.void_registration(work, NOBODY))
    again = coop.register_work(ALICE, b"a song", {CAROL: SHARES_PER_WORK})
    assert coop.vault.receiver_of(again) == coop.vault.receiver_of(work)
    assert coop.vault.work_of_receiver(coop.vault.receiver_of(work)) == again
    for giver in (BOB, CAROL):
        give(made, number, 1, giver, 100)
    assert [made.contribution_of(number, 1, giver).counted for giver in (BOB, CAROL)] == [100, 0]


def test_makers_of_an_ancestor_give_to_themselves_through_its_derivative(
    coop: Cooperative, work: int
) -> None:
    """All that is given to a derivative that passes everything on comes back to whoever made the original."""
    remix = derived(coop, CAROL, "a remix", [licensed(coop, CAROL, work, 10_000)])
    made = matching(coop)
    number = a_round(coop, made, works=[remix], payees=())
    for giver in (ALICE, BOB, CAROL):
        give(made, number, 1, giver, 100)
    # Carol has all units of the remix, which earn nothing: only what she gives is a gift.
    assert (made.grant_at(number, 1).counted, made.ideal_of(number, 1)) == (100, 0)


def test_dust_sent_to_a_supporter_does_not_spoil_its_gift(coop: Cooperative, work: int) -> None:
    """Mallory, who got hold of a few units, sends one to each who is about to give."""
    coop.vault.transfer(MALLORY, work, 2 * PERCENT).send(BOB)
    made = matching(coop)
    number = a_round(coop, made, works=[work], payees=())
    coop.vault.transfer(CAROL, work, 1).send(MALLORY)
    give(made, number, 1, CAROL, 100)
    assert made.grant_at(number, 1).counted == 100
    coop.vault.transfer(CAROL, work, PERCENT - 2).send(MALLORY)
    give(made, number, 1, CAROL, 100)
    assert made.grant_at(number, 1).counted == 200
    coop.vault.transfer(CAROL, work, 1).send(MALLORY)  # a hundredth of what it earns
    give(made, number, 1, CAROL, 100)
    assert made.grant_at(number, 1).counted == 200


def test_what_was_given_to_a_stolen_work_goes_back(coop: Cooperative, work: int) -> None:
    """Nobody earns anything with it: what was given would end in the treasury, and its match with it."""
    made = matching(coop)
    number = a_round(coop, made, works=[work], payees=[ERIN])
    endow(made, number, 1_000)
    give(made, number, 2, CAROL, 100)
    decree(coop, coop.registry.void_registration(work, NOBODY))
    with refuses("MatchingRounds_WorkNotOpen", workId=work):
        give(made, number, 2, CAROL, 100)
    pass_review(coop, made, number)
    with refuses("MatchingRounds_WorkNotOpen", workId=work):
        made.claim(number, 2, coop.vault.receiver_of(work)).send(MALLORY)
    pass_claims(coop, made, number)
    made.lapse(number, 2).send(MALLORY)
    before = coop.chain.balance(ERIN)
    made.refund(number, 2, ERIN).send(CAROL)
    assert coop.chain.balance(ERIN) - before == 100
    made.settle(number, 2).send(MALLORY)
    made.give_back(number).send(MALLORY)
    assert coop.chain.balance(made.address) == 0
    assert coop.vault.income(work, ETH) == 0
