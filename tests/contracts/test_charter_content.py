"""Rules about content, named in a charter: deployed as the registry's gate, and found again."""

from __future__ import annotations

import pytest

from dao_sim.bindings import decode_revert
from dao_sim.coop import Charter
from dao_sim.coop.content_terms import domain_id, domain_name, policies
from dao_sim.coop.roles import OPTIONAL, Role
from dao_sim.errors import BadInput, CharterError, Reverted
from tests.contracts.charters import differences, founded, written
from tests.contracts.kit import ALICE, BOB, DAY, MALLORY, NOBODY, decree

pytest.importorskip("pyrevm", reason="contract tests need the embedded engine, which this Python has not")

REVIEW = """
[review]
size = 5
fee = "0.01"
bonus = "0.002"
vote_period = "30d"
"""
CONTENT = """
[content]
screeners = ["account:2", "account:7"]
screen_period = "2d"
act_period = "10d"
[content.domains.music]
cap = "50%"
review_from = "20%"
deposit = "0.5"
[content.domains.film]
cap = "12.5%"
deposit = "0.06"
"""


def test_a_charter_has_rules_about_content() -> None:
    coop = founded(written("token", more=REVIEW + CONTENT))
    made = coop.submissions
    assert made is not None
    assert differences(coop) == {}
    assert Charter.from_record(coop.charter.record()) == coop.charter
    assert coop.charter.record()["content"]["domains"]["film"] == {
        "cap": "12.5%",
        "review_from": None,
        "deposit": "0.06",
    }
    assert (coop.registry.gate(), made.panels()) == (made.address, coop.addresses["panels"])
    assert (made.screen_period(), made.act_period(), made.screener_count()) == (2 * DAY, 10 * DAY, 2)
    assert made.is_screener(BOB)
    assert policies(made) == {
        "film": (True, 1_250, 10_001, 6 * 10**16),
        "music": (True, 5_000, 2_000, 5 * 10**17),
    }


def test_what_members_change_later_is_seen() -> None:
    coop = founded(written("token", more=REVIEW + CONTENT))
    made = coop.submissions
    assert made is not None
    music = made.policy_of(domain_id("music"))
    decree(coop, made.set_policy(domain_id("music"), music._replace(cap_bps=4_000)))
    decree(coop, made.set_policy(domain_id("film"), music._replace(open_=False)))
    decree(coop, made.set_screener(BOB, False))
    decree(coop, coop.registry.set_gate(NOBODY))
    assert set(differences(coop)) == {
        "submissions.cap of music",
        *(f"submissions.{what} of film" for what in ("cap", "review", "deposit")),
        "submissions.screeners",
        "registry.gate",
    }


def test_without_the_section_there_is_no_gate() -> None:
    coop = founded(written("token", more=REVIEW))
    assert (coop.submissions, "submissions" in coop.addresses) == (None, False)
    assert (differences(coop), coop.registry.gate()) == ({}, NOBODY)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (CONTENT, "needs a section \\[review\\]"),
        (REVIEW + CONTENT.replace('"0.06"', '"0.05"'), "content.domains.film.deposit must be at least 0.06"),
        (REVIEW + CONTENT.replace("account:7", "account:2"), "screeners account:2 is named twice"),
        (REVIEW + CONTENT.replace("domains.film", "domains.Film"), "small letters"),
        (REVIEW + CONTENT.replace("12.5%", "100.5%"), "must be a percentage from 0% to 100%"),
        (REVIEW + '[content]\nscreen_period = "1d"', "content.domains"),
        (REVIEW + CONTENT.replace('"2d"', '"0s"'), "must be a duration from 1s"),
    ],
)
def test_rules_that_cannot_be_are_refused(more: str, says: str) -> None:
    with pytest.raises(CharterError, match=says):
        Charter.parse(written("token", more=more))


def test_the_order_of_domains_says_nothing() -> None:
    music, film = CONTENT.index("[content.domains.music]"), CONTENT.index("[content.domains.film]")
    turned = CONTENT[:music] + CONTENT[film:] + CONTENT[music:film]
    one, other = (Charter.parse(written("token", more=REVIEW + text)) for text in (CONTENT, turned))
    assert one.hash == other.hash


def test_names_of_domains() -> None:
    assert domain_name(domain_id("short-film_2")) == "short-film_2"
    assert domain_name(b"\xff" * 32) == f"0x{'ff' * 32}"
    with pytest.raises(BadInput, match="is no domain's name"):
        domain_id("Film!")


def test_every_privileged_function_is_behind_its_named_role() -> None:
    coop = founded(written("token", more=REVIEW + CONTENT))
    made, access = coop.submissions, coop.access
    assert made is not None
    refused = {}
    for function in made.artifact().abi.functions.values():
        if function.is_view or function.name == "setAuthority":
            continue
        try:  # zeros decode as any arguments at all, and permission is asked before anything else
            coop.chain.call(made.address, function.selector + bytes(1024), MALLORY)
        except Reverted as error:
            if decode_revert(error.raw).name == "AccessManagedUnauthorized":
                role = access.get_target_function_role(made.address, function.selector)
                refused[function.signature] = role
    assert refused == OPTIONAL["Submissions"]
    assert access.has_role(int(Role.REVIEW_STEWARD), coop.timelock.address).is_member
    assert not access.has_role(int(Role.REVIEW_STEWARD), ALICE).is_member
