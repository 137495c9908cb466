"""The page in a real browser: on a sheet of paper and on a phone."""

import html
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.facilitator.games import everyone, play
from tests.report.conftest import Reported
from wargame.cli import main

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PHONE = 360
pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="needs Chromium")]


def browse(page: Path, *options: str) -> str:
    command = [
        str(BROWSER),
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={page.parent}/profile",
    ]
    run = subprocess.run([*command, *options, page.as_uri()], capture_output=True, text=True, check=True, timeout=100)
    return run.stdout


def pages(page: Path) -> int:
    """How many sheets a page takes when printed."""
    paper = page.with_suffix(".pdf")
    browse(page, f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    return len(re.findall(rb"/Type\s*/Page[^s]", paper.read_bytes()))


@pytest.fixture(scope="module")
def long_game(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a game of eight turns, each seat by its persona."""
    folder = tmp_path_factory.mktemp("long")
    path = play(folder / "game.jsonl", everyone("persona"), turns=8).path
    assert main(["report", str(path), "--out", str(folder / "report.html")]) == 0
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("game", ["long", "eventful"])
def test_the_summary_fits_one_sheet(long_game: str, reported: Reported, tmp_path: Path, game: str) -> None:
    text = long_game if game == "long" else reported.html
    begins = text.index('<section class="page" aria-labelledby="paths">')
    page = tmp_path / "page.html"
    page.write_text(text, encoding="utf-8")
    whole = pages(page)
    page.write_text(text[:begins] + "</main></body></html>", encoding="utf-8")
    assert pages(page) == 1
    assert whole > 3


@pytest.mark.parametrize("words", ["its own", "hostile"])
def test_a_phone_never_scrolls_sideways(long_game: str, attacked: Reported, tmp_path: Path, words: str) -> None:
    text = long_game if words == "its own" else attacked.html
    page = tmp_path / "phone.html"
    page.write_text(
        f'<iframe style="width:{PHONE}px;height:700px;border:0" srcdoc="{html.escape(text)}"></iframe><script>'
        "onload = () => { const root = document.querySelector('iframe').contentDocument.documentElement;"
        "document.body.dataset.hidden = root.scrollWidth - root.clientWidth }</script>",
        encoding="utf-8",
    )
    assert re.findall(r'<body data-hidden="(-?\d+)"', browse(page, "--dump-dom")) == ["0"]
