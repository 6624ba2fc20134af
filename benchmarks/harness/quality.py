"""What is left on the corpus, by whom, and why more than by llvmlite."""

import collections
import dataclasses
import pathlib
import tempfile

from . import table

NAIVE = "naive"
LLVMLITE = "llvmlite"
OPTIONS = ("patterns", "all")

# What an independent, simple implementation of the same theory leaves, operations and cost: if any other
# root may be the same object, and if none ever is (a bound that no proof reaches).
REFERENCE = {
    "kernels": ((1045, 1166), (996, 797)),
    "statistics": ((2603, 1384), (2644, 1098)),
    "neighbours": ((8139, 5469), (8654, 4046)),
}

# refprune_reason by what it says about an operation that llvmlite removes.
THEOREM = {
    "COUNT_ZERO": "the theorem: nothing proves a reference in between (LB = 0)",
    "HAZARD": "the theorem: another name's release in between",
    "OBSERVER": "the theorem: the count is observed or handed over in between",
    "TRANSFER": "the theorem: the raising path hands the object on",
    "ALONE": "the theorem: no opposite operation on the same object on its paths",
    "ESCAPE": "the theorem: a path leaves the function, or comes back, unmatched",
    "PINNED": "pinned, or not removable",
    "RETURNS_TWICE": "the theorem: a callee returns twice",
}
SEARCH = {
    "OPTNONE": "the function is marked optnone",
    "DISABLED": "the subpass that could remove it is off",
    "NOT_WORTH_IT": "every allowed placement costs as much",
    "SUBGRAPH_LIMIT": "a size limit",
    "WORK_LIMIT": "a size limit",
    "REMOVAL_LIMIT": "a size limit",
}
NO_REASON = "none given"
INSERTED = "put there by placement"
PLACEMENT = "needs placement or webs (`all` leaves no more than llvmlite)"
CHEAPER = "more in the text, but cheaper to run than llvmlite's result"


@dataclasses.dataclass
class Function:
    name: str
    operations: int
    cost: float
    kept: set = dataclasses.field(default_factory=set)  # numbers of the operations still there
    reasons: dict = dataclasses.field(default_factory=dict)  # number -> reason
    places: dict = dataclasses.field(default_factory=dict)  # number -> (block, cost)


@dataclasses.dataclass
class Comparison:
    """One function under all contestants."""

    module: str
    states: dict  # contestant -> Function


def _functions(reply, original=None):
    """The functions of a module by index; `original` is the same module before anything was done."""
    functions = {}
    by_name = {}
    reasons = []
    for kind, *fields in reply:
        if kind == "function":
            index, name, operations, cost = fields
            functions[index] = by_name[name] = Function(name, int(operations), float(cost))
        elif kind == "operation":
            function = functions[fields[0]]
            number, block, cost = int(fields[1]), int(fields[2]), float(fields[3])
            # A new operation may carry the number of the one it was made from.
            if number >= 0 and number not in function.kept:
                if not original or original[fields[0]].places[number][0] == block:
                    function.kept.add(number)
                    function.places[number] = (block, cost)
        elif kind == "kept":
            reasons.append(fields)
    for name, number, reason in reasons:
        by_name[name].reasons[int(number)] = reason
    return functions


def _states(path, folder, pruner, llvmlite):
    numbered = folder / "numbered.bc"
    pruner.ask("number", path, numbered)
    states = {NAIVE: _functions(pruner.ask("state", numbered))}
    if llvmlite:
        pruned = folder / "pruned.bc"
        llvmlite.ask("prune", numbered, pruned)
        states[LLVMLITE] = _functions(pruner.ask("state", pruned), states[NAIVE])
    for options in OPTIONS:
        reply = pruner.ask("prune", options, "llvm", numbered)
        states[options] = _functions(reply, states[NAIVE])
    return states


def measure(corpora, pruner, llvmlite, progress):
    """Comparisons of all functions that hold operations, by corpus."""
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        for corpus, modules in corpora.items():
            results[corpus] = []
            for module in modules:
                states = _states(module.path, pathlib.Path(folder), pruner, llvmlite)
                results[corpus] += [
                    Comparison(
                        module.path.name, {who: state[index] for who, state in states.items()}
                    )
                    for index, function in states[NAIVE].items()
                    if function.operations
                ]
                progress.step(module.path.name)
    return results


def totals(comparisons):
    """contestant -> (operations, cost)."""
    sums = collections.defaultdict(lambda: [0, 0.0])
    for comparison in comparisons:
        for who, function in comparison.states.items():
            sums[who][0] += function.operations
            sums[who][1] += function.cost
    return {who: tuple(pair) for who, pair in sums.items()}


def _cell(pair):
    return f"{pair[0]} / {pair[1]:.0f}"


def left_table(results):
    everything = [one for comparisons in results.values() for one in comparisons]
    rows = []
    for corpus, comparisons in {**results, "total": everything}.items():
        sums = totals(comparisons)
        rows.append((corpus, *(_cell(pair) for pair in sums.values())))
    return table.markdown(("corpus", *totals(everything)), rows)


def measure_without_facts(corpora, pruner, progress):
    """corpus -> (operations, cost) of `all` by a pruner to which any two names may be one object."""
    sums = {}
    for corpus, modules in corpora.items():
        operations, cost = 0, 0.0
        for module in modules:
            for kind, *fields in pruner.ask("prune", "all", "llvm", module.path):
                if kind == "function":
                    operations += int(fields[2])
                    cost += float(fields[3])
            progress.step(module.path.name)
        sums[corpus] = (operations, cost)
    return sums


def way_to_bound(corpus, cost):
    """How much of the way from the one cost of the reference to the other has been gone."""
    (_, start), (_, bound) = REFERENCE[corpus]
    return (start - cost) / (start - bound)


def reference_table(results, without_facts):
    """Both beside the reference: placement alone, and what alias facts add to it."""
    rows = []
    for corpus, comparisons in results.items():
        if corpus not in REFERENCE:
            continue
        start, bound = REFERENCE[corpus]
        own = totals(comparisons)["all"]
        way = way_to_bound(corpus, own[1])
        rows.append(
            (
                corpus,
                _cell(without_facts[corpus]),
                _cell(start),
                _cell(own),
                _cell(bound),
                f"{100 * way:.0f} %",
                f"{start[0] + way * (bound[0] - start[0]):.0f}",
            )
        )
    header = (
        "corpus",
        "`all` without alias facts",
        "reference without",
        "`all`",
        "reference, never one object",
        "of the way in cost",
        "operations of the reference so far on its way",
    )
    return table.markdown(header, rows)


def _text(reason):
    return THEOREM.get(reason) or SEARCH.get(reason) or reason


def _dominant(function, reference):
    """The most frequent reason among the operations that `reference` has not kept."""
    counts = collections.Counter(
        function.reasons.get(number, NO_REASON) for number in function.kept - reference.kept
    )
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ranked[0][0] if ranked else INSERTED


def classify(comparison, options):
    """Why `options` leaves more than llvmlite in this function, or None where it does not."""
    own, reference = comparison.states[options], comparison.states[LLVMLITE]
    if own.operations <= reference.operations:
        return None
    if options != "all" and comparison.states["all"].operations <= reference.operations:
        return PLACEMENT
    if own.cost < reference.cost * (1 - 1e-9):
        return CHEAPER
    return _text(_dominant(own, reference))


def excess(results, options):
    """class -> (functions, operations that llvmlite leaves fewer)."""
    classes = collections.defaultdict(lambda: [0, 0])
    for comparisons in results.values():
        for comparison in comparisons:
            name = classify(comparison, options)
            if name is not None:
                own, reference = comparison.states[options], comparison.states[LLVMLITE]
                classes[name][0] += 1
                classes[name][1] += own.operations - reference.operations
    return {name: tuple(pair) for name, pair in classes.items()}


def operation_reasons(results, options):
    """reason -> operations that llvmlite removes and `options` keeps, over all functions."""
    counts = collections.Counter()
    for comparisons in results.values():
        for comparison in comparisons:
            own, reference = comparison.states[options], comparison.states[LLVMLITE]
            for number in own.kept - reference.kept:
                reason = own.reasons.get(number, NO_REASON)
                counts[_text(reason)] += 1
    return counts


def excess_table(results, options):
    rows = [
        (name, functions, operations)
        for name, (functions, operations) in sorted(
            excess(results, options).items(), key=lambda item: (-item[1][0], item[0])
        )
    ]
    rows.append(("all classes", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return table.markdown(("reason", "functions", "operations more"), rows)


def operations_table(results, options):
    counts = operation_reasons(results, options)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return table.markdown(("reason", "operations"), rows)


def remaining_table(results, options):
    """What is left, by the reason that the pass gives. Inserted operations have none of their own."""
    left = collections.defaultdict(lambda: [0, 0.0])
    for comparisons in results.values():
        for comparison in comparisons:
            own = comparison.states[options]
            for number in own.kept:
                left[_text(own.reasons.get(number, NO_REASON))][0] += 1
                left[_text(own.reasons.get(number, NO_REASON))][1] += own.places[number][1]
            left[INSERTED][0] += own.operations - len(own.kept)
            left[INSERTED][1] += own.cost - sum(cost for _, cost in own.places.values())
    ranked = sorted(left.items(), key=lambda item: -item[1][0])
    rows = [(name, count, f"{cost:.0f}") for name, (count, cost) in ranked if count]
    return table.markdown(("reason", "operations", "cost"), rows)


def comparison_counts(results, options):
    """(fewer, equal, more): functions in which `options` leaves so many beside llvmlite."""
    counts = [0, 0, 0]
    for comparisons in results.values():
        for comparison in comparisons:
            own = comparison.states[options].operations
            reference = comparison.states[LLVMLITE].operations
            counts[(own > reference) - (own < reference) + 1] += 1
    return tuple(counts)
