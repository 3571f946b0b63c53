"""The plan as a flow: persons → posts → sink, or persons → "without a post" of their priority → sink.

Ranked goals, each exact, the later ones only among the best of the earlier:
1. most persons placed, group by group of priority (the sets of placeable persons are a transversal matroid, so falling
   weights without powers already decide group by group);
2. most fit, then most pairs kept of an earlier plan;
3. one plan among all that are equally good, chosen by a hash of seed and content, so that neither the order of rows
   nor the solver's version decides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desk_app.domain.errors import Refused
from desk_app.domain.matching.pool import Flags, Whole

LARGEST = 2**62  # stands for "no way": no price that is added up from costs reaches it
_MOST_COST = 2**60  # costs × nodes stay below it, so that neither the solver nor the sums of prices overflow
_TIE_BITS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Arcs with capacities; node `sink` takes what `supply` nodes send. All whole numbers."""

    tail: Whole
    head: Whole
    capacity: Whole
    supply: Whole  # one number a node, positive = sends

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.supply)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """What a plan decides about, as numbers: allowed pairs with fit and hash, seats, priorities.

    Persons are 0 … n−1, posts n … n+m−1, then one node for each priority, then the sink.
    """

    person: Whole  # of each allowed pair
    post: Whole
    fit: Whole
    kept: Flags
    tie: NDArray[np.uint64]  # of each allowed pair: 64 bits from seed and content
    seats: Whole  # of each post
    priority: Whole  # of each person, 0 = first

    @property
    def persons(self) -> int:
        """How many persons there are."""
        return len(self.priority)

    @property
    def posts(self) -> int:
        """How many posts there are."""
        return len(self.seats)

    @property
    def groups(self) -> int:
        """How many priorities occur."""
        return int(self.priority.max(initial=-1)) + 1


def network(town: Town, unplaced: Whole | None = None) -> Network:
    """The network of a town; `unplaced` fixes how many of each priority stay without a post."""
    n, m, groups = town.persons, town.posts, town.groups
    sink = n + m + groups
    everybody = np.arange(n)
    free = np.full(groups, n) if unplaced is None else unplaced
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[:n], supply[sink] = 1, -n
    return Network(
        tail=np.concatenate([town.person, everybody, n + np.arange(m), n + m + np.arange(groups)]),
        head=np.concatenate([n + town.post, n + m + town.priority, np.full(m + groups, sink)]),
        capacity=np.concatenate([np.ones(len(town.person) + n, dtype=np.int64), town.seats, free]),
        supply=supply,
    )


def costs(town: Town, pairs: Whole, without: Whole) -> Whole:
    """One cost an arc: `pairs` for the allowed pairs, `without` for each person's arc to no post, 0 into the sink."""
    return np.concatenate([pairs, without, np.zeros(town.posts + town.groups, dtype=np.int64)])


def placing_costs(town: Town) -> Whole:
    """Goal 1: a person of the first priority left without a post weighs most."""
    return costs(town, np.zeros(len(town.person), dtype=np.int64), town.groups - town.priority)


def fitting_costs(town: Town) -> Whole:
    """Goal 2: missing fit, and below it every pair that was not kept."""
    best = int(town.fit.max(initial=0))
    return costs(town, (best - town.fit) * (town.persons + 1) + ~town.kept, np.zeros(town.persons, dtype=np.int64))


def check_range(net: Network, cost: Whole) -> None:
    """Refuse costs with which the solver's whole numbers would overflow."""
    if int(np.abs(cost).max(initial=0)) * (net.nodes + 1) >= _MOST_COST:
        raise Refused("too_large", "匹配规模太大，数值超出可验证的范围，没有计算。请分批匹配。")


def distances(net: Network, cost: Whole, flow: Whole) -> Whole:
    """For each node the cost of the cheapest way that the plan could still be changed along, from any node to it.

    Bellman-Ford over the residual network; for a best flow these are its dual prices. Raises
    Refused("not_optimal") where a cycle makes things cheaper for ever, that is, where the flow is not best.
    """
    tail, head, price = _residual(net, cost, flow)
    return _cheapest(np.zeros(net.nodes, dtype=np.int64), tail, head, price, np.flatnonzero(price < 0))


def to_sink(net: Network, cost: Whole, flow: Whole) -> Whole:
    """For each node the cost of the cheapest change that frees its way to the sink; LARGEST where none does."""
    tail, head, price = _residual(net, cost, flow)
    sink = net.nodes - 1
    start = np.full(net.nodes, LARGEST, dtype=np.int64)
    start[sink] = 0
    return _cheapest(start, head, tail, price, np.flatnonzero(head == sink))


def _cheapest(found: Whole, source: Whole, target: Whole, price: Whole, active: Whole) -> Whole:
    """Bellman-Ford: `active` are the arcs that may improve on the start; later only those behind an improved node."""
    for _ in range(len(found) + 1):
        before = found.copy()
        np.minimum.at(found, target[active], before[source[active]] + price[active])
        active = np.flatnonzero((found < before)[source])
        if not len(active):
            return found
    raise Refused("not_optimal", "匹配结果没有通过最优性验证，没有采用。")


def _residual(net: Network, cost: Whole, flow: Whole) -> tuple[Whole, Whole, Whole]:
    more, less = flow < net.capacity, flow > 0
    return (
        np.concatenate([net.tail[more], net.head[less]]),
        np.concatenate([net.head[more], net.tail[less]]),
        np.concatenate([cost[more], -cost[less]]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What is left to choose among all best flows: a smaller network on the arcs that are neither forced nor barred."""

    net: Network
    arcs: Whole  # the arc of the full network behind each arc that is left
    forced: Whole  # flow that every best flow has, on the full network; 0 on the arcs that are left

    def whole(self, flow: Whole) -> Whole:
        """The flow on the full network that has `flow` on the arcs that are left."""
        full = self.forced.copy()
        full[self.arcs] = flow
        return full


def everything(net: Network) -> Face:
    """Before any goal all flows are left to choose from."""
    return Face(net=net, arcs=np.arange(len(net.tail)), forced=np.zeros(len(net.tail), dtype=np.int64))


def narrowed(left: Face, cost: Whole, prices: Whole) -> Face:
    """Only the flows that are best for one more goal, with its dual prices; which prices does not matter.

    Arcs of positive reduced cost carry nothing in any best flow, those of negative reduced cost all they can; and
    every lawful flow that keeps to this is best (complementary slackness).
    """
    net = left.net
    reduced = cost + prices[net.tail] - prices[net.head]
    inner, forced = np.flatnonzero(reduced == 0), np.where(reduced < 0, net.capacity, 0)
    supply = net.supply.copy()
    np.subtract.at(supply, net.tail, forced)
    np.add.at(supply, net.head, forced)
    rest = replace(net, tail=net.tail[inner], head=net.head[inner], capacity=net.capacity[inner], supply=supply)
    return Face(net=rest, arcs=left.arcs[inner], forced=left.whole(forced))


def tie_costs(town: Town, left: Face, turn: int) -> Whole:
    """Goal 3, and 4, 5 … in later turns: a hash of each pair, drawn anew for each turn; 0 on all other arcs.

    Two flows with the same sum of hashes are told apart by a later turn; a flow is taken only when no other is left.
    """
    cost = np.zeros(len(left.arcs), dtype=np.int64)
    pairs = left.arcs < len(town.person)
    cost[pairs] = mixed(town.tie[left.arcs[pairs]] + np.uint64(turn)) >> np.uint64(64 - _TIE_BITS)
    return cost


def mixed(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each 64-bit word with its bits mixed (the finalizer of SplitMix64; a bijection)."""
    with np.errstate(over="ignore"):
        words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(words ^ (words >> np.uint64(31)))


def is_only_one(net: Network, cost: Whole, flow: Whole, prices: Whole) -> bool:
    """Whether no other flow costs the same: the residual network has no cycle of zero reduced cost.

    An arc that can take more as well as give back is no choice by itself: its two ends count as one node.
    """
    tail, head, price = _residual(net, cost, flow)
    level = price + prices[tail] - prices[head] == 0
    tail, head = tail[level], head[level]
    both = (flow > 0) & (flow < net.capacity)
    name = np.arange(net.nodes)
    sink = net.nodes - 1
    name[net.tail[both & (net.head == sink)]] = sink
    tail, head = name[tail], name[head]
    keep = tail != head
    tail, head = tail[keep], head[keep]
    while len(tail):
        inner = np.isin(tail, head) & np.isin(head, tail)
        if inner.all():
            return False
        tail, head = tail[inner], head[inner]
    return True
