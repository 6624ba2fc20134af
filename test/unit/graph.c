/* Control flow in numbers, against what follows from the definitions: drawn and random graphs. */
#include "prune/graph.h"

#include <stdlib.h>

#include <llvm-c/Core.h>
#include <llvm-c/IRReader.h>

#include "check.h"

enum { MAX_BLOCKS = 14 };

/* Block i branches to the blocks of edges[i], a text of letters: "bc" is b and c. 'a' is the entry,
 * which nothing may branch to; an empty text returns, "!" is unreachable code. */
typedef struct drawing {
  const char *edges[MAX_BLOCKS + 1];
} drawing;

static const drawing drawn[] = {
    {{""}},
    {{"b", ""}},
    {{"bc", "d", "d", ""}},       /* diamond */
    {{"b", "bc", ""}},            /* loop of one block */
    {{"b", "c", "bd", ""}},       /* loop of two */
    {{"bc", "c", "b"}},           /* two entries into a cycle, no return */
    {{"bc", "cd", "bd", ""}},     /* irreducible, with an exit */
    {{"b", "c", "d", "cbe", ""}}, /* nested loops with one latch */
    {{"bb", "cdc", "", "!"}},     /* edges named twice, unreachable code */
    {{"b", "c", "b", "b", ""}},   /* no way out; two blocks that nothing reaches */
    {{"bcdefghijklm", "n", "n", "n", "n", "n", "n", "n", "n", "n", "n", "n", "n", ""}},
    {{"b", "cd", "e", "e", "fb", "gh", "i", "i", "je", ""}},
    {{"bf", "c", "d", "e", "b", "g", "hc", "f"}}, /* an edge from one cycle into another */
};

/* -- Making a function ----------------------------------------------------------------------------
 */

typedef struct subject {
  LLVMContextRef context;
  LLVMModuleRef module;
  LLVMBasicBlockRef block[MAX_BLOCKS];
  uint32_t count;
  bool edge[MAX_BLOCKS][MAX_BLOCKS]; /* in the drawing's numbers */
  bool returns[MAX_BLOCKS];
} subject;

static void end_block(subject *of, LLVMBuilderRef builder, uint32_t from, const char *edges) {
  LLVMTypeRef i32 = LLVMInt32TypeInContext(of->context);
  LLVMPositionBuilderAtEnd(builder, of->block[from]);
  if (edges[0] == '\0' || edges[0] == '!') {
    of->returns[from] = edges[0] == '\0';
    edges[0] ? LLVMBuildUnreachable(builder) : LLVMBuildRetVoid(builder);
    return;
  }
  LLVMValueRef choice = LLVMGetParam(LLVMGetBasicBlockParent(of->block[from]), 0);
  LLVMValueRef end = LLVMBuildSwitch(builder, choice, of->block[edges[0] - 'a'], MAX_BLOCKS);
  for (uint32_t i = 0; edges[i]; ++i) {
    of->edge[from][edges[i] - 'a'] = true;
    if (i > 0)
      LLVMAddCase(end, LLVMConstInt(i32, i, 0), of->block[edges[i] - 'a']);
  }
}

static subject make(const drawing *from) {
  subject made = {.context = LLVMContextCreate()};
  made.module = LLVMModuleCreateWithNameInContext("drawn", made.context);
  LLVMTypeRef i32 = LLVMInt32TypeInContext(made.context);
  LLVMTypeRef type = LLVMFunctionType(LLVMVoidTypeInContext(made.context), &i32, 1, 0);
  LLVMValueRef function = LLVMAddFunction(made.module, "f", type);
  for (; from->edges[made.count]; ++made.count)
    made.block[made.count] = LLVMAppendBasicBlockInContext(made.context, function, "");
  LLVMBuilderRef builder = LLVMCreateBuilderInContext(made.context);
  for (uint32_t b = 0; b < made.count; ++b)
    end_block(&made, builder, b, from->edges[b]);
  LLVMDisposeBuilder(builder);
  return made;
}

/* -- What follows from the definitions ------------------------------------------------------------
 */

/* way[i]: there is a way from `from` to i that does not touch `without`; of any length, also none.
 */
static void find_ways(const subject *of, uint32_t from, uint32_t without, bool *way) {
  memset(way, 0, MAX_BLOCKS);
  if (from == without)
    return;
  way[from] = true;
  for (uint32_t round = 0; round < of->count; ++round)
    for (uint32_t a = 0; a < of->count; ++a)
      for (uint32_t b = 0; b < of->count; ++b)
        if (way[a] && of->edge[a][b] && b != without)
          way[b] = true;
}

static bool leads_to(const subject *of, uint32_t from, uint32_t to) {
  bool way[MAX_BLOCKS];
  find_ways(of, from, NO_BLOCK, way);
  return way[to];
}

static bool dominates(const subject *of, uint32_t above, uint32_t below) {
  bool way[MAX_BLOCKS];
  find_ways(of, 0, above, way);
  return !way[below];
}

static bool returns_from(const subject *of, uint32_t from) {
  for (uint32_t b = 0; b < of->count; ++b)
    if (of->returns[b] && leads_to(of, from, b))
      return true;
  return false;
}

/* -- Comparing ------------------------------------------------------------------------------------
 */

/* number[i]: what the graph calls block i; drawing[n]: the drawing's number of the graph's block n.
 */
typedef struct naming {
  uint32_t number[MAX_BLOCKS], drawing[MAX_BLOCKS];
} naming;

static naming check_numbers(const subject *of, const graph *cfg) {
  naming names = {{0}, {0}};
  uint32_t reached = 0;
  for (uint32_t b = 0; b < of->count; ++b) {
    names.number[b] = graph_index(cfg, of->block[b]);
    CHECK((names.number[b] != NO_BLOCK) == leads_to(of, 0, b));
    if (names.number[b] == NO_BLOCK)
      continue;
    CHECK(names.number[b] < cfg->count && cfg->block[names.number[b]] == of->block[b]);
    names.drawing[names.number[b]] = b;
    ++reached;
  }
  CHECK(cfg->count == reached && names.number[0] == 0);
  return names;
}

static bool lists(const uint32_t *first, const uint32_t *items, uint32_t of, uint32_t item) {
  uint32_t found = 0;
  for (uint32_t i = first[of]; i < first[of + 1]; ++i)
    found += items[i] == item;
  CHECK(found <= 1);
  return found == 1;
}

/* Reverse postorder: an edge that does not go up closes a cycle, and each block but the entry is
 * entered from one with a lower number. */
static void check_edges(const subject *of, const graph *cfg, const naming *names) {
  for (uint32_t a = 0; a < cfg->count; ++a) {
    bool entered = a == 0;
    for (uint32_t b = 0; b < cfg->count; ++b) {
      bool edge = of->edge[names->drawing[a]][names->drawing[b]];
      CHECK(lists(cfg->first_successor, cfg->successor, a, b) == edge);
      CHECK(lists(cfg->first_predecessor, cfg->predecessor, b, a) == edge);
      CHECK(!edge || b > a || leads_to(of, names->drawing[b], names->drawing[a]));
      entered |= b < a && of->edge[names->drawing[b]][names->drawing[a]];
    }
    CHECK(entered);
  }
}

static void check_dominators(const subject *of, const graph *cfg, const naming *names) {
  for (uint32_t b = 0; b < cfg->count; ++b) {
    uint32_t nearest = cfg->dominator[b];
    CHECK(b == 0 ? nearest == 0 : nearest != b);
    for (uint32_t a = 0; a < cfg->count; ++a) {
      bool above = dominates(of, names->drawing[a], names->drawing[b]);
      CHECK(graph_dominates(cfg, a, b) == above);
      CHECK(!above || a == b || dominates(of, names->drawing[a], names->drawing[nearest]));
    }
  }
}

static void check_cycles_and_returns(const subject *of, const graph *cfg, const naming *names) {
  for (uint32_t b = 0; b < cfg->count; ++b) {
    uint32_t floor = b;
    for (uint32_t a = cfg->count; a-- > 0;)
      if (leads_to(of, names->drawing[a], names->drawing[b]) &&
          leads_to(of, names->drawing[b], names->drawing[a]) && a < floor)
        floor = a;
    CHECK(cfg->floor[b] == floor);
    CHECK(cfg->reaches_return[b] == returns_from(of, names->drawing[b]));
  }
}

/* The graph of the module's function `f`, in memory of `pool`. */
static graph read_graph(LLVMModuleRef module, arena *pool) {
  refprune_options options;
  symbols known;
  graph cfg;
  refprune_options_init(&options);
  symbols_init(&known, pool, module, &options);
  graph_build(&cfg, pool, &known, LLVMGetNamedFunction(module, "f"));
  refprune_options_dispose(&options);
  return cfg;
}

static void check_drawing(const drawing *from) {
  jmp_buf on_failure;
  arena pool = {.on_failure = &on_failure};
  subject made = make(from);
  graph cfg = read_graph(made.module, &pool);
  naming names = check_numbers(&made, &cfg);
  check_edges(&made, &cfg, &names);
  check_dominators(&made, &cfg, &names);
  check_cycles_and_returns(&made, &cfg, &names);
  arena_free(&pool);
  LLVMDisposeModule(made.module);
  LLVMContextDispose(made.context);
}

static uint32_t below(uint32_t limit) {
  static uint64_t state = 1;
  state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (uint32_t)(state >> 33) % limit;
}

static void check_random_drawing(void) {
  char texts[MAX_BLOCKS][4];
  drawing made = {{NULL}};
  uint32_t count = 2 + below(MAX_BLOCKS - 1);
  for (uint32_t b = 0; b < count; ++b) {
    uint32_t edges = b == 0 ? 1 + below(3) : below(4);
    for (uint32_t i = 0; i < edges; ++i)
      texts[b][i] = (char)('a' + 1 + below(count - 1));
    texts[b][edges] = '\0';
    made.edges[b] = edges || below(2) ? texts[b] : "!";
  }
  check_drawing(&made);
}

/* -- How blocks end -------------------------------------------------------------------------------
 */

/* The one block of `f`; what it ends with, and whether something may be placed before its end. */
static const struct {
  const char *body;
  block_end end;
  bool may_insert_end;
} ends[] = {
    {"ret void", END_RETURN, true},
    {"unreachable", END_UNREACHABLE, false},
    {"call void @calm() unreachable", END_UNREACHABLE, false},
    {"call void @stop() unreachable", END_UNREACHABLE, false}, /* it may unwind */
    {"call void @stop() nounwind unreachable", END_DEAD, false},
    {"call void @calm() noreturn unreachable", END_DEAD, false},
    {"call void @halt() unreachable", END_DEAD, false},
    {"call void @halt() call void @calm() unreachable", END_DEAD, false},
    {"call void @calm() call void @halt() call void @stop() unreachable", END_DEAD, false},
    {"call void @stop() call void @halt() unreachable", END_UNREACHABLE, false},
    {"musttail call void @f() ret void", END_RETURN, false},
    {"tail call void @f() ret void", END_RETURN, true},
};

static void check_end(size_t i) {
  char text[512];
  snprintf(text, sizeof text,
           "declare void @calm() nounwind\ndeclare void @stop() noreturn\n"
           "declare void @halt() noreturn nounwind\ndefine void @f() {\n%s\n}\n",
           ends[i].body);
  LLVMContextRef context = LLVMContextCreate();
  LLVMMemoryBufferRef buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(text, strlen(text), "end");
  LLVMModuleRef module = NULL;
  char *message = NULL;
  CHECK(!LLVMParseIRInContext(context, buffer, &module, &message));
  if (module) {
    jmp_buf on_failure;
    arena pool = {.on_failure = &on_failure};
    graph cfg = read_graph(module, &pool);
    CHECK(cfg.count == 1 && cfg.end[0] == ends[i].end);
    CHECK(cfg.no_insert_end[0] == !ends[i].may_insert_end);
    arena_free(&pool);
    LLVMDisposeModule(module);
  }
  LLVMDisposeMessage(message);
  LLVMContextDispose(context);
}

int main(void) {
  for (size_t i = 0; i < sizeof drawn / sizeof drawn[0]; ++i)
    check_drawing(&drawn[i]);
  for (int i = 0; i < 1000; ++i)
    check_random_drawing();
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; ++i)
    check_end(i);
  return finish_checks();
}
