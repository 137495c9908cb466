"""What the records of a pack must satisfy together; every fault is collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from wargame.referee.quantities import BOARDS, ROLES, STATE, STATE_BY_NAME, TABLE_BY_NAME, Quantity
from wargame.scenario.arrays import SUM_TOLERANCE, expand, sum_findings
from wargame.scenario.catalogue_checks import inject_findings, move_findings
from wargame.scenario.problems import Finding, Path, one_of

if TYPE_CHECKING:
    from wargame.scenario.pack_file import PackFile
    from wargame.scenario.schemas import ValueRecord

KEPT_BY_REFEREE = ("quarter", "insolvent", "inject_age")
"""State variables that start at a fixed value and are not authored."""


def axes_of(pack: PackFile) -> dict[str, tuple[str, ...]]:
    """Ids along each named axis, in pack order."""
    return {
        "holder": tuple(holder.id for holder in pack.holders),
        "layer": tuple(layer.id for layer in pack.layers),
        "industry": tuple(industry.id for industry in pack.industries),
        "market": tuple(bloc.id for bloc in pack.blocs if bloc.buys),
        "bloc": tuple(bloc.id for bloc in pack.blocs),
        "inject": tuple(inject.id for inject in pack.injects),
    }


def findings(pack: PackFile) -> list[Finding]:
    """Every fault of a pack whose records are well-formed one by one."""
    axes = axes_of(pack)
    found = [*_duplicates(pack), *_structure(pack, axes), *_goals(pack), *_visibility(pack)]
    found += _values("tables", pack.tables, TABLE_BY_NAME, axes)
    authored = {name: quantity for name, quantity in STATE_BY_NAME.items() if name not in KEPT_BY_REFEREE}
    found += _values("start", pack.start, authored, axes)
    found += [*_parameters(pack), *_theses(pack)]
    found += [*move_findings(pack, axes), *inject_findings(pack, axes)]
    return found


def _duplicates(pack: PackFile) -> Iterator[Finding]:
    for name in ("layers", "blocs", "holders", "industries", "seats", "moves", "injects"):
        seen: set[str] = set()
        for index, record in enumerate(getattr(pack, name)):
            if record.id in seen:
                yield Finding((name, index, "id"), f"{record.id} a second time", "an id that is used once")
            seen.add(record.id)


def _known(path: Path, word: str, words: Iterable[str]) -> Iterator[Finding]:
    known = list(words)
    if word not in known:
        yield Finding(path, word, one_of(word, known))


def _structure(pack: PackFile, axes: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    for index, layer in enumerate(pack.layers):
        for at, role in enumerate(layer.roles):
            yield from _known(("layers", index, "roles", at), role, ROLES)
    roles = [role for layer in pack.layers for role in layer.roles]
    for role in sorted({role for role in roles if roles.count(role) > 1}):
        yield Finding(("layers",), f"role {role} in several layers", "each role in one layer at most")
    if not axes["market"]:
        yield Finding(("blocs",), "no bloc that buys", "`buys: true` for one bloc at least")
    for index, holder in enumerate(pack.holders):
        yield from _known(("holders", index, "bloc"), holder.bloc, axes["bloc"])
    for bloc in axes["bloc"]:
        rest = [holder.id for holder in pack.holders if holder.bloc == bloc and not holder.firm]
        if len(rest) != 1:
            yield Finding(
                ("holders",), f"{len(rest)} holders for the rest of {bloc}", "one holder with `firm: false` per bloc"
            )
    holders = {holder.id: holder for holder in pack.holders}
    for index, seat in enumerate(pack.seats):
        yield from _known(("seats", index, "bloc"), seat.bloc, axes["bloc"])
        yield from _known(("seats", index, "holder"), seat.holder, axes["holder"])
        held = holders.get(seat.holder)
        if held and (held.bloc != seat.bloc or held.firm != (seat.kind == "firm")):
            wanted = f"a {'firm' if seat.kind == 'firm' else 'rest-of-bloc'} holder domiciled in {seat.bloc}"
            yield Finding(("seats", index, "holder"), seat.holder, wanted)


def _goals(pack: PackFile) -> Iterator[Finding]:
    for index, seat in enumerate(pack.seats):
        path: Path = ("seats", index, "goal_weights")
        yield from _weights(path, seat.goal_weights)
    for board, scale in pack.goal_scales.items():
        yield from _known(("goal_scales", board), board, BOARDS)
        if scale <= 0:
            yield Finding(("goal_scales", board), f"{scale:g}", "a scale above 0")
    for board in BOARDS:
        if board not in pack.goal_scales:
            yield Finding(("goal_scales", board), "no value", "a scale for each board")


def _weights(path: Path, weights: Mapping[str, float]) -> Iterator[Finding]:
    for board, weight in weights.items():
        yield from _known((*path, board), board, BOARDS)
        if not 0 <= weight <= 1:
            yield Finding((*path, board), f"{weight:g}", "0 to 1")
    total = sum(weights.values())
    if abs(total - 1) > SUM_TOLERANCE:
        yield Finding(path, f"weights that sum to {total:.12g}", "weights that sum to 1")


def _visibility(pack: PackFile) -> Iterator[Finding]:
    for name in pack.visibility:
        yield from _known(("visibility", name), name, STATE_BY_NAME)
    for quantity in STATE:
        if quantity.name not in pack.visibility:
            yield Finding(("visibility", quantity.name), "no value", "public, own or facilitator")


def _values(
    section: str,
    records: Mapping[str, ValueRecord],
    quantities: Mapping[str, Quantity],
    axes: Mapping[str, Sequence[str]],
) -> Iterator[Finding]:
    for name in records:
        yield from _known((section, name), name, quantities)
    for name, quantity in quantities.items():
        record = records.get(name)
        if record is None:
            yield Finding((section, name), "no value", f"{quantity.meaning}, in {quantity.unit}")
            continue
        if record.unit != quantity.unit:
            yield Finding((section, name, "unit"), record.unit, quantity.unit)
        path: Path = (section, name, "values")
        array, faults = expand(quantity, axes, record.values, path)
        yield from faults
        if not faults:
            yield from sum_findings(name, array, [axes[axis] for axis in quantity.axes], path)


def _parameters(pack: PackFile) -> Iterator[Finding]:
    for name, record in pack.parameters.items():
        path: Path = ("parameters", name, "value")
        if not record.low <= record.value <= record.high:
            yield Finding(path, f"{record.value:g}", f"{record.low:g} to {record.high:g} (its own low and high)")


def _theses(pack: PackFile) -> Iterator[Finding]:
    if "neutral" not in pack.theses:
        yield Finding(("theses",), ", ".join(pack.theses) or "none", "a thesis with id neutral")
    for name, thesis in pack.theses.items():
        if thesis.id != name:
            yield Finding(("theses", name, "id"), thesis.id, f"the name of its file, {name}")
        for parameter, value in thesis.settings.items():
            path: Path = ("theses", name, "settings", parameter)
            record = pack.parameters.get(parameter)
            if record is None:
                yield from _known(path, parameter, pack.parameters)
            elif not record.low <= value <= record.high:
                yield Finding(path, f"{value:g}", f"{record.low:g} to {record.high:g} {record.unit}")
