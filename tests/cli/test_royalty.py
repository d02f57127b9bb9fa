"""`dao-sim royalty`: what is paid for a work reaches those who hold its shares, to the last unit."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from eth_utils.crypto import keccak

from dao_sim.bindings import Call, CoopToken
from dao_sim.bindings.generated.structs import Registration
from dao_sim.cli.money import exact, figure
from dao_sim.cli.output import Output
from dao_sim.coop import Cooperative
from dao_sim.coop.assets import Asset, asset_at, asset_named
from dao_sim.coop.registration import begin, commit, reveal
from dao_sim.errors import BadInput
from dao_sim.units import ETH, Address, Support
from tests.cli.testnet import Testnet
from tests.contracts.kit import mock_class

WHOLE = 10**18
SHARES = {"ada": 600_000, "bram": 333_333, "chipo": 66_667}


@pytest.fixture(scope="module")
def market(testnet: Testnet) -> Iterator[dict[str, Address]]:
    """A song of three, a customer with money, and three listed tokens: the co-op's, a plain, an odd one.

    The odd one states neither symbol nor decimals, and its functions answer nothing.
    """
    with testnet.coop() as coop:
        rich = coop.chain.node_accounts()[0]  # type: ignore[attr-defined]
        kiosk = testnet.address("kiosk")
        coop.chain.send(rich, kiosk, value=100 * WHOLE)
        plain = mock_class("BlacklistingToken").create(coop.chain, rich).address
        odd = mock_class("NoReturnToken").create(coop.chain, rich).address
        for token in (plain, odd):
            CoopToken(coop.chain, token).mint(kiosk, 1_000 * WHOLE).send(rich)
        coop.mint(kiosk, 1_000 * WHOLE, by=testnet.address("office"))
        enact(testnet, coop, [coop.vault.list_asset(token) for token in (coop.token.address, plain, odd)])
        register_song(testnet, coop)
        yield {"plain": plain, "odd": odd, "own": coop.token.address}


def skip_to(coop: Cooperative, moment: int) -> None:
    left = moment - coop.chain.now()
    if left > 0:
        coop.chain.skip(left)  # type: ignore[attr-defined]


def enact(testnet: Testnet, coop: Cooperative, calls: list[Call]) -> None:
    """A proposal's whole life."""
    ada = testnet.address("ada")
    proposal = coop.propose(ada, calls, "Accept these tokens")
    skip_to(coop, proposal.snapshot + 1)
    proposal.vote(ada, Support.FOR)
    skip_to(coop, proposal.deadline + 1)
    proposal.queue()
    skip_to(coop, proposal.eta)
    proposal.execute()


def register_song(testnet: Testnet, coop: Cooperative) -> None:
    ada = testnet.address("ada")
    pending = begin(ada, bytes(keccak(b"a song")))
    commit(coop.registry, pending).send(ada)
    coop.chain.skip(coop.registry.min_commit_age())  # type: ignore[attr-defined]
    registration = Registration(
        content_hash=pending.content_hash,
        uri="",
        contributors=tuple(testnet.address(name) for name in SHARES),
        units=tuple(SHARES.values()),
        ai_share_bps=0,
        royalty_bps=0,
    )
    reveal(coop.registry, pending, registration).send(ada)


def due(testnet: Testnet, name: str) -> dict[str, int]:
    """Asset → what the account can claim."""
    earnings = testnet.data("royalty", "balance", name)["earnings"]
    return {each["asset"]: int(each["claimable"]) for each in earnings}


def test_ether_is_paid_shown_and_claimed(testnet: Testnet, market: dict[str, Address]) -> None:
    before = {name: due(testnet, name).get(ETH, 0) for name in SHARES}
    paid = testnet.data("royalty", "pay", "1", "1.5", by="kiosk")
    assert (paid["amount"], paid["levy"]) == (str(3 * WHOLE // 2), str(3 * WHOLE // 40))
    net = int(paid["received"]) - int(paid["levy"])
    for name, units in SHARES.items():
        assert due(testnet, name)[ETH] - before[name] == net * units // 1_000_000
    bram = testnet.data("royalty", "balance", by="bram")
    assert bram["account"] == testnet.address("bram")
    assert bram["earnings"][0]["fraction"] == "0/1000000"

    with testnet.coop() as coop:
        held = coop.chain.balance(testnet.address("bram"))
        claimed = testnet.data("royalty", "claim", "1", "ETH", "--for", "bram", by="kiosk")
        amount = int(claimed["claims"][0]["amount"])
        assert (
            coop.chain.balance(testnet.address("bram")) - held
            == amount
            == before["bram"] + net * SHARES["bram"] // 1_000_000
        )
    assert due(testnet, "bram")[ETH] == 0
    again = testnet.refused("royalty", "claim", "1", "ETH", by="bram")
    assert "there is nothing to claim" in again["message"]


def test_what_was_sent_to_a_work_s_address_is_collected(testnet: Testnet, market: dict[str, Address]) -> None:
    before = due(testnet, "ada").get(ETH, 0)
    with testnet.coop() as coop:
        coop.chain.send(testnet.address("kiosk"), coop.vault.receiver_of(1), value=WHOLE)
    tried = testnet.data("royalty", "collect", "1", "--dry-run", by="kiosk")
    assert (tried["dry_run"], tried["received"]) == (True, None)
    collected = testnet.run("royalty", "collect", "1", by="kiosk")
    assert "1 ETH came in." in collected.stdout
    assert due(testnet, "ada")[ETH] - before == WHOLE * 95 // 100 * SHARES["ada"] // 1_000_000
    assert "NothingReceived" in testnet.refused("royalty", "collect", "1", by="kiosk")["message"]
    assert "UnknownWork" in testnet.refused("royalty", "collect", "99", by="kiosk")["message"]


def test_a_token_is_approved_for_exactly_what_is_paid(testnet: Testnet, market: dict[str, Address]) -> None:
    with testnet.coop() as coop:
        token, kiosk = CoopToken(coop.chain, market["plain"]), testnet.address("kiosk")
        dry = testnet.data("royalty", "pay", "1", "2.5", "MINT", "--dry-run", by="kiosk")
        assert dry["approval"]["call"].startswith(f"MINT.approve(spender={coop.vault.address},")
        assert dry["call"].startswith("RoyaltyVault.deposit(workId=1,")
        assert token.allowance(kiosk, coop.vault.address) == 0

        said = testnet.run("royalty", "pay", "1", "2.5", market["plain"], by="kiosk").stdout
        assert "Approved exactly 2.5 MINT for the royalty vault." in said
        assert "Holders of its shares can claim 2.375 MINT; 0.125 MINT is the levy." in said
        assert token.allowance(kiosk, coop.vault.address) == 0
        assert token.balance_of(kiosk) == 1_000 * WHOLE - 5 * WHOLE // 2

        token.approve(coop.vault.address, 7).send(kiosk)  # as if it had been killed after approving
        paid = testnet.data("royalty", "pay", "1", "0.000000000000000007", market["plain"], by="kiosk")
        assert paid["approval"] is None


def test_a_token_that_answers_nothing_is_paid_in_its_smallest_unit(
    testnet: Testnet, market: dict[str, Address]
) -> None:
    paid = testnet.data("royalty", "pay", "1", "1000", market["odd"], by="kiosk")
    assert (paid["amount"], paid["levy"]) == ("1000", "50")
    error = testnet.refused("royalty", "pay", "1", "1.5", market["odd"], by="kiosk", code=2)
    assert "at most 0 decimal places" in error["message"]


def test_everything_is_claimed_in_one_go(testnet: Testnet, market: dict[str, Address]) -> None:
    testnet.data("royalty", "pay", "1", "1", by="kiosk")
    testnet.data("royalty", "pay", "1", "10", "LUM", by="kiosk")
    mine = due(testnet, "chipo")
    assert len(mine) >= 2
    dry = testnet.data("royalty", "claim", "--all", "--dry-run", by="chipo")
    assert due(testnet, "chipo") == mine
    done = testnet.data("royalty", "claim", "--all", by="chipo")
    for claims in (dry["claims"], done["claims"]):
        assert {each["asset"]: int(each["amount"]) for each in claims} == {
            asset: amount for asset, amount in mine.items() if amount
        }
    assert set(due(testnet, "chipo").values()) == {0}
    listed = {
        each["asset"]: int(each["claimed"])
        for each in testnet.data("royalty", "balance", "chipo")["earnings"]
    }
    assert all(listed[asset] >= amount for asset, amount in mine.items())


def test_who_is_shut_out_of_one_token_is_paid_in_the_others(
    testnet: Testnet, market: dict[str, Address]
) -> None:
    testnet.data("royalty", "pay", "1", "1", by="kiosk")
    testnet.data("royalty", "pay", "1", "1", "MINT", by="kiosk")
    with testnet.coop() as coop:
        token = mock_class("BlacklistingToken")(coop.chain, market["plain"])
        rich, bram = coop.chain.node_accounts()[0], testnet.address("bram")  # type: ignore[attr-defined]
        token.write("setBanned(address,bool)", bram, True).send(rich)
        mine = due(testnet, "bram")
        testnet.refused("royalty", "claim", "--all", by="bram")
        left = {market["plain"]: mine[market["plain"]]}
        assert {asset: amount for asset, amount in due(testnet, "bram").items() if amount} == left
        token.write("setBanned(address,bool)", bram, False).send(rich)
    testnet.data("royalty", "claim", "1", by="bram")
    assert set(due(testnet, "bram").values()) == {0}


def test_what_would_be_refused_after_approving_is_refused_before(
    testnet: Testnet, market: dict[str, Address]
) -> None:
    with testnet.coop() as coop:
        token = CoopToken(coop.chain, market["plain"])
        rich = coop.chain.node_accounts()[0]  # type: ignore[attr-defined]
        stranger = mock_class("MintableToken").create(coop.chain, rich).address
        refusals = {
            "no such work": ("99", "1", "MINT"),
            " MINT of 1,001 MINT (": ("1", "1001", "MINT"),
            "does not accept this asset": ("1", "1", stranger),
        }
        for says, words in refusals.items():
            assert says in testnet.refused("royalty", "pay", *words, by="kiosk")["message"]
        assert token.allowance(testnet.address("kiosk"), coop.vault.address) == 0
    assert "has less than that" in testnet.refused("royalty", "pay", "1", "1", by="chipo")["message"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("pay", "1", "0"), "is nothing"),
        (("pay", "1", "-1"), "No such option"),
        (("pay", "1", "1", "NOPE"), "nothing of this name"),
        (("pay", "1", "1", "0x12"), "must be"),
        (("pay", "1", "1", "0x" + "12" * 20), "no contract at this address"),
        (("claim",), "claim what?"),
        (("claim", "1", "--all"), "claim what?"),
        (("balance", "nobody"), "no such account"),
    ],
)
def test_what_makes_no_sense_is_refused(
    testnet: Testnet, market: dict[str, Address], words: tuple[str, ...], says: str
) -> None:
    assert says in testnet.refused("royalty", *words, by="kiosk", code=2)["message"]


def test_a_token_that_takes_anothers_name_is_called_by_its_address(
    testnet: Testnet, market: dict[str, Address]
) -> None:
    with testnet.coop() as coop:
        assert asset_named(coop, "LUM").address == market["own"]
        assert asset_named(coop, "eth").address == ETH
        odd = asset_at(coop, market["odd"])
        assert (odd.symbol, odd.decimals) == (market["odd"], 0)
        rich = coop.chain.node_accounts()[0]  # type: ignore[attr-defined]
        impostor = CoopToken.deploy(coop.chain, rich, "Lumen", "LUM", rich, 60, 1, [], [], [])
        assert asset_at(coop, impostor.address).symbol == impostor.address
        with pytest.raises(BadInput) as caught:
            asset_named(coop, "LUMEN")
        assert "LUM, MINT" in str(caught.value.hint)


class Screen(io.StringIO):
    """A terminal, as far as `Output` asks."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("amount", "on_a_screen", "in_a_pipe"),
    [
        (0, "0", "0"),
        (1, "0.0000…", "0.000000000000000001"),
        (1_425 * 10**15, "1.425", "1.425"),
        (1_234_567 * 10**12, "1.2345…", "1.234567"),
        (12_345 * WHOLE + 1, "12.34k", "12,345.000000000000000001"),
    ],
)
def test_figures_are_short_on_a_screen_only(amount: int, on_a_screen: str, in_a_pipe: str) -> None:
    ether = Asset(address=ETH, symbol="ETH", decimals=18)
    assert figure(Output(stdout=Screen()), ether, amount) == on_a_screen
    assert figure(Output(stdout=io.StringIO()), ether, amount) == in_a_pipe
    assert exact(ether, amount) == f"{in_a_pipe} ETH"
