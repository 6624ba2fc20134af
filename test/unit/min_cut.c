/* Minimum cuts against all cuts: small random networks, ties, arcs that must not be cut. */
#include "prune/min_cut.h"

#include "check.h"

enum { MAX_VERTICES = 8, MAX_ARCS = 20, SOURCE = CUT_SOURCE, SINK = CUT_SINK };

typedef struct drawing {
  uint32_t vertices, arcs;
  struct {
    uint32_t tail, head;
    int64_t forward, backward;
  } arc[MAX_ARCS];
} drawing;

static uint64_t random_state = 1;

static uint32_t below(uint32_t limit) {
  random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (uint32_t)(random_state >> 33) % limit;
}

static int64_t draw_capacity(void) {
  uint32_t kind = below(10);
  return kind == 0 ? CUT_INFINITE : kind < 4 ? 0 : (int64_t)below(kind < 8 ? 4 : 1000000);
}

static drawing draw(void) {
  drawing made = {.vertices = 2 + below(MAX_VERTICES - 1), .arcs = below(MAX_ARCS + 1)};
  for (uint32_t i = 0; i < made.arcs; ++i) {
    made.arc[i].tail = below(made.vertices);
    made.arc[i].head = below(made.vertices);
    made.arc[i].forward = draw_capacity();
    made.arc[i].backward = below(3) ? 0 : draw_capacity();
  }
  return made;
}

static network build(const drawing *from, arena *pool) {
  network net = {.pool = pool};
  network_init(&net, from->vertices);
  for (uint32_t i = 0; i < from->arcs; ++i)
    network_add(&net, from->arc[i].tail, from->arc[i].head, from->arc[i].forward,
                from->arc[i].backward);
  return net;
}

/* What it costs to separate the vertices whose bits are set from the others. */
static int64_t cost_of(const drawing *of, uint32_t side) {
  int64_t total = 0;
  for (uint32_t i = 0; i < of->arcs; ++i) {
    bool tail = side >> of->arc[i].tail & 1, head = side >> of->arc[i].head & 1;
    int64_t cut = tail == head ? 0 : tail ? of->arc[i].forward : of->arc[i].backward;
    if (cut == CUT_INFINITE)
      return CUT_INFINITE;
    total += cut;
  }
  return total;
}

/* The cheapest of all cuts, and the union of the source sides of those that cost as much. */
static int64_t cheapest(const drawing *of, uint32_t *largest_side) {
  int64_t best = CUT_INFINITE;
  *largest_side = 0;
  for (uint32_t side = 0; side < UINT32_C(1) << of->vertices; ++side) {
    if (!(side >> SOURCE & 1) || (side >> SINK & 1))
      continue;
    int64_t cost = cost_of(of, side);
    if (cost < best)
      *largest_side = 0;
    if (cost <= best)
      *largest_side |= side;
    best = cost < best ? cost : best;
  }
  return best;
}

static uint32_t as_bits(const bool *flags, uint32_t count) {
  uint32_t bits = 0;
  for (uint32_t v = 0; v < count; ++v)
    bits |= (uint32_t)flags[v] << v;
  return bits;
}

static void agrees_with_all_cuts(const drawing *of) {
  jmp_buf on_failure;
  arena pool = {.on_failure = &on_failure};
  network net = build(of, &pool);
  bool on_source_side[MAX_VERTICES] = {false};
  uint64_t work = UINT64_MAX;
  uint32_t largest;
  int64_t wanted = cheapest(of, &largest);
  CHECK(network_cut(&net, CUT_INFINITE, on_source_side, &work) == wanted);
  if (wanted != CUT_INFINITE)
    CHECK(as_bits(on_source_side, of->vertices) == largest);
  CHECK(of->arcs == 0 || work < UINT64_MAX || wanted == 0);
  arena_free(&pool);
}

static void random_networks(void) {
  uint32_t infinite = 0;
  for (int i = 0; i < 20000; ++i) {
    drawing drawn = draw();
    uint32_t side;
    infinite += cheapest(&drawn, &side) == CUT_INFINITE;
    agrees_with_all_cuts(&drawn);
  }
  CHECK(infinite > 100 && infinite < 19000); /* both kinds were tried */
}

/* Who has enough learns no less than the truth about cheaper cuts, and no lie about others. */
static void enough_is_enough(void) {
  uint32_t cheaper = 0, dearer = 0;
  for (int i = 0; i < 5000; ++i) {
    drawing drawn = draw();
    jmp_buf on_failure;
    arena pool = {.on_failure = &on_failure};
    network net = build(&drawn, &pool);
    bool on_source_side[MAX_VERTICES] = {false};
    uint64_t work = UINT64_MAX;
    uint32_t largest;
    int64_t wanted = cheapest(&drawn, &largest), enough = 1 + (int64_t)below(8);
    int64_t got = network_cut(&net, enough, on_source_side, &work);
    if (wanted < enough) {
      CHECK(got == wanted && as_bits(on_source_side, drawn.vertices) == largest);
      cheaper++;
    } else {
      CHECK(got >= enough && got <= wanted);
      dearer++;
    }
    arena_free(&pool);
  }
  CHECK(cheaper > 500 && dearer > 500);
}

/* The flow must go back along an arc that it took first: greedy paths alone find 1. */
static void flow_is_rerouted(void) {
  drawing crossing = {
      .vertices = 4,
      .arcs = 5,
      .arc = {{0, 2, 1, 0}, {0, 3, 1, 0}, {2, 3, 1, 0}, {2, 1, 1, 0}, {3, 1, 1, 0}}};
  uint32_t side;
  CHECK(cheapest(&crossing, &side) == 2);
  agrees_with_all_cuts(&crossing);
}

static void tied_source_and_sink(void) {
  drawing tied = {.vertices = 3,
                  .arcs = 2,
                  .arc = {{0, 2, CUT_INFINITE, 0}, {2, 1, CUT_INFINITE, CUT_INFINITE}}};
  agrees_with_all_cuts(&tied);
  drawing apart = {
      .vertices = 3, .arcs = 2, .arc = {{2, 0, CUT_INFINITE, 0}, {2, 1, CUT_INFINITE, 0}}};
  agrees_with_all_cuts(&apart);
}

/* With whatever budget: the right answer or none, and none only when the budget is used up. */
static void work_is_limited(void) {
  for (int i = 0; i < 200; ++i) {
    drawing drawn = draw();
    uint32_t side, given_up = 0;
    int64_t wanted = cheapest(&drawn, &side);
    for (uint64_t budget = 0; budget < 60; ++budget) {
      jmp_buf on_failure;
      arena pool = {.on_failure = &on_failure};
      network net = build(&drawn, &pool);
      bool on_source_side[MAX_VERTICES];
      uint64_t work = budget;
      int64_t got = network_cut(&net, CUT_INFINITE, on_source_side, &work);
      CHECK(got == wanted || (got == -1 && work == 0));
      given_up += got == -1;
      arena_free(&pool);
    }
    CHECK(wanted == 0 || wanted == CUT_INFINITE || given_up > 0);
  }
}

/* A network object is used for many networks; what it keeps is memory. */
static void a_network_is_used_again(void) {
  jmp_buf on_failure;
  arena pool = {.on_failure = &on_failure};
  network net = {.pool = &pool};
  for (uint32_t vertices = 2; vertices < 40; ++vertices) {
    uint64_t work = UINT64_MAX;
    bool on_source_side[40];
    network_init(&net, vertices);
    for (uint32_t v = 0; v < vertices; ++v) /* a path 0, 2, 3, .., 1 */
      network_add(&net, v == 1 ? 0 : v,
                  v == 0             ? (vertices > 2 ? 2 : 1)
                  : v + 1 < vertices ? v + 1
                                     : 1,
                  v == 1 ? 0 : (int64_t)vertices + v, 0);
    CHECK(network_cut(&net, CUT_INFINITE, on_source_side, &work) == (int64_t)vertices);
  }
  arena_free(&pool);
}

int main(void) {
  random_networks();
  enough_is_enough();
  flow_is_rerouted();
  tied_source_and_sink();
  work_is_limited();
  a_network_is_used_again();
  return finish_checks();
}
