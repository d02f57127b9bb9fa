"""What the parts of the chain conformance suite share."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any, TypeVar

import pytest
from eth_utils.address import to_checksum_address

from dao_sim.chain import Chain
from dao_sim.errors import DaoSimError
from dao_sim.testing.probe import Probe
from dao_sim.units import Address

Refusal = TypeVar("Refusal", bound=DaoSimError)

_strangers = count(0x5EED << 64)


def stranger() -> Address:
    """An address that nobody has used, without ETH and without a known key."""
    return Address(to_checksum_address(f"0x{next(_strangers):040x}"))


def refused_with(kind: type[Refusal], act: Callable[..., Any], *arguments: Any, **named: Any) -> Refusal:
    """The error that an act raises, which must be of that kind."""
    with pytest.raises(kind) as caught:
        act(*arguments, **named)
    return caught.value


class ChainSuite:
    """Fixtures of every part; `chain` is the subclass's own."""

    @pytest.fixture
    def alice(self, chain: Chain) -> Address:
        return chain.accounts()[0]

    @pytest.fixture
    def bob(self, chain: Chain) -> Address:
        return chain.accounts()[1]

    @pytest.fixture
    def probe(self, chain: Chain, alice: Address) -> Probe:
        return Probe.deploy(chain, alice)
