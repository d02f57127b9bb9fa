"""What every test shares: how hypothesis runs here."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# Helpers whose asserts are to be explained like a test's own, before anybody imports them.
pytest.register_assert_rewrite("tests.contracts.kit")

# An example deploys contracts, so the first of a process is slow, and CI machines are not even: a time per
# example says nothing. How many examples and steps to run is each test's own business.
settings.register_profile("dao-sim", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dao-sim")
