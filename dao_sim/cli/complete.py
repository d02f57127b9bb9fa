"""What a shell offers for values that only this machine knows, or that are words of ours."""

from __future__ import annotations


def account_names(incomplete: str) -> list[str]:
    """The accounts in the keystore; none where there is no telling."""
    from dao_sim.chain.keystore import Keystore
    from dao_sim.cli.settings import Settings
    from dao_sim.errors import DaoSimError

    try:
        names = Keystore(Settings.load().keystore).names()
    except (DaoSimError, OSError):
        return []
    return [name for name in names if name.startswith(incomplete)]


def member_classes(incomplete: str) -> list[str]:
    """As `--class` takes them."""
    classes = ("creator", "enterprise", "public-body", "patron")
    return [name for name in classes if name.startswith(incomplete)]
