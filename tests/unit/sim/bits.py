"""Prints digests of what must have the same bits everywhere, also where the processor offers less."""

from __future__ import annotations

import hashlib

from dao_sim.sim import portable
from dao_sim.sim.demand.choice import choose, weights
from dao_sim.sim.demand.parameters import DemandParameters
from dao_sim.sim.streams import Streams
from tests.unit.sim.markets import audience, works


def digests() -> dict[str, str]:
    """What was computed, by name, as the SHA-256 of its bytes."""
    uniforms = Streams(20_260_101).uniform("bits", 3, 10_001)
    spread = (uniforms - 0.5) * 1_400
    market = works(301), audience(100, 203, 7), DemandParameters()
    parts = {
        "weights": weights(*market),
        "copies": choose(*market, Streams(4), 2),
        "uniform": uniforms,
        "exp": portable.exp(spread),
        "log": portable.log(uniforms * 1e9),
        "power": portable.power(uniforms, spread / 10),
        "logistic": portable.logistic(spread / 20),
        "normal_quantile": portable.normal_quantile(uniforms),
        "totals": portable.totals(uniforms, (uniforms * 17).astype("int64"), 17),
    }
    found = {name: hashlib.sha256(values.tobytes()).hexdigest() for name, values in parts.items()}
    return found | {"total": portable.total(uniforms).hex()}


if __name__ == "__main__":
    import json
    import sys

    import numpy as np

    core = getattr(np, "_core", None) or np.core
    on = [name for name, has in core._multiarray_umath.__cpu_features__.items() if has]
    json.dump({"digests": digests(), "features": on}, sys.stdout)
