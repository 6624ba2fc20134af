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
constexpr size_t most_before_jump = 40; /* blocks on a walk */

/* Extends distances that are 0 at the goals; elsewhere INT_MAX means: no way. */
std::vector<int> spread(const Model &model, std::vector<int> distance) {
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

std::vector<int> distances_from_goals(const Model &model, bool (*is_goal)(Exit)) {
  std::vector<int> distance(model.blocks.size(), INT_MAX);
  for (size_t i = 0; i < distance.size(); i++)
    if (is_goal(model.blocks[i].exit))
      distance[i] = 0;
  return spread(model, distance);
}

bool is_exit(Exit exit) {
  return exit != Exit::none;
}

bool is_return(Exit exit) {
  return exit == Exit::leaves;
}

} // namespace

Walker::Walker(const Model &unpruned, const Model &pruned, const Contract &promises, Random &source)
    : before(unpruned), after(pruned), contract(promises), random(source),
      exit_distance(distances_from_goals(unpruned, is_exit)),
      return_distance(distances_from_goals(unpruned, is_return)) {}

void Walker::emit(RecordKind kind, int object, int count, int name_there) {
  Record record = {kind};
  record.object = object;
  record.count = count;
  record.name = name_there;
  record.known = static_cast<int>(trace->given_back.size());
  record.where = current;
  trace->records.push_back(record);
}

/* A definition runs: what its slot holds is known by a new name. */
void Walker::rename(int slot, int held) {
  value[static_cast<size_t>(slot)] = held;
  name[static_cast<size_t>(slot)] = static_cast<int>(trace->given_back.size());
  trace->given_back.push_back(0);
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
    return known.size() == 1 ? known[0] : known[random.below(known.size())];
  escaped.push_back(1);
  return trace->objects++;
}

void Walker::bring(int slot, bool nonnull, int bring_percent) {
  size_t index = static_cast<size_t>(slot);
  value[index] = untracked;
  if (!before.matters[index])
    return;
  int known = trace->objects;
  int object = pick(nonnull);
  rename(slot, object);
  if (object < 0)
    return;
  if (object >= known) {
    emit(RecordKind::appear, object);
    return;
  }
  bool with_reference = random.chance(static_cast<unsigned>(bring_percent));
  emit(RecordKind::bring, object, with_reference, name[index]);
}

void Walker::allocate(const Step &step) {
  bool fails = (!step.nonnull && random.chance(12)) || trace->objects >= most_objects;
  rename(step.target, fails ? null_value : trace->objects);
  if (fails)
    return;
  escaped.push_back(0);
  emit(RecordKind::allocate, trace->objects++, step.count);
}

void Walker::compare(const Step &step) {
  int left = value[static_cast<size_t>(step.source)];
  int right = value[static_cast<size_t>(step.other)];
  int &result = value[static_cast<size_t>(step.target)];
  bool known =
      (left >= null_value && right >= null_value) && left < interior_base && right < interior_base;
  result = known ? (left == right) != (step.count == 1) : untracked;
}

/* A callee may keep what it can reach. In strict mode it may also let go, and may do so first: what
 * it takes for us afterwards is no help inside the call. */
void Walker::outside_call(bool releases) {
  marked &= !releases;
  for (int i = 0; i < trace->objects && releases; i++)
    if (escaped[static_cast<size_t>(i)])
      emit(RecordKind::outside_call, i);
  RecordKind taken = releases ? RecordKind::retain : RecordKind::keep;
  for (int i = 0; i < trace->objects; i++)
    if (escaped[static_cast<size_t>(i)] && random.chance(30))
      emit(taken, i, 1 + (releases && random.chance(30)));
}

void Walker::show_all() {
  for (int i = 0; i < trace->objects; i++)
    emit(RecordKind::suspend, i);
}

/* Whoever resumes the function, or does not, may have run anything in between. It is left here, so that
 * its caller keeps nothing for it behind. */
void Walker::suspend() {
  trace->borrowed.clear();
  show_all();
  outside_call(true);
}

bool Walker::emit_op(RecordKind kind, int slot, int sign) {
  int held = value[static_cast<size_t>(slot)];
  if (held >= interior_base || held == untracked)
    return false;
  if (held < 0)
    return true;
  int known_by = name[static_cast<size_t>(slot)];
  emit(kind, held, sign, known_by);
  marked &= kind != RecordKind::op_after;
  if (kind == RecordKind::op_before)
    trace->given_back[static_cast<size_t>(known_by)] -= sign;
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
  int known_by = name[static_cast<size_t>(step.source)];
  if (object < 0)
    return;
  switch (step.kind) {
  case StepKind::use: /* data within an object may be reached when nobody holds it any more */
    if (value[static_cast<size_t>(step.source)] == object)
      emit(RecordKind::use, object, 0, known_by);
    break;
  case StepKind::escape:
    escape(object);
    break;
  case StepKind::transfer:
    escape(object);
    emit(RecordKind::transfer, object, 0, known_by);
    break;
  case StepKind::publish:
    emit(RecordKind::publish, object, 0, known_by);
    break;
  case StepKind::observe:
    emit(RecordKind::observe, object, 0, known_by);
    break;
  case StepKind::retain:
    emit(RecordKind::retain, object, static_cast<int>(random.below(3)), known_by);
    break;
  case StepKind::consume:
    emit(RecordKind::consume, object, 0, known_by);
    marked = false;
    trace->given_back[static_cast<size_t>(known_by)]++;
    emit(RecordKind::hazard, object);
    break;
  default:
    break;
  }
}

void Walker::run_copy(const Step &step) {
  bool second = step.kind == StepKind::choose;
  if (second) {
    int known = value[static_cast<size_t>(step.condition)];
    second = known == 0 || (known < 0 && random.chance(50));
  }
  size_t source = static_cast<size_t>(second ? step.other : step.source);
  size_t target = static_cast<size_t>(step.target);
  for (size_t i = 0; i < static_cast<size_t>(step.count); i++) {
    size_t from = source <= Model::no_slot ? source : source + i;
    value[target + i] = value[from];
    name[target + i] = name[from];
  }
}

/* Beside an object another one may begin. */
void Walker::run_interior(const Step &step) {
  size_t target = static_cast<size_t>(step.target);
  int object = object_in(step.source);
  if (before.matters[target] && random.chance(40)) {
    bring(step.target, true, 0);
    return;
  }
  value[target] = object >= 0 ? object + interior_base : untracked;
  name[target] = name[static_cast<size_t>(step.source)];
}

/* What was read from a place last is still in the slot that it was read into. */
void Walker::run_place(const Step &step) {
  bool reads = step.kind == StepKind::remember;
  const size_t place = static_cast<size_t>(reads ? step.target : step.source);
  if (reads) {
    read_from[place] = step.source;
    if (step.count)
      read_field[place] = step.source;
    return;
  }
  const bool field = step.kind == StepKind::recall && step.count;
  const int last = field ? read_field[place] : read_from[place];
  if (last != Model::no_slot && step.kind == StepKind::copy_out)
    run_effect({StepKind::transfer, false, 0, last});
  else if (value[static_cast<size_t>(last)] != untracked && random.chance(40))
    run_copy({StepKind::copy, false, step.target, last});
}

void Walker::unknown_call() {
  outside_call(contract.strict);
  stopped = return_distance[static_cast<size_t>(current)] == INT_MAX && random.chance(10);
  jumps = landing.block >= 0 && trace->path.size() < most_before_jump && random.chance(20);
}

/* Steps that give names to objects. */
void Walker::run_names(const Step &step) {
  switch (step.kind) {
  case StepKind::copy:
  case StepKind::choose:
    run_copy(step);
    break;
  case StepKind::interior:
    run_interior(step);
    break;
  case StepKind::remember:
  case StepKind::recall:
  case StepKind::copy_out:
    run_place(step);
    break;
  case StepKind::allocate:
    allocate(step);
    break;
  case StepKind::bring:
    bring(step.target, step.nonnull, step.count == 1 ? 60 : 0);
    break;
  case StepKind::compare:
    compare(step);
    break;
  default:
    run_effect(step);
  }
}

/* False: the walk cannot be judged. */
bool Walker::run_step(const Step &step) {
  switch (step.kind) {
  case StepKind::boundary:
    end_gap(current, true, step.what);
    return true;
  case StepKind::op:
    return emit_op(RecordKind::op_before, step.source, step.count);
  case StepKind::fixed_op:
    return emit_op(RecordKind::op_before, step.source, step.count) &&
           emit_op(RecordKind::op_after, step.source, step.count);
  case StepKind::outside_call:
    unknown_call();
    return true;
  case StepKind::synchronise:
    outside_call(contract.strict); /* another thread may have taken references */
    return true;
  case StepKind::suspend:
    suspend();
    return true;
  case StepKind::hand_over:
    show_all();
    return true;
  case StepKind::raise_mark:
    marked = true;
    return true;
  default:
    run_names(step);
    return true;
  }
}

void Walker::run_block(Place from) {
  int index = current = from.block;
  gap = from.gap;
  jumps = false;
  const Block &block = before.blocks[static_cast<size_t>(index)];
  trace->path.push_back(index);
  trace->path_start.push_back(trace->records.size());
  raising |= block.raises[contract.strict] ||
             after.blocks[static_cast<size_t>(index)].raises[contract.strict];
  for (size_t i = from.step; i < block.steps.size() && !stopped && !jumps && !broken; i++) {
    if (block.steps[i].kind == StepKind::landing)
      landing = {index, i + 1, gap};
    broken |= !run_step(block.steps[i]);
  }
  if (!stopped && !jumps && !broken)
    end_gap(index, false, "");
}

/* A call may bring a reference even where it is the first to name the object; counts of objects
 * begin at what the walk needs, so that this makes no difference. */
void Walker::start() {
  trace->records.clear();
  trace->path.clear();
  trace->path_start.clear();
  trace->given_back.assign(1, 0);
  trace->borrowed.clear();
  trace->objects = 0;
  trace->end = End::cut_off;
  escaped.clear();
  raising = marked = false;
  broken = stopped = jumps = false;
  landing = {-1, 0, 0};
  read_from.assign(static_cast<size_t>(before.slots), Model::no_slot);
  read_field.assign(static_cast<size_t>(before.slots), Model::no_slot);
  current = 0;
  value.assign(static_cast<size_t>(before.slots), untracked);
  name.assign(static_cast<size_t>(before.slots), 0);
  value[Model::null_slot] = null_value;
  value[Model::undef_slot] = undefined;
  for (const Model *model : {&before, &after})
    for (const Initial &initial : model->initials)
      if (model == &before || initial.slot >= before.slots)
        start(initial);
}

void Walker::start(const Initial &initial) {
  bring(initial.slot, initial.nonnull, 0);
  int object = value[static_cast<size_t>(initial.slot)];
  if (initial.borrowed && object >= 0)
    trace->borrowed.push_back(object);
}

const std::vector<int> &Walker::distances_to(int target) {
  std::vector<int> &known = target_distance[target];
  if (known.empty()) {
    std::vector<int> start(before.blocks.size(), INT_MAX);
    start[static_cast<size_t>(target)] = 0;
    known = spread(before, start);
  }
  return known;
}

/* The edge that leads nearest to a goal; any edge where none leads there. */
size_t Walker::nearest(const std::vector<int> &distance, const Block &block) {
  size_t best = 0;
  int least = INT_MAX;
  for (size_t i = 0; i < block.edges.size(); i++)
    if (distance[static_cast<size_t>(block.edges[i].target)] < least) {
      best = i;
      least = distance[static_cast<size_t>(block.edges[i].target)];
    }
  return least == INT_MAX ? random.below(block.edges.size()) : best;
}

bool Walker::choose_edge(const WalkLimits &limits, int index, size_t &edge) {
  const Block &block = before.blocks[static_cast<size_t>(index)];
  size_t taken = trace->path.size();
  bool endless = exit_distance[static_cast<size_t>(index)] == INT_MAX;
  bool on_the_way = arrived == 0 && taken < limits.most / 2;
  bool wanders = on_the_way || taken - arrived < limits.wander;
  if (block.edges.empty() || taken >= limits.most || (endless && !wanders))
    return false;
  if (block.exit == Exit::leaves && random.chance(40))
    return false;
  int known = value[static_cast<size_t>(block.condition)];
  if (block.edges.size() == 2 && (known == 0 || known == 1))
    edge = known == 1 ? 0 : 1;
  else if (on_the_way && random.chance(75))
    edge = nearest(distances_to(limits.target), block);
  else if (wanders && block.edges.size() > 1)
    edge = random.below(block.edges.size());
  else
    edge = nearest(exit_distance, block);
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
      scratch.push_back(name[from]);
    }
  size_t next = 0;
  for (const Copy &phi : before_edge.copies)
    for (int i = 0; i < phi.count; i++) {
      value[static_cast<size_t>(phi.target + i)] = scratch[next++];
      name[static_cast<size_t>(phi.target + i)] = scratch[next++];
    }
}

/* A walk on which nothing happens behind a mark leaves by a raising exit, even where that takes more to
 * see than is read from the blocks: that a pointer is null there, say. Where something happens on
 * another way another walk sees it. */
void Walker::finish(int index) {
  if (stopped) {
    trace->end = End::dead;
    return;
  }
  switch (before.blocks[static_cast<size_t>(index)].exit) {
  case Exit::leaves:
    trace->end = raising || marked ? End::raised : End::returned;
    break;
  case Exit::strands: /* the call may unwind to a caller that sees every count */
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
  run_block({index, 0, 0});
  arrived = limits.target <= 0 ? 1 : 0;
  while (!broken && !stopped && (jumps || choose_edge(limits, index, edge))) {
    Place next = landing;
    if (!jumps) {
      size_t from = static_cast<size_t>(index);
      take_edge(before.blocks[from].edges[edge], after.blocks[from].edges[edge]);
      next = {before.blocks[from].edges[edge].target, 0, 0};
    }
    index = next.block;
    run_block(next);
    if (index == limits.target && arrived == 0)
      arrived = trace->path.size();
  }
  finish(index);
  bool given_up =
      trace->end == End::cut_off && exit_distance[static_cast<size_t>(index)] != INT_MAX;
  return !broken && !given_up;
}

} // namespace oracle
