"""The solver's door against known optima and an independent solver."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.domain.errors import Refused
from desk_app.domain.matching.flow import Network, check_range, distances, is_only_one
from desk_app.domain.matching.proof import check_stage
from desk_app.solving.flow import min_cost_flow


def assignment(costs: np.ndarray) -> tuple[Network, np.ndarray]:
    """Each row to one column and each column to one row."""
    n, m = costs.shape
    rows, columns = np.divmod(np.arange(n * m), m)
    supply = np.zeros(n + m + 1, dtype=np.int64)
    supply[:n], supply[-1] = 1, -n
    net = Network(
        tail=np.concatenate([rows, n + np.arange(m)]),
        head=np.concatenate([n + columns, np.full(m, n + m)]),
        capacity=np.ones(n * m + m, dtype=np.int64),
        supply=supply,
    )
    return net, np.concatenate([costs.ravel(), np.zeros(m, dtype=np.int64)]).astype(np.int64)


@settings(max_examples=40)
@given(st.integers(1, 6), st.integers(0, 5), st.randoms(use_true_random=False))
def test_the_optimum_agrees_with_an_independent_solver(n: int, extra: int, rng: object) -> None:
    m = n + extra
    costs = np.array([[rng.randrange(100) for _ in range(m)] for _ in range(n)], dtype=np.int64)  # type: ignore[attr-defined]
    net, cost = assignment(costs)
    flow = min_cost_flow(net, cost)
    graph = nx.DiGraph()
    for node, supply in enumerate(net.supply):
        graph.add_node(node, demand=-int(supply))
    for tail, head, capacity, price in zip(net.tail, net.head, net.capacity, cost, strict=True):
        graph.add_edge(int(tail), int(head), capacity=int(capacity), weight=int(price))
    assert int((cost * flow).sum()) == nx.min_cost_flow_cost(graph)
    assert check_stage(net, cost, flow, distances(net, cost, flow)).holds


OR_LIBRARY = ("assign100", "assign300", "assign500", "assign700", "assignp800", "assignp3000")


def or_library(path: Path) -> tuple[Network, np.ndarray]:
    """An assignment problem of the OR-Library: a full matrix of costs, or (assignp) row, column and cost a line."""
    words = gzip.decompress(path.read_bytes()).split()
    n, numbers = int(words[0]), np.array(words[1:], dtype=np.int64)
    if path.name.startswith("assignp"):
        rows, columns, costs = numbers.reshape(-1, 3).T
        rows, columns = rows - 1, columns - 1
    else:
        (rows, columns), costs = np.divmod(np.arange(n * n), n), numbers
    supply = np.zeros(2 * n + 1, dtype=np.int64)
    supply[:n], supply[-1] = 1, -n
    net = Network(
        tail=np.concatenate([rows, n + np.arange(n)]),
        head=np.concatenate([n + columns, np.full(n, 2 * n)]),
        capacity=np.ones(len(rows) + n, dtype=np.int64),
        supply=supply,
    )
    return net, np.concatenate([costs, np.zeros(n, dtype=np.int64)])


@pytest.mark.parametrize("name", OR_LIBRARY)
def test_or_library_instances_reach_their_proven_optima(cases: Path, name: str) -> None:
    net, cost = or_library(cases / "assignment" / f"{name}.txt.gz")
    flow = min_cost_flow(net, cost)
    assert int((cost * flow).sum()) == json.loads((cases / "assignment" / "optima.json").read_text())[name]
    assert check_stage(net, cost, flow, distances(net, cost, flow)).holds


def test_small_networks_with_known_optima(cases: Path) -> None:
    kept = json.loads((cases / "assignment" / "mincostflow_small_networkx.json").read_text())["instances"]
    assert len(kept) > 10
    for one in kept:
        net, cost = small_network(one)
        if "cost" in one:
            flow = min_cost_flow(net, cost)
            assert int((cost * flow).sum()) == one["cost"], one["name"]
            assert check_stage(net, cost, flow, distances(net, cost, flow)).holds
        elif one["error"] == "infeasible":
            with pytest.raises(Refused):
                min_cost_flow(net, cost)


def small_network(one: dict[str, Any]) -> tuple[Network, np.ndarray]:
    """An instance in the shape of the file; capacity without limit = all that there is to send."""
    supply = np.zeros(one["n"], dtype=np.int64)
    for node, demand in one["demand"].items():
        supply[int(node) - 1] = -demand
    everything = int(supply.clip(0).sum())
    edges = [(a - 1, b - 1, everything if most is None else most, cost) for a, b, most, cost in one["edges"]]
    tail, head, capacity, cost = np.array(edges, dtype=np.int64).T
    return Network(tail=tail, head=head, capacity=capacity, supply=supply), cost


def test_costs_that_would_overflow_are_refused() -> None:
    net, cost = assignment(np.array([[2**62]], dtype=np.int64))
    with pytest.raises(Refused, match="分批"):
        check_range(net, cost)


def test_a_flow_that_is_not_best_is_not_proven() -> None:
    net, cost = assignment(np.array([[1, 9], [9, 1]], dtype=np.int64))
    worse = np.array([0, 1, 1, 0, 1, 1])
    with pytest.raises(Refused):
        distances(net, cost, worse)


def test_one_best_flow_is_told_from_several() -> None:
    one, cost = assignment(np.array([[1, 9], [9, 1]], dtype=np.int64))
    flow = min_cost_flow(one, cost)
    assert is_only_one(one, cost, flow, distances(one, cost, flow))
    several, same = assignment(np.array([[1, 1], [1, 1]], dtype=np.int64))
    flow = min_cost_flow(several, same)
    assert not is_only_one(several, same, flow, distances(several, same, flow))
