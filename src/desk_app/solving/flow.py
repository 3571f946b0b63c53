"""Solving a town's plan stage by stage, in a child process: OR-Tools holds the interpreter's lock while it works."""

from __future__ import annotations

import numpy as np

from desk_app.domain.errors import Refused
from desk_app.domain.matching.flow import (
    Network,
    Town,
    check_range,
    costs,
    distances,
    face,
    fitting_costs,
    is_only_one,
    network,
    placing_costs,
)
from desk_app.domain.matching.pool import Whole
from desk_app.domain.matching.proof import Solution
from desk_app.domain.progress import Progress
from desk_app.workers import run

_SECONDS, _MEGABYTES = 600.0, 8_000
_ROUNDS = 4  # of hashes; the first is almost surely enough


def solve_apart(town: Town, progress: Progress) -> Solution:
    """Solve in a child process that may be stopped."""
    return run(solve, town, seconds=_SECONDS, megabytes=_MEGABYTES, progress=progress)


def solve(town: Town) -> Solution:
    """The one best plan of the town with the dual prices of both goals. Raises Refused in words, never a wrong plan."""
    first = network(town)
    placing = placing_costs(town)
    placed = min_cost_flow(first, placing)
    second = network(town, unplaced=placed[-town.groups :] if town.groups else placed[:0])
    fitting = fitting_costs(town)
    fitted = min_cost_flow(second, fitting)
    prices = distances(second, fitting, fitted)
    return Solution(
        placing_flow=placed,
        placing_prices=distances(first, placing, placed),
        flow=_the_one(town, second, fitting, prices),
        prices=prices,
    )


def _the_one(town: Town, net: Network, cost: Whole, prices: Whole) -> Whole:
    """Among all best flows the one that the hash of seed and content picks."""
    left = face(net, cost, prices)
    tie = town.tie
    for _ in range(_ROUNDS):
        chosen = costs(town, tie, np.zeros(town.persons, dtype=np.int64))[left.arcs]
        flow = min_cost_flow(left.net, chosen)
        if is_only_one(left.net, chosen, flow, distances(left.net, chosen, flow)):
            whole = left.forced.copy()
            whole[left.arcs] += flow
            return whole
        tie = (tie * 0x5DEECE66D + 11) % 2**44  # equal sums of hashes: a hash of the hashes
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
