"""What an orders form works for: a seat's own ask, or the facilitator's proxy for a seat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from wargame import moves, referee
from wargame.events import HumanAsk, Option, Order, ProxyOrder, Session
from wargame.tui.order_draft import Rules
from wargame.tui.shown import names
from wargame.views import Game, SeatView, view

Preview = Callable[[Order], Awaitable[dict[str, float]]]
Keep = Callable[[Order], Awaitable[None]]


@dataclass(frozen=True)
class OrderTask:
    """Whose order it is, what may be ordered, and where it goes; `waits` and `left` tell of the clock, if one runs."""

    title: str
    view: SeatView
    rules: Rules
    draft: Order | None
    submit: Keep
    keep: Keep | None = None
    preview: Preview | None = None
    waits: Callable[[], bool] = lambda: True
    left: Callable[[], float] | None = None


def asked(session: Session, ask: HumanAsk) -> OrderTask:
    """The task of a seat that is asked for its order."""
    own: SeatView = ask.view

    async def keep(order: Order) -> None:
        await session.draft(ask.id, order)

    async def submit(order: Order) -> None:
        await session.answer(ask.id, order)

    async def preview(order: Order) -> dict[str, float]:
        return await session.preview(ask.id, order)

    return OrderTask(
        title=own.name,
        view=own,
        rules=rules(own.belief_pack, ask.seat, ask.options),
        draft=ask.draft if isinstance(ask.draft, Order) else None,
        submit=submit,
        keep=keep,
        preview=preview,
        waits=lambda: session.waiting(ask.id),
        left=lambda: session.time_left(ask.id),
    )


def proxy(session: Session, game: Game, seat: str, reason: str) -> OrderTask:
    """The task of a facilitator who orders for a seat."""
    pack = game.pack
    found = moves.legal(pack, game.state(game.closed), seat, game.agreements_in_force(game.turn), game.turn)
    options = tuple(
        Option(str(at), legal.move, legal.target, legal.industry, legal.cost, legal.name, legal.text,
               pack.moves[legal.move].layer)
        for at, legal in enumerate(found)
    )  # fmt: skip

    async def submit(order: Order) -> None:
        await session.command(ProxyOrder(seat, order, reason))

    own = view(game, seat)
    return OrderTask(f"{own.name} by proxy", own, rules(pack, seat, options), None, submit)


def rules(pack: referee.Pack, seat: str, options: tuple[Option, ...]) -> Rules:
    """What a seat's order is put together under."""
    layers = tuple((layer.id, layer.name) for layer in pack.layers)
    return Rules(options, pack.seat(seat).budget, pack.moves_per_turn, names(pack), layers)
