"""Games to report on: one with everything in it, one whose words are an attack."""

from __future__ import annotations

from collections.abc import Iterator

from tests.views.playing import Table, said
from wargame.events import Payload
from wargame.events import payloads as happened

ATTACK = (
    '<script>alert(1)</script><img src=x onerror="alert(2)"> {{ 7 * 7 }} \u202egnp.exe\u202c \x1b[31mred\x1b[0m \x00'
    "| [click](https://evil.test) **bold** www.evil.test `code` ]]> </title></td></table> &amp; --"
)
SHORT_ATTACK = '"><b onclick=x>|[a](b)\u202e'


class Eventful(Table):
    """A game with notes and a seat that changes hands."""

    def news(self, turn: int) -> Iterator[Payload]:
        yield from super().news(turn)
        if turn == 2:
            yield happened.ObservationAdded(by="observer", text="The room went quiet.")
            yield happened.SeatChanged(seat="chip_cloud", player="human", reason="A guest took over.")


class Hostile(Table):
    """A game whose players, facilitator and scenario all write attacks."""

    def opening(self) -> happened.GameStarted:
        started = super().opening()
        pack = dict(started.pack)
        pack["title"] = ATTACK
        pack["seats"] = [{**seat, "name": f"{SHORT_ATTACK}{seat['name']}"} for seat in pack["seats"]]
        pack["holders"] = [{**holder, "name": f"={holder['name']}{SHORT_ATTACK}"} for holder in pack["holders"]]
        pack["layers"] = [{**layer, "name": f"{layer['name']}{SHORT_ATTACK}"} for layer in pack["layers"]]
        pack["theses"] = {name: {**thesis, "sentence": ATTACK} for name, thesis in pack["theses"].items()}
        seats = {seat: setup.model_copy(update={"player": ATTACK}) for seat, setup in started.seats.items()}
        return started.model_copy(update={"pack": pack, "seats": seats})

    def news(self, turn: int) -> Iterator[Payload]:
        yield from super().news(turn)
        yield happened.ObservationAdded(by=ATTACK, text=ATTACK)
        yield happened.SeatChanged(seat="chip_cloud", player=ATTACK, reason=ATTACK)

    def talk(self, turn: int) -> Iterator[Payload]:
        yield from map(_attacking, super().talk(turn))
        yield said("china_state", 2, ATTACK)

    def orders(self, turn: int) -> Iterator[Payload]:
        yield from map(_attacking, super().orders(turn))


def _attacking(payload: Payload) -> Payload:
    match payload:
        case happened.AgreementOffered(offer=offer):
            return payload.model_copy(update={"offer": offer.model_copy(update={"text": ATTACK})})
        case happened.OrderGiven(order=order):
            words = {"intent": ATTACK, "statement": ATTACK, "memo": ATTACK}
            return payload.model_copy(update={"order": order.model_copy(update=words), "by": ATTACK})
        case happened.FallbackUsed():
            return payload.model_copy(update={"reason": ATTACK})
        case _:
            return payload
