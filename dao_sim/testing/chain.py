"""What every chain engine must do. Subclass `ChainConformance` with a `chain` fixture and run pytest.

    class TestMyEngine(ChainConformance):
        @pytest.fixture
        def chain(self) -> Iterator[Chain]:
            ...

The chain may be shared between tests and may have a past: each test deploys its own probe and counts
from where it stands. The first three accounts must have ETH. What an engine does not declare in its
capabilities is tested to be refused as `Unsupported`.
"""

from __future__ import annotations

from dao_sim.testing.chain_batches import BatchConformance
from dao_sim.testing.chain_history import HistoryConformance
from dao_sim.testing.chain_inputs import InputConformance
from dao_sim.testing.chain_transactions import CallConformance, RefusalConformance


class ChainConformance(
    CallConformance, RefusalConformance, InputConformance, HistoryConformance, BatchConformance
):
    """The whole suite. Fixtures a subclass gives: `chain`."""
