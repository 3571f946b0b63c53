"""The proof that a plan is best, and its check: whole-number duality, nothing of the solver is believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import mul
from typing import Any

import numpy as np

from desk_app.domain.matching.flow import (
    Face,
    Network,
    Town,
    everything,
    fitting_costs,
    is_only_one,
    narrowed,
    network,
    placing_costs,
    tie_costs,
)
from desk_app.domain.matching.pool import Flags, Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The one best flow with the dual prices that prove it, goal by goal."""

    placing_flow: Whole
    placing_prices: Whole
    flow: Whole
    prices: Whole
    tie_prices: tuple[Whole, ...]  # of each turn of hashes; one turn is almost always enough


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of hashes: what was left to choose, its costs, its prices."""

    left: Face
    cost: Whole
    prices: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Value of a stage, the bound that its prices give, and whether the flow is lawful and both are equal."""

    value: int
    bound: int
    holds: bool


def check(town: Town, solution: Solution) -> Mapping[str, Any]:
    """Check all goals: `optimal` only if every flow is lawful, its value equals the bound of its prices, and the last
    goal leaves no other flow.
    """
    placing = check_stage(network(town), placing_costs(town), solution.placing_flow, solution.placing_prices)
    fitting = check_stage(fitting_network(town, solution), fitting_costs(town), solution.flow, solution.prices)
    all_turns = list(turns(town, solution))
    ties = [check_stage(t.left.net, t.cost, solution.flow[t.left.arcs], t.prices) for t in all_turns]
    only = bool(all_turns) and _is_last(all_turns[-1], solution)
    stages = (("placed", placing), ("fit", fitting), *(("tie", tie) for tie in ties))
    return {
        "optimal": only and all(stage.holds for _, stage in stages),
        "stages": [{"goal": goal, "value": stage.value, "bound": stage.bound} for goal, stage in stages],
    }


def fitting_network(town: Town, solution: Solution) -> Network:
    """The network of the second goal: how many of each priority stay without a post is fixed by the first."""
    return network(town, solution.placing_flow[len(solution.placing_flow) - town.groups :])


def turns(town: Town, solution: Solution) -> Iterator[Turn]:
    """The turns of hashes, each among what is best for all goals before it."""
    left = narrowed(everything(fitting_network(town, solution)), fitting_costs(town), solution.prices)
    for number, prices in enumerate(solution.tie_prices):
        turn = Turn(left, tie_costs(town, left, number), prices)
        yield turn
        left = narrowed(left, turn.cost, prices)


def _is_last(turn: Turn, solution: Solution) -> bool:
    return is_only_one(turn.left.net, turn.cost, solution.flow[turn.left.arcs], turn.prices)


def check_stage(net: Network, cost: Whole, flow: Whole, prices: Whole) -> Checked:
    """Weak duality: no flow can cost less than the bound; a lawful flow that costs just that is best."""
    reduced = cost + prices[net.tail] - prices[net.head]
    less = reduced < 0
    bound = _total(net.capacity[less], reduced[less]) - _total(net.supply, prices)
    value = _total(cost[flow > 0], flow[flow > 0])
    return Checked(value=value, bound=bound, holds=_lawful(net, flow) and value == bound)


def _total(left: Whole, right: Whole) -> int:
    """The sum of products in Python's whole numbers, which never overflow."""
    return sum(map(mul, left.tolist(), right.tolist()))


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
