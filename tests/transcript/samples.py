"""Payloads of every kind, and a short transcript on disk."""

from pathlib import Path

from wargame.events import PAYLOADS, Clause, Message, Offer, Order, OrderedMove, Payload
from wargame.events.payloads import (
    AgreementBroken,
    AgreementOffered,
    AgreementSigned,
    BriefGiven,
    ChanceDrawn,
    FallbackUsed,
    GameEnded,
    GameStarted,
    InjectReleased,
    MessageSent,
    ObservationAdded,
    OrderGiven,
    OrderRefused,
    ReplyReceived,
    RequestAbandoned,
    RequestSent,
    RulingAdjusted,
    RulingProposed,
    RulingReleased,
    SeatChanged,
    SeatSetup,
    TurnClosed,
)
from wargame.transcript import Writer

MOVE = OrderedMove(move="open_weights", industry="batteries", intensity=2)
PROMISE = Clause(seat="open_lab", kind="refrain", move="distil", target="frontier_lab", until=3)
KEY = {"phase": "talk", "exchange": 1, "seat": "open_lab", "attempt": 1}

STARTED = GameStarted(
    versions={"wargame": "0.1.0", "numpy": "2.4.6"},
    scenario="toy",
    pack={"id": "toy", "title": "Größe, 大小, 🧭"},
    thesis="neutral",
    parameters={"sigma": 0.5, "fog": 1e-7},
    seats={"open_lab": SeatSetup(persona="garage", persona_text="You build in the open.", player="scripted:hold")},
    turns=2,
    seed=7,
    state={"world": {"cash": [1e15, -0.25, 1 / 3]}, "commitments": []},
    state_hash="00",
)

PLAYED: tuple[Payload, ...] = (
    ChanceDrawn(draws={"grid_queue": 0.1234567890123456}),
    InjectReleased(inject="grid_queue", name="Grid queue", text="Half of new sites wait.", by="drawn"),
    BriefGiven(seat="open_lab", digest="ab" * 32),
    RequestSent(
        **KEY, endpoint="local", model="m", messages=({"role": "user", "content": "hi"},), settings={}, prompt_hash="0"
    ),
    RequestAbandoned(**KEY),
    ReplyReceived(
        **KEY, raw='{"a": "\u2028"}', finish="stop", settings={}, usage={"in": 3}, latency_ms=1.5, parsed="schema"
    ),
    MessageSent(seat="open_lab", exchange=1, message=Message(to=("integrator",), text='Line one\nline two \\ "three"')),
    AgreementOffered(
        seat="open_lab", agreement="a1", offer=Offer(parties=("open_lab", "integrator"), clauses=(PROMISE,))
    ),
    AgreementSigned(seat="integrator", agreement="a1", in_force=True),
    OrderGiven(seat="open_lab", order=Order(moves=(MOVE,), intent="Spread"), by="scripted:hold"),
    OrderRefused(seat="open_lab", move_index=0, move=MOVE, reason="over budget"),
    FallbackUsed(seat="integrator", phase="order", exchange=0, reason="late", default="hold"),
    SeatChanged(seat="integrator", player="scripted:hold", reason="left the room"),
    ObservationAdded(by="facilitator", text="Lively."),
    RulingProposed(accepted={"open_lab": (MOVE,)}, events=("blackout",)),
    AgreementBroken(seat="open_lab", agreement="a1", clause=0, promise=PROMISE),
    RulingAdjusted(by="facilitator", reason="too strong", adjustment={"kind": "scale", "factor": 0.5}),
    RulingReleased(value=[[1.0, 2.5]], scarcity=[[[1e-9, 1.0]]], share=[[[[0.5, 0.0]]]], margin=[[[[0.1, -0.0]]]]),
    TurnClosed(state={"world": {"cash": [1.0]}, "commitments": []}, state_hash="11"),
    GameEnded(reason="completed", final_hash="11", scores={"open_lab": {"rent": 100.0}}, first="open_lab"),
)

EVERY_KIND = (STARTED, *PLAYED)
assert {payload.kind for payload in EVERY_KIND} == set(PAYLOADS)


def write_sample(path: Path) -> list[bytes]:
    """A transcript with every kind once; returns its lines."""
    with Writer.create(path) as writer:
        for seq, payload in enumerate(EVERY_KIND):
            writer.append(1 if seq else 0, payload)
    return path.read_bytes().splitlines(keepends=True)
