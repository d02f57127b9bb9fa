"""A work's whole history, read back from events."""

from __future__ import annotations

from dao_sim.coop import Cooperative
from dao_sim.coop.provenance import Link, trace
from dao_sim.units import ETH, Bps, Wei
from tests.contracts.bundling import bundled, rights_of, split_off
from tests.contracts.charters import founded, written
from tests.contracts.kit import ALICE, BOB, BUYER, CAROL, DAVE, ERIN, MALLORY, NOBODY, decree
from tests.contracts.licensing import Scope, bought, derived, licences_of, licensed, offered, terms


def test_a_family_is_traced_up_and_down(coop: Cooperative, work: int) -> None:
    held = [licensed(coop, BOB, work, 300), licensed(coop, BOB, work, 700)]
    left, right = derived(coop, BOB, "left", held[:1]), derived(coop, BOB, "right", held[1:])
    both = [licensed(coop, CAROL, left, 100), licensed(coop, CAROL, right, 200)]
    bottom = derived(coop, CAROL, "bottom", both)
    links = [
        Link(parent=work, child=left, by="licence", share_bps=Bps(300), licence=held[0]),
        Link(parent=work, child=right, by="licence", share_bps=Bps(700), licence=held[1]),
        Link(parent=left, child=bottom, by="licence", share_bps=Bps(100), licence=both[0]),
        Link(parent=right, child=bottom, by="licence", share_bps=Bps(200), licence=both[1]),
    ]
    top, middle, last = trace(coop, work), trace(coop, left), trace(coop, bottom)
    assert (top.parents, top.children) == ([], [left, right])
    assert (middle.parents, middle.children) == ([work], [bottom])
    assert (last.parents, last.children) == ([left, right], [])
    assert top.family == last.family == links
    assert middle.family == [links[0], links[2]]  # its sibling is no ancestor and does not descend from it
    assert [each.number for each in top.out] == held
    assert [each.number for each in last.into] == both
    assert middle.work.ancestors == {work: 300}


def test_rights_and_bundles_are_of_the_family(coop: Cooperative, work: int) -> None:
    other = coop.register_work(BOB, b"another", {BOB: 10**6})
    right = split_off(coop, work, Scope.USE, 500)
    album = bundled(coop, CAROL, "an album", {other: 0, right: 4_000})
    licence = licensed(coop, CAROL, other, 100)
    remix = derived(coop, CAROL, "a remix", [licence])
    links = [
        Link(parent=work, child=right, by="right", share_bps=Bps(500)),
        Link(parent=other, child=album, by="bundle", share_bps=Bps(0)),
        Link(parent=right, child=album, by="bundle", share_bps=Bps(4_000)),
        Link(parent=other, child=remix, by="licence", share_bps=Bps(100), licence=licence),
    ]
    top, middle, last = trace(coop, work), trace(coop, right), trace(coop, album)
    assert (top.children, middle.parents, middle.children) == ([right], [work], [album])
    assert (last.parents, last.family, top.family) == ([other, right], links[:3], [links[0], links[2]])
    assert trace(coop, other).children == [album, remix]
    assert (top.right, top.bundle, middle.rights, last.into) == (None, None, [], [])
    assert [(each.number, each.scope, each.stands) for each in top.rights] == [(right, Scope.USE, True)]
    assert middle.right == top.rights[0]
    assert last.bundle is not None
    assert (last.bundle.number, last.bundle.work, last.bundle.complete) == (1, album, True)
    assert last.work.ancestors == {work: 200, right: 3_800}
    coop.deposit(album, 1_000, BUYER)
    assert [(each.kind, each.other) for each in trace(coop, work).payments] == [("received", album)]
    rights_of(coop).merge(right).send(ALICE)
    assert not trace(coop, work).rights[0].stands


def test_every_payment_is_there_with_whom_it_came_from_or_went_to(coop: Cooperative, work: int) -> None:
    use = offered(coop, terms(work, scope=Scope.USE, price=100, share_bps=5_000, transferable=True))
    licence = bought(coop, use, BUYER, 100)
    licences = licences_of(coop)
    licences.transfer_from(BUYER, ERIN, licence).send(BUYER)
    licences.report(licence, 41, value=Wei(20)).send(ERIN)
    licences.transfer_from(ERIN, DAVE, licence).send(ERIN)
    remix = derived(coop, CAROL, "a remix", [licensed(coop, CAROL, work, 1_000)])
    coop.deposit(remix, 1_003, BUYER)
    coop.claim(work, ALICE)
    assert [(each.kind, each.amount, each.levy, each.other) for each in trace(coop, work).payments] == [
        ("licence", 100, 5, BUYER),
        ("revenue", 20, 1, ERIN),
        ("received", 95, 0, remix),
        ("claim", 125, 0, ALICE),
    ]
    paid = trace(coop, remix).payments
    assert [(each.kind, each.amount, each.levy, each.other) for each in paid] == [
        ("deposit", 1_003, 50, BUYER),
        ("passed on", 95, 0, work),
    ]
    assert {each.asset for each in paid} == {ETH}


def test_what_came_too_late_is_there_with_where_it_went(coop: Cooperative, work: int) -> None:
    decree(coop, coop.registry.void_registration(work, NOBODY))
    coop.chain.send(BUYER, coop.vault.receiver_of(work), value=70)
    coop.vault.collect(work, ETH).send(MALLORY)
    told = [(each.kind, each.amount, each.other) for each in trace(coop, work).payments]
    assert told == [("redirected", 70, coop.treasury.address)]


def test_a_licence_that_was_named_twice_is_one_link(coop: Cooperative, work: int) -> None:
    licence = licensed(coop, CAROL, work, 300)
    remix = derived(coop, CAROL, "a remix", [licence, licence])
    assert trace(coop, remix).family == [
        Link(parent=work, child=remix, by="licence", share_bps=Bps(300), licence=licence)
    ]


def test_every_change_of_owner_is_there(coop: Cooperative, work: int) -> None:
    coop.registry.transfer_from(ALICE, BOB, work).send(ALICE)
    decree(coop, coop.registry.reassign(work, DAVE))
    decree(coop, coop.registry.void_registration(work, NOBODY))
    changes = [(each.giver, each.taker, each.decreed) for each in trace(coop, work).changes]
    assert changes == [
        (None, ALICE, False),
        (ALICE, BOB, False),
        (BOB, DAVE, True),
        (DAVE, None, True),
    ]


def test_a_co_op_without_licences_traces_its_works_too() -> None:
    coop = founded(written("token").replace("licences = true\nbundles = true\n", ""))
    work = coop.register_work(ALICE, b"a song", {ALICE: 10**6})
    coop.deposit(work, 1_000, BUYER)
    found = trace(coop, work)
    assert (found.family, found.out, found.into) == ([], [], [])
    assert [each.kind for each in found.payments] == ["deposit"]
