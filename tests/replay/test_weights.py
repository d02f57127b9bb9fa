"""A table of weights is read exactly, or refused with the place that is wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.errors import BadInput
from dao_sim.replay.weights import load_weights


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def csv(folder: Path, *lines: str) -> Path:
    path = folder / "weights.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_weights_share_the_unit_of_the_longest(folder: Path) -> None:
    holdings = load_weights(csv(folder, "weight,note,name", "1.5,x,Ann", "0.125,,Bo", "20,,Cy"))

    assert holdings.names == ("Ann", "Bo", "Cy")
    assert (holdings.weights, holdings.decimals) == ((1500, 125, 20_000), 3)


@given(st.lists(st.tuples(st.integers(0, 10**40), st.integers(0, 30)), min_size=1, max_size=5))
def test_nothing_is_rounded(tmp_path_factory: pytest.TempPathFactory, weights: list[tuple[int, int]]) -> None:
    if not any(weight for weight, _ in weights):
        return
    written = [
        f"{weight // 10**places}.{weight % 10**places:0{places}}" if places else str(weight)
        for weight, places in weights
    ]
    folder = tmp_path_factory.mktemp("weights")

    holdings = load_weights(csv(folder, "name,weight", *(f"{n},{text}" for n, text in enumerate(written))))

    exact = [weight * 10**100 // 10**places for weight, places in weights]
    assert [weight * 10 ** (100 - holdings.decimals) for weight in holdings.weights] == exact


def test_a_quota_is_in_the_same_unit(folder: Path) -> None:
    holdings = load_weights(csv(folder, "name,weight", "Ann,1.5", "Bo,2"))

    assert holdings.quota("3.5") == 35
    assert holdings.quota("2.01") == 21  # nobody can reach 2.01 and miss 2.1


@pytest.mark.parametrize("text", ["0", "0.0", "3.51", "-1", "half", "", "1e1", "9" * 200])
def test_a_quota_that_nothing_or_everything_meets(folder: Path, text: str) -> None:
    holdings = load_weights(csv(folder, "name,weight", "Ann,1.5", "Bo,2"))

    with pytest.raises(BadInput) as caught:
        holdings.quota(text)

    assert (caught.value.component, caught.value.operands["value"]) == ("quota", text[:100])


@pytest.mark.parametrize(
    ("line", "column", "value", "reason"),
    [
        ("Bo,-5", "weight", "-5", "non-negative"),
        ("Bo,many", "weight", "many", "decimal number"),
        ("Bo,1e3", "weight", "1e3", "decimal number"),
        ("Bo,", "weight", "", "decimal number"),
        (f"Bo,{'9' * 101}", "weight", "9" * 80 + "…", "at most 100 digits"),
        (" Ann ,2", "name", "Ann", "stands on line 2 already"),
        (",2", "name", "", "must not be empty"),
    ],
)
def test_a_wrong_cell_is_named_with_its_place(
    folder: Path, line: str, column: str, value: str, reason: str
) -> None:
    path = csv(folder, "name,weight", "Ann,1", line)

    with pytest.raises(BadInput, match=reason) as caught:
        load_weights(path)

    assert caught.value.operands == {"file": str(path), "line": 3, "column": column, "value": value}


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([""], "the file is empty"),
        (["name,weight"], "a header and no weights"),
        (["name,tokens", "Ann,1"], "a column is missing"),
        (["name,weight", "Ann,0", "Bo,0.00"], "nobody holds anything"),
        (["name,weight", "Ann,1,2"], "must have 2 values"),
    ],
)
def test_a_file_without_weights(folder: Path, lines: list[str], reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        load_weights(csv(folder, *lines))


@pytest.mark.parametrize(
    ("weights", "read"),
    [
        ([3, 4], ((3, 4), 0)),
        ([0.1, 2.5], ((1, 25), 1)),
        ([1e21, 2.0], ((10**21, 2), 0)),
        ([Decimal("0.001"), Decimal(7)], ((1, 7000), 3)),
        (["0.000000000000000001", "5"], ((1, 5 * 10**18), 18)),
    ],
)
def test_parquet_is_read_as_it_is_printed(folder: Path, weights: list[Any], read: object) -> None:
    path = folder / "weights.parquet"
    pl.DataFrame({"weight": weights, "more": [1, 2], "name": ["Ann", "Bo"]}).write_parquet(path)

    holdings = load_weights(path)

    assert (holdings.weights, holdings.decimals) == read


@pytest.mark.parametrize(
    ("table", "reason", "place"),
    [
        ({"name": ["a", "b"], "weight": [1.0, -2.0]}, "non-negative", {"row": 2, "value": "-2.0"}),
        ({"name": ["a", "b"], "weight": [1.0, float("nan")]}, "decimal", {"row": 2, "value": "NaN"}),
        ({"name": ["a", "b"], "weight": [None, 1]}, "decimal", {"row": 1, "value": ""}),
        ({"name": ["a", "a"], "weight": [1, 1]}, "on row 1 already", {"row": 2, "value": "a"}),
        ({"name": ["a"], "tokens": [1]}, "missing", {"column": "weight", "value": "name,tokens"}),
        ({"name": [], "weight": []}, "no weights", {}),
    ],
)
def test_a_wrong_cell_of_parquet_is_named(
    folder: Path, table: dict[str, Any], reason: str, place: dict[str, Any]
) -> None:
    path = folder / "weights.parquet"
    pl.DataFrame(table).write_parquet(path)

    with pytest.raises(BadInput, match=reason) as caught:
        load_weights(path)

    assert place.items() <= caught.value.operands.items()


def test_a_name_does_not_make_a_file_parquet(folder: Path) -> None:
    path = csv(folder, "name,weight", "Ann,1").rename(folder / "weights.parquet")

    with pytest.raises(BadInput, match="not Parquet"):
        load_weights(path)
