"""What the engine build says where it cannot work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.build import EngineUnavailableError, cache_folder, llama_server


@pytest.fixture
def empty_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with no engine in its cache and no tool on its PATH."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def test_missing_build_tools_are_named(empty_machine: Path) -> None:
    with pytest.raises(EngineUnavailableError, match=r"engine unavailable: needs cmake, g\+\+, ninja"):
        llama_server()

    assert not (empty_machine / "cache").exists()


def test_an_engine_in_the_cache_needs_no_tools(empty_machine: Path) -> None:
    binary = cache_folder() / "llama-server"
    binary.parent.mkdir(parents=True)
    binary.touch()

    assert llama_server() == binary
    assert binary.is_relative_to(empty_machine / "cache" / "wargame")
