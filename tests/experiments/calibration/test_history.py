"""What of a vote file is fitted, what is predicted and what is left out."""

from __future__ import annotations

from typing import Any

import pytest

from dao_sim.errors import BadInput
from dao_sim.experiments.calibration.history import LEAST_VOTERS, LeftOut, split
from dao_sim.experiments.calibration.panel import panel
from dao_sim.replay.votes import Vote
from tests.experiments.calibration.electorate import FILE, vote


def everybody(proposal: int, unit: str = "tokens", *, voters: int = LEAST_VOTERS) -> list[Vote]:
    return [vote(proposal, voter, 10 + voter, unit) for voter in range(voters)]


def all_of(count: int) -> list[Vote]:
    return [each for proposal in range(count) for each in everybody(proposal)]


def test_proposals_up_to_a_number_are_fitted_and_those_after_it_predicted() -> None:
    history = split(all_of(9), file=FILE, until=5, proposals=(0, 7))

    assert [poll.proposal for poll in history.fitted] == [0, 1, 2, 3, 4, 5]
    assert [poll.proposal for poll in history.held_out] == [6, 7]
    assert (history.left_out, history.unit) == ((), "tokens")


def test_nothing_is_predicted_unless_asked_for() -> None:
    assert split(all_of(5), file=FILE).held_out == ()


def test_another_unit_a_single_voter_and_no_weight_are_left_out_with_the_reason() -> None:
    votes = all_of(5) + everybody(5, "stalk") + [vote(6, 0, 91), vote(6, 1, 9), vote(7, 0, 0)]

    history = split(votes, file=FILE)

    assert history.left_out == (
        LeftOut(proposal=5, reason="its weights count stalk, those of most others tokens"),
        LeftOut(proposal=6, reason="one voter cast 91.00 % of the weight"),
        LeftOut(proposal=7, reason="no vote on it has any weight"),
    )


def test_nine_tenths_are_not_too_much() -> None:
    votes = [*all_of(5), vote(5, 0, 90), vote(5, 1, 10), vote(5, 2, 0)]

    last = split(votes, file=FILE).fitted[-1]

    assert list(last.weights.values()) == [90, 10]  # and a vote of no weight is none


@pytest.mark.parametrize(
    ("count", "how", "reason", "value", "hint"),
    [
        (4, {}, "takes 5 proposals at least; up to here there are 4", 3, "0 to 3, 4 in all"),
        (9, {"until": 3}, "there are 4", 3, "0 to 8, 9 in all"),
        (9, {"until": 8}, "leaves no proposal to predict", 8, "0 to 8"),
        (9, {"until": 7, "proposals": (0, 6)}, "leaves no proposal to predict", 7, "0 to 6"),
        (9, {"proposals": (9, 12)}, "no votes on any of these proposals", "9-12", "0 to 8"),
    ],
)
def test_a_range_that_is_not_there_is_named(
    count: int, how: dict[str, Any], reason: str, value: object, hint: str
) -> None:
    with pytest.raises(BadInput, match=reason) as caught:
        split(all_of(count), file=FILE, **how)

    assert caught.value.operands == {"file": str(FILE), "column": "proposal", "value": value}
    assert caught.value.hint is not None
    assert hint in caught.value.hint


def test_those_left_out_before_the_end_of_a_fit_are_counted() -> None:
    votes = all_of(4) + everybody(4, "stalk") + everybody(5) + everybody(6, "stalk")

    with pytest.raises(BadInput, match="there are 4, and 1 left out"):
        split(votes, file=FILE, until=4)


def test_few_voters_are_too_few() -> None:
    votes = [each for proposal in range(6) for each in everybody(proposal, voters=LEAST_VOTERS - 1)]

    with pytest.raises(BadInput, match="20 voters at least") as caught:
        split(votes, file=FILE)

    assert caught.value.operands["value"] == LEAST_VOTERS - 1


def test_who_is_known_is_known_from_votes_before() -> None:
    votes = [
        *everybody(0),
        *[vote(1, voter, 30) for voter in (3, 50)],
        *everybody(2),
        *[vote(3, voter, 5) for voter in (50, 60, 61)],
        *everybody(4),
    ]

    found = panel(split(votes, file=FILE).fitted)

    assert found.known == (0, 20, 21, 21, 23)
    assert found.newcomers == [1, 0, 2, 0]
    assert [int(voted.sum()) for voted in found.voted] == [20, 2, 20, 3, 20]
    assert found.voted[1].nonzero()[0].tolist() == [3, 20]
    before = [10 + voter for voter in range(20)]
    assert found.weights[1].tolist() == pytest.approx([weight / (sum(before) / 20) for weight in before])
    after = [*before[:3], 30, *before[4:], 30]
    assert found.weights[2].tolist() == pytest.approx([weight * 21 / sum(after) for weight in after])
    assert found.entries[0] == pytest.approx(30 / (sum(before) / 20))
    assert found.final.mean() == pytest.approx(1)
