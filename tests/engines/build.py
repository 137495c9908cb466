"""Build the `llama-server` binary from source, once, into the user's cache folder."""

from __future__ import annotations

import fcntl
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VERSION = "0.3.36"
SDIST_SHA256 = "832db0699007f1be95a7e41ef12e88926b02ba836461e36a36372db2760c1a2e"
REQUIREMENT = f"llama-cpp-python=={VERSION} --hash=sha256:{SDIST_SHA256}\n"
CMAKE_OPTIONS = (
    "-DCMAKE_BUILD_TYPE=Release",
    "-DBUILD_SHARED_LIBS=OFF",
    "-DLLAMA_OPENSSL=OFF",
    "-DLLAMA_BUILD_UI=OFF",
    "-DLLAMA_USE_PREBUILT_UI=OFF",
    "-DLLAMA_BUILD_TESTS=OFF",
    "-DLLAMA_BUILD_EXAMPLES=OFF",
    "-DLLAMA_BUILD_APP=OFF",
)


class EngineUnavailableError(Exception):
    """The engine cannot be had on this machine; the message says what is missing."""


def llama_server() -> Path:
    """Return the path of a working `llama-server`, built first (about seven minutes) where the cache has none.

    Raises EngineUnavailableError where a build tool or the source cannot be had, RuntimeError when the build fails.
    """
    folder = cache_folder()
    binary = folder / "llama-server"
    if binary.exists():
        return binary
    require_tools()
    folder.mkdir(parents=True, exist_ok=True)
    with only_builder(folder):
        if not binary.exists():
            build_into(folder, binary)
    return binary


def cache_folder() -> Path:
    """Return the folder of this engine version and machine type, under `$XDG_CACHE_HOME` or `~/.cache`."""
    root = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(root) if Path(root).is_absolute() else Path.home() / ".cache"
    machine = f"{platform.system()}-{platform.machine()}".lower()
    return base / "wargame" / "engines" / f"llama-cpp-python-{VERSION}" / machine


def require_tools() -> None:
    """Raise EngineUnavailableError naming every build tool that is not on the PATH."""
    missing = [name for name in ("cmake", "g++") if shutil.which(name) is None]
    if shutil.which("ninja") is None and shutil.which("make") is None:
        missing.append("ninja")
    if missing:
        raise EngineUnavailableError(f"engine unavailable: needs {', '.join(missing)}")


@contextmanager
def only_builder(folder: Path) -> Iterator[None]:
    """Hold the folder's build lock; the system frees it when its holder dies."""
    with (folder / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build_into(folder: Path, binary: Path) -> None:
    """Build in a temporary folder beside `binary` and move the result there in one step."""
    for leftover in folder.glob("building-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="building-", dir=folder) as name:
        work = Path(name)
        source = unpack(download(work), work)
        output = compile_server(source, work / "build", folder / "build.log")
        output.replace(binary)


def download(work: Path) -> Path:
    """Fetch the source archive, checked against its hash; raise EngineUnavailableError when that cannot be done."""
    wanted = work / "requirements.txt"
    wanted.write_text(REQUIREMENT, encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
    pip += ["--no-binary", "llama-cpp-python", "--require-hashes", "--dest", str(work), "--requirement", str(wanted)]
    done = subprocess.run(pip, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["pip said nothing"])[-1]
        raise EngineUnavailableError(f"engine unavailable: needs the source of llama-cpp-python {VERSION}: {reason}")
    (archive,) = work.glob("llama_cpp_python-*.tar.gz")
    return archive


def unpack(archive: Path, work: Path) -> Path:
    """Unpack the source archive into `work` and return the folder of the C++ source."""
    with tarfile.open(archive) as tar:
        tar.extractall(work, filter="data")
    return work / f"llama_cpp_python-{VERSION}" / "vendor" / "llama.cpp"


def compile_server(source: Path, build: Path, log: Path) -> Path:
    """Compile `llama-server`, everything said going to `log`; raise RuntimeError naming the log on failure."""
    configure = ["cmake", "-S", str(source), "-B", str(build), *CMAKE_OPTIONS]
    if shutil.which("ninja"):
        configure += ["-G", "Ninja"]
    jobs = str(min(os.cpu_count() or 1, 8))
    compile_ = ["cmake", "--build", str(build), "--target", "llama-server", "-j", jobs]
    with log.open("w", encoding="utf-8") as sink:
        for command in (configure, compile_):
            if subprocess.run(command, stdout=sink, stderr=subprocess.STDOUT, check=False).returncode:
                raise RuntimeError(f"building llama-server failed: see {log}")
    return build / "bin" / "llama-server"


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{llama_server()}\n")
    except (EngineUnavailableError, RuntimeError) as problem:
        sys.exit(str(problem))
