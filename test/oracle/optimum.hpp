/* optimum.hpp - the cheapest placement that the theorem allows for one name, found without a cut.
 *
 * Lower bounds by plain iteration over a dense table, and the least cost by eliminating one point
 * after the other from the sum of costs. Slow, and nothing like the core.
 */
#ifndef REFPRUNE_TEST_ORACLE_OPTIMUM_HPP
#define REFPRUNE_TEST_ORACLE_OPTIMUM_HPP

#include "small.hpp"

namespace oracle {

/* bound[block][i]: lower bound of p's count in front of the block's slot i; the last one is that at
 * the end. For shapes without a phi. */
std::vector<std::vector<int>> lower_bounds(const Shape &shape, const Text &text);

/* Least sum of (frequency + weight) over the operations on p of an allowed placement. */
double least_cost(const Shape &shape, const Text &text, double weight);

} // namespace oracle

#endif
