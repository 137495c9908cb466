"""The order of a turn as a LangGraph graph: which step follows which, and that all seats are asked at once.

The graph carries one number, the turn. What the steps do is the facilitator's business; what happened is in the
transcript.
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import Any, Literal, Protocol, TypedDict

from langgraph.graph import END, START, StateGraph
from langgraph.types import Send
from langsmith import tracing_context

STEPS_PER_TURN = 9
"""Supersteps from one `open_turn` to the next; the graph refuses to run longer than its game."""

Ask = Literal["talk", "reply", "order"]


class Turn(TypedDict):
    """State of the graph: the turn to play, and whether it was opened."""

    turn: int
    opened: bool


class Answer(TypedDict):
    """What one seat's task knows: the turn and who is asked."""

    turn: int
    seat: str


class Steps(Protocol):
    """What the graph drives. `ask` must not raise because the seat failed: that would cancel the other seats."""

    def seats(self) -> Sequence[str]:
        """Seats to ask, in the order of the pack."""
        ...

    async def open_turn(self, turn: int) -> bool:
        """Wait until the game may go on; False where it ends before this turn."""
        ...

    async def release_injects(self, turn: int) -> None:
        """Draw the turn's chance and release what is due."""
        ...

    async def brief(self, turn: int, ask: Ask) -> None:
        """Make every seat's view, before any seat answers."""
        ...

    async def ask(self, turn: int, ask: Ask, seat: str) -> None:
        """Get one seat's answer, or its default."""
        ...

    async def settle(self, turn: int, ask: Ask) -> None:
        """Record what all seats said, in the order of the pack."""
        ...

    async def adjudicate(self, turn: int) -> None:
        """Let the referee propose a ruling."""
        ...

    async def review(self, turn: int) -> None:
        """Let the facilitator look at the ruling and adjust it."""
        ...

    async def release(self, turn: int) -> None:
        """Release the ruling and close the turn."""
        ...


class Node(Protocol):
    """One node of the graph; what it returns is changed in the state."""

    def __call__(self, state: Turn) -> Awaitable[dict[str, Any]]:
        """Do the node's work in the turn."""
        ...


async def play(steps: Steps, first_turn: int, turns: int) -> None:
    """Play from `first_turn` through `turns`, or until `open_turn` says no. Raises what a step raises."""
    graph = _build(steps, turns).compile()
    limit = STEPS_PER_TURN * (turns - first_turn + 2)
    with tracing_context(enabled=False):  # what seats say in private stays here, whatever the environment asks for
        await graph.ainvoke({"turn": first_turn, "opened": False}, {"recursion_limit": limit})


def _build(steps: Steps, turns: int) -> StateGraph[Turn, None, Turn, Turn]:
    graph = StateGraph(Turn)
    graph.add_node("open_turn", _opening(steps, turns))
    for ask in ("talk", "reply", "order"):
        graph.add_node(ask, _asking(steps, ask), input_schema=Answer)
    graph.add_node("settle_talk", _settling(steps, "talk", then="reply"))
    graph.add_node("settle_reply", _settling(steps, "reply", then="order"))
    graph.add_node("adjudicate", _adjudicating(steps))
    graph.add_node("review", _reviewing(steps))
    graph.add_node("release", _releasing(steps))

    graph.add_edge(START, "open_turn")
    graph.add_conditional_edges(
        "open_turn", lambda state: _fan_out(steps, "talk", state) if state["opened"] else END, ["talk", END]
    )
    graph.add_edge("talk", "settle_talk")
    graph.add_conditional_edges("settle_talk", lambda state: _fan_out(steps, "reply", state), ["reply"])
    graph.add_edge("reply", "settle_reply")
    graph.add_conditional_edges("settle_reply", lambda state: _fan_out(steps, "order", state), ["order"])
    graph.add_edge("order", "adjudicate")
    graph.add_edge("adjudicate", "review")
    graph.add_edge("review", "release")
    graph.add_edge("release", "open_turn")
    return graph


def _fan_out(steps: Steps, ask: Ask, state: Turn) -> list[Send]:
    return [Send(ask, Answer(turn=state["turn"], seat=seat)) for seat in steps.seats()]


def _opening(steps: Steps, turns: int) -> Node:
    async def node(state: Turn) -> dict[str, Any]:
        turn = state["turn"]
        if turn > turns or not await steps.open_turn(turn):
            return {"opened": False}
        await steps.release_injects(turn)
        await steps.brief(turn, "talk")
        return {"opened": True}

    return node


def _asking(steps: Steps, ask: Ask) -> Any:
    async def node(answer: Answer) -> dict[str, Any]:
        await steps.ask(answer["turn"], ask, answer["seat"])
        return {}

    return node


def _settling(steps: Steps, ask: Ask, *, then: Ask) -> Node:
    async def node(state: Turn) -> dict[str, Any]:
        await steps.settle(state["turn"], ask)
        await steps.brief(state["turn"], then)
        return {}

    return node


def _adjudicating(steps: Steps) -> Node:
    async def node(state: Turn) -> dict[str, Any]:
        await steps.settle(state["turn"], "order")
        await steps.adjudicate(state["turn"])
        return {}

    return node


def _reviewing(steps: Steps) -> Node:
    async def node(state: Turn) -> dict[str, Any]:
        await steps.review(state["turn"])
        return {}

    return node


def _releasing(steps: Steps) -> Node:
    async def node(state: Turn) -> dict[str, Any]:
        await steps.release(state["turn"])
        return {"turn": state["turn"] + 1}

    return node
