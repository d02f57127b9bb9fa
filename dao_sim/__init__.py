"""Design, deploy and stress creator co-operatives: Solidity holds the rules, Python lives them."""

from __future__ import annotations

__version__ = "0.1.0"
