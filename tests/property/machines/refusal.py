"""How a model says no."""

from __future__ import annotations


class Refusal(Exception):
    """The contracts must refuse, with the error of this name. Nothing has changed."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


def refuse_if(condition: bool, name: str) -> None:
    """Raises Refusal with that error's name where the condition holds."""
    if condition:
        raise Refusal(name)
