"""A whole plan at sizes S, M and L by parts, against the bare OR-Tools solves of the same stages."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from desk_app.domain.matching.flow import Network, fitting_costs, network, placing_costs
from desk_app.domain.matching.pool import Whole
from desk_app.domain.matching.proof import Solution, fitting_network, turns
from desk_app.domain.matching.run import Outcome, Problem, finish, prepare
from desk_app.domain.matching.suggestions import suggestions
from desk_app.domain.progress import Progress
from desk_app.solving.flow import solve
from desk_app.solving.plan import plan, plan_apart
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
        here = timed(lambda pool=pool: plan(pool, 1))
        apart = timed(lambda pool=pool: plan_apart(pool, 1, Progress()))
        bare = bare_solves(problem, solution)
        whole = finished - begun
        say(f"{size}: {outcome.persons} persons, {outcome.seats} seats, {len(problem.town.person)} pairs")
        say(
            f"  judge all pairs {prepared - begun:.2f} s, solve with prices {solved - prepared:.2f} s, "
            f"reasons, classes and proof {finished - solved:.2f} s; whole {whole:.2f} s"
        )
        say(f"  bare solves of the same stages {bare:.2f} s: whole = {whole / bare:.1f}×")
        say(f"  whole plan in the child {apart:.2f} s: start and transfer {apart - here:.2f} s")
        took = changes(problem, solution, outcome)
        say(f"  smallest changes for all {len(outcome.unplaced)} without a post {took:.2f} s")
        say(f"  placed {outcome.placed}, first come, first served {outcome.proof['first_come']}")
    peaks = [resource.getrusage(whose).ru_maxrss // 1024 for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    say(f"peak memory {peaks[0]} MB, of the solving child {peaks[1]} MB")


def changes(problem: Problem, solution: Solution, outcome: Outcome) -> float:
    """Seconds to find the smallest changes for everybody without a post."""
    rows = [row for row, person in enumerate(problem.people.rows) if person.seeker.uid in outcome.unplaced]
    town, flow = problem.town, solution.placing_flow
    return timed(lambda: suggestions(problem.pool, problem.people, problem.posts, town, flow, rows))


def bare_solves(problem: Problem, solution: Solution) -> float:
    """Seconds in which OR-Tools alone solves the same networks, nothing else counted."""
    town = problem.town
    first, second = (network(town), placing_costs(town)), (fitting_network(town, solution), fitting_costs(town))
    ties = [(turn.left.net, turn.cost) for turn in turns(town, solution)]
    return sum(bare(*stage) for stage in (first, second, *ties))


def bare(net: Network, cost: Whole) -> float:
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(net.tail, net.head, net.capacity, cost)
    solver.set_nodes_supplies(np.arange(net.nodes), net.supply)
    return timed(lambda: (solver.solve(), solver.flows(arcs)))


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
