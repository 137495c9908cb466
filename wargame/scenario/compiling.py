"""From the resolved pack and a thesis to what the referee reads."""

from __future__ import annotations

import numpy as np

from wargame.referee import pack as referee_pack
from wargame.referee.quantities import BOARDS, LEVER_BY_NAME, STATE, STATE_BY_NAME, TABLES
from wargame.scenario.arrays import Array, expand
from wargame.scenario.checks import KEPT_BY_REFEREE, axes_of
from wargame.scenario.pack_file import PackFile
from wargame.scenario.problems import Problem, ScenarioError, one_of
from wargame.scenario.schemas import Drawn, EffectRecord, InjectRecord, MoveRecord, Scheduled, Triggered

FIXED_START = {"quarter": 0.0, "insolvent": 0.0, "inject_age": -1.0}


def compile_pack(pack: PackFile, thesis: str) -> referee_pack.Pack:
    """The pack under a thesis, the same for equal documents; ScenarioError where the pack has no such thesis."""
    if thesis not in pack.theses:
        raise ScenarioError([Problem(pack.id, 0, "thesis", thesis, one_of(thesis, pack.theses))])
    axes = axes_of(pack)
    tables = {q.name: expand(q, axes, pack.tables[q.name].values, ())[0] for q in TABLES}
    start = {q.name: _start(pack, q.name, axes) for q in STATE}
    for array in (*tables.values(), *start.values()):
        array.flags.writeable = False
    return referee_pack.Pack(
        id=pack.id,
        quarters_per_turn=pack.quarters_per_turn,
        moves_per_turn=pack.moves_per_turn,
        injects_per_turn=pack.injects_per_turn,
        layers=tuple(referee_pack.Layer(r.id, r.name, r.factor, tuple(r.roles)) for r in pack.layers),
        blocs=tuple(referee_pack.Bloc(r.id, r.name, r.buys) for r in pack.blocs),
        holders=tuple(referee_pack.Holder(r.id, r.name, r.bloc, r.firm) for r in pack.holders),
        industries=tuple(referee_pack.Industry(r.id, r.name, r.ref) for r in pack.industries),
        seats=_seats(pack),
        parameters=_parameters(pack, thesis),
        tables=tables,
        start=start,
        moves={move.id: _move(move) for move in pack.moves},
        injects=tuple(_inject(inject) for inject in pack.injects),
        visibility={q.name: pack.visibility[q.name] for q in STATE},
        goal_scales={board: pack.goal_scales[board] for board in BOARDS},
    )


def _start(pack: PackFile, name: str, axes: dict[str, tuple[str, ...]]) -> Array:
    quantity = STATE_BY_NAME[name]
    if name in KEPT_BY_REFEREE:
        return np.full([len(axes[axis]) for axis in quantity.axes], FIXED_START[name], dtype=np.float64)
    return expand(quantity, axes, pack.start[name].values, ())[0]


def _seats(pack: PackFile) -> tuple[referee_pack.Seat, ...]:
    return tuple(
        referee_pack.Seat(
            id=seat.id,
            name=seat.name,
            kind=seat.kind,
            bloc=seat.bloc,
            holder=seat.holder,
            budget=seat.budget,
            point_usd_bn=seat.point_usd_bn,
            goal_weights={board: seat.goal_weights.get(board, 0.0) for board in BOARDS},
        )
        for seat in pack.seats
    )


def _parameters(pack: PackFile, thesis: str) -> dict[str, referee_pack.Parameter]:
    settings = pack.theses[thesis].settings
    return {
        name: referee_pack.Parameter(
            id=name,
            value=settings.get(name, record.value),
            unit=record.unit,
            low=record.low,
            high=record.high,
            meaning=record.meaning,
            source=record.source,
        )
        for name, record in sorted(pack.parameters.items())
    }


def _effect(effect: EffectRecord) -> referee_pack.LeverEffect:
    at = {axis: effect.at[axis] for axis in LEVER_BY_NAME[effect.lever].axes if axis in effect.at}
    return referee_pack.LeverEffect(effect.lever, effect.size, effect.lag, effect.duration, at)


def _move(move: MoveRecord) -> referee_pack.Move:
    return referee_pack.Move(
        id=move.id,
        name=move.name,
        ref=move.ref,
        who=tuple(move.who),
        target=move.target,
        targets=tuple(move.targets),
        cost=move.cost,
        effects=tuple(_effect(effect) for effect in move.effects),
        conflicts=tuple(move.conflicts),
        consent=move.consent,
        mechanisms=tuple(move.mechanisms),
        layer=move.layer,
        text=move.text,
        source=move.source,
    )


def _place(variable: str, at: dict[str, str]) -> dict[str, str]:
    return {axis: at[axis] for axis in STATE_BY_NAME[variable].axes if axis in at}


def _release(release: Scheduled | Drawn | Triggered) -> referee_pack.Release:
    if isinstance(release, Scheduled):
        return referee_pack.Release("scheduled", turn=release.turn)
    if isinstance(release, Drawn):
        return referee_pack.Release("drawn", hazard=release.hazard, after=release.after, raised=release.raised)
    place = _place(release.variable, release.at)
    return referee_pack.Release(
        "triggered", variable=release.variable, at=place, above=release.above, below=release.below
    )


def _inject(inject: InjectRecord) -> referee_pack.Inject:
    shocks = (referee_pack.Shock(s.variable, _place(s.variable, s.at), s.kind, s.size) for s in inject.shocks)
    return referee_pack.Inject(
        id=inject.id,
        name=inject.name,
        ref=inject.ref,
        text=inject.text,
        release=_release(inject.release),
        shocks=tuple(shocks),
        effects=tuple(_effect(effect) for effect in inject.effects),
        decay=inject.decay,
        mechanisms=tuple(inject.mechanisms),
    )
