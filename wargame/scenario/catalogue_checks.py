"""Checks of moves and injects: levers, axes, ids, targets, mechanisms, sizes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from wargame.referee.quantities import LEVER_BY_NAME, STATE_BY_NAME, Quantity
from wargame.scenario.problems import Finding, Path, one_of
from wargame.scenario.schemas import Triggered

if TYPE_CHECKING:
    from wargame.scenario.pack_file import PackFile
    from wargame.scenario.schemas import EffectRecord, MoveRecord

MECHANISMS = tuple(f"M{number:02d}" for number in range(1, 104))
Axes = Mapping[str, Sequence[str]]
WORDS = {
    "holder": ("self", "bloc", "rest", "target", "all", "others"),
    "bloc": ("self", "target", "all", "others"),
    "market": ("self", "target", "all", "others"),
    "industry": ("industry", "all"),
    "layer": ("all",),
    "inject": ("all",),
}
"""Words that may stand for ids on an axis of a move; news has no mover, so only `all` and ids."""
NAMES_ON = {
    "none": (),
    "bloc": ("bloc", "market", "holder"),
    "market": ("bloc", "market", "holder"),
    "seat": ("bloc", "market", "holder"),
    "holder": ("bloc", "market", "holder"),
    "industry": (),
}
"""On which axes the word target may stand, by kind of target; an industry is named by the word `industry`."""
SET_BY_REFEREE = ("spend",)


def move_findings(pack: PackFile, axes: Axes) -> Iterator[Finding]:
    """Every fault of the catalogue of moves."""
    seats = [seat.id for seat in pack.seats]
    moves = [move.id for move in pack.moves]
    for index, move in enumerate(pack.moves):
        path: Path = ("moves", index)
        yield from _ids((*path, "who"), move.who, seats)
        yield from _ids((*path, "conflicts"), move.conflicts, moves)
        yield from _ids((*path, "mechanisms"), move.mechanisms, MECHANISMS)
        if move.layer:
            yield from _ids((*path, "layer"), [move.layer], axes["layer"], listed=False)
        yield from _targets(path, move, axes, seats)
        for at, effect in enumerate(move.effects):
            yield from _effect((*path, "effects", at), effect, axes, NAMES_ON[move.target], WORDS)


def _targets(path: Path, move: MoveRecord, axes: Axes, seats: Sequence[str]) -> Iterator[Finding]:
    known = {**axes, "seat": seats, "none": ()}[move.target]
    if move.target == "none" and move.targets:
        yield Finding((*path, "targets"), ", ".join(move.targets), "nothing, since target is none")
    else:
        yield from _ids((*path, "targets"), move.targets, known)
    used = {kind for effect in move.effects for kind in _arguments(effect)}
    wanted = {"none": set(), "industry": {"industry"}}.get(move.target, {"target"})
    if used != wanted:
        allowed = "a kind of target that fits the effects" if used else "an effect that is placed by the target"
        yield Finding((*path, "target"), move.target, allowed)
    if move.consent and move.target in ("none", "industry"):
        yield Finding(
            (*path, "consent"),
            f"consent with target {move.target}",
            "a target that can consent: bloc, market, seat or holder",
        )


def _arguments(effect: EffectRecord) -> Iterator[str]:
    """Which arguments of an order the place of an effect reads: target, industry."""
    if "target" in effect.at.values():
        yield "target"
    if effect.at.get("industry") == "industry":
        yield "industry"


def _effect(
    path: Path, effect: EffectRecord, axes: Axes, target_axes: Sequence[str], words: Mapping[str, Sequence[str]]
) -> Iterator[Finding]:
    lever = LEVER_BY_NAME.get(effect.lever)
    if lever is None or lever.name in SET_BY_REFEREE:
        known = [name for name in LEVER_BY_NAME if name not in SET_BY_REFEREE]
        yield Finding((*path, "lever"), effect.lever, one_of(effect.lever, known))
        return
    if not lever.low <= effect.size <= lever.high or effect.size == 0:
        yield Finding((*path, "size"), f"{effect.size:g}", f"{lever.low:g} to {lever.high:g} {lever.unit}, not 0")
    yield from _place((*path, "at"), effect.at, lever, axes, words)
    for axis, word in effect.at.items():
        if word == "target" and axis not in target_axes and axis in lever.axes:
            yield Finding((*path, "at", axis), "target", "another word: the target of this move is not on this axis")


def _place(
    path: Path, at: Mapping[str, str], quantity: Quantity, axes: Axes, words: Mapping[str, Sequence[str]]
) -> Iterator[Finding]:
    for axis, word in at.items():
        if axis not in quantity.axes:
            yield Finding((*path, axis), axis, one_of(axis, quantity.axes) if quantity.axes else "no axis")
        elif word not in axes[axis] and word not in words[axis]:
            yield Finding((*path, axis), word, one_of(word, [*axes[axis], *words[axis]]))


def _ids(path: Path, words: Iterable[str], known: Iterable[str], listed: bool = True) -> Iterator[Finding]:
    allowed = list(known)
    for index, word in enumerate(words):
        if word not in allowed:
            yield Finding((*path, index) if listed else path, word, one_of(word, allowed))


def inject_findings(pack: PackFile, axes: Axes) -> Iterator[Finding]:
    """Every fault of the injects."""
    news = dict.fromkeys(WORDS, ("all",))
    for index, inject in enumerate(pack.injects):
        path: Path = ("injects", index)
        yield from _ids((*path, "mechanisms"), inject.mechanisms, MECHANISMS)
        for at, shock in enumerate(inject.shocks):
            yield from _variable((*path, "shocks", at), shock.variable, shock.at, axes, news)
        for at, effect in enumerate(inject.effects):
            yield from _effect((*path, "effects", at), effect, axes, (), news)
            yield from _whole_place((*path, "effects", at, "at"), effect.at, LEVER_BY_NAME.get(effect.lever))
        if not inject.shocks and not inject.effects:
            yield Finding(path, "no shocks and no effects", "one of them at least")
        release = inject.release
        if isinstance(release, Triggered):
            yield from _variable((*path, "release"), release.variable, release.at, axes, dict.fromkeys(WORDS, ()))
            if (release.above is None) == (release.below is None):
                yield Finding((*path, "release"), "above and below both or neither", "one of `above` and `below`")
        elif release.kind == "drawn" and release.after:
            yield from _ids((*path, "release", "after"), [release.after], axes["inject"], listed=False)


def _variable(
    path: Path, name: str, at: Mapping[str, str], axes: Axes, words: Mapping[str, Sequence[str]]
) -> Iterator[Finding]:
    quantity = STATE_BY_NAME.get(name)
    if quantity is None:
        yield Finding((*path, "variable"), name, one_of(name, STATE_BY_NAME))
        return
    yield from _place((*path, "at"), at, quantity, axes, words)
    yield from _whole_place((*path, "at"), at, quantity)


def _whole_place(path: Path, at: Mapping[str, str], quantity: Quantity | None) -> Iterator[Finding]:
    """News has no mover: each axis needs a word."""
    for axis in quantity.axes if quantity else ():
        if axis not in at:
            yield Finding((*path, axis), "no value", "an id, or `all` where every one is meant")
