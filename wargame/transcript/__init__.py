"""The transcript: an append-only, hash-chained JSON Lines file that holds everything that happened in a game."""

from wargame.events.canonical import canonical, digest
from wargame.transcript.errors import TranscriptError
from wargame.transcript.founding import found
from wargame.transcript.reading import Reading, read
from wargame.transcript.schema import schema
from wargame.transcript.writer import Writer

__all__ = ["Reading", "TranscriptError", "Writer", "canonical", "digest", "found", "read", "schema"]
