"""`python -m dao_sim` is `dao-sim`."""

from __future__ import annotations

import sys

from dao_sim.cli import main

if __name__ == "__main__":
    sys.exit(main())
