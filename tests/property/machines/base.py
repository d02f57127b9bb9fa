"""What every state machine stands on: a deployment to come back to, and acts that a model predicts.

A machine draws acts at random. Its model, a few lines of plain Python that share no code with the contracts,
says what each act must do: give a value, or be refused with a certain error. The act is then carried out on
the contracts, and the two must agree.
"""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Generic, NamedTuple, Protocol, TypeVar

from hypothesis.stateful import RuleBasedStateMachine, invariant

from dao_sim.bindings import Call, decode_revert
from dao_sim.chain.protocol import Chain, Checkpoint, Receipt
from dao_sim.errors import Refused, Reverted
from dao_sim.units import Address
from tests.property.machines.mocks import error_name
from tests.property.machines.refusal import Refusal

T = TypeVar("T")

EXAMPLES_PER_DEPLOYMENT = 500
"""Examples after which a deployment is thrown away, so that nothing an engine keeps can pile up in a soak."""


class Stage(Protocol):
    """A deployment with everything its machine acts with."""

    @property
    def chain(self) -> Chain: ...


S = TypeVar("S", bound=Stage)


class Stages(Generic[S]):
    """Hands out a deployment in its first state, over and over: made once, then restored."""

    def __init__(self, build: Callable[[], S]) -> None:
        self._build = build
        self._current: tuple[S, Checkpoint] | None = None
        self._examples = 0

    def fresh(self) -> S:
        """The deployment as it was when it was made."""
        self._examples += 1
        if self._current is None or self._examples > EXAMPLES_PER_DEPLOYMENT:
            stage, self._examples = self._build(), 1
        else:
            stage, mark = self._current
            stage.chain.restore(mark)
        self._current = (stage, stage.chain.checkpoint())
        return stage


@dataclass(slots=True)
class Done(Generic[T]):
    """An accepted act: what the model foretold, and what the chain says happened."""

    foretold: T
    receipt: Receipt


class Kind(NamedTuple):
    """What an operation was, for counting."""

    machine: str
    name: str
    accepted: bool


class CoopMachine(RuleBasedStateMachine):
    """Carries acts out on the contracts and holds them against the model.

    A subclass checks the whole state in `verify`, after every step, and may end an example in `finish`.
    """

    NAME: ClassVar[str]
    operations: ClassVar[Counter[Kind]] = Counter()
    """Every operation that any machine ever did in this process."""

    _sound = True  # nothing has failed in this example

    def act(self, call: Call, sender: Address, predict: Callable[[], T], name: str = "") -> Done[T] | None:
        """Sends `call`, which must do what `predict` says; None where both refuse it."""
        return self.attempt(name or call.function, lambda: call.send(sender), predict)

    def attempt(self, name: str, do: Callable[[], Receipt], predict: Callable[[], T]) -> Done[T] | None:
        """`act` for something else than a contract's function.

        `predict` changes the model and says what comes of it, or raises Refusal.
        """
        self._sound = False
        try:
            foretold = predict()
        except Refusal as refusal:
            self._refused(name, do, refusal.name)
            return None
        self.operations[Kind(self.NAME, name, accepted=True)] += 1
        receipt = _outcome(do)
        assert isinstance(receipt, Receipt), f"{name} was refused with {receipt}; the model accepts it"
        return Done(foretold, receipt)

    def _refused(self, name: str, do: Callable[[], Receipt], expected: str) -> None:
        self.operations[Kind(self.NAME, name, accepted=False)] += 1
        error = _outcome(do)
        assert not isinstance(error, Receipt), f"{name} was accepted; the model says {expected}"
        assert error == expected, f"{name} was refused with {error}; the model says {expected}"

    def note(self, name: str) -> None:
        """Counts something that is no act of anybody, like waiting."""
        self.operations[Kind(self.NAME, name, accepted=True)] += 1

    @invariant()
    def model_and_contracts_agree(self) -> None:
        self._sound = False
        self.verify()
        self._sound = True

    @abstractmethod
    def verify(self) -> None:
        """Compares the whole state with the model."""

    def finish(self) -> None:
        """What must still work, and hold, at the end of any story."""

    def teardown(self) -> None:
        # hypothesis calls this after a failure too, and a second error would hide the first
        if self._sound:
            self.finish()


def _outcome(do: Callable[[], Receipt]) -> Receipt | str:
    """What the chain says happened, or the error that it refuses it with."""
    try:
        return do()
    except Reverted as error:
        return decode_revert(error.raw).name or error_name(error.raw)
    except Refused as error:
        return error.reason
