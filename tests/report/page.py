"""A page as a reader's program takes it in: elements with attributes and text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "hr", "input"}


@dataclass
class Element:
    """An element; `content` holds texts and elements in order."""

    name: str
    attributes: dict[str, str]
    content: list[Element | str] = field(default_factory=list)

    def all(self, *names: str) -> Iterator[Element]:
        """Every element below of these names (all without names)."""
        for part in self.content:
            if isinstance(part, Element):
                if not names or part.name in names:
                    yield part
                yield from part.all(*names)

    def one(self, name: str) -> Element:
        (found,) = self.all(name)
        return found

    def id(self, ident: str) -> Element:
        (found,) = (part for part in self.all() if part.attributes.get("id") == ident)
        return found

    @property
    def text(self) -> str:
        """All text below, spaces as one."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for part in self.content:
            if isinstance(part, str):
                yield part
            else:
                yield f"{part.text} "


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(found)
        if tag not in VOID:
            self.open.append(found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].content.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def read(source: str) -> Element:
    """The page; fails where elements are not closed in order."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    assert [left.name for left in reader.open] == [""]
    return reader.open[0]


def rows(table: Element) -> list[list[str]]:
    """Texts of the cells of a table's body."""
    (body,) = table.all("tbody")
    return [[cell.text for cell in row.all("th", "td")] for row in body.all("tr")]


def captioned(page: Element, words: str) -> Element:
    """The table whose caption holds these words."""
    (found,) = (table for table in page.all("table") if words in table.one("caption").text)
    return found
