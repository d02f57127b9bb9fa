"""One document that says what a run or a sweep found: everything in it, nothing fetched from elsewhere."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path

from dao_sim.report.content import Content
from dao_sim.report.folder import write_files
from dao_sim.report.run_report import run_content
from dao_sim.report.stored import Run, Sweep, open_folder
from dao_sim.report.sweep_report import sweep_content

NAME, CHARTS = "report.html", "charts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written, from what."""

    kind: str
    report: Path
    charts: tuple[Path, ...]
    tables: tuple[Path, ...]
    """That the report shows rows of; of a sweep, also the folder of its batches."""


def write(folder: str | Path, out: str | Path | None = None) -> Written:
    """Draws charts and report from a folder's stored tables: `charts/*.png` and `report.html` in it.

    With `out`, only the report, to that file; the folder stays as it is. Raises BadInput for a folder that
    holds neither a run nor a sweep, for a damaged file, which it names, and if nothing can be written;
    Unsupported where a sweep's statistics need the extra `experiments`.
    """
    stored = open_folder(folder)
    content = run_content(stored) if isinstance(stored, Run) else sweep_content(stored)
    charts: list[Path] = []
    target = Path(out) if out is not None else stored.folder / NAME
    if out is None and content.pictures:
        images = {f"{picture.name}.png": picture.png for picture in content.pictures}
        charts = write_files(stored.folder / CHARTS, images)
    (report,) = write_files(target.parent, {target.name: render(content).encode()})
    tables = [
        *stored.tables.values(),
        *({path.parent for path in stored.batches} if isinstance(stored, Sweep) else ()),
    ]
    return Written(kind=content.kind, report=report, charts=tuple(charts), tables=tuple(tables))


def render(content: Content) -> str:
    """The document as HTML: styles and images are inside, and there is no script."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("dao_sim.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["base64"] = lambda image: base64.b64encode(image).decode()
    environment.filters["pretty"] = lambda value: json.dumps(value, indent=2, ensure_ascii=False, default=str)
    return environment.get_template("report.html.j2").render(content=content)
