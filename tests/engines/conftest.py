"""Fixtures: one real engine per test session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.build import EngineUnavailableError, llama_server
from tests.engines.server import Engine, llama_server_running
from tests.engines.tiny_model import NAME, write_tiny_model


@pytest.fixture(scope="session")
def llama_server_binary() -> Path:
    try:
        return llama_server()
    except EngineUnavailableError as problem:
        pytest.skip(str(problem))


@pytest.fixture(scope="session")
def llama_engine(llama_server_binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("llama-server")
    weights = write_tiny_model(folder / f"{NAME}.gguf")
    with llama_server_running(llama_server_binary, weights, folder) as engine:
        yield engine
