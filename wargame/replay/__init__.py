"""What a transcript alone can tell: is it true, what would another thesis have made of it, why did rents move."""

from wargame.replay.comparing import Divergence
from wargame.replay.rescoring import Score, rescore
from wargame.replay.session import ReplaySession
from wargame.replay.verifying import Verification, verify
from wargame.replay.why import explain

__all__ = ["Divergence", "ReplaySession", "Score", "Verification", "explain", "rescore", "verify"]
