"""A proposal's life on a real node: three members with a keystore each, and ballots that others send."""

from __future__ import annotations

from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from dao_sim.units import ProposalState
from tests.cli.testnet import Testnet, make_testnet

FEES = ["--block-base-fee-per-gas", "1000000000", "--gas-price", "1000000000"]
FOR, AGAINST = 1_200 * 10**18, 300 * 10**18


@pytest.fixture
def paid(anvil: AnvilNode, tmp_path: Path) -> object:
    """Where gas costs something: two of the members have no coin at all, and cannot send anything."""
    with AnvilNode(wall_clock=True, options=FEES) as node:
        yield make_testnet(node, tmp_path, coins=("ada", "kiosk"))


def test_three_members_carry_a_proposal_from_words_to_a_rule(paid: Testnet) -> None:
    home = paid
    proposed = home.data("propose", "levy", "7.5%", by="ada")
    assert proposed["proposal"] == "1"
    assert home.refused("vote", "1", "for", by="ada")["code"] == "refused"  # voting is not open yet

    # who has no coin signs, even before voting opens; nothing leaves the machine
    ballots = home.folder / "ballots"
    ballots.mkdir()
    for name, word in (("bram", "against"), ("chipo", "for")):
        signed = home.data("vote", "1", word, "--sign-only", "--out", str(ballots / name), by=name)
        assert signed["voter"] == home.address(name)
    assert home.refused("relay", str(ballots / "bram"), by="kiosk")["code"] == "ballot_refused"

    home.advance("25h")
    waiting = home.data("proposals", "--needs-my-vote", by="ada")["proposals"]
    assert [each["id"] for each in waiting] == ["1"]
    voted = home.data("vote", "1", "for", "--reason", "the studio needs it", by="ada")
    home.data("receipt", "verify", voted["file"], by="ada")
    assert home.data("proposals", "--needs-my-vote", by="ada")["proposals"] == []
    assert home.refused("vote", "1", "against", by="chipo")["code"] == "underfunded"

    # a fourth, who holds no token, no membership and no role, sends both
    relayed = home.data("relay", str(ballots / "bram"), str(ballots / "chipo"), by="kiosk")["ballots"]
    assert [each["status"] for each in relayed] == ["relayed", "relayed"]
    shown = home.data("proposal", "show", "1", by="bram")
    assert (shown["tally"]["for"], shown["tally"]["against"]) == (str(FOR), str(AGAINST))
    assert {vote["voter"] for vote in shown["votes"]} == {home.address(n) for n in ("ada", "bram", "chipo")}

    assert "too early" in home.refused("queue", "1", by="kiosk")["message"]
    home.advance("6d")
    home.data("queue", "1", by="kiosk")
    assert "too early" in home.refused("execute", "1", by="kiosk")["message"]
    home.advance("2d")
    home.data("execute", "1", by="kiosk")

    with home.coop() as coop:
        assert coop.vault.levy_bps() == 750
        assert coop.governor.state(1) == ProposalState.EXECUTED
        assert coop.token.balance_of(home.address("kiosk")) == 0
        assert not coop.membership.is_member(home.address("kiosk"))
    assert home.data("status")["levy_bps"] == 750
    changed = home.run("verify", "--json").envelope["errors"]
    assert [each["message"] for each in changed] == ["vault.levy_bps: expected 500, found 750"]
