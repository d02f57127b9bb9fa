"""The memory figures are measured, and a run that cannot fit is refused before it starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dao_sim.chain import memory
from dao_sim.chain.protocol import Batch
from dao_sim.errors import BadInput
from dao_sim.testing.probe import Probe, calldata

ROOT = Path(__file__).resolve().parents[2]

MEASURE = """
import gc, psutil, sys
from dao_sim.chain.embedded import EmbeddedChain
from dao_sim.chain.protocol import Batch
from dao_sim.testing.probe import Probe, calldata

compact_every, transactions, step = int(sys.argv[1]) or None, int(sys.argv[2]), 20_000
chain = EmbeddedChain(compact_every=compact_every)
probe = Probe.deploy(chain, chain.accounts()[0])
data = [calldata("bump", b"")] * step
resident = lambda: psutil.Process().memory_info().rss
before = resident()
for start in range(0, transactions, step):
    senders = [f"0x{10**9 + start + at:040x}" for at in range(step)]
    chain.send_batch(Batch(senders=senders, to=probe.address, data=data))
    del senders
gc.collect()
print((resident() - before) // transactions)
"""


def measured(compact_every: int, transactions: int) -> int:
    """Bytes per transaction, in a process of its own, where nothing freed earlier is used again."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(compact_every), str(transactions)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="the figures are Linux's resident memory")
def test_the_figures_hold() -> None:
    pytest.importorskip("pyrevm", reason="pyrevm has no wheel for this Python")
    figure = memory.JOURNAL_BYTES + memory.RETAINED_BYTES
    assert figure * 0.65 < measured(0, 60_000) < figure
    assert measured(20_000, 160_000) < (memory.RETAINED_BYTES + figure) / 2


def test_an_estimate_grows_with_the_run_and_compaction_bounds_it() -> None:
    assert memory.estimate(0, compact_every=100) == 0
    assert memory.estimate(10, compact_every=100) == 10 * (memory.JOURNAL_BYTES + memory.RETAINED_BYTES)
    millions = 10_000_000
    bounded = memory.estimate(millions, compact_every=memory.MIN_INTERVAL)
    assert millions * memory.RETAINED_BYTES <= bounded < memory.estimate(millions, compact_every=None)


def test_compaction_waits_until_the_journal_would_fill_a_quarter_of_what_is_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "available", lambda: 8 * 2**30)
    interval = memory.compaction_interval()
    assert interval is not None
    assert interval * memory.COMPACTION_BYTES <= 2 * 2**30 < (interval + 1) * memory.COMPACTION_BYTES
    monkeypatch.setattr(memory, "available", lambda: 0)
    assert memory.compaction_interval() == memory.MIN_INTERVAL
    assert memory.compaction_interval(None) is None
    assert memory.compaction_interval(7) == 7


def test_a_run_that_cannot_fit_says_what_it_needs_what_there_is_and_what_to_do() -> None:
    with pytest.raises(BadInput) as caught:
        memory.ensure_fits(10**12)
    problem = caught.value
    assert problem.operands["transactions"] == 10**12
    assert problem.operands["needed"] > problem.operands["available"] > 0
    assert "1,000,000,000,000 transactions" in problem.reason
    assert "GiB" in problem.reason
    assert "fewer transactions" in str(problem.hint)


def test_a_batch_that_cannot_fit_is_refused_before_its_first_row(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyrevm", reason="pyrevm has no wheel for this Python")
    from dao_sim.chain.embedded import EmbeddedChain

    chain = EmbeddedChain()
    alice = chain.accounts()[0]
    probe = Probe.deploy(chain, alice)
    batch = Batch(senders=[alice] * 10, to=probe.address, data=[calldata("bump", b"")] * 10)
    block = chain.block_number()
    monkeypatch.setattr(memory, "available", lambda: memory.RESERVE_BYTES)
    with pytest.raises(BadInput, match="10 transactions need"):
        chain.send_batch(batch)
    assert (probe.call("count"), chain.block_number()) == (0, block)
    monkeypatch.undo()
    chain.send_batch(batch)
    assert probe.call("count") == 10


def test_a_containers_limit_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = {"memory.max": 1_000, "memory.current": 400}
    monkeypatch.setattr(memory, "_cgroup_bytes", limits.get)
    assert memory.available() == 600
    monkeypatch.setattr(memory, "_cgroup_bytes", {}.get)
    assert memory.available() > 600
