"""A scenario: one file that says who there is, under which rules, what they do, for how long."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, PrivateAttr, ValidationError, field_validator, model_validator

from dao_sim.coop import Charter
from dao_sim.coop.quantities import duration, percent, written
from dao_sim.coop.sections import Section
from dao_sim.errors import BadInput, CharterError
from dao_sim.sim.behaviour import Behaviour, named
from dao_sim.sim.demand.parameters import DemandParameters
from dao_sim.sim.document import ENDINGS, read_document
from dao_sim.sim.dotted import place
from dao_sim.sim.economy import EconomyTerms, as_percent
from dao_sim.sim.networks import NetworkTerms, NoTies
from dao_sim.sim.phases import PHASES
from dao_sim.sim.population import PopulationTerms
from dao_sim.sim.validation import nearest, refusal

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

OPERATED = {"admitter": ("account:0",), "minter": ("account:0",)}
"""The simulation admits and mints as an account that is nobody's."""

MAX_COOPS = 20


class BehaviourTerms(Section):
    """A behaviour, whose it is, and its parameters, which are further keys."""

    model_config = ConfigDict(extra="allow")

    use: str | None = None
    """Its name, if that is not what stands before these keys."""
    cohorts: tuple[str, ...] = ()
    """Whose it is; everybody's where none is named."""


class OrganisationTerms(Section):
    """Who sets the rules."""

    kind: Literal["coop", "platform", "federation"] = "coop"
    coops: Annotated[int, Field(ge=1, le=MAX_COOPS)] = 1
    """How many co-ops a federation has; who lives in region r belongs to co-op r modulo that number."""
    recognises: bool = True
    """Whether works may derive from works of another co-op, whose holders get their share."""
    cut: Annotated[int, percent("30%"), as_percent] = written("30%")
    """What a platform keeps of everything sold."""

    @model_validator(mode="after")
    def _fits(self) -> OrganisationTerms:
        if self.kind != "federation" and self.coops != 1:
            raise ValueError('coops: only a federation has several; say kind = "federation"')
        return self


class InfluenceTerms(Section):
    """How taste travels over ties: people come to like what those like whom they know."""

    strong: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Which part of the way people go, in an epoch, to the mean taste of those they know well."""
    weak: Annotated[float, Field(ge=0, le=1)] = 0.0
    """So towards those they know a little; with `strong`, 1 at most."""

    @model_validator(mode="after")
    def _part_of_the_way(self) -> InfluenceTerms:
        if self.strong + self.weak > 1:
            raise ValueError(
                f"weak: must be at most 1 with strong, and together they are {self.strong + self.weak:g}"
            )
        return self


class Variant(Section):
    """The same scenario with some of its keys set otherwise."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    set: dict[str, Any] = Field(default_factory=dict)


class Scenario(Section):
    """Everything that is decided about a run before it begins."""

    title: Annotated[str, Field(min_length=1, max_length=120)]
    question: str = ""
    seed: Annotated[int, Field(ge=0, lt=2**64)] = 1
    replications: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    horizon: Annotated[int, Field(ge=1, le=5_200)] = 26
    """Epochs."""
    epoch: Annotated[int, duration("1d", "365d")] = written("7d")
    charter: dict[str, Any] = Field(default_factory=lambda: {"name": "Co-op"})
    organisation: OrganisationTerms = OrganisationTerms()
    population: PopulationTerms
    network: NetworkTerms = NoTies()
    influence: InfluenceTerms = InfluenceTerms()
    economy: EconomyTerms = EconomyTerms()
    demand: DemandParameters = DemandParameters()
    behaviours: dict[str, BehaviourTerms] = Field(default_factory=dict)
    phases: tuple[str, ...] = tuple(PHASES)
    measures: tuple[str, ...] = ()
    """What a report shows first; all where none is named."""
    variants: tuple[Variant, ...] = ()

    _folder: Path = PrivateAttr(default=Path())

    @field_validator("phases")
    @classmethod
    def _phases_are_known(cls, phases: tuple[str, ...]) -> tuple[str, ...]:
        for phase in phases:
            if phase not in PHASES:
                raise ValueError(f"{phase} is no phase; they are {', '.join(PHASES)}")
        if len(set(phases)) < len(phases):
            raise ValueError("a phase stands twice")
        return phases

    @model_validator(mode="after")
    def _fits(self) -> Scenario:
        names = [cohort.name for cohort in self.population.cohorts]
        for label, terms in self.behaviours.items():
            for cohort in terms.cohorts:
                if cohort not in names:
                    raise ValueError(
                        f"behaviours.{label}.cohorts: {cohort} is no cohort; there are {', '.join(names)}"
                    )
        for key in ("founders", "operators"):
            if key in self.charter:
                raise ValueError(
                    f"charter.{key}: must be left out: the population says who is there, and the simulation "
                    "admits and mints"
                )
        return self

    @property
    def folder(self) -> Path:
        """Where files that it names are looked for."""
        return self._folder

    def charters(self) -> list[Charter]:
        """The charter of each co-op; of a platform, the firm's rules. Raises CharterError naming the key."""
        terms: dict[str, Any] = {**self.charter, "operators": OPERATED}
        if self.organisation.kind == "platform":
            royalties = {**terms.get("royalties", {}), "levy": f"{self.organisation.cut / 100}%"}
            of_chambers = ("chambers", "needs")
            governance = {
                key: value for key, value in terms.get("governance", {}).items() if key not in of_chambers
            }
            governance["rule"] = "token"
            terms |= {"royalties": royalties, "governance": governance}
        count = self.organisation.coops
        names = [terms["name"]] if count == 1 else [f"{terms['name']} {place + 1}" for place in range(count)]
        try:
            return [Charter(**{**terms, "name": name}) for name in names]
        except CharterError as error:
            raise _of_charter(error) from error

    def decisions(self) -> dict[str, tuple[Behaviour, tuple[str, ...]]]:
        """Label → the behaviour with its parameters, and its cohorts. Raises BadInput naming the key."""
        return {label: (_behaviour(label, terms), terms.cohorts) for label, terms in self.behaviours.items()}

    def checked(self) -> Scenario:
        """Itself, its charter and behaviours being right too. Raises BadInput naming the key."""
        charter = self.charters()[0]
        self._check_domains(charter)
        for label, (behaviour, _) in self.decisions().items():
            for section in behaviour.sections:
                if getattr(charter, section) is None:
                    key = f"behaviours.{label}"
                    hint = f"write charter.{section}, or leave the behaviour out"
                    raise BadInput("scenario", f"{key}: takes a charter with [{section}]", hint=hint, key=key)
        self._check_measures()
        for variant in self.variants:
            self.variant(variant).charters()
        return self

    def _check_measures(self) -> None:
        from dao_sim.sim.measures import check  # which knows states, and these their scenario

        try:
            check(self.measures)
        except BadInput as error:
            raise _under("measures", error) from error

    def _check_domains(self, charter: Charter) -> None:
        """Raises BadInput for a domain whose works the charter would not let anybody submit."""
        opened = charter.content.domains if charter.content else self.economy.domains
        if closed := next((name for name in self.economy.domains if name not in opened), None):
            key = f"charter.content.domains.{closed}"
            reason = f"{key}: must be there, as economy.domains has {closed}"
            hint = "write one for each domain, or leave [charter.content] out"
            raise BadInput("scenario", reason, hint=hint, key=key)

    def record(self) -> dict[str, Any]:
        """All that it says, defaults of all but the charter included, for JSON; read again it is the same."""
        written = self.model_dump(mode="json", by_alias=True)
        for label, (behaviour, _) in self.decisions().items():
            written["behaviours"][label] |= behaviour.model_dump(mode="json")
        return written

    def variant(self, variant: Variant) -> Scenario:
        """The scenario that a variant is. Raises BadInput naming the variant's key."""
        return self.with_set({**variant.set, "variants": []})

    def with_set(self, values: Mapping[str, Any]) -> Scenario:
        """With keys (dotted: `charter.royalties.levy`) set otherwise. Raises BadInput naming the key."""
        if not values:
            return self
        data = self.model_dump(by_alias=True, exclude_unset=True)
        for key, value in values.items():
            place(data, key, value)
        return read(data, None, self._folder)


def read(data: Mapping[str, Any], source: str | None, folder: Path = Path()) -> Scenario:
    """A scenario from what a file said. Raises BadInput naming file, key, value, and what would be right."""
    try:
        scenario = Scenario(**data)
    except ValidationError as error:
        raise refusal("scenario", error, Scenario, source) from error
    scenario._folder = folder  # noqa: SLF001 (its own; a frozen model lets nothing else be set)
    try:
        return scenario.checked()
    except BadInput as error:
        raise _in_file(error, source) from error


def load(name: str | Path) -> Scenario:
    """A preset by its name, or a TOML or YAML file. Raises BadInput naming file, key, value and range."""
    path = Path(name)
    if str(name) in presets():
        return read(tomllib.loads(preset(str(name))), None)
    if path.suffix not in ENDINGS:
        hint = f"{nearest(str(name), presets())}; or name a file that ends in .toml or .yaml"
        raise BadInput("scenario", "there is no such preset", hint=hint, name=str(name))
    return read(read_document(path, "scenario"), str(path), path.parent)


def presets() -> list[str]:
    """The names of the scenarios that are included."""
    return sorted(
        entry.name.removesuffix(".toml") for entry in _presets().iterdir() if entry.name.endswith(".toml")
    )


def preset(name: str) -> str:
    """A preset's text."""
    text: str = (_presets() / f"{name}.toml").read_text(encoding="utf-8")
    return text


def _behaviour(label: str, terms: BehaviourTerms) -> Behaviour:
    key = f"behaviours.{label}"
    try:
        kind = named(terms.use or label)
    except BadInput as error:
        raise _under(key, error) from error
    try:
        return kind(**(terms.model_extra or {}))
    except ValidationError as error:
        wrong = refusal("scenario", error, kind, None)
        operands = {**wrong.operands, "key": f"{key}.{wrong.operands['key']}"}
        raise BadInput("scenario", f"{key}.{wrong.reason}", hint=wrong.hint, **operands) from error


def _under(key: str, error: BadInput) -> BadInput:
    return BadInput("scenario", f"{key}: {error.reason}", hint=error.hint, key=key, **error.operands)


def _of_charter(error: CharterError) -> BadInput:
    operands = dict(error.operands)
    if "key" in operands:
        operands["key"] = f"charter.{operands['key']}"
    return BadInput("scenario", f"charter.{error.reason}", hint=error.hint, **operands)


def _in_file(error: BadInput, source: str | None) -> BadInput:
    where = {"file": source} if source else {}
    return BadInput(error.component, error.reason, hint=error.hint, **where, **error.operands)


def _presets() -> Any:
    return files("dao_sim.sim") / "presets"
