"""The story that `dao-sim demo` tells: who, what, how much.

Amounts are odd on purpose: a third of an odd number of units leaves fractions, and the last step shows
that none of them is lost.
"""

from __future__ import annotations

from collections.abc import Mapping

from dao_sim.units import Support

CHARTER = """
name = "Lumen"
symbol = "LUM"

[governance]
voting_delay = "1d"
voting_period = "5d"
proposal_threshold = "100"
quorum = "20%"
timelock_delay = "2d"

[royalties]
levy = "5%"

[operators]
admitter = ["account:0"]
minter = ["account:0"]

[[founders]]
account = "account:1"
class = "creator"
tokens = "400"

[[founders]]
account = "account:2"
class = "creator"
tokens = "300"

[[founders]]
account = "account:3"
class = "creator"
tokens = "250"

[[founders]]
account = "account:4"
class = "enterprise"
tokens = "500"
"""

CAST = ("Office", "Ada", "Bram", "Chipo", "Northlight Ltd", "Dina", "City Archive", "Tomas", "Kiosk")
"""Who the chain's first accounts are in this story. Tomas and Kiosk are buyers, not members."""

WORKS: Mapping[str, tuple[str, Mapping[str, int], int]] = {
    "Night Tram (song)": ("Ada", {"Ada": 500_000, "Bram": 333_333, "Chipo": 166_667}, 0),
    "Salt Road (film)": ("Chipo", {"Chipo": 571_429, "Ada": 142_857, "Dina": 285_714}, 1_500),
    "Bells of 1911 (scans)": ("City Archive", {"City Archive": 666_667, "Bram": 333_333}, 0),
}
"""Title → who registers it, the contributors' share units, and the share made by AI (basis points)."""

SPRING_SALES = (
    ("Kiosk", "Night Tram (song)", "2.345678901234567891", "ETH"),
    ("Tomas", "Salt Road (film)", "0.012345678901234567", "ETH"),
    ("Northlight Ltd", "Salt Road (film)", "10.000000000000000003", "ETH"),
    ("Tomas", "Bells of 1911 (scans)", "0.000000000000000019", "ETH"),
)
SUMMER_SALES = (
    ("Kiosk", "Bells of 1911 (scans)", "1.111111111111111117", "ETH"),
    ("Northlight Ltd", "Night Tram (song)", "75.000000000000000001", "LUM"),
    ("Northlight Ltd", "Salt Road (film)", "33.333333333333333331", "LUM"),
    ("Tomas", "Night Tram (song)", "0.300000000000000007", "ETH"),
)
BALLOTS = {
    "Ada": Support.FOR,
    "Bram": Support.FOR,
    "Chipo": Support.ABSTAIN,
    "Northlight Ltd": Support.AGAINST,
    "Dina": Support.FOR,
}
CLAIMS = (
    ("Ada", "Night Tram (song)", "ETH"),
    ("Bram", "Night Tram (song)", "ETH"),
    ("Chipo", "Night Tram (song)", "LUM"),
    ("Chipo", "Salt Road (film)", "ETH"),
    ("Dina", "Salt Road (film)", "ETH"),
    ("Dina", "Salt Road (film)", "LUM"),
    ("City Archive", "Bells of 1911 (scans)", "ETH"),
)
"""What is claimed this season. The rest stays claimable for as long as its owners like."""

NEW_LEVY_BPS = 750
