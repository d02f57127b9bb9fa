"""Small folders of runs and sweeps, drawn from a seed, as the simulator leaves them."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

WEI = 10**18
AMOUNT = pl.Decimal(38, 0)
FACTS: dict[str, Any] = {
    "title": "Levy <and> votes",
    "command": "dao-sim run small-coop --seed 7",
    "seed": 7,
    "configuration": {
        "population": {"size": 60},
        "measures": ["works_per_week"],
        "variants": ["co-op", "platform"],
    },
    "code_version": "0.1.0+g1234567",
    "contract_hashes": {"RoyaltyVault": "0x12ab"},
    "library_versions": {"numpy": "2.0.0", "polars": "1.9.0"},
    "wall_seconds": 12.5,
    "peak_memory_bytes": 210_000_000,
    "tables": {"epochs": "ab" * 32},
    "verified": {"replications": 2, "rows_compared": 4321, "rows_different": 0},
}


def make_run(
    folder: Path,
    *,
    variants: tuple[str, ...] = ("co-op", "platform"),
    replications: int = 6,
    epochs: int = 20,
    only: tuple[str, ...] = ("epochs", "members", "works", "measures", "licences"),
) -> Path:
    """A run of so many variants and replications; reports know all of its tables but the licences."""
    rng = np.random.default_rng(5)
    keys = list(product(variants, range(replications)))
    noise = {number: rng.normal(size=(8, epochs)).cumsum(axis=1) for number in range(replications)}
    tables = {
        "epochs": pl.concat([_epochs(*key, noise[key[1]], variants) for key in keys]),
        "members": pl.concat([_members(*key, rng) for key in keys]),
        "works": pl.concat([_works(*key, rng) for key in keys]),
        "measures": pl.concat([_measures(*key, noise[key[1]], variants) for key in keys]),
        "licences": pl.DataFrame({"variant": ["co-op"], "replication": [0], "licensee": ["<b>archive</b>"]}),
    }
    (folder / "tables").mkdir(parents=True)
    for name in only:
        tables[name].write_parquet(folder / "tables" / f"{name}.parquet")
    (folder / "run.json").write_text(json.dumps(FACTS))
    return folder


def make_sweep(
    folder: Path, points: pl.DataFrame, kind: str, *, replications: int = 8, failing: tuple[int, ...] = ()
) -> Path:
    """A sweep of these points, whose measures answer to the factors by known formulas."""
    rng = np.random.default_rng(6)
    shared = rng.normal(size=(replications, 3))
    names = [name for name in points.columns if name != "point"]
    rows = []
    for row in points.iter_rows(named=True):
        weights = [_weight(row[name]) for name in names]
        for number in range(replications):
            noise = rng.normal(size=3) / 10 + shared[number]
            failed = row["point"] in failing
            first, second = weights[0], weights[-1]
            values = (
                first**2 + noise[0] / 10,
                3 * first * second + noise[1] / 20,
                1e4 * (second + noise[2] / 50),
            )
            rows.append(
                {
                    "point": row["point"],
                    "replication": number,
                    "seed": number,
                    "stage": "demand" if failed else None,
                    "message": "no <audience>" if failed else None,
                    **dict(
                        zip(
                            ("gini_income", "variety", "treasury_final"),
                            [None] * 3 if failed else values,
                            strict=True,
                        )
                    ),
                }
            )
    schema = {"stage": pl.String, "message": pl.String, "variety": pl.Float64}
    frame = pl.DataFrame(rows, schema_overrides=schema)
    (folder / "batches").mkdir(parents=True)
    points.write_parquet(folder / "points.parquet")
    for number, part in enumerate(frame.iter_slices(max(1, len(frame) // 3))):
        part.write_parquet(folder / "batches" / f"{number:06}.parquet")
    facts = {
        "experiment": {"title": "Levy level", "question": "What does a levy leave?", "seed": 7},
        "design": {"kind": kind},
        "seed": 7,
        "code_version": "0.1.0",
        "library_versions": {"SALib": "1.5"},
    }
    (folder / "sweep.json").write_text(json.dumps(facts))
    return folder


def grid_points() -> pl.DataFrame:
    """A grid of four levies and three rules."""
    rows = list(product([0.0, 0.05, 0.1, 0.2], ["token", "member", "quadratic"]))
    return pl.DataFrame(
        rows, schema=["charter.royalties.levy", "charter.governance.rule"], orient="row"
    ).select(pl.int_range(pl.len()).alias("point"), pl.all())


def sobol_points(base: int = 32) -> pl.DataFrame:
    """A Saltelli design of two factors."""
    from SALib.sample import sobol

    names = ["charter.royalties.levy", "population.weak_ties"]
    problem = {"num_vars": 2, "names": names, "bounds": [[0.0, 0.3], [0.0, 1.0]]}
    drawn = sobol.sample(problem, base, calc_second_order=False, seed=3)
    return pl.DataFrame(drawn, schema=names).select(pl.int_range(pl.len()).alias("point"), pl.all())


def _weight(value: Any) -> float:
    return float(value) if isinstance(value, (int, float)) else len(value) / 10


def _amounts(name: str, values: list[float]) -> pl.Series:
    return pl.Series(name, [Decimal(int(value * 1000)) * WEI / 1000 for value in values], dtype=AMOUNT)


def _head(variant: str, replication: int, rows: int) -> list[pl.Series]:
    return [pl.Series("variant", [variant] * rows), pl.Series("replication", [replication] * rows)]


def _epochs(variant: str, replication: int, noise: Any, variants: tuple[str, ...]) -> pl.DataFrame:
    epochs, shift = noise.shape[1], 1 + 0.4 * variants.index(variant)
    levels = np.abs(noise) / 10 * shift + 0.2
    columns = [
        pl.Series("epoch", range(epochs)),
        pl.Series("members", [60 + epoch for epoch in range(epochs)]),
        *(
            pl.Series(name, levels[place] / levels[place].max())
            for place, name in enumerate(("turnout", "gini_tokens"))
        ),
        _amounts("treasury", (np.arange(epochs) * shift + levels[2]).tolist()),
        pl.Series("levy_bps", [500 + 100 * (epoch // 7) for epoch in range(epochs)]),
        *(pl.Series(name, levels[place]) for place, name in ((3, "satisfaction"), (4, "variety_of_works"))),
        pl.Series("gini_income", [None, *levels[5][1:]]),
        pl.Series("never", [None] * epochs, dtype=pl.Float64),
        pl.Series("rule", ["token"] * epochs),
    ]
    return pl.DataFrame([*_head(variant, replication, epochs), *columns])


def _members(variant: str, replication: int, rng: Any) -> pl.DataFrame:
    tokens = rng.pareto(1.5, size=60).tolist()
    income = rng.lognormal(0, 1.2 if variant == "platform" else 0.6, size=60).tolist()
    columns = [pl.Series("account", range(60)), _amounts("tokens", tokens), _amounts("income", income)]
    return pl.DataFrame([*_head(variant, replication, 60), *columns])


def _works(variant: str, replication: int, rng: Any) -> pl.DataFrame:
    income = [0.0, *(rng.pareto(1.2, size=199)).tolist()]
    columns = [pl.Series("work", range(200)), _amounts("income", income)]
    return pl.DataFrame([*_head(variant, replication, 200), *columns])


def _measures(variant: str, replication: int, noise: Any, variants: tuple[str, ...]) -> pl.DataFrame:
    values = [0.4 + 0.2 * variants.index(variant) + noise[0, 0] / 50, 12.0 + noise[1, 0]]
    return pl.DataFrame(
        [
            *_head(variant, replication, 2),
            pl.Series("measure", ["gini_income", "works_per_week"]),
            pl.Series("value", values),
        ]
    )
