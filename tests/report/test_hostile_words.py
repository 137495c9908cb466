"""What seats, facilitators and scenarios wrote is shown, and does nothing."""

import csv
import io
import re
import unicodedata

import pytest

from tests.report.conftest import Reported

MARKUP_OF_THE_REPORT = re.compile(r"</?[a-z][a-z0-9]*[\s>]")


def test_recorded_words_add_no_element_and_no_attribute(reported: Reported, attacked: Reported) -> None:
    def shapes(found: Reported) -> set[tuple[str, str]]:
        return {(part.name, name) for part in found.page.all() for name in ("", *part.attributes)}

    assert shapes(attacked) <= shapes(reported)


def test_recorded_words_are_shown_as_they_are(attacked: Reported) -> None:
    assert "<script>alert(1)</script>" in attacked.page.one("main").text
    assert "{{ 7 * 7 }}" in attacked.page.one("main").text
    assert "<script>" in attacked.page.one("h1").text
    assert "<script>" in attacked.page.one("head").one("title").text


@pytest.mark.parametrize("suffix", ["html", "md", "csv"])
def test_nothing_unseen_reaches_a_report(attacked: Reported, suffix: str) -> None:
    text = (attacked.folder / f"report.{suffix}").read_text(encoding="utf-8")
    unseen = {sign for sign in text if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"}}
    assert unseen <= {"\n"}


def test_recorded_words_mean_nothing_in_markdown(attacked: Reported) -> None:
    text = attacked.markdown
    assert not MARKUP_OF_THE_REPORT.search(text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert "https://" not in text
    assert "www.evil" not in text
    assert not re.search(r"(?<!\\)\*\*bold", text)


def test_no_cell_of_the_csv_is_a_formula(attacked: Reported) -> None:
    for row in csv.reader(io.StringIO(attacked.csv)):
        for cell in row[:-1]:
            assert not cell.startswith(("=", "+", "-", "@"))
