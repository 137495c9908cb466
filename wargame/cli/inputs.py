"""Arguments that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path


class InputError(ValueError):
    """Arguments that do not go together or name what is not there; the text says what would be right."""


def assignments(option: str, value_name: str, texts: Iterable[str]) -> dict[str, str]:
    """`SEAT=VALUE` options as a mapping. Raises InputError for another shape and for a seat named twice."""
    found: dict[str, str] = {}
    for text in texts:
        seat, sign, value = text.partition("=")
        if not (seat and sign and value):
            raise InputError(f"{option} {text!r} is not of the form SEAT={value_name}")
        if seat in found:
            raise InputError(f"{option} names seat {seat!r} twice: {found[seat]!r} and {value!r}; give it once")
        found[seat] = value
    return found


def add_table(parser: argparse.ArgumentParser) -> None:
    """Options of a new game."""
    parser.add_argument("scenario", nargs="?", metavar="SCENARIO", help="name or folder (default: contested-2026)")
    parser.add_argument(
        "--seat",
        action="append",
        default=[],
        metavar="SEAT=PLAYER",
        help="who plays a seat: scripted:DOCTRINE, openai:MODEL@BASE_URL, an endpoint's name or recorded:FILE; "
        "repeatable (default: scripted by the seat's persona)",
    )
    parser.add_argument(
        "--persona", action="append", default=[], metavar="SEAT=PERSONA", help="another persona for a seat; repeatable"
    )
    parser.add_argument("--thesis", default="neutral", metavar="NAME", help="what the world is like (default: neutral)")
    parser.add_argument("--turns", type=int, metavar="N", help="how many turns (default: the scenario's)")
    parser.add_argument("--seed", type=int, metavar="N", help="seed of all chance (default: a new one)")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="transcript (default: ./transcripts/SCENARIO-SEED-TIME.jsonl)"
    )


def add_endpoints(parser: argparse.ArgumentParser) -> None:
    """Options about models."""
    parser.add_argument("--endpoints", type=Path, metavar="FILE", help="YAML file that names endpoints")
    parser.add_argument(
        "--answer-time", type=float, default=120.0, metavar="SECONDS", help="longest wait for an answer (default: 120)"
    )


def add_hosts(parser: argparse.ArgumentParser) -> None:
    """The option of commands that play on from a transcript."""
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="HOST",
        help="ask models at this host though only the transcript names it; repeatable",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """The option of every command that a program may read."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def add_transcript(parser: argparse.ArgumentParser) -> None:
    """The transcript that a command reads."""
    parser.add_argument("file", type=Path, metavar="FILE", help="transcript")
