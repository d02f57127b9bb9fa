"""Prints digests of what random scenarios come to, for another process to compare."""

from __future__ import annotations

import json
import sys

from dao_sim.experiments.table_hash import table_hash
from dao_sim.sim.behaviour import known
from dao_sim.sim.scenario import read
from dao_sim.sim.tables import tables
from tests.property.scenarios.meddlers import MEDDLERS
from tests.property.scenarios.twice import FIRST, run
from tests.property.scenarios.written import written


def hashes() -> dict[str, str]:
    """Of the tables of some random scenarios, from their writing on."""
    return {
        f"{seed} {name}": table_hash(frame)
        for seed in FIRST[:12]
        for name, frame in tables(run(read(written(seed), None), "array")).items()
    }


if __name__ == "__main__":
    known().update(MEDDLERS)
    json.dump(hashes(), sys.stdout)
