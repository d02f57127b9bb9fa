"""A co-op's proposals as its members see them: stages, dates, actions, votes cast and votes missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dao_sim.bindings import NO_ETH, DecodedCall, batch_of
from dao_sim.coop import Cooperative, Proposal
from dao_sim.coop.agenda import AgendaItem, agenda, agenda_item, needing_vote
from dao_sim.coop.call_tree import why_refused
from dao_sim.coop.participation import Silent, largest_silent, votes_on
from dao_sim.coop.proposal import Tally, described, title_and_text
from dao_sim.coop.stages import Stage, periods
from dao_sim.errors import BadInput
from dao_sim.units import ETH, Address, ProposalState, Support

TOKEN = 10**18
DAY = 86_400
DELAY = 2 * DAY


@pytest.fixture
def ada(coop: Cooperative) -> Address:
    """Ada founded the co-op and holds 1,000 tokens, all that there are."""
    return coop.founders[0]


@pytest.fixture
def others(coop: Cooperative) -> tuple[Address, ...]:
    """Bram, Chipo and Dora, who hold nothing yet."""
    return tuple(coop.chain.accounts()[2:5])


def proposed(coop: Cooperative, title: str = "Raise the levy", levy: int = 700) -> Proposal:
    return coop.propose(coop.founders[0], coop.vault.set_levy(levy), title)


def seen(coop: Cooperative, proposal_id: int) -> AgendaItem:
    """One proposal, read in both ways, which must agree with each other and with the governor."""
    (listed,) = (item for item in agenda(coop) if item.id == proposal_id)
    item = agenda_item(coop, proposal_id)
    assert item == listed
    assert item.state == ProposalState(coop.governor.state(proposal_id))
    return item


def way(item: AgendaItem) -> list[str]:
    """The stages, each marked by whether it is past (-), present (*) or ahead (+)."""
    marks = {"past": "-", "now": "*", "ahead": "+"}
    return [marks[period.when] + period.stage.value for period in periods(item.dates, item.read_at, DELAY)]


def test_words_that_are_no_text_stop_nobody_from_reading(coop: Cooperative, ada: Address) -> None:
    """Anybody may vote with any bytes as a reason, and propose with any as a description."""
    calls = coop.vault.set_levy(800)
    description = described("Say xyz", "", ada)
    strange = coop.governor.propose([calls.to], [0], [calls.data], description)
    coop.chain.send(ada, strange.to, strange.data.replace(b"xyz", b"\xff\xfe\xfd"))
    (item,) = agenda(coop)
    assert item.title == "Say \udcff\udcfe\udcfd"
    proposal = item.proposal
    proposal.open()
    nobody = coop.chain.accounts()[9]
    vote = coop.governor.cast_vote_with_reason(item.id, Support.FOR, "xyz")
    coop.chain.send(nobody, vote.to, vote.data.replace(b"xyz", b"\xff\xfe\xfd"))
    proposal.vote(ada, Support.FOR)
    reasons = {vote.reason for vote in votes_on(coop, agenda_item(coop, item.id))}
    assert reasons == {"\udcff\udcfe\udcfd", ""}
    proposal.close().queue()
    proposal.execute()
    assert coop.vault.levy_bps() == 800


def test_a_proposal_passes_through_its_stages(coop: Cooperative, ada: Address) -> None:
    proposal = proposed(coop)
    item = seen(coop, proposal.id)
    assert (item.stage, item.left) == (Stage.WAITING, DAY + 1)
    assert way(item) == ["*waiting", "+voting", "+queue", "+timelock", "+ready"]

    item = seen(coop, proposal.open().id)
    assert (item.stage, item.left) == (Stage.VOTING, 5 * DAY)
    proposal.vote(ada, Support.FOR)
    coop.chain.advance(5 * DAY - 1)
    assert seen(coop, proposal.id).left == 1
    coop.chain.advance(1)
    item = seen(coop, proposal.id)
    assert (item.stage, item.left) == (Stage.QUEUE, None)
    assert way(item) == ["-waiting", "-voting", "*queue", "+timelock", "+ready"]

    proposal.queue()
    item = seen(coop, proposal.id)
    assert (item.stage, item.left) == (Stage.TIMELOCK, DELAY)
    coop.chain.advance(DELAY - 1)
    assert (seen(coop, proposal.id).stage, seen(coop, proposal.id).left) == (Stage.TIMELOCK, 1)
    coop.chain.advance(1)
    item = seen(coop, proposal.id)
    assert (item.stage, item.left) == (Stage.READY, None)

    proposal.execute()
    item = seen(coop, proposal.id)
    assert (item.stage, item.stage.is_open) == (Stage.DONE, False)
    assert way(item) == ["-waiting", "-voting", "-queue", "-timelock", "-ready", "*done"]


def test_what_the_dates_promise_is_when_it_can_be_done(coop: Cooperative, ada: Address) -> None:
    proposal = proposed(coop)
    promised = seen(coop, proposal.id).dates.earliest_execution(coop.chain.now(), DELAY)
    proposal.open().vote(ada, Support.FOR)
    proposal.close().queue()
    assert proposal.eta == promised
    assert seen(coop, proposal.id).dates.earliest_execution(coop.chain.now(), DELAY) == promised


def test_each_end_is_told_apart(coop: Cooperative, ada: Address, others: tuple[Address, ...]) -> None:
    bram, *_ = others
    coop.mint(bram, 10 * TOKEN)  # less than the quorum of 4 %
    unwanted, unheard, withdrawn, stopped, ignored = (proposed(coop, f"No. {n}") for n in range(1, 6))
    withdrawn.cancel()
    ignored.open()
    for proposal in (unwanted, stopped):
        proposal.vote(ada, Support.AGAINST if proposal is unwanted else Support.FOR)
    unheard.vote(bram, Support.FOR)
    stopped.close().queue()
    stopped.cancel(by=coop.chain.accounts()[9])

    stages = {item.title: item.stage for item in agenda(coop)}
    assert stages == {
        "No. 1": Stage.DEFEATED,
        "No. 2": Stage.DEFEATED,
        "No. 3": Stage.CANCELLED,
        "No. 4": Stage.CANCELLED,
        "No. 5": Stage.DEFEATED,
    }
    assert way(seen(coop, unheard.id)) == ["-waiting", "-voting", "*defeated"]
    assert way(seen(coop, withdrawn.id)) == ["*cancelled"]
    assert way(seen(coop, stopped.id)) == ["-waiting", "-voting", "-queue", "*cancelled"]
    assert [item.id for item in agenda(coop, {Stage.CANCELLED})] == [withdrawn.id, stopped.id]
    assert agenda(coop, set()) == []


def test_a_late_quorum_moves_the_deadline(coop: Cooperative, ada: Address) -> None:
    proposal = proposed(coop).open()
    coop.chain.advance(proposal.deadline - coop.chain.now())
    assert seen(coop, proposal.id).left == 1
    proposal.vote(ada, Support.FOR)
    item = seen(coop, proposal.id)
    assert (item.stage, item.left) == (Stage.VOTING, DAY + 1)
    assert item.dates.deadline == item.made.vote_end + DAY


def test_the_quorum_follows_the_supply_until_the_snapshot(coop: Cooperative, ada: Address) -> None:
    proposal = proposed(coop)
    item = seen(coop, proposal.id)
    assert (item.is_weighed, item.quorum) == (False, 40 * TOKEN)
    coop.mint(ada, 500 * TOKEN)
    assert item.quorum == 60 * TOKEN
    proposal.open()
    coop.mint(ada, 500 * TOKEN)
    item = seen(coop, proposal.id)
    assert (item.is_weighed, item.quorum) == (True, 60 * TOKEN)


def test_title_and_text_are_parted_from_the_proposer_s_mark(coop: Cooperative, ada: Address) -> None:
    call = coop.vault.set_levy(700)
    coop.propose(ada, call, "A title", "A text.\n\nIts second paragraph.")
    coop.propose(ada, call, "No text")
    first, second = agenda(coop)
    assert first.made.description == described("A title", "A text.\n\nIts second paragraph.", ada)
    assert (first.title, first.text) == ("A title", "A text.\n\nIts second paragraph.")
    assert (second.title, second.text) == ("No text", "")
    assert second.made.description == described("No text", "", ada)


@pytest.mark.parametrize(
    ("description", "title", "text"),
    [
        ("", "", ""),
        ("#proposer=0x" + "ab" * 20, "", ""),
        ("On one line #proposer=0x" + "ab" * 20, "On one line", ""),
        (
            "Not at the end #proposer=0x" + "ab" * 20 + ".",
            "Not at the end #proposer=0x" + "ab" * 20 + ".",
            "",
        ),
        ("Windows\r\n\r\nwrote this\r\n", "Windows", "wrote this"),
    ],
)
def test_descriptions_of_other_tools_are_read_too(description: str, title: str, text: str) -> None:
    assert title_and_text(description) == (title, text)


def test_actions_are_decoded_with_the_calls_inside_them(coop: Cooperative, ada: Address) -> None:
    levy, grant = coop.vault.set_levy(700), coop.access.grant_role(1, ada, 0)
    relayed = coop.governor.relay(coop.treasury.address, 0, coop.treasury.pay(ETH, ada, 5).data)
    batch = coop.access.multicall([grant.data, b"\1\2\3\4"])
    coop.propose(ada, [levy, relayed, batch], "Everything")
    (item,) = agenda(coop)
    lines = [(depth, str(call)) for tree in item.actions for depth, call in tree.lines()]
    assert [(depth, text.partition("(")[0]) for depth, text in lines] == [
        (0, "RoyaltyVault.setLevy"),
        (0, "CoopGovernor.relay"),
        (1, "Treasury.pay"),
        (0, "CoopAccess.multicall"),
        (1, "CoopAccess.grantRole"),
        (1, "CoopAccess.0x01020304"),
    ]
    assert lines[0][1] == "RoyaltyVault.setLevy(newLevyBps=700)"
    assert lines[2][1] == f"Treasury.pay(asset={ETH}, to={ada}, amount=5)"


def test_calls_inside_calls_without_end_are_cut_off(coop: Cooperative, ada: Address) -> None:
    call = coop.access.grant_role(1, ada, 0)
    for _ in range(12):
        call = coop.access.multicall([call.data])
    coop.propose(ada, call, "Deep")
    (item,) = agenda(coop)
    (tree,) = item.actions
    assert max(depth for depth, _ in tree.lines()) == 8


def test_batches_of_other_contracts_are_decoded(coop: Cooperative, ada: Address) -> None:
    levy = coop.vault.set_levy(700)
    nobody = Address("0x" + "12" * 20)
    batch = coop.timelock.schedule_batch([levy.to, nobody], [0, 0], [levy.data, b""], bytes(32), bytes(32), 5)
    uneven = coop.timelock.schedule_batch([levy.to], [0, 0], [levy.data], bytes(32), bytes(32), 5)
    coop.propose(ada, [batch, uneven], "Batches")
    (item,) = agenda(coop)
    whole, lame = item.actions
    assert [str(tree.call) for tree in whole.inside] == [
        "RoyaltyVault.setLevy(newLevyBps=700)",
        f"{nobody} receives 0 wei",
    ]
    assert lame.inside == ()


def test_a_call_is_tried_as_the_timelock_would_make_it(coop: Cooperative) -> None:
    assert why_refused(coop, coop.vault.set_levy(700)) is None
    refusal = why_refused(coop, coop.vault.set_levy(9_000))
    assert refusal is not None
    assert "RoyaltyVault_LevyTooHigh" in str(refusal)
    assert why_refused(coop, coop.governor.set_voting_delay(5)) is None  # cannot be tried
    raw = DecodedCall(
        to=coop.vault.address, data=b"\1\2\3\4", value=NO_ETH, contract="", function="", arguments={}
    )
    assert why_refused(coop, raw) is not None


def test_a_proposal_found_on_the_chain_can_be_acted_on(coop: Cooperative, ada: Address) -> None:
    made = proposed(coop).open()
    made.vote(ada, Support.FOR)
    found = agenda_item(coop, made.id).proposal
    assert (found.id, found.proposer, found.description) == (made.id, ada, made.description)
    assert list(map(str, found.actions)) == list(map(str, made.actions))
    found.close().queue()
    found.execute()
    assert coop.vault.levy_bps() == 700
    second = proposed(coop, "Again", 800)
    agenda_item(coop, second.id).proposal.cancel()
    assert seen(coop, second.id).stage == Stage.CANCELLED


def test_who_voted_is_told_by_weight(coop: Cooperative, ada: Address, others: tuple[Address, ...]) -> None:
    bram, chipo, dora = others
    coop.mint_many(others, [10 * TOKEN, 30 * TOKEN, 20 * TOKEN])
    another, proposal = proposed(coop, "Another"), proposed(coop).open()
    another.vote(ada, Support.FOR)
    proposal.vote(bram, Support.AGAINST, "too high")
    proposal.vote(chipo, Support.FOR)
    item = seen(coop, proposal.id)
    assert [(vote.voter, vote.support, vote.weight, vote.reason) for vote in votes_on(coop, item)] == [
        (chipo, Support.FOR, 30 * TOKEN, ""),
        (bram, Support.AGAINST, 10 * TOKEN, "too high"),
    ]
    assert item.tally == Tally(against=10 * TOKEN, for_=30 * TOKEN, abstain=0)
    silent = largest_silent(coop, item, {chipo, bram}, 5)
    assert silent == [Silent(delegate=ada, votes=1000 * TOKEN), Silent(delegate=dora, votes=20 * TOKEN)]
    assert largest_silent(coop, item, {chipo, bram}, 1) == silent[:1]


def test_the_silent_are_those_with_votes_at_the_snapshot(
    coop: Cooperative, ada: Address, others: tuple[Address, ...]
) -> None:
    bram, chipo, dora = others
    coop.mint_many([bram, chipo], [10 * TOKEN, 40 * TOKEN])
    proposal = proposed(coop)
    coop.token.transfer(dora, 20 * TOKEN).send(chipo)  # after the proposal, before the snapshot
    before = seen(coop, proposal.id)
    expected = [(ada, 1000), (chipo, 20), (dora, 20), (bram, 10)]

    def told(item: AgendaItem) -> list[tuple[Address, int]]:
        found = [(who.delegate, who.votes // TOKEN) for who in largest_silent(coop, item, (), 9)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0] == dora))

    assert told(before) == expected
    proposal.open()
    coop.token.transfer(bram, 1000 * TOKEN).send(ada)  # too late to count
    coop.token.delegate(ada).send(dora)
    after = seen(coop, proposal.id)
    assert told(after) == expected
    assert largest_silent(coop, after, (), 1) == [Silent(delegate=ada, votes=1000 * TOKEN)]


def test_what_needs_a_vote_depends_on_whose(
    coop: Cooperative, ada: Address, others: tuple[Address, ...]
) -> None:
    bram, chipo, _ = others
    coop.mint(bram, 10 * TOKEN)
    voted, unvoted = (proposed(coop, f"No. {n}").open() for n in (1, 2))
    coop.mint(chipo, 10 * TOKEN)  # too late for both
    waiting = proposed(coop, "Not open yet")
    voted.vote(bram, Support.ABSTAIN)

    def needed_by(account: Address) -> list[int]:
        return [item.id for item in needing_vote(coop, agenda(coop), account)]

    assert needed_by(bram) == [unvoted.id]
    assert needed_by(ada) == [voted.id, unvoted.id]
    assert needed_by(chipo) == []
    waiting.cancel()
    voted.close()
    assert needed_by(ada) == [unvoted.id]
    unvoted.close()
    assert needed_by(ada) == []


def test_a_thousand_proposals_take_no_call_each(
    coop: Cooperative, ada: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = proposed(coop, "Old").open()
    old.vote(ada, Support.FOR)
    old.close().queue()
    proposals = [
        coop.governor.propose([call.to], [0], [call.data], described(f"Levy {levy}", "", ada))
        for levy in range(1_000)
        for call in [coop.vault.set_levy(levy)]
    ]
    assert not coop.chain.send_batch(batch_of(proposals, [ada] * len(proposals))).failures

    asked = _counted(monkeypatch, coop)
    items = agenda(coop)
    assert (len(items), items[-1].title) == (1_001, "Levy 999")
    assert {item.stage for item in items[1:]} == {Stage.WAITING}
    assert asked() == 1  # the one in the timelock


def _counted(monkeypatch: pytest.MonkeyPatch, coop: Cooperative) -> Callable[[], int]:
    """How many views are asked of the chain from here on."""
    calls: list[bytes] = []
    real = coop.chain.call

    def call(to: Address, data: bytes, sender: Address | None = None, value: int = 0) -> bytes:
        calls.append(data)
        return real(to, data, sender, value)

    monkeypatch.setattr(coop.chain, "call", call)
    return lambda: len(calls)


def test_a_proposal_that_is_not_there_is_refused(coop: Cooperative) -> None:
    with pytest.raises(BadInput, match="there is no such proposal") as caught:
        agenda_item(coop, 1)
    assert caught.value.hint == "nothing has been proposed yet"
    proposed(coop)
    with pytest.raises(BadInput, match="proposal=7") as caught:
        agenda_item(coop, 7)
    assert caught.value.hint == "they are numbered from 1 to 1"


def test_a_co_op_without_proposals_has_an_empty_agenda(ada: Address, coop: Cooperative) -> None:
    assert agenda(coop) == []
    assert needing_vote(coop, [], ada) == []
