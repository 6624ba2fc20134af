/* count.c - the rows of the protocol that are not "live". */
#include "count.h"

#include "error.h"

static bool is_saturated(size_t value) {
  return value >= NRT__SATURATED_FIRST && value < NRT__DEAD_FIRST;
}

/* Zero can only be a step up from the last dead value. */
void nrt__count_after_take(nrt__count *count, size_t now) {
  if (is_saturated(now)) {
    nrt__count_store_relaxed(count, NRT__SATURATED);
    return;
  }
  nrt__count_decrement_release(count);
  nrt__misuse("incref", "the object has been destroyed", NULL);
}

/* The load acquires what the other owners released. */
bool nrt__count_after_give(nrt__count *count, size_t now) {
  if (now == 0)
    return nrt__count_load_acquire(count) == 0;
  if (is_saturated(now)) {
    nrt__count_store_relaxed(count, NRT__SATURATED);
    return false;
  }
  nrt__count_increment_relaxed(count);
  nrt__misuse("decref", "the object has been destroyed", NULL);
  return false;
}
