"""The review as a page: templates filled in, every word escaped on its way."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from wargame.report import words
from wargame.report.review import Review

EIGHTHS = " ▏▎▍▌▋▊▉█"
STEPS = "▁▂▃▄▅▆▇█"
BAR = 12

MARKED = re.compile(r"([\\`*_\[\]|~$])")
OPENING = re.compile(r"^(\s*)([-+#=]+|\d+[.)])(?=\s|$)")
ADDRESS = re.compile(r"(?i)(://|\bwww\.|@)")


def html(review: Review) -> str:
    """One self-contained page: nothing to load, nothing that runs."""
    return _environment(autoescape=True).get_template("report.html").render(review=review)


def markdown(review: Review) -> str:
    """The same in Markdown with bars of text."""
    return _environment(autoescape=False, finalize=_plain).get_template("report.md").render(review=review)


def _environment(**options: Any) -> Environment:
    loader = PackageLoader("wargame.report", "templates")
    environment = Environment(loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, **options)
    environment.filters |= {
        "amount": words.amount,
        "signed": words.signed,
        "counted": words.counted,
        "bar": _bar,
        "spark": _spark,
    }
    return environment


def _plain(value: object) -> object:
    """Text that means nothing in Markdown: no marks, tags, tables, lists or addresses that turn into links."""
    if not isinstance(value, str):
        return value
    text = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = MARKED.sub(r"\\\1", text)
    text = ADDRESS.sub(lambda found: "".join(f"\\{sign}" if sign in ":.@" else sign for sign in found[0]), text)
    return OPENING.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", text)


def _bar(value: float, full: float) -> str:
    """A bar of text: `full` fills it; nothing for what is not positive."""
    if full <= 0 or value <= 0:
        return ""
    whole, rest = divmod(max(round(min(value / full, 1.0) * BAR * 8), 1), 8)
    return "█" * whole + EIGHTHS[rest].strip()


def _spark(values: tuple[float, ...], top: float) -> str:
    """A path of text from 0 to `top`."""
    last = len(STEPS) - 1
    return "".join(STEPS[max(0, min(int(value / top * last + 0.5), last))] if top > 0 else STEPS[0] for value in values)
