"""What the project set out to reach, beside what was measured."""

import collections

from . import quality, scaling, speed, table

Target = collections.namedtuple("Target", "what measured limit digits")


def of_speed(runs, pipeline):
    found = []
    reference = sum(pipeline.values())
    both = "all, LLVM's frequencies"
    if speed.LLVMLITE in runs[0].nanoseconds:
        llvmlite = speed.spent(runs, speed.LLVMLITE)
        for name, limit in (("patterns", 0.5), (both, 1.5)):
            own = speed.spent(runs, name) / llvmlite
            found.append(Target(f"time of `{name}`, of llvmlite's", own, limit, 2))
    percent = 100 * speed.spent(runs, both) / reference
    found.append(Target(f"time of `{both}`, % of {speed.PIPELINE}", percent, 1.0, 2))
    return found


def of_scaling(results):
    found = []
    for options in scaling.OPTIONS:
        mine = [run for run in results if run["options"] == options]
        failures = sum("failure" in run for run in mine)
        found.append(Target(f"`{options}`: runs stopped for time", failures, 0, 0))
        done = [run["seconds"] for run in mine if "failure" not in run]
        found.append(Target(f"`{options}`: slowest generated function, s", max(done), 2.0, 2))
    return found


def of_quality(results, without_facts):
    everything = [one for comparisons in results.values() for one in comparisons]
    sums = quality.totals(everything)
    found = []
    if quality.LLVMLITE in sums:
        llvmlite = sums[quality.LLVMLITE]
        for options in quality.OPTIONS:
            own = sums[options][0]
            found.append(Target(f"`{options}`: operations in the text", own, llvmlite[0] - 1, 0))
    for corpus, comparisons in results.items():
        if corpus in quality.REFERENCE:
            (operations, cost), (_, bound) = quality.REFERENCE[corpus]
            own = quality.totals(comparisons)["all"]
            blind = without_facts[corpus]
            found += [
                Target(f"{corpus}, without alias facts: operations", blind[0], 1.02 * operations, 0),
                Target(f"{corpus}, without alias facts: cost", blind[1], 1.02 * cost, 0),
                Target(f"{corpus}, `all`: operations", own[0], 1.02 * operations, 0),
                Target(f"{corpus}, `all`: cost", own[1], 1.02 * cost, 0),
                Target(f"{corpus}, `all`: cost by alias facts", own[1], (cost + bound) / 2, 0),
            ]
    return found


def is_met(target):
    return target.measured <= target.limit


def target_table(targets):
    rows = [
        (
            target.what,
            table.number(target.measured, target.digits),
            table.number(target.limit, target.digits),
            "yes" if is_met(target) else "no",
        )
        for target in targets
    ]
    return table.markdown(("target", "measured", "at most", "met"), rows)
