"""A checker that shares no code with the program: plain whole numbers, the kept instance and the pairs of the plan."""

from __future__ import annotations

from typing import Any

Arc = tuple[int, int, int, int]  # from, to, capacity, cost
Stage = tuple[list[Arc], list[int], list[int], list[int]]  # arcs, supply of each node, prices, flow


def accepts(instance: dict[str, Any], pairs: set[tuple[str, str]]) -> bool:
    """Whether the plan is lawful and best in every stage, each stage among the best of those before."""
    row = {number: at for at, number in enumerate(instance["persons"])}
    column = {number: at for at, number in enumerate(instance["posts"])}
    fixed = {(person, post) for person, post in instance["fixed"]}
    chosen = {(row[person], column[post]) for person, post in pairs - fixed}
    placing, fitting, *ties = instance["stages"]
    flow = flow_of(instance, chosen)
    first = layout(instance, [len(row)] * groups(instance), [0] * len(instance["arcs"]), True)
    if not best((*first, placing["prices"], flow)):
        return False
    unplaced = flow[len(flow) - groups(instance) :]
    dearest = max((fit for _, _, fit, _ in instance["arcs"]), default=0)
    costs = [(dearest - fit) * (len(row) + 1) + 1 - kept for _, _, fit, kept in instance["arcs"]]
    stage: Stage = (*layout(instance, unplaced, costs, False), fitting["prices"], flow)
    numbers = list(range(len(stage[0])))
    for tie in ties:
        if not best(stage):
            return False
        hashes = dict(zip(tie["arcs"], tie["costs"], strict=True))
        stage, numbers = narrowed(stage, numbers, hashes, tie["prices"])
    return best(stage)


def groups(instance: dict[str, Any]) -> int:
    return max(instance["priority"], default=-1) + 1


def flow_of(instance: dict[str, Any], chosen: set[tuple[int, int]]) -> list[int]:
    taken = [int((person, post) in chosen) for person, post, *_ in instance["arcs"]]
    assert sum(taken) == len(chosen)
    placed = {person for person, _ in chosen}
    without = [int(person not in placed) for person in range(len(instance["persons"]))]
    seats = [sum(post == at for _, post in chosen) for at in range(len(instance["posts"]))]
    left = [
        sum(free for free, group in zip(without, instance["priority"], strict=True) if group == at)
        for at in range(groups(instance))
    ]
    return taken + without + seats + left


def layout(
    instance: dict[str, Any], unplaced: list[int], costs: list[int], placing: bool
) -> tuple[list[Arc], list[int]]:
    n, m, g = len(instance["persons"]), len(instance["posts"]), groups(instance)
    sink = n + m + g
    arcs = [(i, n + j, 1, cost) for (i, j, *_), cost in zip(instance["arcs"], costs, strict=True)]
    arcs += [(i, n + m + group, 1, (g - group) * placing) for i, group in enumerate(instance["priority"])]
    arcs += [(n + j, sink, seats, 0) for j, seats in enumerate(instance["capacities"])]
    arcs += [(n + m + k, sink, most, 0) for k, most in enumerate(unplaced)]
    return arcs, [1] * n + [0] * (m + g) + [-n]


def best(stage: Stage) -> bool:
    """A lawful flow whose cost is the bound that the prices give."""
    arcs, supply, prices, flow = stage
    sent = [0] * len(supply)
    bound, value = -sum(s * p for s, p in zip(supply, prices, strict=True)), 0
    for (tail, head, capacity, cost), units in zip(arcs, flow, strict=True):
        if not 0 <= units <= capacity:
            return False
        sent[tail] += units
        sent[head] -= units
        value += cost * units
        bound += capacity * min(0, cost + prices[tail] - prices[head])
    return sent == supply and value == bound


def narrowed(stage: Stage, numbers: list[int], hashes: dict[int, int], prices: list[int]) -> tuple[Stage, list[int]]:
    """Only the arcs of reduced cost 0 are left to choose; the flow of the others is fixed and taken out."""
    arcs, supply, before, flow = stage
    rest, kept, units_of, left = [], [], [], list(supply)
    for number, (tail, head, capacity, cost), units in zip(numbers, arcs, flow, strict=True):
        reduced = cost + before[tail] - before[head]
        if reduced == 0:
            rest.append((tail, head, capacity, hashes.get(number, 0)))
            kept.append(number)
            units_of.append(units)
        elif reduced < 0:
            left[tail] -= capacity
            left[head] += capacity
    return (rest, left, prices, units_of), kept
