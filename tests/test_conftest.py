import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
SKIPPING = {
    "one test": "import pytest\n\ndef test_absent():\n    pytest.skip('no such tool')\n",
    "a whole file": "import pytest\n\npytest.importorskip('no_such_tool')\n",
}


def run_pytest(folder: Path, source: str, require: str) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_text(CONFTEST.read_text())
    (folder / "test_skipping.py").write_text(source)
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "--rootdir", str(folder), "."]
    environment = {**os.environ, "WARGAME_REQUIRE": require}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("source", SKIPPING.values(), ids=SKIPPING.keys())
def test_a_skip_is_a_failure_where_everything_is_required(tmp_path: Path, source: str) -> None:
    run = run_pytest(tmp_path, source, require="all")
    assert run.returncode != 0
    assert "no such tool" in run.stdout or "no_such_tool" in run.stdout


@pytest.mark.parametrize("source", SKIPPING.values(), ids=SKIPPING.keys())
def test_a_skip_is_named_elsewhere(tmp_path: Path, source: str) -> None:
    run = run_pytest(tmp_path, source, require="")
    assert "SKIPPED" in run.stdout
    assert "failed" not in run.stdout


def test_the_network_beyond_this_machine_is_out_of_reach() -> None:
    with pytest.raises(OSError, match="tests may not"):
        socket.create_connection(("example.org", 80), timeout=1)
    with pytest.raises(OSError, match="tests may not"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
