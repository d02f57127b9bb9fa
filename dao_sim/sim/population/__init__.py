"""Who there is: cohorts of people who are alike, as a scenario says it, and everybody as columns."""

from dao_sim.sim.population.generate import Population, generate
from dao_sim.sim.population.terms import CohortTerms, PopulationTerms, RegionTerms, TasteTerms

__all__ = ["CohortTerms", "Population", "PopulationTerms", "RegionTerms", "TasteTerms", "generate"]
