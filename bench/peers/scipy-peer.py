"""scipy's side of the bench: python3 scipy-peer.py TASK FOLDER JSON; prints one JSON object."""
import json
import sys
import time

import numpy as np
import scipy
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra


def read(folder, name):
    return np.fromfile(f"{folder}/{name}", dtype=np.int32 if name.endswith("i32") else np.float64)


def read_graph(folder):
    starts, nodes, metres = read(folder, "starts.i32"), read(folder, "nodes.i32"), read(folder, "metres.f64")
    return csr_matrix((metres, nodes, starts), shape=(len(starts) - 1,) * 2)


def median_ms(rounds, work, warm=1):
    times = []
    for round_ in range(warm + rounds):
        start = time.perf_counter()
        work()
        if round_ >= warm:
            times.append((time.perf_counter() - start) * 1000)
    return sorted(times)[len(times) // 2]


def searches(folder, limit):
    graph, sources = read_graph(folder), read(folder, "sources.i32")

    def one_by_one():
        for source in sources:
            dijkstra(graph, directed=True, indices=int(source), limit=limit)

    def all_at_once():
        dijkstra(graph, directed=True, indices=sources, limit=limit)

    count = len(sources)
    reached = sum(int(np.isfinite(dijkstra(graph, indices=int(s), limit=limit)).sum()) for s in sources) / count
    return {
        "oneByOneMs": median_ms(5, one_by_one) / count,
        "allAtOnceMs": median_ms(3, all_at_once) / count,
        "reachedNodes": reached,
    }


def field(folder, limit):
    graph, sources = read_graph(folder), read(folder, "sources.i32")
    limit = np.inf if limit is None else limit
    plain = median_ms(3, lambda: dijkstra(graph, indices=sources, limit=limit, min_only=True))
    labels = median_ms(
        1, lambda: dijkstra(graph, indices=sources, limit=limit, min_only=True, return_predecessors=True), warm=0
    )
    costs = dijkstra(graph, indices=sources, limit=limit, min_only=True)
    return {"medianMs": plain, "withLabelsMs": labels, "reachedNodes": int(np.isfinite(costs).sum())}


def matrix(folder, limit, checkedSources, fewTargets):
    """The graph with a node for each source; a target's cost is the lower way over the ends of its edge."""
    graph = read_graph(folder)
    nodes = graph.shape[0]
    ends = {side: {name: read(folder, f"{side}-{name}") for name in (
        "edges.i32", "from.i32", "to.i32", "along.f64", "off.f64", "to-start.f64", "to-end.f64"
    )} for side in ("source", "target")}
    source, target = ends["source"], ends["target"]
    count = len(source["edges.i32"])
    attached = source["edges.i32"] >= 0
    rows, cols, cost = [], [], []
    for index in range(count):
        for end, leg in (("from.i32", "to-start.f64"), ("to.i32", "to-end.f64")):
            if attached[index] and np.isfinite(source[leg][index]):
                rows.append(nodes + index)
                cols.append(source[end][index])
                cost.append(source[leg][index] + source["off.f64"][index])
    starts = np.concatenate([graph.indptr, graph.indptr[-1] + np.cumsum(np.bincount(
        np.array(rows) - nodes, minlength=count))]).astype(np.int32)
    whole = csr_matrix((np.concatenate([graph.data, cost]), np.concatenate([graph.indices, cols]).astype(np.int32),
                        starts), shape=(nodes + count,) * 2)
    on_edge = {}
    for index in np.flatnonzero(target["edges.i32"] >= 0):
        on_edge.setdefault(int(target["edges.i32"][index]), []).append(index)
    on_edge = {edge: np.array(found) for edge, found in on_edge.items()}
    refused = target["edges.i32"] < 0
    from_nodes, to_nodes = target["from.i32"], target["to.i32"]
    start_legs = np.where(refused, np.inf, target["to-start.f64"] + target["off.f64"])
    end_legs = np.where(refused, np.inf, target["to-end.f64"] + target["off.f64"])

    def row(index, size):
        reached = dijkstra(whole, indices=nodes + index, limit=limit)
        costs = np.minimum(reached[from_nodes[:size]] + start_legs[:size], reached[to_nodes[:size]] + end_legs[:size])
        beside = on_edge.get(int(source["edges.i32"][index]))
        if beside is not None:
            beside = beside[beside < size]
            ahead = target["along.f64"][beside] - source["along.f64"][index]
            leg = np.where(ahead >= 0, source["to-end.f64"][index], source["to-start.f64"][index])
            direct = np.abs(ahead) + source["off.f64"][index] + target["off.f64"][beside]
            direct = np.where(np.isfinite(leg) | (ahead == 0), direct, np.inf)
            costs[beside] = np.minimum(costs[beside], direct)
        return costs

    def all_rows(size):
        total = 0
        for index in range(count):
            if attached[index]:
                total += len(np.flatnonzero(row(index, size) <= limit))
        return total

    size = len(target["edges.i32"])
    pairs = all_rows(fewTargets)
    few = median_ms(3, lambda: all_rows(fewTargets), warm=0)
    start = time.perf_counter()
    all_pairs = all_rows(size)
    whole_ms = (time.perf_counter() - start) * 1000
    ours = np.fromfile(f"{folder}/rows.f64").reshape(checkedSources, size)
    largest, checked, missing = 0.0, 0, 0
    for index in range(checkedSources):
        if not attached[index]:
            continue
        costs = row(index, size)
        both = np.isfinite(ours[index]) & np.isfinite(costs)
        largest = max(largest, float(np.abs(ours[index][both] - costs[both]).max(initial=0)))
        checked += int(both.sum())
        # Within a millimetre of the limit either may be right.
        missing += int(((costs <= limit - 1e-3) & ~np.isfinite(ours[index])).sum())
        missing += int((np.isfinite(ours[index]) & ~(costs <= limit + 1e-3)).sum())
    return {"pairs": all_pairs, "medianMs": whole_ms, "fewPairs": pairs, "fewMs": few,
            "checkedPairs": checked, "largestMetres": largest, "missingPairs": missing}


def accuracy(folder, limit):
    graph, sources = read_graph(folder), read(folder, "sources.i32")
    vertices = read(folder, "vertex-nodes.i32")
    ours = np.fromfile(f"{folder}/ours.f64").reshape(len(sources), len(vertices))
    largest, longest, missing, checked = 0.0, 0.0, 0, 0
    for index, source in enumerate(sources):
        costs = dijkstra(graph, indices=int(source))[vertices]
        both = np.isfinite(costs) & np.isfinite(ours[index])
        # Within a centimetre of the limit either may be right.
        missing += int(((costs <= limit - 1e-2) & ~np.isfinite(ours[index])).sum())
        missing += int((np.isfinite(ours[index]) & ~(costs <= limit + 1e-2)).sum())
        checked += int(both.sum())
        largest = max(largest, float(np.abs(costs[both] - ours[index][both]).max(initial=0)))
        longest = max(longest, float(costs[both].max(initial=0)))
    return {"largestMetres": largest, "longestMetres": longest, "missing": missing, "checked": checked}


def main():
    task, folder, parameters = sys.argv[1:4]
    tasks = {"searches": searches, "field": field, "matrix": matrix, "accuracy": accuracy}
    print(json.dumps({**tasks[task](folder, **json.loads(parameters)), "version": scipy.__version__}))


main()
