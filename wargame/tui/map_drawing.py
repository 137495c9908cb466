"""How the rent map is laid out and drawn at a given width; pure, so that every size is easy to test."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from wargame.tui.map_grid import TOTAL, WORLD, Cell, Grid, Line
from wargame.tui.table import Figures
from wargame.tui.text import amount, bar, clip, shift, spark, tone
from wargame.tui.themes import bloc_style

LEAST_BAR = 2
GOOD_BAR = 4
CELL_PATH_FROM = 18
MAX_PATH = 12
HEAD_LINES = 1


@dataclass(frozen=True)
class Layout:
    """Widths in characters; columns `first` to `first + count` of the grid are on show, the total always is."""

    label: int
    cell: int
    total: int
    path: int
    value: int
    shift: int
    decimals: bool
    first: int
    count: int

    @property
    def bar(self) -> int:
        """What is left of a cell for its bar, after a space, the value, the shift and where it fits the path."""
        left = self.cell - 1 - self.value - self.shift
        return left - self.cell_path - 1 if self.cell_path else left

    @property
    def cell_path(self) -> int:
        """Width of a path inside a cell, on wide screens only."""
        left = self.cell - 1 - self.value - self.shift
        return min(self.path, left // 2) if left >= CELL_PATH_FROM else 0


@dataclass(frozen=True)
class Cursor:
    """Where the reader stands; row -1 is the header. `style` marks it."""

    row: int
    column: int
    style: str


def _number_widths(grid: Grid, decimals: bool) -> tuple[int, int]:
    cells = [cell for row in grid.cells for cell in row[:-1]]
    values = max((len(amount(cell.value, decimals)) for cell in cells), default=1)
    shifts = max((len(shift(cell.change, decimals)) for cell in cells), default=0)
    return max(values, 3), max(shifts, 2)


def layout(grid: Grid, width: int, column: int) -> Layout:
    """The widths that make most of `width`, keeping `column` on show."""
    label = min(max(len(row.name) for row in grid.rows) + 3, max(width // 5, 17))
    turns = len(grid.cells[0][0].path)
    path = min(max(turns, 5), MAX_PATH if width >= 90 else 5)
    last = [row[-1] for row in grid.cells]
    total = max(len(amount(cell.value)) for cell in last) + max(len(shift(cell.change)) for cell in last) + 2
    room = width - label - total - path - 2
    columns = len(grid.columns) - 1
    for decimals, least in ((True, GOOD_BAR), (False, LEAST_BAR), (False, 0)):
        value, change = _number_widths(grid, decimals)
        cell = room // columns
        if cell >= 1 + least + value + change:
            return Layout(label, cell, total, path, value, change, decimals, 0, columns)
    value, change = _number_widths(grid, decimals=False)
    count = max(room // (1 + LEAST_BAR + value + change), 1)
    first = min(max(min(column, columns - 1) - count + 1, 0), columns - count)
    return Layout(label, room // count, total, path, value, change, False, first, count)


def draw(grid: Grid, figures: Figures, width: int, cursor: Cursor | None) -> Content:
    """The whole map: header, rows, commons and, where known, the binding layers."""
    plan = layout(grid, width, cursor.column if cursor else 0)
    shown = range(plan.first, plan.first + plan.count)
    lines = [_header(grid, plan, shown, cursor)]
    lines += [_row(grid, at, plan, shown, cursor) for at in range(len(grid.rows))]
    lines.append(_commons(grid, figures, plan, shown))
    if figures.binding:
        lines.append(_binding(grid, figures, plan, shown))
    return Content("\n").join(lines)


def column_at(grid: Grid, width: int, cursor_column: int, x: int) -> int:
    """The grid column under a screen column, -1 for the labels."""
    plan = layout(grid, width, cursor_column)
    if x < plan.label:
        return -1
    at = plan.first + (x - plan.label) // plan.cell
    return at if at < plan.first + plan.count else len(grid.columns) - 1


def _marked(text: Content, here: bool, cursor: Cursor | None) -> Content:
    return text.stylize(cursor.style) if here and cursor else text


def _header(grid: Grid, plan: Layout, shown: range, cursor: Cursor | None) -> Content:
    more = ("‹" if plan.first else " ") + ("›" if shown.stop < len(grid.columns) - 1 else " ")
    parts = [Content.styled(more.ljust(plan.label), "$quiet")]
    for at in (*shown, len(grid.columns) - 1):
        column = grid.columns[at]
        sign = "▾" if column.opened else "▸" if column.opens else " "
        cell = plan.total + 1 if column.key == TOTAL else plan.cell
        style = "$quiet italic" if column.part else "$secondary bold"
        head = Content.styled(_head(column, sign, cell - 1).rjust(cell), style)
        parts.append(_marked(head, cursor is not None and cursor.row == -1 and cursor.column == at, cursor))
    parts.append(Content.styled(" path".ljust(plan.path + 1), "$secondary bold"))
    return Content("").join(parts)


def _head(column: Line, sign: str, width: int) -> str:
    text = ("·" if column.part else "") + column.name + sign.strip()
    return text if len(text) <= width else text[: width - 1 - len(sign.strip())] + "." + sign.strip()


def _row(grid: Grid, at: int, plan: Layout, shown: range, cursor: Cursor | None) -> Content:
    row = grid.rows[at]
    sign = "▾" if row.opened else "▸" if row.opens else " "
    name = clip(row.name, plan.label - 3)
    label = f" {' ' if row.part else sign} {name}".ljust(plan.label)[: plan.label]
    parts = [Content.styled(label, _label_style(row))]
    for column in (*shown, len(grid.columns) - 1):
        cell = grid.cell(at, column)
        drawn = _total(cell, plan) if column == len(grid.columns) - 1 else _cell(cell, row, grid.full, plan)
        parts.append(_marked(drawn, cursor is not None and (cursor.row, cursor.column) == (at, column), cursor))
    parts.append(Content.styled(" " + spark(grid.cell(at, len(grid.columns) - 1).path, plan.path), _bar_style(row)))
    return Content("").join(parts)


def _label_style(row: Line) -> str:
    if row.key == WORLD:
        return "$quiet"
    return "$foreground 75%" if row.part else f"bold {bloc_style(row.bloc)}"


def _bar_style(row: Line) -> str:
    return f"{bloc_style(row.bloc)}{' 65%' if row.part else ''}"


def _cell(cell: Cell, row: Line, full: float, plan: Layout) -> Content:
    value = amount(cell.value, plan.decimals)
    empty = value == "·"
    change = "" if empty and shift(cell.change, plan.decimals) == "=" else shift(cell.change, plan.decimals)
    whole = "" if row.key == WORLD else bar(cell.value, full, plan.bar)
    path = "" if empty or not plan.cell_path else " " + spark(cell.path, plan.cell_path)
    return Content.assemble(
        " ",
        (whole.ljust(plan.bar), _bar_style(row)),
        (value.rjust(plan.value), "$faint" if empty else "" if row.part or row.key == WORLD else "bold"),
        (change.ljust(plan.shift), tone(cell.change, plan.decimals)),
        (path.ljust(plan.cell_path + 1) if plan.cell_path else "", f"{bloc_style(row.bloc)} 45%"),
    )


def _total(cell: Cell, plan: Layout) -> Content:
    change = shift(cell.change)
    return Content.assemble(
        " ",
        (amount(cell.value).rjust(plan.total - len(change)), "bold"),
        (change, tone(cell.change)),
    )


def _commons(grid: Grid, figures: Figures, plan: Layout, shown: range) -> Content:
    parts = [Content.styled("   commons".ljust(plan.label), "$quiet italic")]
    for at in shown:
        members = list(grid.columns[at].members)
        served = figures.commons[members].sum() / max(figures.revenue[members].sum(), 1e-12)
        text = f"{served:.0%} open" if served >= 0.005 else "·"
        parts.append(
            Content.styled(clip(text, plan.cell - 1).rjust(plan.cell), "$faint" if text == "·" else "$quiet italic")
        )
    return Content("").join(parts)


def _binding(grid: Grid, figures: Figures, plan: Layout, shown: range) -> Content:
    parts = [Content.styled("   binding in".ljust(plan.label), "$quiet italic")]
    ids, room = list(figures.binding), plan.cell - 1
    for at in shown:
        members = [ids[index] for index in grid.columns[at].members]
        markets = list(dict.fromkeys(name for layer in members for name in figures.binding[layer]))
        text = "◆ " + ", ".join(markets) if markets else "·"
        if len(text) > room:
            text = "◆ " + " ".join(_initials(name) for name in markets)
        parts.append(Content.styled(clip(text, room).rjust(plan.cell), "$accent" if markets else "$faint"))
    return Content("").join(parts)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split()) if " " in name else name[:2].upper()
