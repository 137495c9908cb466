"""The package as a stranger gets it: built, installed into an environment of its own, run from another folder."""

import ast
import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

import wargame

ROOT = Path(wargame.__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PARTS_OF_A_DECLARED_LIBRARY = {"pydantic-core"}
pytestmark = pytest.mark.skipif(not (ROOT / "pyproject.toml").is_file(), reason="needs a checkout of the source")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def requirement_name(requirement: str) -> str:
    return normal(re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0])


def pinned(lock: str) -> dict[str, str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {normal(name): version for name, version in re.findall(r"^([\w.-]+)==([^ ;]+)", "\n".join(lines), re.M)}


def imported_libraries() -> Iterator[tuple[Path, str]]:
    for path in sorted((ROOT / "wargame").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                modules = [node.module or ""]
            for top in {module.partition(".")[0] for module in modules}:
                if top not in sys.stdlib_module_names and top != "wargame":
                    yield path.relative_to(ROOT), top


def test_every_imported_library_is_declared() -> None:
    declared = {requirement_name(requirement) for requirement in requires("wargame") or ()}
    distributions = packages_distributions()
    undeclared = {
        f"{path}: {library}"
        for path, library in imported_libraries()
        if not {normal(name) for name in distributions[library]} & (declared | PARTS_OF_A_DECLARED_LIBRARY)
    }
    assert undeclared == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_pins_every_version_with_hashes_and_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.M)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "index-url" not in text


def test_both_lock_files_agree_and_hold_the_build_backend() -> None:
    play, test = (pinned(lock) for lock in LOCKS)
    assert "hatchling" in play
    assert play.items() <= test.items()


def test_the_lock_file_meets_every_declared_dependency() -> None:
    assert {requirement_name(requirement) for requirement in requires("wargame") or ()} <= pinned(LOCKS[0]).keys()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "-q", "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True, timeout=300)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the `wargame` of an environment that holds the wheel and borrows only the libraries."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True, with_pip=False)
    python = folder / "bin" / "python"
    command = [sys.executable, "-m", "pip", "-q", "--python", str(python), "install", "--no-deps", "--no-index"]
    subprocess.run([*command, str(wheel)], check=True, capture_output=True, timeout=300)
    (site_packages,) = folder.glob("lib/python*/site-packages")
    # A folder named in a .pth file is searched, but its own .pth files, the checkout's among them, are not read.
    (site_packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin" / "wargame"


@pytest.mark.slow
def test_the_wheel_holds_scenarios_personas_types_and_licence_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "wargame/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert sum(name.startswith("wargame/_personas/") and name.endswith(".md") for name in names) >= 7
    checkout = {str(path.relative_to(ROOT)) for path in (ROOT / "wargame" / "scenarios").rglob("*") if path.is_file()}
    assert checkout
    assert checkout <= set(names)
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"wargame"}


@pytest.mark.slow
def test_the_installed_program_works_from_any_folder(installed: Path, tmp_path: Path) -> None:
    def output(*arguments: str) -> str:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        run = subprocess.run(
            [installed, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    assert "contested-2026" in output("scenarios", "--json")
    assert "china_state" in output("personas", "--json")
    played = json.loads(output("run", "--turns", "1", "--json"))
    transcript = Path(played["transcript"])
    assert transcript.is_relative_to(tmp_path.resolve())
    assert json.loads(output("verify", str(transcript), "--json"))["final_hash"] == played["final_hash"]
