"""Compares players: rotates them through the seats, plays the games side by side, tells who did better than chance."""

from wargame.tournament.checking import check, hosts
from wargame.tournament.design import Match, design
from wargame.tournament.folder import Folder
from wargame.tournament.plan import Plan, PlanError, PlanFile, load
from wargame.tournament.results import Result, TournamentError
from wargame.tournament.running import Options, Runner
from wargame.tournament.standings import Contrast, PlayerStanding, Standings, standings

__all__ = [
    "Contrast",
    "Folder",
    "Match",
    "Options",
    "Plan",
    "PlanError",
    "PlanFile",
    "PlayerStanding",
    "Result",
    "Runner",
    "Standings",
    "TournamentError",
    "check",
    "design",
    "hosts",
    "load",
    "standings",
]
