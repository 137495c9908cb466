"""Text and numbers as the screen writes them: plain, short, with a sign and a shape that say what colour repeats."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_].*?(?:\x07|\x1b\\|$)|[ -/]*[0-~])", re.DOTALL)
"""Terminal control sequences: CSI, string commands (OSC, DCS and the like), two-character escapes."""

KEPT_FORMAT = "\u200d"
EIGHTHS = " ▏▎▍▌▋▊▉█"
STEPS = "▁▂▃▄▅▆▇█"
FLAT_BELOW = 0.2
"""A path that moves by less than this share of its top is not stretched to full height."""


def plain(text: str) -> str:
    """One line of text from outside that cannot change the screen: no escapes, control or direction characters."""
    text = ESCAPES.sub("", text)
    shown = (
        " " if char in "\n\r\t\u2028\u2029\x0b\x0c" else char
        for char in text
        if char in "\n\r\t\u2028\u2029\x0b\x0c"
        or char == KEPT_FORMAT
        or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return " ".join("".join(shown).split())


def amount(value: float, decimals: bool = True) -> str:
    """USD bn a year in at most five characters; a dot where there is next to nothing, so the eye finds the rents."""
    if abs(value) < (0.05 if decimals else 0.5):
        return "·"
    if decimals and abs(value) < 9.95:
        return f"{value:.1f}"
    return f"{value:,.0f}" if abs(value) < 99_999.5 else f"{value / 1000:,.0f}k"


def shift(change: float | None, decimals: bool = True) -> str:
    """A change with its shape: ▲ up, ▼ down, = no change to speak of, nothing without a turn before."""
    if change is None:
        return ""
    size = amount(abs(change), decimals)
    if size == "·":
        return "="
    return ("▲" if change > 0 else "▼") + size


def tone(change: float | None, decimals: bool = True) -> str:
    """The style that repeats the sign of a `shift`."""
    if change is None or shift(change, decimals) == "=":
        return "$quiet"
    return "$gain" if change > 0 else "$loss"


def bar(value: float, full: float, width: int) -> str:
    """A bar of exactly `width` cells in steps of an eighth; `full` fills it, what is worth a number shows."""
    if width <= 0:
        return ""
    eighths = 0 if full <= 0 or value <= 0 else round(min(value / full, 1) * width * 8)
    if value >= 0.5 and full > 0:
        eighths = max(eighths, 1)
    whole, rest = divmod(eighths, 8)
    drawn = "█" * whole + (EIGHTHS[rest] if rest else "")
    return drawn.ljust(width)


def spark(path: Sequence[float], width: int) -> str:
    """The last `width` values of a path as steps between its lowest and highest, left padded."""
    if width <= 0 or not path:
        return " " * max(width, 0)
    shown = list(path)[-width:]
    top, bottom = max(path), min(path)
    span = max(top - bottom, FLAT_BELOW * abs(top), 1e-9)
    steps = (STEPS[min(int((value - bottom) / span * len(STEPS)), len(STEPS) - 1)] for value in shown)
    return "".join(steps).ljust(width)


def column(value: float, full: float, height: int) -> list[str]:
    """A bar that stands on the last of `height` lines, in steps of an eighth, from the top line down."""
    eighths = 0 if full <= 0 else round(min(max(value / full, 0.0), 1.0) * height * 8)
    eighths = max(eighths, 1) if value > 0 else eighths
    levels = (min(max(eighths - 8 * line, 0), 8) for line in reversed(range(height)))
    return [(" " + STEPS)[level] for level in levels]


def clip(text: str, width: int) -> str:
    """Text cut to `width` characters, with an ellipsis where something is missing."""
    return text if len(text) <= width else text[: max(width - 1, 0)] + "…"[:width]


def seconds(span: float) -> str:
    """A span of time: `12 s`, then `3:05`, then `1:02:03`."""
    whole = max(int(span), 0)
    if whole < 60:
        return f"{whole} s"
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
