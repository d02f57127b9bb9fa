"""`dao-sim run` and `dao-sim scenario`, as a researcher uses them, and what they say of a wrong file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dao_sim.cli import main
from dao_sim.experiments.table_hash import table_hash

SHORT = ("--set", "horizon=4", "--set", "population.size=20", "--set", "economy.audience.0.size=50")
KEYS = {"run_dir", "tables", "verified", "wall_seconds", "peak_memory_bytes"}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    code, envelope = told(capsys, *words)
    assert code == 2
    (error,) = envelope["errors"]
    return dict(error)


def ran(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    code, envelope = told(capsys, "run", *words)
    assert code == 0, envelope
    return dict(envelope["data"])


class TestRun:
    def test_a_run_leaves_tables_charts_a_report_and_what_made_them(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        data = ran(capsys, "small-coop", *SHORT, "--seed", "5", "--verify", "1", "--out", "here")
        assert data.keys() == KEYS
        assert data["run_dir"] == "here"
        record = json.loads(Path("here/run.json").read_text())
        assert (record["seed"], record["configuration"]["horizon"]) == (5, 4)
        assert {"code_version", "contract_hashes", "library_versions"} <= record.keys()
        for name, sha256 in data["tables"].items():
            frame = pl.read_parquet(f"here/tables/{name}.parquet")
            assert frame.columns[:2] == ["variant", "replication"]
            assert table_hash(frame) == sha256
        rows = sum(len(pl.read_parquet(path)) for path in Path("here/tables").iterdir())
        assert data["verified"] == {
            "replications": 1,
            "rows_compared": rows,
            "rows_different": 0,
            "differences": [],
        }
        assert 0 < data["wall_seconds"] < data["peak_memory_bytes"]
        page = Path("here/report.html").read_text()
        assert "A small co-op" in page
        assert not re.search(r'(src|href)="(http|/)', page)
        assert list(Path("here/charts").glob("*.png"))

    def test_the_same_seed_gives_the_same_tables_on_either_ledger(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        arrays, again, contracts, other = (
            ran(capsys, "small-coop", *SHORT, "--out", f"run {place}", *words)["tables"]
            for place, words in enumerate(([], [], ["--ledger", "evm"], ["--seed", "9"]))
        )
        assert arrays == again == contracts
        assert arrays["measures"] != other["measures"]

    def test_variants_and_replications_are_marked(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("two.toml").write_text(
            "replications = 2\n"
            + _scenario()
            + '[[variants]]\nname = "low"\n[[variants]]\nname = "high"\n'
            + 'set = { "charter.royalties.levy" = "30%" }\n'
        )
        ran(capsys, "two.toml", "--out", "two")
        marks = pl.read_parquet("two/tables/epochs.parquet").select("variant", "replication").unique()
        assert sorted(marks.rows()) == [("high", 0), ("high", 1), ("low", 0), ("low", 1)]

    def test_what_is_asked_for_is_shown_and_said_where_there_is_less(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        words = ("--set", 'measures=["works", "turnout"]', "--verify", "3", "--out", "here")
        assert main(["run", "small-coop", *SHORT, *words]) == 0
        out, err = capsys.readouterr()
        table = [line.split()[0] for line in out.splitlines()[3:] if line.strip()]
        assert table == ["turnout", "works"]
        assert "--verify 3: the scenario has 1 to compare" in err
        assert "rows of 1 replication were compared" in err
        assert len(pl.read_parquet("here/tables/measures.parquet")) > 2, "tables have all"

    def test_a_run_in_an_earlier_ones_folder_leaves_nothing_of_its_tables(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = ran(capsys, "ai-flood", "--set", "horizon=1", "--out", "again")["tables"]
        after = ran(capsys, "small-coop", "--set", "horizon=1", "--out", "again")["tables"]
        assert before.keys() > after.keys()
        assert {path.stem for path in Path("again/tables").iterdir()} == after.keys()

    def test_where_nothing_can_be_written_nothing_is_run(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("dao_sim.experiments.running.run.run", None)
        Path("file").touch()
        error = refused(capsys, "run", "small-coop", "--out", "file/inside")
        assert "cannot be written" in error["message"]

    def test_where_nobody_buys_there_is_a_report_too(self, capsys: pytest.CaptureFixture[str]) -> None:
        words = ("small-coop", "--set", "horizon=3", "--set", "economy.audience=[]", "--out", "poor")
        data = ran(capsys, *words)
        assert pl.read_parquet("poor/tables/works.parquet")["income"].sum() == 0
        assert data.keys() == KEYS
        assert {path.stem for path in Path("poor/charts").iterdir()} == {"series-1", "series-2", "lorenz"}

    def test_a_folder_that_holds_something_else_is_left_alone(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Path("thesis").mkdir()
        Path("thesis/chapter.md").write_text("…")
        error = refused(capsys, "run", "small-coop", *SHORT, "--out", "thesis")
        assert "holds something that is no run" in error["message"]
        assert [path.name for path in Path("thesis").iterdir()] == ["chapter.md"]

    @pytest.mark.parametrize(
        ("words", "said", "hint"),
        [
            (("no-such",), "no such preset", "small-coop"),
            (("gone.toml",), "cannot be read", None),
            (("small-coop", "--set", "horizon"), "must be KEY=VALUE", "horizon=12"),
            (("small-coop", "--set", "horizon=0"), "horizon should be greater than or equal to 1", None),
            (("small-coop", "--set", "horzon=3"), "horzon is not a key here", "did you mean horizon?"),
            (("small-coop", "--set", "economy.ai_saving=2"), "economy.ai_saving should be less", None),
            (("small-coop", "--set", "charter.royalties.levy=40%"), "charter.royalties.levy must be", None),
            (("small-coop", "--ledger", "paper"), "there is no such ledger", "array, evm"),
            (("small-coop", "--engine", "tester"), "is not used by arrays", "--ledger evm"),
            (("small-coop", "--set", 'measures=["turnot"]'), "measures: there is no such", "turnout"),
        ],
    )
    def test_what_is_wrong_is_named(
        self, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str, hint: str | None
    ) -> None:
        error = refused(capsys, "run", *words, "--out", "not here")
        assert said in error["message"]
        assert hint is None or hint in error["hint"]
        assert not Path("not here").exists()


class TestScenario:
    def test_a_new_one_runs(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert told(capsys, "scenario", "new", "mine.toml")[0] == 0
        code, envelope = told(capsys, "scenario", "check", "mine.toml")
        assert (code, envelope["data"]["people"]) == (0, 60)
        assert refused(capsys, "scenario", "new", "mine.toml")["hint"] == "name another file"

    def test_a_new_one_is_written_as_what_its_name_says(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Presets are TOML; under another ending nobody could read them."""
        assert refused(capsys, "scenario", "new", "mine.yaml")["hint"] == "end it in .toml"
        assert not Path("mine.yaml").exists()

    def test_yaml_says_the_same(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("a.toml").write_text(_scenario())
        Path("a.yaml").write_text(
            "title: Two\nhorizon: 3\ncharter: {name: Two, token: {mint_cap: none}}\n"
            "population: {cohorts: [{name: makers, size: 4, class: creator, tokens: 100, wealth: 1}]}\n"
            "behaviours: {turnout: {}, make_works: {}}\n"
        )
        toml, yaml = (told(capsys, "scenario", "show", name)[1]["data"] for name in ("a.toml", "a.yaml"))
        assert toml == yaml

    def test_every_preset_is_listed_and_can_run(self, capsys: pytest.CaptureFixture[str]) -> None:
        listed = told(capsys, "scenario", "list")[1]["data"]["presets"]
        assert "small-coop" in [preset["name"] for preset in listed]
        for preset in listed:
            assert told(capsys, "scenario", "check", preset["name"])[0] == 0

    @pytest.mark.parametrize(
        ("written", "said", "hint"),
        [
            ("[behaviours.turnot]\n", "behaviours.turnot: there is no such behaviour", "turnout"),
            ("[behaviours.turnout]\nhabbit = 2\n", "behaviours.turnout.habbit is not a key here", "habit"),
            ("[behaviours.turnout]\nmemory = 7\n", "behaviours.turnout.memory should be less", None),
            ('[behaviours.turnout]\ncohorts = ["none"]\n', "none is no cohort; there are makers", None),
            ('[charter.operators]\nminter = ["account:1"]\n', "charter.operators", None),
            (
                '[[variants]]\nname = "a"\nset = { horzon = 3 }\n',
                "variants.a: horzon is not a key",
                "horizon",
            ),
            ('[[variants]]\nname = "a"\n[[variants]]\nname = "a"\n', "variants two are called a", None),
            ("[organisation]\ncoops = 3\n", "organisation.coops only a federation has several", None),
        ],
    )
    def test_what_is_wrong_is_named(
        self, capsys: pytest.CaptureFixture[str], written: str, said: str, hint: str | None
    ) -> None:
        Path("wrong.toml").write_text(_scenario(behaviours=written))
        error = refused(capsys, "scenario", "check", "wrong.toml")
        assert said in error["message"]
        assert "wrong.toml" in error["message"]
        assert hint is None or hint in error["hint"]

    def test_what_would_be_ignored_or_refused_later_is_said(self, capsys: pytest.CaptureFixture[str]) -> None:
        words = ["--set", 'phases=["vote"]', "--set", "charter.governance.rule=ranked"]
        assert main(["scenario", "check", "small-coop", *words]) == 0
        said = capsys.readouterr().err
        assert "behaviours.turnout is never asked: phases leave out attend" in said
        assert "it runs with --ledger evm only: governance.rule = ranked: is not modelled on arrays" in said
        fine = told(capsys, "scenario", "check", "small-coop")[1]["data"]
        assert fine["ledgers"] == ["array", "evm"]

    def test_shares_over_one_and_negative_rates_name_the_key(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        error = refused(
            capsys, "scenario", "check", "small-coop", "--set", "population.cohorts.makers.share=0.9"
        )
        assert "population.cohorts shares must be 1 in sum" in error["message"]
        error = refused(capsys, "scenario", "check", "small-coop", "--set", "economy.cost=-1")
        assert "economy.cost should be greater than or equal to 0" in error["message"]


def _scenario(behaviours: str = "[behaviours.turnout]\n[behaviours.make_works]\n") -> str:
    """Keys can be put before it, sections behind it."""
    return (
        'title = "Two"\nhorizon = 3\n'
        '[charter]\nname = "Two"\n[charter.token]\nmint_cap = "none"\n'
        '[[population.cohorts]]\nname = "makers"\nsize = 4\nclass = "creator"\ntokens = 100\nwealth = 1\n'
        + behaviours
    )
