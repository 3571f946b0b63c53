"""Solving a town's plan stage by stage. It holds the interpreter's lock while it works: see `plan.py`."""

from __future__ import annotations

import numpy as np

from desk_app.domain.errors import Refused
from desk_app.domain.matching.flow import (
    Face,
    Network,
    Town,
    check_range,
    distances,
    everything,
    fitting_costs,
    is_only_one,
    narrowed,
    network,
    placing_costs,
    tie_costs,
)
from desk_app.domain.matching.pool import Whole
from desk_app.domain.matching.proof import Solution

_TURNS = 8  # of hashes; the first is almost surely enough, and each further one starts from what it left open


def solve(town: Town) -> Solution:
    """The one best plan of the town with the dual prices of both goals. Raises Refused in words, never a wrong plan."""
    first = network(town)
    placing = placing_costs(town)
    placed = min_cost_flow(first, placing)
    second = network(town, unplaced=placed[-town.groups :] if town.groups else placed[:0])
    fitting = fitting_costs(town)
    fitted = min_cost_flow(second, fitting)
    prices = distances(second, fitting, fitted)
    flow, tie_prices = _the_one(town, narrowed(everything(second), fitting, prices))
    return Solution(
        placing_flow=placed,
        placing_prices=distances(first, placing, placed),
        flow=flow,
        prices=prices,
        tie_prices=tie_prices,
    )


def _the_one(town: Town, left: Face) -> tuple[Whole, tuple[Whole, ...]]:
    """Among all best flows the one that the hashes of seed and content pick, with the dual prices of each turn."""
    told: list[Whole] = []
    for turn in range(_TURNS):
        cost = tie_costs(town, left, turn)
        flow = min_cost_flow(left.net, cost)
        told.append(distances(left.net, cost, flow))
        if is_only_one(left.net, cost, flow, told[-1]):
            return left.whole(flow), tuple(told)
        left = narrowed(left, cost, told[-1])
    raise Refused("not_unique", "并列的方案无法分出先后，没有采用。请换一个随机种子重试。")


def min_cost_flow(net: Network, cost: Whole) -> Whole:
    """The flow on each arc; all of the supply is sent. Raises Refused where the solver does not say OPTIMAL."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    check_range(net, cost)
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(net.tail, net.head, net.capacity, cost)
    solver.set_nodes_supplies(np.arange(net.nodes), net.supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise Refused("not_solved", f"求解没有得到最优方案（{status!s}），没有采用。")
    return np.asarray(solver.flows(arcs), dtype=np.int64)
