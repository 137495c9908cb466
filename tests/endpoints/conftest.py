"""One stub server for the folder's tests."""

from collections.abc import Iterator

import pytest

from tests.stub import stub_server


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with stub_server() as url:
        yield url
