"""`dao-sim member`: who belongs, and how one joins and leaves."""

from __future__ import annotations

from tests.cli.testnet import FOUNDERS, Testnet

WHOLE = 10**18


def accounts(testnet: Testnet) -> list[str]:
    return [member["account"] for member in testnet.data("member", "list")["members"]]


def test_the_founders_are_listed_with_class_tokens_and_votes(testnet: Testnet) -> None:
    listed = testnet.data("member", "list")["members"][: len(FOUNDERS)]
    for number, (member, (name, (kind, tokens))) in enumerate(
        zip(listed, FOUNDERS.items(), strict=True), start=1
    ):
        assert (member["account"], member["number"]) == (testnet.address(name), number)
        assert (member["class"], member["tokens"]) == (kind, str(int(tokens) * WHOLE))
    page = testnet.run("member", "list", by="ada").stdout
    assert f"{testnet.address('ada')} (you)  creator" in page
    assert "1,000" in page


def test_one_account_is_shown_by_name_by_address_or_as_oneself(testnet: Testnet) -> None:
    shown = testnet.data("member", "show", "bram")
    assert (shown["class"], shown["votes"]) == ("enterprise", str(300 * WHOLE))
    assert testnet.data("member", "show", testnet.address("bram")) == shown
    assert testnet.data("member", "show", by="bram") == shown
    stranger = testnet.data("member", "show", "kiosk")
    assert (stranger["member"], stranger["class"], stranger["since"]) == (False, None, None)
    assert "not a member" in testnet.run("member", "show", "kiosk").stdout
    assert "who?" in testnet.refused("member", "show", code=2)["message"]


def test_an_admitter_admits_and_who_was_admitted_may_leave(testnet: Testnet) -> None:
    kiosk = testnet.address("kiosk")
    dry = testnet.data("member", "join", kiosk, "--class", "public-body", "--dry-run", by="office")
    assert "MemberAdmitted" in [effect["event"] for effect in dry["effects"]]
    assert kiosk not in accounts(testnet)

    joined = testnet.data("member", "join", "kiosk", "--class", "public-body", by="office")
    assert (joined["account"], joined["class"]) == (kiosk, "public_body")
    assert accounts(testnet)[-1] == kiosk
    error = testnet.refused("member", "join", kiosk, "--class", "patron", by="office")
    assert "Membership_AlreadyMember" in error["message"]

    testnet.data("member", "resign", "--dry-run", by="kiosk")
    assert accounts(testnet)[-1] == kiosk
    testnet.data("member", "resign", by="kiosk")
    assert kiosk not in accounts(testnet)
    error = testnet.refused("member", "resign", by="kiosk")
    assert "Membership_NotMember" in error["message"]


def test_who_is_no_admitter_is_told_how_one_joins_instead(testnet: Testnet) -> None:
    kiosk = testnet.address("kiosk")
    error = testnet.refused("member", "join", "--class", "public body", by="kiosk")
    assert "only an admitter can admit members" in error["message"]
    assert error["hint"].endswith(f"dao-sim propose admit {kiosk} --class public-body")
    error = testnet.refused("member", "join", kiosk, "--class", "friend", by="office", code=2)
    assert "creator, enterprise, public body or patron" in error["message"]
