"""Random values for the fields of a pydantic model, within the ranges that the fields say."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel, BeforeValidator, ValidationError
from pydantic.fields import FieldInfo

FEW = 3
"""So far above the least is an integer at most: nobody here sees the thousandth epoch."""

Words = Mapping[str, Sequence[Any]]
"""Name of a field → what is chosen from; of one that names something of a scenario, what there is."""


def parameters(random: Random, model: type[BaseModel], words: Words) -> dict[str, Any]:
    """Values for some of its fields, that it takes together; the others stay what they are by default."""
    while True:
        values = {
            name: _value(random, name, field, words)
            for name, field in model.model_fields.items()
            if field.is_required() or random.random() < 0.5
        }
        try:
            model(**values)
        except ValidationError:  # two fields do not go together
            continue
        return values


def _value(random: Random, name: str, field: FieldInfo, words: Words) -> Any:
    if name in words:
        return random.choice(words[name])
    if any(isinstance(each, BeforeValidator) for each in field.metadata):
        return f"{random.choice((0, 1, 10, 20, random.randint(0, 3_000) / 100, 30))}%"
    kind = next(iter(_kinds(field.annotation)))
    if kind is bool:
        return random.random() < 0.5
    if kind is int:
        return _integer(random, field)
    if kind is float:
        return _real(random, field)
    if get_origin(kind) is Literal:
        return random.choice(get_args(kind))
    if get_origin(kind) is tuple:
        of = get_args(get_args(kind)[0])
        return [random.choice(of) for _ in range(random.randint(1, 3))]
    raise TypeError(f"no random values for {name}: {field.annotation}")


def _kinds(annotation: Any) -> list[Any]:
    """What it may be beside None."""
    if get_origin(annotation) in (Union, types.UnionType):
        return [each for each in get_args(annotation) if each is not type(None)]
    return [annotation]


def _integer(random: Random, field: FieldInfo) -> int:
    least, most = _range(field)
    return random.randint(int(least), int(min(least + FEW, most)))


def _real(random: Random, field: FieldInfo) -> float:
    """Often at an end of the range, or in what is usual."""
    least, most = _range(field)
    usual = float(field.default) if isinstance(field.default, int | float) else 1.0
    near = random.uniform(max(least, -2.0 * abs(usual)), min(most, 2.0 * abs(usual) + 1.0))
    value = random.choice((least, usual, usual, most, near, near, near, near))
    open_end = any(isinstance(each, Gt) for each in field.metadata) and value <= least
    return round(near if open_end else value, 6)


def _range(field: FieldInfo) -> tuple[float, float]:
    least, most = -1e9, 1e9
    for each in field.metadata:
        if isinstance(each, Ge | Gt):
            least = float(each.ge if isinstance(each, Ge) else each.gt)  # type: ignore[arg-type]
        if isinstance(each, Le | Lt):
            most = float(each.le if isinstance(each, Le) else each.lt)  # type: ignore[arg-type]
    return least, most
