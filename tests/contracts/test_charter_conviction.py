"""Funding by conviction, named in a charter: deployed with its role and caps, and found again."""

from __future__ import annotations

import pytest

from dao_sim.bindings.generated.structs import FundingTerms
from dao_sim.coop import Charter
from dao_sim.coop.fund import back, requests
from dao_sim.coop.roles import Role
from dao_sim.errors import CharterError
from dao_sim.units import ETH
from tests.contracts.charters import differences, founded, written
from tests.contracts.kit import ALICE, BOB, DAVE, DAY, TOKEN

pytest.importorskip("pyrevm", reason="contract tests need the embedded engine, which this Python has not")

CONVICTION = """
[conviction]
half_life = "1d"
min_active_stake = "100"
caps = [{ asset = "ETH", amount = "20" }]
"""


def test_a_request_that_enough_stand_behind_is_paid() -> None:
    coop = founded(written("member", more=CONVICTION))
    funding = coop.funding
    assert funding is not None
    assert differences(coop) == {}
    assert Charter.from_record(coop.charter.record()) == coop.charter
    assert funding.terms() == FundingTerms(DAY, 25, 2_000, 100 * TOKEN)
    assert coop.access.has_role(int(Role.SPENDER), funding.address).is_member
    assert coop.treasury.cap_of(funding.address, ETH) == 20 * TOKEN
    coop.chain.fund(coop.treasury.address, 100 * TOKEN)
    funding.request(ETH, TOKEN, DAVE).send(BOB)
    for call in back(coop, 1, ALICE, 500 * TOKEN):
        call.send(ALICE)
    (request,) = requests(coop)
    assert (request.requester, request.payee, request.staked, request.passes) == (
        BOB,
        DAVE,
        500 * TOKEN,
        False,
    )
    assert request.stakes == {ALICE: 500 * TOKEN}
    coop.chain.advance(30 * DAY)
    (request,) = requests(coop)
    assert request.passes
    assert request.conviction > (request.threshold or 0) > 0
    before = coop.chain.balance(DAVE)
    funding.execute(1).send(BOB)
    assert coop.chain.balance(DAVE) - before == TOKEN
    assert requests(coop)[0].state.name == "PAID"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ('weight = "4%"', "must be less than the square of most, which is 4%"),
        ('weight = "0%"', "would pay whoever asks"),
        ('most = "0%"', "no request could ever be paid"),
        ('half_life = "0s"', "must be a duration from 1s"),
    ],
)
def test_terms_by_which_nothing_or_anything_is_paid_are_refused(wrong: str, says: str) -> None:
    key = wrong.split(" =", maxsplit=1)[0]
    lines = [line for line in CONVICTION.splitlines() if not line.startswith(f"{key} =")]
    with pytest.raises(CharterError, match=says):
        Charter.parse(written("member", more="\n".join([*lines, wrong])))


def test_funding_needs_something_to_pay() -> None:
    with pytest.raises(CharterError, match="caps"):
        Charter.parse(written("member", more="[conviction]\ncaps = []"))
