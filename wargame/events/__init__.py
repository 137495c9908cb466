"""The vocabulary of a game: events, orders and the session that front ends see."""

from wargame.events.orders import Clause, Message, Offer, Order, OrderedMove, Talk
from wargame.events.payloads import PAYLOADS, Payload
from wargame.events.session import Command, Event, Firing, Pause, Play, Session, Step, Stop, Why, WhyQuestion

__all__ = [
    "PAYLOADS",
    "Clause",
    "Command",
    "Event",
    "Firing",
    "Message",
    "Offer",
    "Order",
    "OrderedMove",
    "Pause",
    "Payload",
    "Play",
    "Session",
    "Step",
    "Stop",
    "Talk",
    "Why",
    "WhyQuestion",
]
