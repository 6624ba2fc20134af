/* scaling [MODULES]: adds modules one by one, each of which calls the one before and the one behind
 * it through slots, and prints what every quarter cost. Fails where the last quarter costs far more
 * than the second: time and memory must be linear in the number of modules. */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "jit_check.h"

enum { QUARTERS = 4 };

/* A factor of noise that a quadratic part would still exceed: there the last quarter would cost 7/3
 * of the second beside what is linear, and with 1 000 modules nearly nothing would be linear. */
static const double most_growth = 2.0;

typedef struct cost {
  double seconds; /* of the processor */
  double bytes;   /* resident */
} cost;

static cost spent(void) {
  long total = 0, resident = 0;
  FILE *status = fopen("/proc/self/statm", "r");
  CHECK(status && fscanf(status, "%ld %ld", &total, &resident) == 2);
  if (status)
    fclose(status);
  return (cost){(double)clock() / CLOCKS_PER_SEC, (double)resident * (double)sysconf(_SC_PAGESIZE)};
}

/* Function number I counts down through I+1, or through I-1 where the argument is odd. */
static LLVMErrorRef add_link(refprune_jit *jit, int number, int count) {
  char self[32], behind[32], ahead[32], text[2048];
  snprintf(self, sizeof self, "f%d", number);
  snprintf(behind, sizeof behind, "f%d", number ? number - 1 : count - 1);
  snprintf(ahead, sizeof ahead, "f%d", number + 1 < count ? number + 1 : 0);
  snprintf(text, sizeof text,
           "@\".numba.unresolved$%s\" = external global ptr\n"
           "@\".numba.unresolved$%s\" = external global ptr\n"
           "declare ptr @NRT_MemInfo_alloc(i64)\n"
           "declare void @NRT_incref(ptr)\n"
           "declare void @NRT_decref(ptr)\n"
           "define i32 @%s(i32 %%n) {\n"
           "  %%zero = icmp sle i32 %%n, 0\n"
           "  br i1 %%zero, label %%done, label %%more\n"
           "done:\n"
           "  ret i32 %d\n"
           "more:\n"
           "  %%held = call ptr @NRT_MemInfo_alloc(i64 8)\n"
           "  call void @NRT_incref(ptr %%held)\n"
           "  %%back = trunc i32 %%n to i1\n"
           "  %%left = load ptr, ptr @\".numba.unresolved$%s\"\n"
           "  %%right = load ptr, ptr @\".numba.unresolved$%s\"\n"
           "  %%callee = select i1 %%back, ptr %%left, ptr %%right\n"
           "  %%less = sub i32 %%n, 2\n"
           "  %%result = call i32 %%callee(i32 %%less)\n"
           "  call void @NRT_decref(ptr %%held)\n"
           "  call void @NRT_decref(ptr %%held)\n"
           "  ret i32 %%result\n"
           "}\n",
           behind, ahead, self, number, behind, ahead);
  return refprune_jit_add_ir(jit, self, text, strlen(text));
}

static void print_quarter(int quarter, int count, cost from, cost to) {
  int modules = count / QUARTERS;
  printf("modules %d to %d: %.0f us and %.1f KiB each\n", quarter * modules + 1,
         (quarter + 1) * modules, (to.seconds - from.seconds) / modules * 1e6,
         (to.bytes - from.bytes) / modules / 1024);
}

static void add_all(refprune_jit *jit, int count, cost marks[QUARTERS + 1]) {
  marks[0] = spent();
  for (int number = 0; number < count; number++) {
    CHECK_WORKS(add_link(jit, number, count));
    if ((number + 1) % (count / QUARTERS) == 0)
      marks[(number + 1) / (count / QUARTERS)] = spent();
  }
  for (int quarter = 0; quarter < QUARTERS; quarter++)
    print_quarter(quarter, count, marks[quarter], marks[quarter + 1]);
}

/* The first quarter also pays for what is made once. */
static void check_growth(const cost marks[QUARTERS + 1]) {
  double second = marks[2].seconds - marks[1].seconds, last = marks[4].seconds - marks[3].seconds;
  double second_bytes = marks[2].bytes - marks[1].bytes,
         last_bytes = marks[4].bytes - marks[3].bytes;
  CHECK(last < most_growth * second);
  CHECK(last_bytes < most_growth * second_bytes);
}

int main(int argc, char **argv) {
  int count = argc > 1 ? atoi(argv[1]) / QUARTERS * QUARTERS : 1000;
  refprune_jit *jit;
  cost marks[QUARTERS + 1];
  if (count < QUARTERS || !CHECK_WORKS(refprune_jit_create(&jit, NULL)))
    return 2;
  add_all(jit, count, marks);
  check_growth(marks);
  const char *unused[1];
  CHECK(refprune_jit_slots(jit, REFPRUNE_JIT_PENDING, unused, 1) == 0);
  CHECK(refprune_jit_slots(jit, REFPRUNE_JIT_RESOLVED, unused, 1) == (size_t)count);
  status_of_int first = find_status(jit, "f0");
  CHECK(first(2 * (count - 1)) == count - 1); /* ahead, through all of them */
  CHECK(first(2 * count + 1) == count - 1);   /* back, all the way round and one more */
  CHECK_WORKS(refprune_jit_dispose(jit));
  return finish_checks();
}
