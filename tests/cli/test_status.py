"""The co-op at a glance, and what waits for whom."""

from __future__ import annotations

from dao_sim.bindings.generated.structs import Registration
from dao_sim.coop.registration import Pending, commit, reveal
from dao_sim.units import ETH, SHARES_PER_WORK
from tests.cli.testnet import Testnet

TOKEN = 10**18


def test_a_new_co_op_at_a_glance(testnet: Testnet) -> None:
    data = testnet.data("status", by="ada")
    assert (data["coop"], data["chain_id"], data["levy_bps"]) == ("Lumen", 31337, 500)
    assert data["members"] == {"creator": 1, "enterprise": 1, "public_body": 0, "patron": 1}
    assert data["supply"] == str(1500 * TOKEN)
    ether, own = data["treasury"]
    assert (ether["asset"], ether["symbol"], ether["amount"]) == (ETH, "ETH", "0")
    assert ether["allowances"] == [
        {
            "spender": testnet.deployment.addresses["timelock"],
            "cap": str(50 * TOKEN),
            "remaining": str(50 * TOKEN),
        }
    ]
    assert (own["symbol"], own["amount"], own["allowances"][0]["cap"]) == ("LUM", "0", "0")
    assert data["open_proposals"] == []
    assert data["waiting_for_you"] == {
        "account": testnet.address("ada"),
        "votes": [],
        "to_queue": [],
        "to_execute": [],
        "of_further_governors": [],
        "claimable": [],
    }
    shown = testnet.run("status", by="ada").stdout
    assert "Lumen on chain 31337" in shown
    assert "creator members" in shown
    assert "No proposal is open.\nNothing waits for you.\n" in shown


def test_without_an_account_it_says_what_is_missing(testnet: Testnet) -> None:
    ran = testnet.run("status")
    assert ran.code == 0
    assert "give --account to see what waits for you" in ran.stderr
    assert testnet.data("status")["waiting_for_you"] is None
    assert testnet.data("status", "--account", testnet.address("bram"))["waiting_for_you"] is not None


def test_what_waits_depends_on_whose_account_it_is(testnet: Testnet) -> None:
    number: str = testnet.data("propose", "levy", "7%", by="ada")["proposal"]
    assert testnet.data("status", by="ada")["waiting_for_you"]["votes"] == []
    testnet.advance("25h")
    assert testnet.data("status", by="ada")["waiting_for_you"]["votes"] == [number]
    assert testnet.data("status", by="kiosk")["waiting_for_you"]["votes"] == []
    shown = testnet.run("status", by="ada").stdout
    vote = f'vote on proposal {number}, "Set the levy to 7%": dao-sim vote {number} (for, against or abstain)'
    assert vote in shown  # what the screen says is no advice, and does no harm where it is pasted
    testnet.data("vote", number, "for", by="ada")
    assert testnet.data("status", by="ada")["waiting_for_you"]["votes"] == []

    testnet.advance("6d")
    assert testnet.data("status", by="kiosk")["waiting_for_you"]["to_queue"] == [number]
    testnet.data("queue", number, by="kiosk")
    data = testnet.data("status", by="kiosk")
    assert [item["stage"] for item in data["open_proposals"]] == ["timelock"]
    assert data["waiting_for_you"]["to_execute"] == []
    testnet.advance("2d")
    assert testnet.data("status", by="kiosk")["waiting_for_you"]["to_execute"] == [number]
    testnet.data("execute", number, by="kiosk")
    data = testnet.data("status", by="kiosk")
    assert (data["open_proposals"], data["levy_bps"]) == ([], 700)


def test_income_is_seen_in_levy_and_claims(testnet: Testnet) -> None:
    ada, office = testnet.address("ada"), testnet.address("office")
    with testnet.coop() as coop:
        rich = coop.chain.node_accounts()[0]  # type: ignore[attr-defined]
        coop.chain.send(rich, office, value=2 * TOKEN)
        sealed = Pending(registrant=ada, content_hash=bytes(31) + b"\1", salt=bytes(32))
        commit(coop.registry, sealed).send(ada)
        testnet.advance("2m")
        song = Registration(
            content_hash=sealed.content_hash,
            uri="",
            contributors=(ada,),
            units=(SHARES_PER_WORK,),
            ai_share_bps=0,
            royalty_bps=0,
        )
        reveal(coop.registry, sealed, song).send(ada)
        coop.deposit(1, 10**18, office)
        levy = coop.vault.levy_accrued(ETH)
    data = testnet.data("status", by="ada")
    assert data["treasury"][0]["levy_accrued"] == str(levy)
    assert data["waiting_for_you"]["claimable"] == [
        {"work": 1, "asset": ETH, "amount": str(10**18 - levy)},
    ]
    assert "claim 0.93 ETH of work 1: dao-sim royalty claim 1" in testnet.run("status", by="ada").stdout
    testnet.data("royalty", "claim", "1", by="ada")
    assert "Nothing waits for you." in testnet.run("status", by="ada").stdout
