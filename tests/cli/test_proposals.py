"""What members see of proposals, and how they bring them to their end."""

from __future__ import annotations

import re

import pytest

from tests.cli.program import run_on_terminal
from tests.cli.testnet import Testnet

TOKEN = 10**18
DAY = 86_400


def proposed(testnet: Testnet, *words: str, by: str = "ada") -> str:
    """The number of a new proposal."""
    number: str = testnet.data("propose", *words, by=by)["proposal"]
    return number


def adopted(testnet: Testnet, title: str) -> str:
    """The number of a proposal that was voted for, and can be queued."""
    number = proposed(testnet, "levy", "6%", "--title", title)
    testnet.advance("25h")
    testnet.data("vote", number, "for", by="ada")
    testnet.advance("6d")
    return number


def listed(testnet: Testnet, *words: str, by: str | None = None) -> dict[str, str]:
    """Number → stage of the proposals that are listed."""
    found = testnet.data("proposals", *words, by=by)["proposals"]
    return {item["id"]: item["stage"] for item in found}


def levy(testnet: Testnet) -> int:
    with testnet.coop() as coop:
        return coop.vault.levy_bps()


def test_a_proposal_s_whole_life(testnet: Testnet) -> None:
    number = proposed(testnet, "levy", "7.5%", "--title", "Raise it", "--text", "The studio.\nIt is cold.")
    assert listed(testnet, "--state", "waiting") == {number: "waiting"}
    testnet.advance("25h")
    assert listed(testnet, "--needs-my-vote", by="bram") == {number: "voting"}
    testnet.data("vote", number, "for", "--reason", "cold hands", by="ada")
    testnet.data("vote", number, "against", by="bram")
    assert listed(testnet, "--needs-my-vote", by="bram") == {}

    shown = testnet.data("proposal", "show", number, by="chipo")
    assert (shown["title"], shown["text"]) == ("Raise it", "The studio.\nIt is cold.")
    assert shown["tally"] == {"for": str(1000 * TOKEN), "against": str(300 * TOKEN), "abstain": "0"}
    assert (shown["quorum"], shown["quorum_reached"], shown["quorum_is_final"]) == (
        str(300 * TOKEN),
        True,
        True,
    )
    assert [(vote["voter"], vote["support"], vote["reason"]) for vote in shown["votes"]] == [
        (testnet.address("ada"), "for", "cold hands"),
        (testnet.address("bram"), "against", ""),
    ]
    assert shown["not_voted"] == [{"delegate": testnet.address("chipo"), "votes": str(200 * TOKEN)}]
    assert shown["your_power"] == {
        "account": testnet.address("chipo"),
        "now": str(200 * TOKEN),
        "at_snapshot": str(200 * TOKEN),
        "why": None,
        "voted": None,
    }
    assert [(stage["stage"], stage["when"]) for stage in shown["stages"]] == [
        ("waiting", "past"),
        ("voting", "now"),
        ("queue", "ahead"),
        ("timelock", "ahead"),
        ("ready", "ahead"),
    ]

    testnet.advance("6d")
    assert listed(testnet, "--state", "queue") == {number: "queue"}
    queued = testnet.run("queue", number, by="kiosk")  # anybody may
    assert queued.code == 0, queued.stderr
    assert queued.stdout.startswith(f'Queued proposal {number}, "Raise it".\nIt can be executed from 20')
    testnet.advance("2d")
    tried = testnet.data("execute", number, "--dry-run", by="kiosk")
    assert "LevySet" in [effect["event"] for effect in tried["effects"]]
    assert levy(testnet) == 500
    done = testnet.run("execute", number, by="kiosk")
    assert done.code == 0, done.stderr
    assert done.stdout.splitlines() == [
        f'Executed proposal {number}, "Raise it".',
        "  RoyaltyVault.LevySet(oldLevyBps=500, newLevyBps=750)",
    ]
    assert levy(testnet) == 750
    assert listed(testnet, "--state", "done") == {number: "done"}


def test_what_is_too_early_says_from_when_it_can_be_done(testnet: Testnet) -> None:
    number = proposed(testnet, "levy", "6%", "--title", "Early")

    def told(command: str) -> tuple[str, int]:
        """Why it is too early, and how many days are left, rounded."""
        error = testnet.refused(command, number, by="bram")
        assert re.search(
            r"from 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC at the earliest, in \d+d", error["message"]
        )
        left = re.search(r"seconds_left=(\d+)\)", error["message"])
        assert left
        reason: str = error["message"].partition(": it is too early: ")[2].partition(";")[0]
        return reason, round(int(left[1]) / DAY)

    assert told("queue") == ("voting is not over", 6)
    assert told("execute") == ("voting has not begun", 8)
    testnet.advance("25h")
    testnet.data("vote", number, "for", by="ada")
    assert told("queue") == ("voting is not over", 5)
    assert told("execute") == ("voting is not over", 7)
    testnet.advance("6d")
    assert told("execute") == ("the proposal is not queued yet", 2)
    testnet.data("queue", number, by="bram")
    assert told("execute") == ("the timelock's delay is not over", 2)
    assert "is queued already" in testnet.refused("queue", number, by="bram")["message"]


def test_what_is_over_is_said_to_be(testnet: Testnet) -> None:
    lost = proposed(testnet, "levy", "6%", "--title", "Lost")
    missed = proposed(testnet, "levy", "6%", "--title", "Missed")
    testnet.advance("25h")
    testnet.data("vote", lost, "against", by="ada")
    testnet.data("vote", missed, "for", by="chipo")
    testnet.advance("6d")
    for command in ("queue", "execute"):
        assert "not more votes for it than against" in testnet.refused(command, lost, by="ada")["message"]
        assert "the quorum was not reached" in testnet.refused(command, missed, by="ada")["message"]
    assert {lost, missed} <= set(listed(testnet, "--state", "defeated"))


def test_a_proposer_cancels_until_voting_begins(testnet: Testnet) -> None:
    number = proposed(testnet, "levy", "6%", "--title", "Withdrawn")
    other = testnet.refused("cancel", number, by="bram")
    assert f"only its proposer, {testnet.address('ada')}, may cancel it now" in other["message"]
    tried = testnet.data("cancel", number, "--dry-run", by="ada")
    assert tried["proposal"]["stage"] == "waiting"
    cancelled = testnet.run("cancel", number, by="ada")
    assert (cancelled.code, cancelled.stdout) == (0, f'Cancelled proposal {number}, "Withdrawn".\n')
    assert "is cancelled already" in testnet.refused("cancel", number, by="ada")["message"]
    assert "was cancelled" in testnet.refused("queue", number, by="ada")["message"]
    assert listed(testnet, "--state", "cancelled") == {number: "cancelled"}

    late = proposed(testnet, "levy", "6%", "--title", "Too late")
    testnet.advance("25h")
    error = testnet.refused("cancel", late, by="ada")
    assert "nobody may cancel it any more" in error["message"]
    assert f"its proposer, {testnet.address('ada')}, may until voting begins" in error["hint"]


def test_a_guardian_cancels_what_is_queued(testnet: Testnet) -> None:
    with testnet.coop() as coop:
        mandate = coop.chain.now() + 100 * DAY
    call = f"governor.setGuardian({testnet.address('kiosk')}, {mandate})"
    draft = testnet.folder / "guardian.toml"
    draft.write_text(f'title = "A guardian"\nactions = ["{call}"]\n', encoding="utf-8")
    number = proposed(testnet, str(draft))
    testnet.advance("25h")
    testnet.data("vote", number, "for", by="ada")
    testnet.advance("6d")
    testnet.data("queue", number, by="ada")
    testnet.advance("2d")
    testnet.data("execute", number, by="ada")
    assert "is executed already" in testnet.refused("cancel", number, by="kiosk")["message"]

    doomed = adopted(testnet, "Doomed")
    testnet.data("queue", doomed, by="ada")
    refused = testnet.refused("cancel", doomed, by="ada")["message"]
    assert f"only the guardian, {testnet.address('kiosk')}, may cancel it now" in refused
    assert testnet.data("cancel", doomed, by="kiosk")["proposal"]["stage"] == "cancelled"

    draft.write_text('title = "No guardian"\nactions = ["governor.setGuardian(ETH, 0)"]\n', encoding="utf-8")
    against_it = proposed(testnet, str(draft))
    refused = testnet.refused("cancel", against_it, by="kiosk")["message"]
    assert f"only its proposer, {testnet.address('ada')}, may" in refused
    assert "guardian" not in refused


def test_lists_can_be_narrowed_and_cut(testnet: Testnet) -> None:
    numbers = [proposed(testnet, "levy", "6%", "--title", f"Many {place}") for place in range(3)]
    data = testnet.data("proposals", "--state", "waiting", "--state", "voting", "--limit", "2", by="kiosk")
    assert [item["id"] for item in data["proposals"]] == numbers[:0:-1]
    assert data["proposal_count"] >= 3
    assert {item["needs_my_vote"] for item in data["proposals"]} == {False}
    ran = testnet.run("proposals", "--state", "OPEN", "--limit", "1")
    assert f"{numbers[-1]}  Many 2 " in ran.stdout
    assert "older ones; --limit shows them" in ran.stderr
    everything = listed(testnet, "--limit", "1000")
    parts = [listed(testnet, "--limit", "1000", "--state", state) for state in ("open", "closed")]
    assert parts[0] | parts[1] == everything
    assert not set(parts[0]) & set(parts[1])
    assert set(numbers) <= set(parts[0])


def test_a_person_sees_it_all_on_one_screen(testnet: Testnet) -> None:
    number = proposed(testnet, "pay", "kiosk", "60", "--title", "Too much", by="bram")
    testnet.advance("25h")
    testnet.data("vote", number, "abstain", "--reason", "\x1b[31mred\nflag", by="bram")
    screen = run_on_terminal(
        "proposal", "show", number, COLUMNS="120", NO_COLOR="1", DAO_SIM_ACCOUNT="kiosk", **testnet.variables
    ).stdout
    assert f"Proposal {number}: Too much" in screen
    assert "1. Treasury.pay(asset=0x0000" in screen
    assert "would be refused now: Treasury: Treasury_CapExceeded" in screen
    assert re.search(r"quorum +300 LUM +100 % +\[#{30}\]", screen)
    assert "?[31mred flag" in screen
    assert "\x1b" not in screen
    assert re.search(r"You have \d+ LUM on this proposal", screen)
    assert "You have not voted." in screen
    raw = testnet.run("proposal", "show", number, "--raw").stdout
    assert f"1. to {testnet.deployment.addresses['treasury']}, 0 wei, data 0x" in raw


def test_a_proposal_that_is_not_there_is_bad_input(testnet: Testnet) -> None:
    for words in (("proposal", "show"), ("queue",), ("execute",), ("cancel",)):
        error = testnet.refused(*words, "999", by="ada", code=2)
        assert "there is no such proposal" in error["message"]
        assert error["hint"].startswith("they are numbered from 1")
        assert testnet.refused(*words, "0", by="ada", code=2)["code"] == "usage"


@pytest.mark.parametrize(
    ("words", "reason"),
    [(("--needs-my-vote",), "whose vote?"), (("--state", "great"), "great"), (("--limit", "0"), "0")],
)
def test_lists_of_nothing_sensible_are_bad_input(
    testnet: Testnet, words: tuple[str, ...], reason: str
) -> None:
    assert reason in testnet.refused("proposals", *words, code=2)["message"]
