"""Networks have the ties that their kind says, and what people like travels along them as it should."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from dao_sim.errors import BadInput
from dao_sim.sim.networks import Network, NetworkTerms, connect
from dao_sim.sim.population import Population
from dao_sim.sim.streams import Streams
from tests.unit.sim.people import cohort, people

TERMS: TypeAdapter[Any] = TypeAdapter(NetworkTerms)
REGIONS = [{"name": "city"}, {"name": "far"}]
EVERY_KIND: list[dict[str, Any]] = [
    {"kind": "small-world", "degree": 6, "rewire": 0.2},
    {"kind": "scale-free", "ties_each": 3},
    {"kind": "blocks", "within": 5, "across": 1},
    {"kind": "blocks", "by": "cohort", "within": 5, "across": 1},
    {"kind": "communities", "group": 5, "weak": 2.5},
    {"kind": "none"},
]


def crowd(size: int = 300) -> Population:
    half = {"city": 0.5, "far": 0.5}
    return people(
        cohort("creators", size // 3, region=half),
        cohort("patrons", size - size // 3, "patron", region=half),
        regions=REGIONS,
    )


def network(population: Population | None = None, seed: int = 1, **terms: Any) -> Network:
    return connect(TERMS.validate_python(terms), population or crowd(), Streams(seed))


def of(size: int, *ties: tuple[int, int, bool]) -> Network:
    first, second, strong = zip(*ties, strict=True)
    return Network.of_ties(size, np.array(first), np.array(second), np.array(strong))


def graph(of_ties: Network) -> nx.Graph[int]:
    built: nx.Graph[int] = nx.Graph()
    built.add_nodes_from(range(of_ties.size))
    for account in range(of_ties.size):
        built.add_edges_from((account, int(other)) for other in of_ties.of(account))
    return built


def ends(of_ties: Network) -> NDArray[np.int64]:
    return np.repeat(np.arange(of_ties.size), of_ties.degrees)


@pytest.mark.parametrize("terms", EVERY_KIND)
def test_ties_are_mutual_ascending_and_between_two(terms: dict[str, Any]) -> None:
    made = network(**terms)
    rows = ends(made)
    ties = list(zip(rows.tolist(), made.neighbours.tolist(), made.strong.tolist(), strict=True))

    assert made.size == 300
    assert ties == sorted(ties)
    assert {(first, second) for first, second, _ in ties} == {(first, second) for second, first, _ in ties}
    assert set(ties) == {(second, first, strong) for first, second, strong in ties}
    assert len({(first, second) for first, second, _ in ties}) == len(ties)
    assert (rows != made.neighbours).all()
    with pytest.raises(ValueError, match="read-only"):
        made.offsets[0] = 1


@pytest.mark.parametrize("terms", EVERY_KIND[:-1])
def test_the_same_seed_ties_the_same_people(terms: dict[str, Any]) -> None:
    first, again, other = (network(seed=seed, **terms) for seed in (1, 1, 2))

    assert first.neighbours.tobytes() == again.neighbours.tobytes()
    assert first.strong.tobytes() == again.strong.tobytes()
    assert first.neighbours.tobytes() != other.neighbours.tobytes()


@pytest.mark.parametrize("terms", EVERY_KIND[:-1])
def test_only_people_of_the_cohorts_that_are_named_are_tied(terms: dict[str, Any]) -> None:
    made = network(**terms, cohorts=["patrons"])

    assert not made.degrees[:100].any()
    assert made.neighbours.min() >= 100
    assert made.degrees[100:].sum() > 0


def test_a_ring_without_shortcuts_is_strong_and_shortcuts_are_weak() -> None:
    ring, world = (
        network(kind="small-world", degree=4, rewire=0),
        network(kind="small-world", degree=4, rewire=0.2),
    )

    assert (ring.degrees == 4).all()
    assert ring.of(0).tolist() == [1, 2, 298, 299]
    assert ring.strong.all()
    assert 1 - world.strong.mean() == pytest.approx(0.2, abs=0.05)
    assert nx.average_shortest_path_length(graph(world)) < nx.average_shortest_path_length(graph(ring)) / 4


def test_few_have_very_many_ties_and_strong_ones_are_in_triangles() -> None:
    made = network(crowd(2_000), kind="scale-free", ties_each=3)
    built = graph(made)
    in_triangles = [
        bool(set(built[first]) & set(built[second]))
        for first, second in zip(ends(made).tolist(), made.neighbours.tolist(), strict=True)
    ]

    assert made.degrees.sum() == 2 * 3 * (2_000 - 3)
    assert made.degrees.max() > 15 * np.median(made.degrees)
    assert made.strong.tolist() == in_triangles
    assert 0 < made.strong.mean() < 0.5
    assert np.argmax(made.degrees) > 100  # who comes first among the accounts has not the most ties


@pytest.mark.parametrize("by", ["region", "cohort"])
def test_blocks_have_as_many_ties_within_and_across_as_they_are_said_to_have(by: str) -> None:
    population = crowd(6_000)
    made = network(population, kind="blocks", by=by, within=6, across=2)
    block = population.region if by == "region" else population.cohort
    rows = ends(made)

    assert (made.strong == (block[rows] == block[made.neighbours])).all()
    assert np.count_nonzero(made.strong) / 6_000 == pytest.approx(6, abs=0.15)
    assert np.count_nonzero(~made.strong) / 6_000 == pytest.approx(2, abs=0.1)
    assert made.degrees.var() == pytest.approx(made.degrees.mean(), rel=0.1)  # Poisson, in the limit
    for each in (0, 1):
        assert np.count_nonzero(made.strong & (block[rows] == each)) / (block == each).sum() == pytest.approx(
            6, abs=0.3
        )


def test_blocks_of_certain_ties_are_complete() -> None:
    made = network(
        people(cohort(size=7), cohort("patrons", 1, "patron")), kind="blocks", by="cohort", within=6, across=0
    )

    assert made.degrees.tolist() == [6] * 7 + [0]


def test_groups_are_cliques_of_strong_ties_and_acquaintances_are_elsewhere() -> None:
    made = network(crowd(5_002), kind="communities", group=5, weak=2.5)
    rows = ends(made)
    group = np.arange(5_002) // 5

    assert (made.strong == (group[rows] == group[made.neighbours])).all()
    assert np.bincount(rows[made.strong]).tolist() == [4] * 5_000 + [1] * 2
    assert np.count_nonzero(~made.strong) / 5_002 == pytest.approx(2.5, abs=0.1)


def test_without_weak_ties_groups_never_hear_of_each_other() -> None:
    apart, tied = (graph(network(kind="communities", group=5, weak=weak)) for weak in (0, 1))

    assert nx.number_connected_components(apart) == 60
    assert nx.number_connected_components(tied) < 5


@pytest.mark.parametrize("size", [1, 2, 5])
def test_one_group_has_no_acquaintances(size: int) -> None:
    made = network(people(cohort(size=size)), kind="communities", group=5, weak=3)

    assert (made.degrees == size - 1).all()


def test_recorded_ties_are_read_and_may_be_there_from_both_ends(tmp_path: Path) -> None:
    (tmp_path / "ties.csv").write_text("from,since,to,strength\n0,2001,2,weak\n2,2001,0,weak\n1,,0,strong\n")
    made = connect(TERMS.validate_python({"kind": "file", "path": "ties.csv"}), crowd(), Streams(1), tmp_path)

    assert made.degrees.tolist() == [2, 1, 1] + [0] * 297
    assert made.of(0).tolist() == [1, 2]
    assert made.strong[:2].tolist() == [True, False]


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        ("0,300,weak", "to", "300"),
        ("-1,3,weak", "from", "-1"),
        ("x,3,weak", "from", "x"),
        ("0,3,close", "strength", "close"),
        ("4,4,weak", "to", 4),
        ("2,1,weak", "strength", "weak"),
        ("1" * 5_000 + ",4,weak", "from", "1" * 80 + "…"),
    ],
)
def test_a_recorded_tie_that_cannot_be_is_refused_by_its_place(
    tmp_path: Path, row: str, column: str, value: object
) -> None:
    (file := tmp_path / "ties.csv").write_text(f"from,to,strength\n1,2,strong\n{row}\n")
    with pytest.raises(BadInput) as caught:
        connect(TERMS.validate_python({"kind": "file", "path": "ties.csv"}), crowd(), Streams(1), tmp_path)

    assert caught.value.operands == {"file": str(file), "line": 3, "column": column, "value": value}


@pytest.mark.parametrize(
    ("terms", "operands"),
    [
        ({"kind": "small-world", "degree": 8}, {"key": "degree", "value": 8, "people": 8}),
        ({"kind": "scale-free", "ties_each": 9}, {"key": "ties_each", "value": 9, "people": 8}),
        (
            {"kind": "blocks", "by": "cohort", "within": 6},
            {"key": "within", "value": 6, "cohort": "creators"},
        ),
        ({"kind": "blocks", "by": "cohort", "within": 1, "across": 5}, {"key": "across", "value": 5}),
        ({"kind": "communities", "cohorts": ["patron"]}, {"cohort": "patron"}),
    ],
)
def test_more_ties_than_people_are_refused_by_their_key(
    terms: dict[str, Any], operands: dict[str, Any]
) -> None:
    few = people(cohort(size=3), cohort("patrons", 5, "patron"))
    with pytest.raises(BadInput) as caught:
        network(few, **terms)

    assert caught.value.operands == operands


@pytest.mark.parametrize(
    ("terms", "key", "reason"),
    [
        ({"kind": "smallworld"}, "", "'small-world', 'scale-free', 'blocks', 'communities', 'file', 'none'"),
        ({"kind": "small-world", "degree": 5}, "small-world.degree", "multiple of 2"),
        ({"kind": "small-world", "rewire": 1.1}, "small-world.rewire", "less than or equal to 1"),
        ({"kind": "communities", "weak": -1}, "communities.weak", "greater than or equal to 0"),
        ({"kind": "blocks", "by": "class"}, "blocks.by", "'region' or 'cohort'"),
        ({"kind": "none", "degree": 2}, "none.degree", "not permitted"),
    ],
)
def test_terms_that_cannot_be_are_refused_by_their_key(terms: dict[str, Any], key: str, reason: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TERMS.validate_python(terms)

    first = caught.value.errors()[0]
    assert ".".join(map(str, first["loc"])) == key
    assert reason in first["msg"]


def test_influence_is_the_mean_of_neighbours() -> None:
    line = of(4, (0, 1, True), (1, 2, False))
    values = np.array([1.0, 4.0, 6.0, 9.0])

    assert line.influence(values).tolist() == [4, 3.5, 4, 9]
    assert line.influence(np.stack([values, -values], axis=1)).tolist() == [
        [4, -4],
        [3.5, -3.5],
        [4, -4],
        [9, -9],
    ]


def test_a_step_follows_strong_and_weak_ties_at_their_rates() -> None:
    star = of(5, (0, 1, True), (0, 2, True), (0, 3, False))
    values = np.array([0.0, 1.0, 0.5, -1.0, 0.3])

    moved = star.step(values, strong=0.5, weak=0.25)
    assert moved == pytest.approx([0.5 * 0.75 - 0.25 * 1, 0.5, 0.25, -0.75, 0.3])
    assert star.step(values, strong=0, weak=0).tolist() == values.tolist()


def test_people_who_listen_agree_in_the_end_within_each_group_that_is_tied() -> None:
    population = crowd()
    tastes = population.taste
    pairs = network(population, kind="communities", group=2, weak=0)
    for _ in range(60):
        tastes = pairs.step(tastes, strong=0.5, weak=0)
    means = population.taste.reshape(150, 2, 2).mean(axis=1)

    assert tastes == pytest.approx(np.repeat(means, 2, axis=0))


@example([(0, 1), (0, 3), (0, 5)], [-0.97] * 8, 1 - 0.81)  # the mean of three is less than each, once rounded
@given(
    st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda tie: tie[0] != tie[1]), min_size=1
    ),
    st.lists(st.floats(-1, 1), min_size=8, max_size=8),
    st.floats(0, 1),
)
def test_a_step_never_leaves_the_range_of_what_people_like(
    ties: list[tuple[int, int]], values: list[float], strong: float
) -> None:
    made = of(8, *((min(tie), max(tie), sum(tie) % 2 == 0) for tie in ties))
    moved = made.step(np.array(values), strong=strong, weak=1 - strong)

    assert min(values) <= moved.min() <= moved.max() <= max(values)


@pytest.mark.parametrize(("strong", "weak"), [(-0.1, 0.5), (0.7, 0.4), (float("nan"), 0)])
def test_rates_that_cannot_be_are_refused(strong: float, weak: float) -> None:
    with pytest.raises(BadInput, match="rates"):
        network(kind="none").step(np.zeros(300), strong=strong, weak=weak)


def test_values_of_another_number_of_accounts_are_refused() -> None:
    with pytest.raises(BadInput, match="each account needs its value"):
        network(kind="none").influence(np.zeros(299))
