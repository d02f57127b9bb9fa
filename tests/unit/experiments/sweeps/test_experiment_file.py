"""What an experiment's file may say, and what it is told otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from dao_sim.errors import BadInput
from dao_sim.experiments.sweeps import Experiment, load_experiment, load_scenario

TOML = """
title = "Levy level against common investment"
question = "Does a higher levy leave more to share?"
scenario = "coop.toml"
seed = 7
replications = 20
measures = ["gini_income", "treasury_final"]
[set]
"population.size" = 500
[design]
kind = "grid"
[[factors]]
key = "charter.royalties.levy"
values = ["0%", "5%", "10%"]
"""
YAML = """
title: Levy level against common investment
question: Does a higher levy leave more to share?
scenario: coop.toml
seed: 7
replications: 20
measures: [gini_income, treasury_final]
set: {population.size: 500}
design: {kind: grid}
factors:
  - key: charter.royalties.levy
    values: [0%, 5%, 10%]
"""
DRAWN = TOML.replace('kind = "grid"', 'kind = "sobol"\npoints = 64').replace(
    'values = ["0%", "5%", "10%"]', "low = 0.0\nhigh = 0.3"
)


def written(folder: Path, text: str, name: str = "levy.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_toml_and_yaml_say_the_same(tmp_path: Path) -> None:
    toml = load_experiment(written(tmp_path, TOML))
    yaml = load_experiment(written(tmp_path, YAML, "levy.yaml"))
    assert toml == yaml
    assert toml.set == {"population.size": 500}
    assert toml.keys == ("charter.royalties.levy",)


def test_a_single_run_needs_a_scenario_and_a_measure_only(tmp_path: Path) -> None:
    found = load_experiment(written(tmp_path, 'scenario = "small-coop"\nmeasures = ["gini_income"]\n'))
    assert (found.replications, found.design.kind, found.factors) == (1, "grid", ())


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ("seed = 7", "sead = 7", "sead", "did you mean seed?"),
        ("seed = 7", 'seed = "7"', "seed", "must be a whole number (file="),
        ("seed = 7", "seed = -1", "seed", "greater than or equal to 0"),
        ("replications = 20", "replications = 0", "replications", "greater than or equal to 1"),
        ('scenario = "coop.toml"', "", "scenario", "is missing"),
        ('["gini_income", "treasury_final"]', "[]", "measures", "at least one"),
        ('["gini_income", "treasury_final"]', '["seed"]', "measures[0]", "column of every sweep"),
        ('["gini_income", "treasury_final"]', '["a", "a"]', "measures[1]", "a is there twice"),
        ('["gini_income", "treasury_final"]', '["charter.royalties.levy"]', "measures", "a factor too"),
        ('"population.size" = 500', '"charter.royalties.levy" = 1', "set.charter.royalties.levy", "factor"),
        ('kind = "grid"', 'kind = "grit"', "design.kind", "'grid'"),
        ('kind = "grid"', 'kind = "grid"\npoints = 4', "design.points", "follows from the values"),
        ('kind = "grid"', 'kind = "sobol"', "design.points", "is missing"),
        ('kind = "grid"', 'kind = "sobol"\npoints = 48', "design.points", "power of two"),
        ('kind = "grid"', 'kind = "list"\nsecond_order = true', "design.second_order", "sobol"),
        ('kind = "grid"', 'kind = "sobol"\npoints = 8', "factors[0].values", "between low and high"),
        ('values = ["0%", "5%", "10%"]', "", "factors[0].values", "is missing"),
        ('values = ["0%", "5%", "10%"]', "values = []", "factors[0].values", "at least one"),
        ('values = ["0%", "5%", "10%"]', "values = 5", "factors[0].values", "list, in square brackets"),
        ('values = ["0%", "5%", "10%"]', "values = [1]\nlow = 1", "factors[0].low", "drawn"),
        ('key = "charter', 'kay = "charter', "factors[0].key", "is missing"),
        ("[[factors]]", "[factors]", "factors", "must be a list"),
    ],
)
def test_what_is_wrong_is_named_with_file_key_and_what_would_be_right(
    tmp_path: Path, old: str, new: str, key: str, said: str
) -> None:
    assert old in TOML
    path = written(tmp_path, TOML.replace(old, new))
    with pytest.raises(BadInput) as refused:
        load_experiment(path)
    assert refused.value.operands["file"] == str(path)
    assert refused.value.operands["key"] == key
    assert said in f"{refused.value} {refused.value.hint}"


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ("low = 0.0", "", "factors[0].low", "is missing"),
        ("high = 0.3", "", "factors[0].high", "is missing"),
        ("high = 0.3", "high = 0.0", "factors[0].low", "must be below high, which is 0.0"),
        ("high = 0.3", "high = inf", "factors[0].high", "must be a finite number (file="),
        ("high = 0.3", 'high = 0.3\nscale = "log"', "factors[0].low", "above 0 on a logarithmic scale"),
        ("high = 0.3", "high = 0.3\ninteger = true", "factors[0].low", "whole number"),
        ("high = 0.3", 'high = "0.3"', "factors[0].high", "finite number"),
        ("high = 0.3", "high = true", "factors[0].high", "finite number"),
        ("points = 64", "points = 6.5", "design.points", "6.5"),
    ],
)
def test_what_is_wrong_with_a_range_is_named(tmp_path: Path, old: str, new: str, key: str, said: str) -> None:
    assert old in DRAWN
    load_experiment(written(tmp_path, DRAWN, "right.toml"))
    with pytest.raises(BadInput) as refused:
        load_experiment(written(tmp_path, DRAWN.replace(old, new)))
    assert refused.value.operands["key"] == key
    assert said in f"{refused.value} {refused.value.hint}"


def test_a_drawn_design_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="needs at least one of"):
        load_experiment(written(tmp_path, DRAWN[: DRAWN.index("[[factors]]")]))


def test_a_list_needs_equally_many_values_of_each(tmp_path: Path) -> None:
    more = '[[factors]]\nkey = "population.size"\nvalues = [10, 20]\n'
    path = written(tmp_path, TOML.replace('kind = "grid"', 'kind = "list"') + more)
    with pytest.raises(BadInput, match="have 3, 2 values"):
        load_experiment(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("levy.toml", b"title = ", "is not valid TOML"),
        ("levy.yaml", b"a: [1\nb: 2", "is not valid YAML"),
        ("levy.yaml", b"- 1\n- 2\n", "must say what belongs to which key"),
        ("levy.yaml", b"!!python/object/apply:os.getcwd []", "is not valid YAML"),
        ("levy.toml", b"\xff\xfe", "is not text in UTF-8"),
        ("levy.csv", b"", "must be a TOML or YAML file"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInput, match=said) as refused:
        load_experiment(tmp_path / name)
    assert refused.value.operands["file"] == str(tmp_path / name)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"No such file.*nowhere\.toml"):
        load_experiment(tmp_path / "nowhere.toml")


def test_a_scenario_is_a_preset_or_a_path_from_the_experiment(tmp_path: Path) -> None:
    presets, own = tmp_path / "presets", tmp_path / "own"
    for folder in (presets, own):
        folder.mkdir()
    written(presets, "members = 30\n", "small-coop.toml")
    written(own, "members = 4\n", "mine.toml")
    preset = Experiment(scenario="small-coop", measures=("gini",))
    mine = Experiment(scenario="mine.toml", measures=("gini",))
    assert load_scenario(preset, own / "levy.toml", presets) == ({"members": 30}, presets)
    assert load_scenario(mine, own / "levy.toml", presets) == ({"members": 4}, own)
    with pytest.raises(BadInput, match="is not a preset") as refused:
        load_scenario(Experiment(scenario="smal-coop", measures=("gini",)), own / "levy.toml", presets)
    assert "did you mean small-coop?" in str(refused.value.hint)
    with pytest.raises(BadInput, match="scenario: cannot be read"):
        load_scenario(Experiment(scenario="theirs.yaml", measures=("gini",)), own / "levy.toml", presets)
