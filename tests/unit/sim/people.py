"""Cohorts and populations as scenarios write them, for tests."""

from __future__ import annotations

from typing import Any

from dao_sim.sim.population import Population, PopulationTerms, generate
from dao_sim.sim.streams import Streams


def cohort(
    name: str = "creators", size: int | None = 100, kind: str = "creator", **keys: Any
) -> dict[str, Any]:
    return {"name": name, "class": kind, **({} if size is None else {"size": size}), **keys}


def terms(*cohorts: dict[str, Any], **keys: Any) -> PopulationTerms:
    return PopulationTerms.model_validate({"cohorts": cohorts, **keys})


def people(*cohorts: dict[str, Any], seed: int = 1, **keys: Any) -> Population:
    return generate(terms(*cohorts, **keys), Streams(seed))
