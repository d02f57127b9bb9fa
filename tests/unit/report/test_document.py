"""Reports of runs and sweeps: what they say is what the tables say, and they need nothing from elsewhere."""

from __future__ import annotations

import base64
import json
import math
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dao_sim.errors import BadInput, Unsupported
from dao_sim.experiments.analysis import Results, comparisons, sobol_indices, summaries
from dao_sim.report.canvas import number
from dao_sim.report.document import Written, write
from dao_sim.report.stored import Sweep, open_folder
from dao_sim.sim.measures import MEASURES
from tests.unit.report.folders import FACTS, grid_points, make_run, make_sweep, sobol_points


class Page(HTMLParser):
    """What a browser would find: text, tables by their headings, images, and everything that is fetched."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.images: list[dict[str, str | None]] = []
        self.fetched: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.text, self._heading, self._words = "", "", ""
        source = path.read_text(encoding="utf-8")
        self.styles = "".join(re.findall(r"<style>(.*?)</style>", source, flags=re.DOTALL))
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        if tag not in {"meta", "img", "link", "br"}:
            self.open.append(tag)
        if tag == "img":
            self.images.append(given)
        self.fetched += [str(given[name]) for name in ("src", "href") if name in given]
        if tag == "table":
            self.tables[self._heading] = []
        if tag == "tr":
            self.tables[self._heading].append([])
        self._words = ""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag in {"h2", "h3"}:
            self._heading = self._words
        if tag in {"td", "th"}:
            self.tables[self._heading][-1].append(self._words)

    def handle_data(self, data: str) -> None:
        self._words += data
        self.text += data


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Written]:
    folder = make_run(tmp_path_factory.mktemp("run") / "results")
    return folder, write(folder)


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Written]:
    folder = make_sweep(tmp_path_factory.mktemp("grid") / "results", grid_points(), "grid", failing=(4,))
    return folder, write(folder)


@pytest.fixture(scope="module")
def sobol(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Written]:
    folder = make_sweep(tmp_path_factory.mktemp("sobol") / "results", sobol_points(), "sobol", replications=2)
    return folder, write(folder)


@pytest.mark.parametrize(
    ("made", "charts"),
    [
        ("run", ["series", "lorenz", "ranks"]),
        ("grid", ["response", "heat", "differences"]),
        ("sobol", ["sobol", "response"]),
    ],
)
def test_a_report_is_whole_and_fetches_nothing(
    made: str, charts: list[str], request: pytest.FixtureRequest
) -> None:
    folder, written = request.getfixturevalue(made)
    page = Page(written.report)
    assert page.open == []
    assert written.report == folder / "report.html"
    assert list(written.charts) == [folder / "charts" / f"{name}.png" for name in charts]
    for image, path in zip(page.images, written.charts, strict=True):
        data = base64.b64decode(str(image["src"]).removeprefix("data:image/png;base64,"))
        assert data == path.read_bytes()
        assert data[:4] == b"\x89PNG"
        assert len(str(image["alt"])) > 20
    assert all(address.startswith(("#", "data:image/png;base64,")) for address in page.fetched)
    assert not {"script", "link", "iframe"} & set(page.tags)
    assert "url(" not in page.styles
    assert "@import" not in page.styles
    assert "prefers-color-scheme: dark" in page.styles


def test_a_run_is_told_with_how_to_reproduce_it(run: tuple[Path, Written]) -> None:
    page = Page(run[1].report)
    for said in (
        "Levy <and> votes",
        "2 replications ran again on the contracts: of 4,321 rows that were compared, none differs.",
        "variants2",
        "replications6",
        "epochs20",
        "12.5 s",
        "210 MB",
    ):
        assert said in page.text.replace("\n", "") or said in page.text
    how = dict(page.tables["How to reproduce"])
    assert how == {
        "command": FACTS["command"],
        "seed": "7",
        "dao-sim": FACTS["code_version"],
        "libraries": "numpy 2.0.0\npolars 1.9.0",
        "contracts": "RoyaltyVault 0x12ab",
    }
    assert '"size": 60' in page.text


def test_a_run_s_measures_are_those_of_its_table(run: tuple[Path, Written]) -> None:
    page = Page(run[1].report)
    long = pl.read_parquet(run[0] / "tables" / "measures.parquet")
    heading, *rows = page.tables["Measures"]
    assert heading == ["measure", "co-op", "platform", "what it is"]
    assert [row[0] for row in rows] == ["works_per_week", "gini_income"], "what was asked for comes first"
    for measure, shown, *_ in rows:
        values = long.filter(pl.col("measure") == measure, pl.col("variant") == "co-op")["value"]
        assert shown.split(" [")[0] == number(float(str(values.mean())))
    assert rows[1][-1] == MEASURES["gini_income"].__doc__
    assert rows[0][-1] == "", "it is none of the simulator's"
    differences = {row[0]: row for row in page.tables["Differences from co-op"][1:]}
    assert list(differences) == ["works_per_week"], "p is corrected for what was asked for only"
    assert differences["works_per_week"][3:6] == ["0", "[0, 0]", "0.00"]


def test_every_table_is_listed_with_its_rows_and_its_place(run: tuple[Path, Written]) -> None:
    page = Page(run[1].report)
    for name, rows in (("epochs", 240), ("members", 720), ("works", 2400)):
        stored = pl.read_parquet(run[0] / "tables" / f"{name}.parquet")
        heading, first, *rest = page.tables[name]
        assert (heading, len(rest)) == (stored.columns, 7)
        assert f"tables/{name}.parquet: the first 8 of {rows:,} rows" in page.text
        amounts = [place for place, kind in enumerate(stored.dtypes) if kind.is_decimal()]
        assert [first[place] for place in amounts] == [str(stored.row(0)[place]) for place in amounts]
    assert page.tables["licences"][1] == ["co-op", "0", "<b>archive</b>"]
    assert "tables/licences.parquet: 1 row" in page.text
    assert "ab" * 32 in page.text


def test_a_sweep_s_figures_are_the_analysis_own(grid: tuple[Path, Written]) -> None:
    page = Page(grid[1].report)
    stored = open_folder(grid[0])
    assert isinstance(stored, Sweep)
    results = Results(stored.runs(), stored.factors)
    means = summaries(results).filter(pl.col("measure") == "variety")
    shown = [row[4] for row in page.tables["Measures by point"][1:]]
    for cell, row in zip(shown, means.iter_rows(named=True), strict=True):
        if row["point"] == 4:
            assert cell == "–"
        else:
            assert cell == f"{number(row['mean'])} [{number(row['low'])}, {number(row['high'])}]"
    differences = page.tables["Differences from levy 0, rule token"][1:]
    found = comparisons(results)
    assert [row[3] for row in differences] == [
        "–" if value is None else number(value) for value in found["difference"]
    ]
    meanings = dict(page.tables["What was measured"][1:])
    assert list(meanings) == list(results.measures)
    assert meanings["gini_income"] == MEASURES["gini_income"].__doc__
    assert "8 of 96 runs failed." in page.text
    assert page.tables["Runs that failed"][1] == ["4", "0", "demand", "no <audience>"]
    assert page.tables["runs"][0][:3] == ["point", "charter.royalties.levy", "charter.governance.rule"]
    assert "the first 8 of 96 rows" in page.text
    assert "What does a levy leave?" in page.text
    assert grid[1].tables == (grid[0] / "points.parquet", grid[0] / "batches")


def test_it_is_said_how_many_replications_would_be_needed(grid: tuple[Path, Written]) -> None:
    (found,) = re.findall(
        r"none of these (\d+) can be anything else; it takes (\d+)", Page(grid[1].report).text
    )[:1]
    tests, needed = map(int, found)
    assert tests == 30
    assert tests * 2 / 2**needed < 0.05 <= tests * 2 / 2 ** (needed - 1)


def test_indices_are_of_the_sobol_design(sobol: tuple[Path, Written]) -> None:
    stored = open_folder(sobol[0])
    assert isinstance(stored, Sweep)
    found = sobol_indices(Results(stored.runs(), stored.factors), "gini_income")
    assert found["first"][0] > 0.7
    page = Page(sobol[1].report)
    assert "Sobol indices with 95 % intervals" in page.text
    rows = page.tables["Sobol indices"][1:]
    assert [row[:2] for row in rows[:2]] == [["gini_income", name] for name in stored.factors]
    assert [row[2] for row in rows[:2]] == [f"{value:.3f}" for value in found["first"]]
    assert {row[-1] for row in rows} == {"32"}


def test_a_stopped_sobol_sweep_says_what_is_missing(tmp_path: Path) -> None:
    folder = make_sweep(tmp_path / "stopped", sobol_points(8), "sobol", replications=1)
    sorted((folder / "batches").iterdir())[-1].unlink()
    written = write(folder)
    assert [path.name for path in written.charts] == ["response.png"]
    told = "Sobol indices of variety are left out: the points are not those of a Saltelli design."
    assert told in Page(written.report).text


def test_a_large_grid_s_points_are_shown_in_part(tmp_path: Path) -> None:
    points = pl.DataFrame({"point": range(70), "levy": [place / 100 for place in range(70)]})
    written = write(make_sweep(tmp_path / "large", points, "grid", replications=2))
    page = Page(written.report)
    assert len(page.tables["Measures by point"]) == 61
    assert "10 more are in the tables" in page.text
    assert "there are more than 30 others" in page.text
    assert "Each dot is a point" in page.text


def test_one_point_and_one_replication_are_a_report_too(tmp_path: Path) -> None:
    point = pl.DataFrame({"point": [0], "levy": [0.1]})
    written = write(make_sweep(tmp_path / "one", point, "list", replications=1))
    assert written.charts == ()
    assert "need several points and replications" in Page(written.report).text
    only = ("epochs", "measures")
    alone = write(make_run(tmp_path / "alone", variants=("co-op",), replications=1, epochs=1, only=only))
    assert "One replication" in Page(alone.report).text


def test_what_a_run_does_not_say_is_left_out(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "bare", only=("licences",))
    (folder / "run.json").write_text("{}")
    written = write(folder)
    page = Page(written.report)
    assert written.charts == ()
    assert "bare" in page.text
    assert "The folder does not say how it was made." in page.text
    assert not {"Measures", "Charts"} & set(page.tables)


def test_tables_of_another_shape_are_listed_only(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "odd")
    for name in ("epochs", "members", "works", "measures"):
        pl.DataFrame({"week": [1, 2], "tokens": [3, 4]}).write_parquet(folder / "tables" / f"{name}.parquet")
    written = write(folder)
    assert written.charts == ()
    assert Page(written.report).tables["members"] == [["week", "tokens"], ["1", "3"], ["2", "4"]]


def test_rows_that_differ_are_bad_news(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run", only=("licences",))
    different = {"replications": 1, "rows_compared": 10, "rows_different": 3}
    (folder / "run.json").write_text(json.dumps({**FACTS, "verified": different}))
    source = write(folder).report.read_text()
    assert '<p class="told bad">1 replication ran again on the contracts: of 10 rows that were' in source
    assert "compared, 3 differ." in source


def test_the_same_tables_make_the_same_files(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run", only=("works", "measures"))
    written = write(folder)
    before = {path: path.read_bytes() for path in (written.report, *written.charts)}
    write(folder)
    assert len(before) == 2
    assert {path: path.read_bytes() for path in before} == before


def test_out_leaves_the_folder_as_it_is(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run", only=("works",))
    written = write(folder, tmp_path / "elsewhere" / "levy.html")
    assert written.charts == ()
    assert len(Page(tmp_path / "elsewhere" / "levy.html").images) == 1
    assert sorted(path.name for path in folder.iterdir()) == ["run.json", "tables"]


def test_without_the_extra_a_run_is_reported_and_a_sweep_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, grid: tuple[Path, Written]
) -> None:
    monkeypatch.setitem(sys.modules, "scipy.stats", None)
    page = Page(write(make_run(tmp_path / "run", only=("measures",))).report)
    assert "Intervals and tests are left out" in page.text
    assert page.tables["Measures"][0] == ["measure", "variant", "replications", "mean"]
    with pytest.raises(Unsupported, match="needs scipy"):
        write(grid[0], tmp_path / "sweep.html")


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garbage(path: Path) -> None:
    path.write_bytes(b"not a table at all, but long enough to be looked at")


def pages_overwritten(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:8] + bytes(255 - byte for byte in whole[8:400]) + whole[400:])


@pytest.mark.parametrize("damage", [cut_in_half, garbage, pages_overwritten])
@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("run", "tables/epochs.parquet"),
        ("run", "tables/licences.parquet"),
        ("sweep", "points.parquet"),
        ("sweep", "batches/000001.parquet"),
    ],
)
def test_a_damaged_file_is_named(tmp_path: Path, kind: str, file: str, damage: Any) -> None:
    folder = tmp_path / "results"
    if kind == "run":
        make_run(folder, replications=1, epochs=2)
    else:
        make_sweep(folder, grid_points(), "grid", replications=2)
    damage(folder / file)
    with pytest.raises(BadInput, match="is damaged") as caught:
        write(folder)
    assert caught.value.operands["file"] == str(folder / file)
    assert not (folder / "report.html").exists()
    assert not (folder / "charts").exists()


def test_batches_of_two_sweeps_are_not_mixed(tmp_path: Path) -> None:
    folder = make_sweep(tmp_path / "mixed", grid_points(), "grid", replications=2)
    last = sorted((folder / "batches").iterdir())[-1]
    pl.read_parquet(last).rename({"variety": "income"}).write_parquet(last)
    with pytest.raises(BadInput, match="not the Parquet file that belongs here") as caught:
        write(folder)
    assert caught.value.operands["file"] == str(folder / "batches")


def test_a_folder_that_holds_neither_is_told_what_is_looked_for(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no such folder"):
        write(tmp_path / "nowhere")
    with pytest.raises(BadInput, match="neither a run nor a sweep") as caught:
        write(tmp_path)
    assert "run.json and tables/" in str(caught.value.hint)
    (tmp_path / "run.json").write_text("{}")
    with pytest.raises(BadInput, match=r"no tables/\*\.parquet beside it"):
        write(tmp_path)
    (tmp_path / "sweep.json").write_text("{}")
    with pytest.raises(BadInput, match=r"no points\.parquet beside it"):
        write(tmp_path)


@pytest.mark.parametrize(("text", "reason"), [("{", "not valid JSON"), ("[]", "must be a JSON object")])
def test_a_run_json_that_is_none_is_named(tmp_path: Path, text: str, reason: str) -> None:
    folder = make_run(tmp_path / "run", only=("licences",))
    (folder / "run.json").write_text(text)
    with pytest.raises(BadInput, match=reason) as caught:
        write(folder)
    assert caught.value.operands["file"] == str(folder / "run.json")


def test_numbers_are_short_and_true() -> None:
    values = [0.0, 1.0, 0.123456, 1234.5, 2e12, -0.00001, 999.96, math.nan]
    assert [number(value) for value in values] == [
        *("0", "1", "0.1235", "1,234", "2.000e+12", "-1.000e-05", "1000", "nan")
    ]
