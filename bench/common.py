"""What every measurement shares: a figure against its limit, and ways to take a figure."""

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measured figure and the limit it must keep, both in `unit`; `detail` says what was compared."""

    name: str
    got: float
    limit: float
    unit: str
    detail: str = ""
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.got >= self.limit if self.at_least else self.got <= self.limit

    def __str__(self) -> str:
        bound = "at least" if self.at_least else "at most"
        verdict = "ok" if self.met else "NOT MET"
        numbers = f"limit {bound} {self.limit:,.6g} {self.unit}, got {self.got:,.4g} {self.unit}"
        return f"{self.name}: {numbers}, {verdict}" + (f" ({self.detail})" if self.detail else "")


def machine() -> str:
    """Return what the figures were taken on: processor, cores, load, Python and the libraries that decide speed."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "openai", "langgraph", "pydantic"))
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {load}, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, {libraries}"
    )


def _processor() -> str:
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def seconds(action: Callable[[], object]) -> float:
    """Return how long `action` took, in seconds of wall time."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def medians(actions: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Return the median seconds of each action, taken in turn so that a slow spell of the machine hits all alike."""
    for action in actions:
        action()
    taken = [[seconds(action) for action in actions] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def cpu_seconds(action: Callable[[], object]) -> float:
    """Return the least processor time of a few runs, all threads counted."""
    action()
    best = float("inf")
    for _ in range(5):
        begin = time.process_time()
        action()
        best = min(best, time.process_time() - begin)
    return best
