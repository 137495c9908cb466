"""What the referee's numbers are: state variables, tables of the pack and levers, each with axes, unit and bounds.

Axes are named: `holder`, `layer`, `industry`, `market` (a bloc that buys), `bloc` (every bloc), `inject`.
An array of a world has any leading batch axes, then the axes named here in this order, in C order.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Quantity:
    """One named array: its axes (outermost first), unit, closed bounds and meaning."""

    name: str
    axes: tuple[str, ...]
    unit: str
    low: float
    high: float
    meaning: str


BIG = 1e12

STATE: tuple[Quantity, ...] = (
    Quantity("quarter", (), "quarters", 0, 400, "quarters played since the start"),
    Quantity(
        "market_size", ("industry", "market"), "USD bn per year", 1e-6, BIG, "AI-exposed value added before adoption"
    ),
    Quantity(
        "adoption", ("industry", "market"), "share", 0, 1, "share of the market that has adopted AI-enabled production"
    ),
    Quantity(
        "capability",
        ("holder",),
        "index, best model at the start = 1",
        0,
        1e6,
        "best model of the holder, 0 without a lab",
    ),
    Quantity("open_capability", (), "index, best model at the start = 1", 0, 1e6, "best open release so far"),
    Quantity("openness", ("holder",), "share", 0, 1, "how openly the holder releases its weights"),
    Quantity(
        "developer_base", ("holder",), "index, start = 1", 0, 1e6, "developers who build on the holder's open family"
    ),
    Quantity("synthetic_share", ("holder",), "share", 0, 1, "share of training data made by models"),
    Quantity("gating", ("holder",), "share", 0, 1, "how tightly the holder keeps its outputs from followers"),
    Quantity("talent", ("bloc",), "index, start = 1", 0.05, 20, "research talent at work in the bloc"),
    Quantity("serving_cost", ("holder",), "index, start = 1", 1e-9, 1e3, "cost of serving a unit of intelligence"),
    Quantity("accelerators", ("holder",), "index, start = 1", 0, 1e6, "installed accelerators of the holder"),
    Quantity("hardware_age", ("holder",), "years", 0, 20, "mean age of installed accelerators"),
    Quantity("fab", ("holder",), "index, start = 1", 0, 1e6, "capacity to make training chips"),
    Quantity("chip_gap", ("bloc",), "share", 0, 1, "distance of the bloc's chipmaking from the frontier"),
    Quantity(
        "export_control", ("bloc", "market"), "share", 0, 1, "severity of the bloc's chip controls against a market"
    ),
    Quantity("tariff", ("market", "bloc"), "share of price", 0, 3, "tariff of a market on goods of a bloc"),
    Quantity("platform_lock", ("holder",), "index", 0, 1, "developer lock-in to the holder's hardware platform"),
    Quantity("edge", ("holder",), "index, start = 1", 0, 1e6, "edge silicon capacity"),
    Quantity("machines", ("holder",), "index, start = 1", 0, 1e6, "robots, plants and fleets installed"),
    Quantity("volume", ("holder", "industry"), "years of output at the start", 1e-6, BIG, "cumulative output"),
    Quantity("field_data", ("holder", "industry"), "index, start = 1", 0, 1e9, "data gathered from machines in use"),
    Quantity("simulation", ("holder", "industry"), "index, start = 1", 0, 1e9, "simulated experience"),
    Quantity("network", ("holder",), "index, start = 1", 0, 1e6, "industrial network coverage"),
    Quantity("parts", ("holder",), "index, start = 1", 0, 1e6, "standardisation of parts and interfaces"),
    Quantity("control_platform", ("holder",), "index, start = 1", 0, 1e6, "control platforms that run fleets"),
    Quantity("interface", ("holder",), "index, start = 1", 0, 1e6, "hold on users through interface and distribution"),
    Quantity("generation", ("holder",), "TWh per year", 0, 1e7, "power the holder can generate or has contracted"),
    Quantity("load", ("bloc",), "TWh per year", 0, 1e7, "power that data centres ask for"),
    Quantity("queue", ("bloc",), "share", 0, 0.95, "share of new sites delayed by the grid"),
    Quantity("power_price", ("bloc",), "USD per kWh", 0.001, 10, "industrial power price"),
    Quantity("cash", ("holder",), "US cents", -9e15, 9e15, "cash, whole cents"),
    Quantity("sentiment", (), "index", 0, 1, "readiness of capital markets to fund AI"),
    Quantity("insolvent", ("holder",), "0 or 1", 0, 1, "1 once cash fell below the credit line"),
    Quantity("trust", ("market", "bloc"), "index", 0, 1, "trust of a market in suppliers of a bloc"),
    Quantity(
        "standards", ("market", "holder"), "share", 0, 1, "weight of the holder's stack in a market's installed base"
    ),
    Quantity("local_fit", ("market", "holder"), "index", 0, 1, "fit of the holder's models with language and practice"),
    Quantity("debt", ("market",), "USD bn", 0, 1e5, "debt taken on for bundled infrastructure"),
    Quantity("legitimacy", ("bloc",), "index", 0, 1, "consent of the public to the AI build-out"),
    Quantity("displacement", ("market",), "share of workforce", 0, 0.6, "workers displaced and not yet placed"),
    Quantity("bill", ("bloc",), "index, start = 1", 0.1, 20, "household power bill"),
    Quantity("price", ("holder", "layer"), "index, start = 1", 1e-9, 1e6, "price the holder asks in a layer"),
    Quantity("moat", (), "index, start = 1", 0, 10, "what is left of the cost of switching between models"),
    Quantity("markup", ("holder",), "log points", -2, 2, "model price asked above (+) or below (-) the usual margin"),
    Quantity("inject_age", ("inject",), "quarters", -1, 400, "quarters since the inject was released, -1 before"),
)

TABLES: tuple[Quantity, ...] = (
    Quantity(
        "cost_share",
        ("layer", "industry"),
        "share",
        0,
        1,
        "factor share of the layer at the start; sums to 1 over layers",
    ),
    Quantity(
        "share", ("layer", "market", "holder"), "share", 0, 1, "supply share at the start; the rest is the commons"
    ),
    Quantity(
        "tilt",
        ("industry", "holder"),
        "factor",
        0,
        20,
        "how much stronger the holder's execution share is in the industry",
    ),
    Quantity("firms", ("layer", "holder"), "firms (1 / HHI)", 1, 1000, "equal-sized firms inside the holder"),
    Quantity("market_growth", ("industry", "market"), "per year", -0.2, 0.5, "trend growth of the market"),
    Quantity(
        "endowment",
        ("layer", "market"),
        "index, world mean = 1",
        1e-6,
        1e3,
        "supply of the layer per unit of output at the start",
    ),
    Quantity("capacity_trend", ("layer", "holder"), "per year", -0.3, 1, "growth of capacity with no seat acting"),
    Quantity(
        "demand_elasticity", ("industry",), "elasticity", 0.05, 10, "elasticity of demand for the industry's output"
    ),
    Quantity(
        "good_enough",
        ("industry",),
        "index, best model at the start = 1",
        0,
        3,
        "capability that satisfies the industry (theta)",
    ),
    Quantity("physicality", ("industry",), "share", 0, 1, "0 software to 1 physical"),
    Quantity("noise", ("industry",), "share", 0, 1, "how much deployment data matter for delivered utility"),
    Quantity("fidelity", ("industry",), "share", 0, 1, "share of faults that simulation can find"),
    Quantity("tail", ("industry",), "exponent", 1, 5, "tail exponent of edge cases; lower is heavier"),
    Quantity(
        "learning_rate",
        ("industry",),
        "share per doubling",
        0,
        0.5,
        "fall of unit cost per doubling of cumulative output",
    ),
    Quantity(
        "labour_share", ("industry",), "share", 0, 1, "share of labour in the industry's cost that AI may displace"
    ),
    Quantity("margin_cap", ("layer",), "share", 0, 0.999, "highest Lerner index the layer sustains"),
    Quantity("substitution_ease", ("layer",), "elasticity", 0, 20, "price elasticity of the supplier's attraction"),
    Quantity(
        "cost_gap", ("layer", "holder"), "log points", -3, 3, "ln(next best supplier's unit cost / own) at the start"
    ),
    Quantity("income", ("market",), "index, richest = 1", 0.01, 1, "income per head"),
    Quantity("burn", ("holder",), "USD bn per year", 0, 1e4, "spending on AI before any order"),
    Quantity("other_revenue", ("holder",), "USD bn per year", 0, 1e5, "income from outside the modelled markets"),
    Quantity("credit_line", ("holder",), "USD bn", 0, 1e5, "how far cash may fall below zero"),
    Quantity("household_load", ("bloc",), "TWh per year", 1, 1e6, "power that everyone but data centres uses"),
)

LEVERS: tuple[Quantity, ...] = (
    Quantity("training", ("holder",), "relative", -0.95, 3, "faster growth of own capability (0.3 = 30% faster)"),
    Quantity("release", ("holder",), "per year", -2, 2, "change of openness: + opens weights, - closes them"),
    Quantity("distillation", ("holder",), "relative", -0.9, 4, "faster catch-up with the best model"),
    Quantity("outputs_gated", ("holder",), "per year", -2, 2, "change of gating against followers"),
    Quantity("efficiency", ("holder",), "per year", -0.5, 1, "extra fall of serving cost, in log points"),
    Quantity("synthetic", ("holder",), "per year", -1, 1, "change of the synthetic share of training data"),
    Quantity("attract_talent", ("bloc",), "per year", -0.3, 0.5, "growth of talent, in log points"),
    Quantity("model_price", ("holder",), "log points", -1, 1, "asked model price against what cost and margin give"),
    Quantity(
        "datacentre",
        ("holder",),
        "per year",
        -0.5,
        2,
        "growth of installed accelerators, in log points, power permitting",
    ),
    Quantity("fab_build", ("holder",), "per year", -0.5, 1, "growth of chipmaking capacity, in log points"),
    Quantity("chip_research", ("bloc",), "per year", 0, 1, "share of the chip gap closed"),
    Quantity(
        "control_chips", ("bloc", "market"), "per year", -2, 2, "change of export-control severity against a market"
    ),
    Quantity("raise_tariff", ("market", "bloc"), "per year", -2, 2, "change of a tariff"),
    Quantity("platform", ("holder",), "per year", -1, 1, "change of hardware-platform lock-in"),
    Quantity("edge_build", ("holder",), "per year", -0.5, 1.5, "growth of edge silicon, in log points"),
    Quantity("automation", ("holder",), "per year", -0.5, 1.5, "growth of machines, in log points"),
    Quantity("production", ("holder", "industry"), "relative", -0.9, 3, "output above what the market asks"),
    Quantity("instrument", ("holder", "industry"), "per year", 0, 2, "growth of field data, in log points"),
    Quantity("simulate", ("holder", "industry"), "per year", 0, 2, "growth of simulated experience, in log points"),
    Quantity("embed", ("industry", "market"), "relative", -0.9, 4, "faster adoption in an industry of a market"),
    Quantity("build_network", ("holder",), "per year", -0.5, 1, "growth of industrial networks, in log points"),
    Quantity("standardise", ("holder",), "per year", -0.5, 1, "growth of standard parts and interfaces, in log points"),
    Quantity("build_control", ("holder",), "per year", -0.5, 1, "growth of fleet control platforms, in log points"),
    Quantity(
        "build_interface", ("holder",), "per year", -0.5, 1, "growth of interface and distribution, in log points"
    ),
    Quantity("build_power", ("holder",), "per year", -0.3, 1, "growth of generation, in log points"),
    Quantity(
        "power_priority", ("bloc",), "share", -0.5, 0.5, "power moved from households to data centres (- the reverse)"
    ),
    Quantity("permits", ("bloc",), "per year", -1, 1, "fall of the grid queue (- lengthens it)"),
    Quantity("funding", ("holder",), "USD bn per year", -500, 500, "cash from investors, state or customers"),
    Quantity("spend", ("holder",), "USD bn per year", 0, 1e4, "cash that orders cost; set by the referee, not by data"),
    Quantity("confidence", (), "per year", -2, 2, "change of capital-market sentiment"),
    Quantity("build_trust", ("market", "bloc"), "per year", -2, 2, "change of a market's trust in a bloc"),
    Quantity(
        "win_default",
        ("market", "holder"),
        "per year",
        -1,
        1,
        "change of the weight of a stack in a market's installed base",
    ),
    Quantity("localise", ("market", "holder"), "per year", -1, 1, "change of local fit"),
    Quantity("lend", ("market",), "USD bn per year", -200, 200, "debt taken on"),
    Quantity("legitimise", ("bloc",), "per year", -1, 1, "change of legitimacy"),
    Quantity(
        "displace",
        ("market",),
        "share per year",
        -0.2,
        0.2,
        "workers displaced beyond the trend (- protected or placed)",
    ),
)

STATE_BY_NAME = {q.name: q for q in STATE}
TABLE_BY_NAME = {q.name: q for q in TABLES}
LEVER_BY_NAME = {q.name: q for q in LEVERS}

ROLES = ("energy", "chips", "cloud", "models", "interface", "edge", "execution", "network", "parts", "control")
"""What a layer may do in the economy; a layer of a small pack may carry several roles."""

FACTORS = ("energy", "intelligence", "execution", "coordination")
BOARDS = ("rent", "rent_share", "welfare", "autonomy", "survival", "benchmark")
EFFECTS = ("value", "scarcity", "share", "margin")
