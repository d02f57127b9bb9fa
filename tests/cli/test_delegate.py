"""Votes given to somebody and taken back, and the table of who holds whose."""

from __future__ import annotations

from tests.cli.testnet import Testnet

TOKEN = 10**18


def held(testnet: Testnet) -> dict[str, dict[str, int]]:
    """Delegate → delegators → votes, by the people's names."""
    names = {key.address: name for name, key in testnet.keys.items()}
    return {
        names[row["delegate"]]: {names[each["account"]]: int(each["votes"]) for each in row["delegators"]}
        for row in testnet.data("delegates")["delegates"]
    }


def test_votes_are_given_and_taken_back(testnet: Testnet) -> None:
    ada, chipo = testnet.address("ada"), testnet.address("chipo")
    given = testnet.run("delegate", ada, by="chipo")
    assert (given.code, given.stdout) == (0, f"Your votes, 200 LUM, are with {ada} now.\n")
    assert given.stderr == "Proposals whose snapshot is past stay with whoever held the votes then.\n"
    assert held(testnet) == {"ada": {"chipo": 200 * TOKEN}, "bram": {}}

    again = testnet.data("delegate", "ada", by="chipo")  # by name
    assert (again["transaction"], again["to"]) == (None, ada)
    back = testnet.data("delegate", "--self", by="chipo")
    assert (back["from"], back["to"], back["votes"]) == (ada, chipo, str(200 * TOKEN))
    assert next(event["event"] for event in back["events"]) == "DelegateChanged"
    assert held(testnet) == {"ada": {}, "bram": {}, "chipo": {}}
    assert testnet.run("delegate", "--self", by="chipo").stdout == (
        "Your votes are your own already; nothing was sent.\n"
    )


def test_a_dry_run_gives_nothing_away(testnet: Testnet) -> None:
    tried = testnet.run("delegate", testnet.address("bram"), "--dry-run", by="ada")
    assert tried.code == 0
    assert f"Would call CoopToken.delegate(delegatee={testnet.address('bram')})" in tried.stdout
    assert "bram" in held(testnet)
    assert held(testnet)["bram"] == {}


def test_who_holds_nothing_is_told_what_that_means(testnet: Testnet) -> None:
    given = testnet.run("delegate", testnet.address("ada"), by="kiosk")
    assert given.code == 0
    assert (
        "warning: you have no votes of your own now; this decides about those that you may get"
        in given.stderr
    )


def test_to_whom_must_be_said_once(testnet: Testnet) -> None:
    for words in ((), (testnet.address("ada"), "--self")):
        assert "to whom?" in testnet.refused("delegate", *words, by="bram", code=2)["message"]
    nobody = testnet.refused("delegate", "0x" + "0" * 40, by="bram", code=2)
    assert "is the zero address, which is nobody" in nobody["message"]
    mistyped = testnet.address("ada").swapcase().replace("0X", "0x")
    assert "mistyped" in testnet.refused("delegate", mistyped, by="bram", code=2)["message"]


def test_the_table_shows_the_largest_first_and_their_record(testnet: Testnet) -> None:
    with testnet.coop() as coop:
        number = coop.propose(testnet.address("ada"), [coop.vault.set_levy(700)], "Raise the levy").id
    testnet.advance("25h")
    testnet.data("vote", str(number), "against", "--reason", "too much", by="bram")
    testnet.data("vote", str(number), "for", by="ada")

    data = testnet.data("delegates", "--limit", "2", by="bram")
    assert (data["total_votes"], data["delegate_count"]) == (str(1500 * TOKEN), 3)
    ada, bram = data["delegates"]
    assert (ada["votes"], bram["votes"]) == (str(1000 * TOKEN), str(300 * TOKEN))
    assert (ada["record"]["proposed"], ada["record"]["for"]) == ([str(number)], 1)
    assert bram["record"] == {
        "proposed": [],
        "for": 0,
        "against": 1,
        "abstained": 0,
        "votes": [
            {
                "proposal": str(number),
                "support": "against",
                "weight": str(300 * TOKEN),
                "reason": "too much",
            }
        ],
    }
    shown = testnet.run("delegates", "--limit", "2", by="bram")
    assert shown.stderr == "and 1 more; --limit shows them\n"
    lines = [line.split() for line in shown.stdout.splitlines() if line.startswith("0x")]
    assert lines == [
        [testnet.address("ada"), "1,000", "66.66", "%", "0", "1", "1", "0", "0"],
        [testnet.address("bram"), "(you)", "300", "20", "%", "0", "0", "0", "1", "0"],
    ]
