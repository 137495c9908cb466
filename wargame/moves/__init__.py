"""What a seat may order now, and orders in words."""

from wargame.moves.legal import LegalMove, legal
from wargame.moves.prose import describe, describe_clause, describe_move, label

__all__ = ["LegalMove", "describe", "describe_clause", "describe_move", "label", "legal"]
