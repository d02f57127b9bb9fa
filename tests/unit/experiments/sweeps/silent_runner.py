"""A model that does not say beforehand what it measures."""

from __future__ import annotations

from tests.unit.experiments.sweeps.runners import treasury

__all__ = ["treasury"]
