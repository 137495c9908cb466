import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from wargame import scenario

Edit = Callable[..., Path]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the shipped scenario that a test may spoil."""
    place = tmp_path / "spoiled"
    shutil.copytree(scenario.folder("contested-2026"), place)
    return place


@pytest.fixture
def edit(copied: Path) -> Edit:
    """Replace a text that must be in a file of the copy; returns the copy's folder."""

    def replace(name: str, old: str, new: str) -> Path:
        file = copied / name
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new, 1))
        return copied

    return replace
