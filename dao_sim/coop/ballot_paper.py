"""How a vote on one proposal is written and read, in the notation of `dao-sim tally`.

`for`, a split `for:70|against:30`, an approval `A|B`, spent votes `A:3|B:1`, a ranking `A>B>C`. Options go by
their titles, in any capitals, or by their numbers: 0 is no change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dao_sim.coop.rules import Counting
from dao_sim.errors import BadInput
from dao_sim.metrics.tallies import fractional, written
from dao_sim.units import Support, format_amount

MEASURE = ("against", "for", "abstain")
"""What a vote on a measure can be, by its number on chain."""
FRACTIONAL = 255
"""The support of a vote that is split."""
_SIGNS = ">|:"
_WORD, _PART = 32, 16
_MOST = (1 << 8 * _PART) - 1


@dataclass(frozen=True, slots=True)
class Choice:
    """A vote as it is sent. `support` is a `Support` where it is nothing else."""

    support: int
    params: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotPaper:
    """What can be voted for on a proposal, by number, and how."""

    counting: Counting
    options: tuple[str, ...] = MEASURE
    decimals: int = 0
    """Of a split's parts: one whole vote is 10 to this power of units."""

    @property
    def form(self) -> str:
        """How a vote is written, as a hint."""
        first, second = self._name(1), self._name(0)
        return {
            Counting.SIDE: "for, against or abstain",
            Counting.SPLIT: "for, against, abstain, or a split such as for:70|against:30",
            Counting.APPROVAL: f"what you approve, such as {first} or {first}|{second}",
            Counting.CUMULATIVE: f"how you spend your votes, such as {first} or {first}:3|{second}:1",
            Counting.RANKING: f"a ranking, the best first, such as {first}>{second}",
            Counting.VETO: "against; who is not against it does nothing",
        }[self.counting]

    @property
    def needs_weight(self) -> bool:
        """Whether reading a vote takes the voter's weight, because it says how that is shared."""
        return self.counting in (Counting.SPLIT, Counting.CUMULATIVE)

    def read(self, text: str, weight: int = 0) -> Choice:
        """The vote that `text` stands for, of a voter of that weight (units). Raises BadInput."""
        try:
            return self._read(text, weight)
        except ValueError as error:
            raise BadInput("vote", str(error), hint=f"write {self.form}", value=text) from error

    def words(self, choice: Choice) -> str:
        """A vote as it could be written; what says nothing under this rule, by its number."""
        support, params = choice.support, choice.params
        if self.counting == Counting.SPLIT and support == FRACTIONAL:
            parts = [params[at : at + _PART] for at in range(0, len(params), _PART)]
            return self._shared([int.from_bytes(part, "big") for part in parts])
        if self.counting == Counting.APPROVAL:
            return "|".join(self._name(each) for each in range(8) if support >> each & 1)
        if self.counting == Counting.CUMULATIVE:
            values = [int.from_bytes(params[at : at + _WORD], "big") for at in range(0, len(params), _WORD)]
            return self._shared(values[2:])
        if self.counting == Counting.RANKING:
            return ">".join(map(self._name, params))
        return self._name(support)

    def of(self, support: int, params: bytes = b"") -> Choice:
        """What an event tells of a vote; a side of a measure as a `Support`."""
        sides = (Counting.SIDE, Counting.VETO, Counting.SPLIT)
        is_side = self.counting in sides and support in Support.__members__.values()
        return Choice(Support(support) if is_side else support, params)

    def _read(self, text: str, weight: int) -> Choice:
        if self.counting == Counting.APPROVAL:
            numbers = _different([self._number(name) for name in written.approval(text)])
            return Choice(sum(1 << number for number in numbers))
        if self.counting == Counting.RANKING:
            return Choice(0, bytes(_different([self._number(name) for name in written.ranking(text)])))
        if self.counting in (Counting.SPLIT, Counting.CUMULATIVE):
            return self._split(written.split(text), weight)
        number = self._number(written.option(text))
        if self.counting == Counting.VETO and number != Support.AGAINST:
            raise ValueError("must be against: nothing is counted for a payment that passes in silence")
        return Choice(Support(number))

    def _split(self, pairs: Sequence[tuple[str, int]], weight: int) -> Choice:
        numbers = _different([self._number(name) for name, _share in pairs])
        if self.counting == Counting.SPLIT and len(numbers) == 1:
            return Choice(Support(numbers[0]))
        amounts = [0] * len(self.options)
        for number, (_name, amount) in zip(numbers, fractional.amounts_floor(pairs, weight), strict=True):
            amounts[number] = amount
        if self.counting == Counting.CUMULATIVE:
            words = (_WORD, len(amounts), *amounts)
            return Choice(0, b"".join(word.to_bytes(_WORD, "big") for word in words))
        if max(amounts) > _MOST:
            raise ValueError("must not split more votes than 128 bits can count")
        return Choice(FRACTIONAL, b"".join(amount.to_bytes(_PART, "big") for amount in amounts))

    def _number(self, name: str) -> int:
        """An option's number. A title that is a number is not asked for: numbers come first."""
        if name.isdecimal() and name.isascii() and int(name) < len(self.options):
            return int(name)
        named = [place for place, title in enumerate(self.options) if title.casefold() == name.casefold()]
        if len(named) != 1:
            known = ", ".join(f"{place} {title}" for place, title in enumerate(self.options))
            reason = "more than one option is called" if named else "there is no option"
            raise ValueError(f"{reason} {name!r}: there are {known}")
        return named[0]

    def _name(self, number: int) -> str:
        """An option as it is written: by its title where that is unmistakable."""
        if number >= len(self.options):
            return str(number)
        title = self.options[number]
        alike = sum(other.casefold() == title.casefold() for other in self.options)
        return title if is_writable(title) and alike == 1 else str(number)

    def _shared(self, amounts: Sequence[int]) -> str:
        parts = [
            f"{self._name(number)}:{format_amount(amount, self.decimals).replace(',', '')}"
            for number, amount in enumerate(amounts)
            if amount
        ]
        return "|".join(parts) or "nothing"


def is_writable(title: str) -> bool:
    """Whether an option of this title can be voted for by it."""
    return bool(title) and not title.isdecimal() and not any(sign in title for sign in _SIGNS)


def counting_of(mode: str) -> Counting:
    """How a governor counts that describes itself by this `COUNTING_MODE`. Raises ValueError for others."""
    said = dict(part.split("=", 1) for part in mode.split("&"))
    params = said.get("params")
    key = f"support={said['support']}" + (f"&params={params}" if said["support"] == "none" else "")
    return Counting(key)


def _different(numbers: list[int]) -> list[int]:
    if len(set(numbers)) != len(numbers):
        raise ValueError("must name each option once")
    return numbers
