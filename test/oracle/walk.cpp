/* walk.cpp - choosing a path and its objects. */
#include "walk.hpp"

#include <climits>

namespace oracle {

namespace {

constexpr int null_value = -1;
constexpr int undefined = -2;
constexpr int untracked = -3;
constexpr int interior_base = 1 << 20; /* a pointer into an object, not to it */
constexpr int most_objects = 10;

std::vector<int> distances_to_exit(const Model &model) {
  std::vector<int> distance(model.blocks.size(), INT_MAX);
  for (size_t i = 0; i < distance.size(); i++)
    if (model.blocks[i].exit != Exit::none)
      distance[i] = 0;
  for (bool news = true; news;) {
    news = false;
    for (size_t i = distance.size(); i-- > 0;)
      for (const Edge &edge : model.blocks[i].edges) {
        int behind = distance[static_cast<size_t>(edge.target)];
        if (behind == INT_MAX || behind + 1 >= distance[i])
          continue;
        distance[i] = behind + 1;
        news = true;
      }
  }
  return distance;
}

} // namespace

Walker::Walker(const Model &unpruned, const Model &pruned, bool strict_mode, Random &source)
    : before(unpruned), after(pruned), strict(strict_mode), random(source),
      exit_distance(distances_to_exit(unpruned)) {}

void Walker::emit(RecordKind kind, int object, int count) {
  Record record = {kind};
  record.object = object;
  record.count = count;
  record.where = current;
  trace->records.push_back(record);
}

int Walker::object_in(int slot) const {
  int held = value[static_cast<size_t>(slot)];
  return held >= interior_base ? held - interior_base : held;
}

void Walker::escape(int object) {
  if (escaped[static_cast<size_t>(object)])
    return;
  escaped[static_cast<size_t>(object)] = 1;
  emit(RecordKind::escape, object);
}

/* What a pointer from the outside holds: null, an object that the outside knows, or a new one. */
int Walker::pick(bool nonnull) {
  if (!nonnull && random.chance(12))
    return null_value;
  std::vector<int> known;
  for (int i = 0; i < trace->objects; i++)
    if (escaped[static_cast<size_t>(i)])
      known.push_back(i);
  if (!known.empty() && (random.chance(45) || trace->objects >= most_objects))
    return known[random.below(known.size())];
  escaped.push_back(1);
  return trace->objects++;
}

void Walker::bring(int slot, bool nonnull, int bring_percent) {
  size_t index = static_cast<size_t>(slot);
  origin[index] = 0;
  value[index] = untracked;
  if (!before.matters[index])
    return;
  int known = trace->objects;
  int object = pick(nonnull);
  value[index] = object;
  if (object < 0)
    return;
  if (object >= known) {
    emit(RecordKind::appear, object);
    return;
  }
  bool with_reference = random.chance(static_cast<unsigned>(bring_percent));
  trace->given_back.push_back(0);
  origin[index] = static_cast<int>(trace->given_back.size()) - 1;
  emit(RecordKind::bring, object, with_reference);
  trace->records.back().instance = origin[index];
}

void Walker::allocate(const Step &step) {
  size_t index = static_cast<size_t>(step.target);
  origin[index] = 0;
  value[index] = null_value;
  if ((!step.nonnull && random.chance(12)) || trace->objects >= most_objects)
    return;
  escaped.push_back(0);
  value[index] = trace->objects++;
  emit(RecordKind::allocate, value[index], step.count);
}

void Walker::compare(const Step &step) {
  int left = value[static_cast<size_t>(step.source)];
  int right = value[static_cast<size_t>(step.other)];
  int &result = value[static_cast<size_t>(step.target)];
  bool known = (left >= null_value && right >= null_value) && left < interior_base &&
               right < interior_base;
  result = known ? (left == right) != (step.count == 1) : untracked;
}

void Walker::outside_call() {
  if (!strict)
    return;
  for (int i = 0; i < trace->objects; i++)
    if (escaped[static_cast<size_t>(i)])
      emit(RecordKind::outside_call, i, random.chance(25) ? static_cast<int>(random.below(3)) : 0);
}

bool Walker::emit_op(RecordKind kind, int slot, int sign) {
  int held = value[static_cast<size_t>(slot)];
  if (held >= interior_base || held == untracked)
    return false;
  if (held < 0)
    return true;
  emit(kind, held, sign);
  int instance = origin[static_cast<size_t>(slot)];
  trace->records.back().instance = instance;
  if (kind == RecordKind::op_before && sign < 0)
    trace->given_back[static_cast<size_t>(instance)]++;
  return true;
}

/* The pruned function's ops of a gap are all emitted at its end: their names still hold what they
 * held at the op, as a name changes only where its definition runs again. */
void Walker::end_gap(int index, bool at_instruction, const char *what) {
  const Block &block = after.blocks[static_cast<size_t>(index)];
  for (const Op &op : block.gaps[gap])
    broken |= !emit_op(RecordKind::op_after, op.slot, op.sign);
  gap++;
  if (!at_instruction)
    return;
  emit(RecordKind::gap_end, 0);
  trace->records.back().what = what;
}

/* Steps that tell what happens to the object in step.source. */
void Walker::run_effect(const Step &step) {
  int object = object_in(step.source);
  if (object < 0)
    return;
  switch (step.kind) {
  case StepKind::use:
    emit(RecordKind::use, object);
    break;
  case StepKind::escape:
    escape(object);
    break;
  case StepKind::transfer:
    escape(object);
    emit(RecordKind::transfer, object);
    break;
  case StepKind::publish:
    emit(RecordKind::publish, object);
    break;
  case StepKind::observe:
    emit(RecordKind::observe, object);
    break;
  case StepKind::retain:
    emit(RecordKind::retain, object, static_cast<int>(random.below(3)));
    break;
  default:
    break;
  }
}

bool Walker::run_step(const Step &step) {
  size_t target = static_cast<size_t>(step.target);
  switch (step.kind) {
  case StepKind::boundary:
    end_gap(current, true, step.what);
    return true;
  case StepKind::op:
    return emit_op(RecordKind::op_before, step.source, step.count);
  case StepKind::fixed_op:
    return emit_op(RecordKind::op_before, step.source, step.count) &&
           emit_op(RecordKind::op_after, step.source, step.count);
  case StepKind::consume: {
    int object = object_in(step.source);
    if (object >= 0) {
      emit(RecordKind::consume, object);
      trace->given_back[static_cast<size_t>(origin[static_cast<size_t>(step.source)])]++;
    }
    emit(RecordKind::hazard, 0);
    return true;
  }
  case StepKind::outside_call:
    outside_call();
    return true;
  case StepKind::synchronise:
    outside_call();
    return true;
  case StepKind::raise_mark:
    return true;
  case StepKind::copy:
  case StepKind::choose: {
    bool second = step.kind == StepKind::choose;
    if (second) {
      int known = value[static_cast<size_t>(step.condition)];
      second = known == 0 || (known < 0 && random.chance(50));
    }
    size_t source = static_cast<size_t>(second ? step.other : step.source);
    for (size_t i = 0; i < static_cast<size_t>(step.count); i++) {
      size_t from = source <= Model::no_slot ? source : source + i;
      value[target + i] = value[from];
      origin[target + i] = origin[from];
    }
    return true;
  }
  case StepKind::interior: {
    int object = object_in(step.source);
    value[target] = object >= 0 ? object + interior_base : untracked;
    return true;
  }
  case StepKind::allocate:
    allocate(step);
    return true;
  case StepKind::bring:
    bring(step.target, step.nonnull, step.count == 1 ? 60 : 15);
    return true;
  case StepKind::compare:
    compare(step);
    return true;
  default:
    run_effect(step);
    return true;
  }
}

void Walker::run_block(int index) {
  current = index;
  gap = 0;
  const Block &block = before.blocks[static_cast<size_t>(index)];
  trace->path.push_back(index);
  trace->path_start.push_back(trace->records.size());
  raising |= block.raises[strict] ||
             after.blocks[static_cast<size_t>(index)].raises[strict];
  for (const Step &step : block.steps)
    if (!run_step(step)) {
      broken = true;
      return;
    }
  end_gap(index, false, "");
}

/* A call may bring a reference even where it is the first to name the object; counts of objects
 * begin at what the walk needs, so that this makes no difference. */
void Walker::start() {
  trace->records.clear();
  trace->path.clear();
  trace->path_start.clear();
  trace->given_back.assign(1, 0);
  trace->objects = 0;
  trace->end = End::cut_off;
  escaped.clear();
  raising = false;
  broken = false;
  current = 0;
  value.assign(static_cast<size_t>(before.slots), untracked);
  origin.assign(static_cast<size_t>(before.slots), 0);
  value[Model::null_slot] = null_value;
  value[Model::undef_slot] = undefined;
  for (const Model *model : {&before, &after})
    for (const Initial &initial : model->initials)
      if (model == &before || initial.slot >= before.slots)
        bring(initial.slot, initial.nonnull, 0);
}

size_t Walker::edge_towards_exit(const Block &block, int index) {
  size_t best = 0;
  int least = INT_MAX;
  for (size_t i = 0; i < block.edges.size(); i++) {
    int distance = exit_distance[static_cast<size_t>(block.edges[i].target)];
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  bool no_exit = exit_distance[static_cast<size_t>(index)] == INT_MAX;
  return no_exit ? random.below(block.edges.size()) : best;
}

bool Walker::choose_edge(const WalkLimits &limits, int index, size_t &edge) {
  const Block &block = before.blocks[static_cast<size_t>(index)];
  size_t taken = trace->path.size();
  bool endless = exit_distance[static_cast<size_t>(index)] == INT_MAX;
  if (block.edges.empty() || taken >= limits.most || (endless && taken >= limits.wander))
    return false;
  int known = value[static_cast<size_t>(block.condition)];
  if (block.edges.size() == 2 && (known == 0 || known == 1))
    edge = known == 1 ? 0 : 1;
  else if (taken < limits.wander)
    edge = random.below(block.edges.size());
  else
    edge = edge_towards_exit(block, index);
  return true;
}

void Walker::take_edge(const Edge &before_edge, const Edge &after_edge) {
  for (const Op &op : after_edge.ops)
    broken |= !emit_op(RecordKind::op_after, op.slot, op.sign);
  scratch.clear();
  for (const Copy &phi : before_edge.copies)
    for (int i = 0; i < phi.count; i++) {
      size_t from = static_cast<size_t>(phi.source <= Model::no_slot ? phi.source : phi.source + i);
      scratch.push_back(value[from]);
      scratch.push_back(origin[from]);
    }
  size_t next = 0;
  for (const Copy &phi : before_edge.copies)
    for (int i = 0; i < phi.count; i++) {
      value[static_cast<size_t>(phi.target + i)] = scratch[next++];
      origin[static_cast<size_t>(phi.target + i)] = scratch[next++];
    }
}

void Walker::finish(int index) {
  switch (before.blocks[static_cast<size_t>(index)].exit) {
  case Exit::leaves:
    trace->end = raising ? End::raised : End::returned;
    break;
  case Exit::strands:
    trace->end = End::stranded;
    break;
  case Exit::dead:
    trace->end = End::dead;
    break;
  case Exit::none:
    trace->end = End::cut_off;
  }
}

bool Walker::walk(const WalkLimits &limits, Trace &result) {
  trace = &result;
  start();
  int index = 0;
  size_t edge = 0;
  run_block(index);
  while (!broken && choose_edge(limits, index, edge)) {
    size_t from = static_cast<size_t>(index);
    take_edge(before.blocks[from].edges[edge], after.blocks[from].edges[edge]);
    index = before.blocks[from].edges[edge].target;
    run_block(index);
  }
  finish(index);
  bool given_up = trace->end == End::cut_off &&
                  exit_distance[static_cast<size_t>(index)] != INT_MAX;
  return !broken && !given_up;
}

} // namespace oracle
