"""Starts on the contracts: a copy of the chain that the co-op is on, the same for every run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from dao_sim.chain.protocol import Chain
from dao_sim.chain.rpc import RpcChain
from dao_sim.coop.cooperative import Cooperative
from dao_sim.errors import Unsupported
from dao_sim.experiments.rehearsal.catalogue import count, pay_out, put_on_sale
from dao_sim.experiments.rehearsal.placed import placed
from dao_sim.experiments.rehearsal.proposed import Proposed, carry_out
from dao_sim.experiments.rehearsal.standing import Standing, standing
from dao_sim.ledger.evm.ledger import EvmLedger
from dao_sim.sim.scenario import Scenario
from dao_sim.sim.start import Start
from dao_sim.sim.state import State
from dao_sim.sim.streams import Streams


class Copies:
    """`Starts` on the contracts. A node's chain is copied; one in this process goes back.

    Raises Unsupported where a copy needs pyrevm, and that is not installed.
    """

    ledger, engine = "evm", "fork"

    def __init__(self, coop: Cooperative) -> None:
        self._coop = Cooperative(_copy(coop.chain), coop.charter, coop.addresses)
        self.standing: Standing = standing(self._coop)

    @contextmanager
    def start(self, scenario: Scenario, streams: Streams, carried_out: Proposed | None) -> Iterator[Start]:
        """The co-op as it is, or with a proposal carried out. What is done from there is undone at the end.

        Raises Refused where the proposal would fail.
        """
        mark = self._coop.chain.checkpoint()
        try:
            if carried_out is not None:
                carry_out(self._coop, carried_out)
            yield self._start(scenario, streams)
        finally:
            self._coop.chain.restore(mark)

    def _start(self, scenario: Scenario, streams: Streams) -> Start:
        here = placed(self.standing, scenario, streams)

        def settle(state: State) -> None:
            count(state)
            pay_out(state, self.standing, here.accounts)
            offers = [self.standing.offers.get(work.id) for work in self.standing.works]
            numbers = np.array([offer.number if offer else 0 for offer in offers], dtype=np.int64)
            put_on_sale(state, self.standing, here.accounts, numbers)

        return Start(
            people=here.people,
            charters=[self.standing.charter],
            make_ledger=lambda _accounts: EvmLedger.of([self._coop], here.addresses),
            settle=settle,
            beyond=len(self.standing.beyond),
        )


def _copy(chain: Chain) -> Chain:
    if not isinstance(chain, RpcChain):
        return chain
    try:
        from dao_sim.chain.fork import ForkedChain
    except ImportError as error:
        hint = "use a Python for which pyrevm exists, or --ledger array"
        reason = "a chain is copied by pyrevm, which is not installed"
        raise Unsupported("rehearse", reason, hint=hint) from error
    return ForkedChain(chain)
