"""`dao-sim advance`: a local node's time, moved forward, so that nobody waits days for a vote to end."""

from __future__ import annotations

from typing import Annotated

import typer

from dao_sim.cli.command import Data, command_app, standard
from dao_sim.cli.output import Output
from dao_sim.cli.session import only_url, open_node
from dao_sim.cli.settings import Settings
from dao_sim.cli.where import Network
from dao_sim.errors import BadInput
from dao_sim.units import parse_duration

app = command_app()

Duration = Annotated[str, typer.Argument(metavar="DURATION", help="Such as 90s, 15m, 12h, 3d or 2w.")]


@app.command()
@standard
def advance(out: Output, duration: Duration, *, network: Network = None) -> Data:
    """Move a local node's time forward.

    Example: dao-sim advance 3d
    """
    from dao_sim.coop.standing import written_time

    try:
        seconds = parse_duration(duration)
    except ValueError as error:
        raise BadInput("duration", str(error), value=duration) from error
    settings = Settings.load()
    with open_node(settings, network or settings.network or only_url(settings)) as chain:
        chain.skip(seconds)
        now = chain.now()
    out.line(f"It is now {written_time(now)} on that chain.")
    return {"seconds": seconds, "now": now}
