"""The proof that a plan is best, and its check: whole-number duality, nothing of the solver is believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from desk_app.domain.matching.flow import Network, Town, fitting_costs, network, placing_costs
from desk_app.domain.matching.pool import Flags, Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A best flow of both goals with the dual prices that prove it."""

    placing_flow: Whole
    placing_prices: Whole
    flow: Whole
    prices: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Value of a stage, the bound that its prices give, and whether the flow is lawful and both are equal."""

    value: int
    bound: int
    holds: bool


def check(town: Town, solution: Solution) -> Mapping[str, Any]:
    """Check both goals: `optimal` only if every flow is lawful and its value equals the bound of its prices."""
    placing = check_stage(network(town), placing_costs(town), solution.placing_flow, solution.placing_prices)
    unplaced = solution.placing_flow[len(solution.placing_flow) - town.groups :]
    fitting = check_stage(network(town, unplaced), fitting_costs(town), solution.flow, solution.prices)
    return {
        "optimal": bool(placing.holds and fitting.holds),
        "stages": [
            {"goal": "placed", "value": placing.value, "bound": placing.bound},
            {"goal": "fit", "value": fitting.value, "bound": fitting.bound},
        ],
    }


def check_stage(net: Network, cost: Whole, flow: Whole, prices: Whole) -> Checked:
    """Weak duality: no flow can cost less than the bound; a lawful flow that costs just that is best."""
    reduced = cost + prices[net.tail] - prices[net.head]
    bound = int(-(net.supply * prices).sum() + (net.capacity * np.minimum(reduced, 0)).sum())
    value = int((cost * flow).sum())
    return Checked(value=value, bound=bound, holds=_lawful(net, flow) and value == bound)


def _lawful(net: Network, flow: Whole) -> bool:
    """Every arc within its capacity, every node sends on what it gets."""
    if len(flow) != len(net.tail) or not bool(((flow >= 0) & (flow <= net.capacity)).all()):
        return False
    sent = np.zeros(net.nodes, dtype=np.int64)
    np.add.at(sent, net.tail, flow)
    np.subtract.at(sent, net.head, flow)
    return bool(np.array_equal(sent, net.supply))


def chosen(town: Town, flow: Whole) -> Flags:
    """Which of the allowed pairs the plan takes."""
    return np.asarray(flow[: len(town.person)] > 0)
