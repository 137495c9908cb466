"""What a transcript alone can tell: is it true, what would another thesis have made of it, why did rents move."""

from wargame.replay.comparing import Divergence
from wargame.replay.differing import RentPaths, first_difference, rent_paths
from wargame.replay.forking import Branch, ForkError, opening
from wargame.replay.order_file import OrderFileError
from wargame.replay.rescoring import Score, rescore
from wargame.replay.session import ReplaySession
from wargame.replay.verifying import Verification, verify
from wargame.replay.why import explain

__all__ = [
    "Branch",
    "Divergence",
    "ForkError",
    "OrderFileError",
    "RentPaths",
    "ReplaySession",
    "Score",
    "Verification",
    "explain",
    "first_difference",
    "opening",
    "rent_paths",
    "rescore",
    "verify",
]
