"""A copy of another chain in this process: as it was at one block, and from there on its own.

The state is the node's, to the last slot: pyrevm asks for what a transaction touches when it first touches
it, and keeps it. Events of before are the node's, too. Nothing is ever sent to the node. It must still know
the state of that block while the copy is in use, as nodes do of recent blocks.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyrevm

from dao_sim.chain.defaults import TRANSACTION_GAS_LIMIT
from dao_sim.chain.embedded import EmbeddedChain
from dao_sim.chain.protocol import Log
from dao_sim.chain.rpc import RpcChain
from dao_sim.units import Address


class ForkedChain(EmbeddedChain):
    """`Chain` on pyrevm that begins where `origin` stands: its state, its accounts, its time.

    Never compacted: go back to a checkpoint between long runs.
    """

    name = "fork"

    def __init__(self, origin: RpcChain) -> None:
        self._origin = origin
        self._copied = origin.block_number()
        self._past: dict[tuple[Address | None, tuple[bytes | None, ...]], list[Log]] = {}
        self._accounts = origin.accounts()
        self.chain_id = origin.chain_id
        environment = pyrevm.Env(cfg=pyrevm.CfgEnv(chain_id=origin.chain_id))
        evm = pyrevm.EVM(
            env=environment,
            fork_url=origin.url,
            fork_block=hex(self._copied),
            gas_limit=TRANSACTION_GAS_LIMIT,
        )
        self._begin(evm, self._copied, origin.now(), compact_every=None, rich=())

    def accounts(self) -> Sequence[Address]:
        return self._accounts

    def logs(
        self,
        *,
        address: Address | None = None,
        topics: Sequence[bytes | None] = (),
        from_block: int = 0,
        to_block: int | None = None,
    ) -> list[Log]:
        """Events of the origin up to the block that was copied, each kind asked for once; then its own."""
        own = super().logs(address=address, topics=topics, from_block=from_block, to_block=to_block)
        if from_block > self._copied:
            return own
        key = (address, tuple(topics))
        if key not in self._past:
            self._past[key] = self._origin.logs(address=address, topics=topics, to_block=self._copied)
        last = self._copied if to_block is None else to_block
        return [log for log in self._past[key] if from_block <= log.block_number <= last] + own
