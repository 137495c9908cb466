"""An order from a file: typed, legal, and with a place for every fault."""

from pathlib import Path

import pytest

from tests.views.playing import Table
from wargame.events import Order, OrderedMove
from wargame.replay.order_file import OrderFileError, read_order


def write(folder: Path, text: str) -> Path:
    file = folder / "order.yaml"
    file.write_text(text)
    return file


def test_yaml_and_json_say_the_same(table: Table, tmp_path: Path) -> None:
    yaml = "# what if\nmoves:\n- move: open_weights\n  intensity: 2\nintent: All of it.\n"
    json = '{"moves": [{"move": "open_weights", "intensity": 2}], "intent": "All of it."}'
    orders = [read_order(write(tmp_path, text), table.game, "open_lab", 1) for text in (yaml, json)]
    assert orders == [Order(moves=(OrderedMove(move="open_weights", intensity=2),), intent="All of it.")] * 2


def test_text_is_made_fit_for_a_screen(table: Table, tmp_path: Path) -> None:
    file = write(tmp_path, 'statement: "Blue \\e[31mred\\e[0m\\u202e"\n')
    assert read_order(file, table.game, "open_lab", 1).statement == "Blue red"


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("moves:\n- move: open_wieghts\n", ":2: moves[0].move: found no move 'open_wieghts'", "mean open_weights"),
        ("moves:\n- move: fund_research\n", ":2: moves[0].move: found fund_research", "not open to open_lab"),
        ("intent: Go.\nmoves:\n- move: open_weights\n  intensity: 4\n", ":4: moves[0].intensity: found 4", "3"),
        ("moves:\n- move: open_weights\n  intensity: '2'\n", ":3: moves[0].intensity: found '2'", "integer"),
        ("moves:\n- move: open_weights\n  strength: 2\n", ":3: moves[0].strength", "one of: move, target"),
        ("moves:\n- target: europe\n", ":2: moves[0].move: found no such key", "required"),
        ("moves:\n- move: open_weights\n- move: open_weights\n", ":3: moves[1]", "ordered twice"),
        ("moves:\n- move: open_weights\n  target: europe\n", ":2: moves[0]", "takes no target"),
        ("moves:\n- move: open_weights\nmoves: []\n", ":3: moves: found the key a second time", "each key once"),
        ("intents: Go.\n", ":1: intents", "did you mean intent"),
        ("- open_weights\n", ":1: found", "a mapping of moves, intent"),
        ("", "order.yaml:1", "a mapping of moves, intent"),
        ("moves: [\n", "order.yaml:2", "valid YAML"),
    ],
)  # fmt: skip
def test_every_fault_has_file_line_and_key(table: Table, tmp_path: Path, text: str, place: str, told: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(OrderFileError) as refused:
        read_order(file, table.game, "open_lab", 1)
    assert place in str(refused.value)
    assert told in str(refused.value)
    assert str(refused.value).startswith(str(file))


def test_an_order_over_budget_is_refused(table: Table, tmp_path: Path) -> None:
    moves = [f"- {{move: {move}, intensity: 3}}" for move in ("train_frontier", "open_weights", "make_efficient")]
    with pytest.raises(OrderFileError, match=r":\d: moves\[\d\]: found costs \d+ points"):
        read_order(write(tmp_path, "moves:\n" + "\n".join(moves)), table.game, "open_lab", 1)


def test_a_file_that_is_not_there_is_told(table: Table, tmp_path: Path) -> None:
    with pytest.raises(OrderFileError, match=r"missing\.yaml: found no such file"):
        read_order(tmp_path / "missing.yaml", table.game, "open_lab", 1)
