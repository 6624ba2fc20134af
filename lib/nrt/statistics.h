/* statistics.h - counters that threads do not share. */
#ifndef NRT_STATISTICS_H
#define NRT_STATISTICS_H

#include <stdbool.h>

#include <nrt/stats.h>

typedef enum nrt__stat {
#define X(name, text) NRT__STAT_##name,
  NRT_STATS_LIST(X)
#undef X
      NRT__STAT_COUNT
} nrt__stat;

/* Adds to the calling thread's counter. */
void nrt__stats_add(nrt__stat which, uint64_t amount);

void nrt__count_allocation(bool succeeded, size_t size);

/* True if as many blocks and objects were freed as made. */
bool nrt__stats_balance(void);

#endif
