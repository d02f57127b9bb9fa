"""Panels are drawn by the same seeds on arrays as on the contracts, and only where that is so."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("pyrevm", reason="only the embedded engine has block numbers that can be chosen")

from dao_sim.chain import connect
from dao_sim.coop import Charter, Cooperative
from dao_sim.errors import BadInput, Unsupported
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array import ArrayLedger
from dao_sim.ledger.content_intents import RequestReview, Submit
from dao_sim.ledger.evm import EvmLedger
from dao_sim.ledger.intents import Admit, Endow
from dao_sim.ledger.lots import SEED_DELAY, SEEDS, panel_addresses, request_block, seed_of
from dao_sim.ledger.protocol import Ledger
from dao_sim.units import SHARES_PER_WORK, Seconds

REVIEW = {"size": 1, "stake": "1", "fee": "0.1", "bonus": "0"}
CONTENT = {"screen_period": "1d", "domains": {"music": {"cap": "50%", "deposit": "1"}}}
OPERATORS = {"admitter": ["account:0"], "minter": ["account:0"]}
PLAIN = Charter(name="Plain", operators=OPERATORS, works={"licences": True})
CAREFUL = Charter(name="Careful", review=REVIEW, content=CONTENT, operators=OPERATORS)


def test_a_seed_is_the_contracts_own() -> None:
    """Whichever co-ops were deployed before: addresses and block hashes are known beforehand."""
    chain = connect("embedded")
    deployed = [Cooperative.deploy(charter, chain) for charter in (CAREFUL, PLAIN, CAREFUL)]
    expected = panel_addresses((CAREFUL, PLAIN, CAREFUL))
    assert [coop.panels and coop.panels.address for coop in deployed] == expected
    panels, block = deployed[2].panels, request_block(3, 12_345)
    assert panels is not None
    chain.skip_to(block + SEED_DELAY + 1)  # type: ignore[attr-defined]  # of this engine alone
    from eth_utils.crypto import keccak

    theirs = panels.seed_of(7, 2, keccak(text=str(block + SEED_DELAY)))
    assert seed_of(block, panels.address, 7, 2) == theirs


def test_requests_follow_each_other_and_leave_room() -> None:
    assert request_block(2, 0) - request_block(1, SEEDS - 1) > SEEDS
    assert request_block(2**22, SEEDS - 1) < 2**48


def test_blocks_do_not_go_back() -> None:
    chain = connect("embedded")
    chain.skip_to(1_000)  # type: ignore[attr-defined]
    assert chain.block_number() == 1_000
    with pytest.raises(BadInput, match="only go forward"):
        chain.skip_to(1_000)  # type: ignore[attr-defined]


def test_no_panel_is_drawn_where_it_would_be_another_one() -> None:
    chain = connect("embedded")
    Cooperative.deploy(PLAIN, chain)
    with pytest.raises(Unsupported, match="nothing else was deployed"):
        request(EvmLedger([CAREFUL], 2, chain))


def test_no_panel_is_drawn_on_an_engine_whose_blocks_cannot_be_chosen() -> None:
    with pytest.raises(Unsupported, match="block numbers that can be chosen"):
        request(EvmLedger([CAREFUL], 2, "tester"))


@pytest.mark.parametrize(
    ("key", "terms"),
    [
        ("content.screeners", {"content": {**CONTENT, "screeners": ["account:1"]}}),
        ("review.asset", {"review": {**REVIEW, "asset": f"0x{1:040x}"}}),
    ],
)
def test_what_arrays_do_not_model_is_named(key: str, terms: dict[str, object]) -> None:
    sections = {"review": REVIEW, "content": CONTENT, "operators": OPERATORS}
    charter = Charter(**{"name": "More", **sections, **terms})
    with pytest.raises(BadInput, match=f"^ledger: {key}"):
        ArrayLedger([charter], 2)


def request(ledger: Ledger) -> None:
    """A panel for the only member's work."""
    one = np.array([0], dtype=np.int64)
    ledger.apply(
        [
            Admit(accounts=one, classes=np.array([1], dtype=np.int8)),
            Endow(accounts=one, amounts=Amounts.of([2 * 10**18])),
            Submit(
                accounts=one,
                titles=["song"],
                contributors=[one],
                units=[np.array([SHARES_PER_WORK])],
                ai_share_bps=np.array([9_000]),
                domains=["music"],
            ),
        ]
    )
    ledger.advance(Seconds(ledger.now() + 86_400))
    ledger.apply([RequestReview(accounts=one, submissions=one + 1, seeds=one)])
