"""The page: one file that asks for nothing, for every reader."""

import re
from itertools import pairwise
from pathlib import Path

from tests.cli.commands import Command
from tests.report.conftest import Reported

HEADINGS = ("h1", "h2", "h3", "h4")
ACTIVE = {"script", "iframe", "object", "embed", "form", "link", "img", "base", "video", "audio", "a"}


def test_the_page_loads_nothing_and_runs_nothing(reported: Reported) -> None:
    active = [part for part in reported.page.all() if part.name in ACTIVE]
    assert [part.attributes for part in active] == [{"class": "skip", "href": "#main"}]
    assert not re.search(r"url\(|@import|https?:|javascript:", reported.html)
    assert not [name for part in reported.page.all() for name in part.attributes if name.startswith("on")]
    (policy,) = (meta for meta in reported.page.all("meta") if "http-equiv" in meta.attributes)
    assert policy.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_the_page_has_its_landmarks_and_a_language(reported: Reported) -> None:
    page = reported.page
    assert page.one("html").attributes["lang"] == "en"
    assert [part.name for part in page.one("body").content if not isinstance(part, str)] == [
        "a",
        "header",
        "main",
        "footer",
    ]
    assert len(list(page.all("h1"))) == 1


def test_headings_go_down_one_step_at_a_time(reported: Reported) -> None:
    levels = [int(heading.name[1]) for heading in reported.page.all(*HEADINGS)]
    assert all(next_ <= level + 1 for level, next_ in pairwise(levels))


def test_every_table_has_a_caption_and_named_columns_and_rows(reported: Reported) -> None:
    for table in reported.page.all("table"):
        assert table.one("caption").text
        heads = [cell.attributes.get("scope") for cell in table.one("thead").all("th")]
        assert set(heads) == {"col"}
        for row in table.one("tbody").all("tr"):
            cells = list(row.all("th", "td"))
            assert len(cells) == len(heads)
            assert [cell.attributes["scope"] for cell in cells if cell.name == "th"] == ["row"]


def test_tables_that_turn_into_cards_stay_tables_for_a_screen_reader(reported: Reported) -> None:
    roles = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    cards = [table for table in reported.page.all("table") if "stack" in table.attributes.get("class", "")]
    assert cards
    for table in cards:
        assert table.attributes["role"] == "table"
        for part in table.all(*roles):
            assert part.attributes["role"] == roles[part.name]
        assert all(cell.attributes["data-label"] for cell in table.all("td"))


def test_every_chart_says_in_words_what_it_shows(reported: Reported) -> None:
    spoken = [chart for chart in reported.page.all("svg") if chart.attributes.get("role") == "img"]
    silent = [chart for chart in reported.page.all("svg") if chart not in spoken]
    pack = reported.game.pack
    assert len(spoken) == len(pack.holders) + len(pack.layers)
    assert all(chart.attributes["aria-hidden"] == "true" for chart in silent)
    for chart in spoken:
        assert chart.one("title").text
        assert "USD bn a year" in chart.one("desc").text


def test_ids_are_unique_and_every_reference_finds_its_target(reported: Reported) -> None:
    ids = [part.attributes["id"] for part in reported.page.all() if "id" in part.attributes]
    assert len(ids) == len(set(ids))
    for part in reported.page.all():
        for target in part.attributes.get("aria-labelledby", "").split():
            assert target in ids


def test_paths_are_told_apart_without_colour(reported: Reported) -> None:
    style = reported.page.one("style").text
    dashes = [re.search(rf"\.path\.bloc{index} {{[^}}]*stroke-dasharray: ([^;]+);", style) for index in range(4)]
    assert len({found[1] if found else "solid" for found in dashes}) == 4


def test_all_panels_of_a_figure_share_one_scale(reported: Reported) -> None:
    section = next(part for part in reported.page.all("section") if part.attributes["aria-labelledby"] == "paths")
    for panels in (part for part in section.all("div") if part.attributes.get("class") == "panels"):
        marks = {
            tuple(text.text for text in panel.all("text") if text.attributes["class"] == "tick")
            for panel in panels.all("figure")
        }
        assert len(marks) == 1
        for line in panels.all("polyline"):
            heights = [float(point.split(",")[1]) for point in line.attributes["points"].split()]
            assert all(8.0 <= height <= 114.0 for height in heights)


def test_the_same_record_gives_the_same_page(command: Command, reported: Reported, tmp_path: Path) -> None:
    again = tmp_path / "again.html"
    assert command("report", reported.transcript, "--out", again).code == 0
    assert again.read_text(encoding="utf-8") == reported.html
