"""Scenario packs: where they lie, what they must satisfy, and the pack that the referee reads."""

from wargame.scenario.compiling import compile_pack as compile  # noqa: A004  # the contract's name
from wargame.scenario.library import folder, lint, load, names
from wargame.scenario.pack_file import PackFile
from wargame.scenario.problems import Problem, ScenarioError
from wargame.scenario.schemas import Thesis

__all__ = ["PackFile", "Problem", "ScenarioError", "Thesis", "compile", "folder", "lint", "load", "names"]
