"""The picture of a family: who stands above whom."""

from __future__ import annotations

from dao_sim.report.lineage import Edge, _places, lineage_chart

DIAMOND = [Edge(1, 2, "3 %"), Edge(1, 3, "7 %"), Edge(2, 4, "1 %"), Edge(3, 4, "2 %"), Edge(1, 4, "0 %")]


def test_a_derivative_stands_below_all_of_its_parents() -> None:
    places, _ways = _places(4, DIAMOND)
    assert all(places[edge.parent][1] < places[edge.child][1] for edge in DIAMOND)
    assert len(set(places.values())) == len(places) == 4


def test_no_arrow_crosses_a_work() -> None:
    """One that leaves out a generation goes by beside it: a chain with a shortcut has all in one column."""
    chain = [Edge(1, 2, ""), Edge(2, 3, ""), Edge(1, 3, "")]
    for edges in (DIAMOND, chain):
        places, ways = _places(3, edges)
        for edge in edges:
            start, *between, end = ways[edge.parent, edge.child]
            assert (start, end) == (places[edge.parent], places[edge.child])
            assert len(between) == end[1] - start[1] - 1
            assert not set(between) & set(places.values())


def test_a_work_alone_and_a_family_are_drawn() -> None:
    for work, edges in ((7, []), (4, DIAMOND)):
        assert lineage_chart(work, edges, title="A family").startswith(b"\x89PNG")
