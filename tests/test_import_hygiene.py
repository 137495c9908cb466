import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import wargame

PACKAGE = Path(wargame.__file__).parent
SLOW_LIBRARIES = {"langgraph", "langchain_core", "openai", "tenacity", "aiohttp"}
EVERY_LIBRARY = SLOW_LIBRARIES | {"numpy", "pydantic", "textual", "rich", "ruamel", "rfc8785"}
REFEREE_MAY_NOT_IMPORT = {"asyncio", "datetime", "logging", "os", "random", "secrets", "threading", "time", "uuid"}
REFEREE_MAY_NOT_CALL = {"open", "print", "input", "eval", "exec", "__import__", "hash", "id"}


def loaded_after(statements: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after the statements."""
    report = "import json, sys\nprint('\\n' + json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    run = subprocess.run(
        [sys.executable, "-c", f"{statements}\n{report}"], capture_output=True, text=True, check=False, timeout=60
    )
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout.splitlines()[-1]))


def loaded_by_command(*arguments: str) -> set[str]:
    return loaded_after(
        f"from wargame.cli import main\ntry:\n    main({list(arguments)!r})\nexcept SystemExit:\n    pass"
    )


@pytest.fixture(scope="module")
def transcript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("game") / "game.jsonl"
    command = [sys.executable, "-m", "wargame", "run", "--turns", "1", "--seed", "7", "--out", str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return path


@pytest.mark.parametrize("command", [["--help"], ["--version"], ["verify", "--help"], ["play", "--help"]])
def test_help_loads_no_library_at_all(command: list[str]) -> None:
    assert not loaded_by_command(*command) & EVERY_LIBRARY


def test_verify_loads_neither_langgraph_nor_the_openai_client(transcript: Path) -> None:
    loaded = loaded_by_command("verify", str(transcript))
    assert "numpy" in loaded
    assert not loaded & SLOW_LIBRARIES


def test_why_and_rescore_load_neither_langgraph_nor_the_openai_client(transcript: Path) -> None:
    assert not loaded_by_command("why", str(transcript), "--turn", "1", "--seat", "open_lab") & SLOW_LIBRARIES
    assert not loaded_by_command("rescore", str(transcript), "--all-theses") & SLOW_LIBRARIES


def test_report_loads_neither_langgraph_nor_the_openai_client(transcript: Path, tmp_path: Path) -> None:
    loaded = loaded_by_command("report", str(transcript), "--out", str(tmp_path / "report.html"))
    assert "jinja2" in loaded
    assert not loaded & SLOW_LIBRARIES


def test_replay_loads_neither_langgraph_nor_the_openai_client(tmp_path: Path) -> None:
    assert not loaded_by_command("replay", str(tmp_path / "missing.jsonl")) & SLOW_LIBRARIES
    assert not loaded_after("import wargame.replay, wargame.tui") & SLOW_LIBRARIES


def test_the_referee_loads_numpy_and_no_other_library() -> None:
    loaded = loaded_after("import wargame.referee")
    assert loaded & EVERY_LIBRARY == {"numpy"}


def referee_files() -> list[Path]:
    return sorted((PACKAGE / "referee").rglob("*.py"))


def imported_modules(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""


@pytest.mark.parametrize("path", referee_files(), ids=lambda path: path.stem)
def test_the_referee_is_pure(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for module in imported_modules(tree):
        top = module.partition(".")[0]
        assert top not in REFEREE_MAY_NOT_IMPORT, module
        assert top in sys.stdlib_module_names | {"numpy"} or module.startswith("wargame.referee"), module
        assert not module.startswith("numpy.random")
    for node in ast.walk(tree):
        assert not isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.Global), ast.unparse(node)
        assert not (isinstance(node, ast.Attribute) and node.attr == "random"), ast.unparse(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in REFEREE_MAY_NOT_CALL, ast.unparse(node)


def test_no_library_code_prints() -> None:
    calls = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert [call for call in calls if not call.startswith("cli/")] == []
