/* shapes.h - generated functions whose size is a parameter, to see how time grows. */
#ifndef REFPRUNE_BENCHMARKS_SHAPES_H
#define REFPRUNE_BENCHMARKS_SHAPES_H

#include <stdbool.h>
#include <stddef.h>

#include "module.h"

/* Adds the function `shaped` of the named shape to an empty module. `size` is the number that the
 * shape's name speaks of. Returns false for a name that is not in the list. */
bool bench_shape(const bench_module *into, const char *name, unsigned size);

/* The i-th name, or NULL behind the last. */
const char *bench_shape_name(size_t index);

#endif
