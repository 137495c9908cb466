"""The generated model is a file anyone can make again."""

from __future__ import annotations

from pathlib import Path

from tests.engines.tiny_model import byte_alphabet, write_tiny_model


def test_the_same_seed_writes_the_same_file_and_another_does_not(tmp_path: Path) -> None:
    first, again, other = (
        write_tiny_model(tmp_path / f"{name}.gguf", seed).read_bytes()
        for name, seed in (("first", 1), ("again", 1), ("other", 2))
    )

    assert first == again
    assert first != other


def test_every_byte_has_its_own_visible_character() -> None:
    alphabet = byte_alphabet()

    assert len(set(alphabet)) == 256
    assert all(character.isprintable() and not character.isspace() for character in alphabet)
    assert alphabet[ord(" ")] == "\u0120"
