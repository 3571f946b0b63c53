"""A whole plan at sizes S, M and L by parts, against the bare OR-Tools solves of the same stages."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from desk_app.domain.matching.flow import Network, costs, distances, face, fitting_costs, network, placing_costs
from desk_app.domain.matching.pool import Whole
from desk_app.domain.matching.run import Problem, finish, prepare
from desk_app.domain.progress import Progress
from desk_app.solving.flow import min_cost_flow, solve, solve_apart
from tests.kit.town import practice_pool


def run(say: Callable[[str], None]) -> None:
    """Print one group of lines for each size."""
    for size in ("S", "M", "L"):
        pool = practice_pool(size)
        begun = time.perf_counter()
        problem = prepare(pool, 1)
        prepared = time.perf_counter()
        solution = solve(problem.town)
        solved = time.perf_counter()
        outcome = finish(problem, solution)
        finished = time.perf_counter()
        apart = timed(lambda problem=problem: solve_apart(problem.town, Progress()))
        bare = bare_solves(problem)
        whole = finished - begun
        say(f"{size}: {outcome.persons} persons, {outcome.seats} seats, {len(problem.town.person)} pairs")
        say(
            f"  judge all pairs {prepared - begun:.2f} s, solve with prices {solved - prepared:.2f} s, "
            f"reasons, classes and proof {finished - solved:.2f} s; whole {whole:.2f} s"
        )
        say(f"  bare solves of the same stages {bare:.2f} s: whole = {whole / bare:.1f}×")
        say(f"  child start and transfer {apart - (solved - prepared):.2f} s")
        say(f"  placed {outcome.placed}, first come, first served {outcome.proof['first_come']}")
    say(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def bare_solves(problem: Problem) -> float:
    """Seconds in which OR-Tools alone solves the same networks, nothing else counted."""
    town = problem.town
    first = network(town)
    placing = placing_costs(town)
    placed = min_cost_flow(first, placing)
    second = network(town, placed[len(placed) - town.groups :])
    fitting = fitting_costs(town)
    left = face(second, fitting, distances(second, fitting, min_cost_flow(second, fitting)))
    chosen = costs(town, town.tie, np.zeros(town.persons, dtype=np.int64))[left.arcs]
    return sum(bare(*stage) for stage in ((first, placing), (second, fitting), (left.net, chosen)))


def bare(net: Network, cost: Whole) -> float:
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(net.tail, net.head, net.capacity, cost)
    solver.set_nodes_supplies(np.arange(net.nodes), net.supply)
    return timed(lambda: (solver.solve(), solver.flows(arcs)))


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
