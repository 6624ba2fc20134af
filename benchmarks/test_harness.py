"""The harness's own arithmetic, on figures made up for the purpose."""

import pathlib
import tempfile
import unittest

from harness import corpus, document, quality, scaling, speed, table, targets, worker


SCRIPT = r"read a; echo x; echo ok; read a; printf 'error\tno\n'"


def function(operations, cost, kept=(), reasons=None):
    return quality.Function("f", operations, cost, set(kept), reasons or {})


def comparison(llvmlite, patterns, everything):
    states = {"naive": function(9, 9.0), "llvmlite": llvmlite}
    return quality.Comparison("m.bc", {**states, "patterns": patterns, "all": everything})


class Classes(unittest.TestCase):
    def test_no_more_than_llvmlite_is_no_excess(self):
        same = function(2, 2.0, {1, 2})
        self.assertIsNone(quality.classify(comparison(same, same, same), "patterns"))

    def test_the_most_frequent_reason_of_what_only_llvmlite_removed(self):
        reasons = {1: "ALONE", 2: "HAZARD", 3: "HAZARD", 4: "ESCAPE", 5: "ESCAPE"}
        own = function(5, 5.0, {1, 2, 3, 4, 5}, reasons)
        one = comparison(function(2, 2.0, {4, 5}), own, own)
        self.assertEqual(quality.classify(one, "all"), quality.THEOREM["HAZARD"])
        self.assertEqual(quality.excess({"c": [one]}, "all"), {quality.THEOREM["HAZARD"]: (1, 3)})

    def test_what_all_removes_needs_placement(self):
        one = comparison(function(1, 1.0, {1}), function(2, 2.0, {1, 2}), function(1, 1.0, {1}))
        self.assertEqual(quality.classify(one, "patterns"), quality.PLACEMENT)

    def test_more_in_the_text_but_cheaper(self):
        own = function(3, 1.0, {1, 2, 3})
        self.assertEqual(
            quality.classify(comparison(function(2, 9.0, {1, 2}), own, own), "all"),
            quality.CHEAPER,
        )

    def test_fewer_equal_more(self):
        less, more = function(1, 1.0), function(3, 3.0)
        middle = function(2, 2.0)
        results = {"c": [comparison(middle, own, own) for own in (less, middle, middle, more)]}
        self.assertEqual(quality.comparison_counts(results, "all"), (1, 2, 1))


    def test_a_copy_elsewhere_is_no_operation_that_stayed(self):
        before = [["function", "0", "f", "1", "4.0"], ["operation", "0", "7", "0", "4.0"]]
        after = [
            ["function", "0", "f", "2", "1.5"],
            ["operation", "0", "7", "1", "1.0"],
            ["operation", "0", "-1", "2", "0.5"],
        ]
        original = quality._functions(before)
        self.assertEqual(original["0"].kept, {7})
        self.assertEqual(quality._functions(after, original)["0"].kept, set())


class Arithmetic(unittest.TestCase):
    def test_exponents_of_linear_and_quadratic_growth(self):
        def runs(power):
            return [{"size": size, "seconds": 1e-9 * size**power} for size in (10, 30, 100)]

        self.assertEqual(scaling._exponent(runs(1)), "1.00")
        self.assertEqual(scaling._exponent(runs(2)), "2.00")
        self.assertEqual(scaling._exponent([{"failure": "slow"}]), "-")

    def test_time_table_sums_and_medians(self):
        runs = [
            speed.Run("c", f"{i}.bc", 100, {"llvmlite": 1000 * i, "all": 500})
            for i in (1, 2, 9)
        ]
        last = table.markdown(("a",), [])  # an empty table is only its head
        self.assertEqual(len(last.splitlines()), 2)
        row = [cell.strip() for cell in speed.time_table(runs).splitlines()[-1].split("|")[1:-1]]
        self.assertEqual(row, ["total", "all", "0.0", "5.0", "0.12", "5.0", "0.25"])


    def test_targets_can_be_missed(self):
        runs = [speed.Run("c", "m.bc", 100, {name: 60 for name in speed.CONFIGURATIONS})]
        runs[0].nanoseconds[speed.LLVMLITE] = 100
        met = [targets.is_met(one) for one in targets.of_speed(runs, {"c": 10_000})]
        self.assertEqual(met, [False, True, True])
        slow = [{"options": name, "seconds": 2.5} for name in scaling.OPTIONS]
        met = [targets.is_met(one) for one in targets.of_scaling(slow)]
        self.assertEqual(met, [True, False, True, False])


    def test_way_to_the_bound(self):
        (_, start), (_, bound) = quality.REFERENCE["kernels"]
        self.assertAlmostEqual(quality.way_to_bound("kernels", start), 0)
        self.assertAlmostEqual(quality.way_to_bound("kernels", bound), 1)
        self.assertLess(quality.way_to_bound("kernels", start + 1), 0)


class Files(unittest.TestCase):
    def test_section_is_replaced_and_must_exist(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "results.md"
            path.write_text("a\n<!-- bench:x -->\nold\n<!-- bench:x end -->\nb\n")
            document.replace_section(path, "x", "new")
            self.assertEqual(
                path.read_text(), "a\n<!-- bench:x -->\n\nnew\n\n<!-- bench:x end -->\nb\n"
            )
            with self.assertRaises(ValueError):
                document.replace_section(path, "y", "new")

    def test_no_corpus_is_an_error(self):
        with tempfile.TemporaryDirectory() as folder, self.assertRaises(FileNotFoundError):
            corpus.read(pathlib.Path(folder))


class Workers(unittest.TestCase):
    def test_reply_refusal_and_death(self):
        with worker.Worker(["sh", "-c", SCRIPT]) as shell:
            self.assertEqual(shell.ask("first"), [["x"]])
            for _ in ("refused", "dead"):
                with self.assertRaises(worker.WorkerError):
                    shell.ask("next")

    def test_slow_worker_is_stopped(self):
        with worker.Worker(["sleep", "60"]) as slow, self.assertRaises(worker.WorkerError):
            slow.ask("anything", seconds=0.05)


if __name__ == "__main__":
    unittest.main()
