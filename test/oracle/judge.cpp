/* judge.cpp - see judge.hpp. */
#include "judge.hpp"

#include <algorithm>

namespace oracle {

void Judge::condemn(const std::string &reason) {
  if (verdict.condemned)
    return;
  verdict.condemned = true;
  verdict.record = at;
  verdict.reason = reason;
}

/* What is given back under the names below a number must have been there already, or have been taken
 * under one of them since: promise C1. */
int Judge::owed_under(const Object &there, int names) {
  int owed = 0;
  for (const Record *change : there.changes) {
    bool gives = change->kind == RecordKind::consume || change->count < 0;
    if (change->kind == RecordKind::retain)
      owed -= change->count;
    else if (change->name < names)
      owed += gives ? 1 : -1;
    owed = std::max(0, owed);
  }
  return there.kept + owed;
}

/* In front of a callee that takes references. What is alive behind it was alive before, for nothing
 * revives an object. */
void Judge::bring_back(Object &there, const Record &record) {
  if (there.need < 1)
    return;
  bool any = record.kind == RecordKind::retain;
  int names = record.kind == RecordKind::bring ? record.name : record.known;
  there.need = std::max({1, there.need - record.count, any ? 0 : owed_under(there, names)});
}

/* Turns the need behind a record into the need in front of it. */
bool Judge::need_before(Record &record) {
  Object &each = object(record.object);
  record.need = each.need;
  switch (record.kind) {
  case RecordKind::op_before:
    each.need = record.count > 0 ? std::max(1, each.need - 1) : each.need + 1;
    each.changes.push_back(&record);
    break;
  case RecordKind::consume:
    each.need++;
    each.changes.push_back(&record);
    break;
  case RecordKind::use:
  case RecordKind::observe:
    each.need = std::max(1, each.need);
    break;
  case RecordKind::appear:
    each.need = 0;
    break;
  case RecordKind::allocate:
    if (each.need > 1)
      return false;
    each.need = 0;
    break;
  case RecordKind::bring:
    /* A reference is only brought where it is given back under the name that brought it, beside
     * what was taken under that name: else removing a pair of that name would break the contract.
     */
    if (trace.given_back[static_cast<size_t>(record.name)] <= 0)
      record.count = 0;
    bring_back(each, record);
    break;
  case RecordKind::retain:
    bring_back(each, record);
    each.changes.push_back(&record);
    break;
  case RecordKind::keep:
    bring_back(each, record);
    break;
  default:
    break;
  }
  return true;
}

bool Judge::find_needs() {
  for (int borrowed : trace.borrowed)
    object(borrowed).need = object(borrowed).kept = 1;
  for (size_t i = trace.records.size(); i-- > 0;)
    if (!need_before(trace.records[i]))
      return false;
  return true;
}

/* Takes away from every object but `destroyed` what an adversary likes, and destroys those that
 * this leaves without a reference, which lets him go on. */
void Judge::drop_from_others(int destroyed, std::vector<Drop> &drops) {
  for (size_t i = 0; i < objects.size(); i++) {
    Object &other = objects[i];
    int spare = other.before - other.need;
    bool reachable = other.seen && other.escaped && static_cast<int>(i) != destroyed;
    if (!reachable || spare <= 0 || random.chance(30))
      continue;
    int count = spare == 1 || random.chance(75) ? spare : 1;
    other.before -= count;
    drops.push_back({static_cast<int>(i), count, other.before == 0});
    if (other.before == 0 && !other.owns_nothing)
      drop_from_others(static_cast<int>(i), drops);
  }
}

Judge::Death Judge::die(int index) {
  Death death = {index, {}};
  if (!object(index).owns_nothing)
    drop_from_others(index, death.drops);
  return death;
}

/* The same drops in the pruned function: they must leave alive what they left alive before. */
void Judge::apply_after(const std::vector<Drop> &drops) {
  for (const Drop &drop : drops) {
    int &count = object(drop.object).after;
    count -= drop.count;
    if (count <= 0 && !drop.destroys)
      condemn("object " + std::to_string(drop.object) + " is destroyed too early, by a hazard");
    if (count > 0 && drop.destroys)
      condemn("object " + std::to_string(drop.object) + " outlives a hazard that destroyed it");
  }
}

void Judge::drop_everywhere() {
  std::vector<Drop> drops;
  drop_from_others(-1, drops);
  apply_after(drops);
}

void Judge::replay_after(const Record &op, const std::vector<Death> &deaths, size_t &next) {
  Object &changed = object(op.object);
  if (changed.after <= 0)
    condemn("an operation on object " + std::to_string(op.object) + ", which is destroyed");
  changed.after += op.count;
  note_op(op, op.count);
  if (changed.after != 0 || op.count > 0)
    return;
  if (next < deaths.size() && deaths[next].object == op.object)
    apply_after(deaths[next++].drops);
  else
    condemn("object " + std::to_string(op.object) + " is destroyed where it was not");
}

void Judge::note_op(const Record &op, int change) {
  Account &noted = account(op.name);
  noted.object = op.object;
  noted.deviation += change;
}

/* Is the object known by a name under which the pruned function took less, and was it stored under
 * that name since? */
bool Judge::handed_on(int index) const {
  for (const Account &each : accounts)
    if (each.object == index && each.handed_on && each.deviation < 0)
      return true;
  return false;
}

/* Between two instructions that stay, both functions must destroy the same objects in the same
 * order; what else they do there nobody sees. */
void Judge::close_gap() {
  std::vector<Death> deaths;
  for (const Record &op : gap_before) {
    Object &changed = object(op.object);
    changed.need = op.need;
    changed.before += op.count;
    note_op(op, -op.count);
    if (changed.before == 0)
      deaths.push_back(die(op.object));
  }
  size_t next = 0;
  for (const Record &op : gap_after)
    replay_after(op, deaths, next);
  if (next < deaths.size())
    condemn("object " + std::to_string(deaths[next].object) + " is not destroyed where it was");
  if (!gap_before.empty() || !gap_after.empty())
    check_same_lives();
  for (const std::vector<Record> *ops : {&gap_before, &gap_after})
    for (const Record &op : *ops)
      account(op.name).handed_on &= account(op.name).deviation < 0;
  gap_before.clear();
  gap_after.clear();
}

void Judge::check_same_lives() {
  for (size_t i = 0; i < objects.size(); i++) {
    Object &each = objects[i];
    if (each.before > 0 && each.after <= 0)
      condemn("object " + std::to_string(i) + " is dead where it was alive");
    if (each.before <= 0 && each.after > 0)
      condemn("object " + std::to_string(i) + " is alive where it was dead");
  }
}

void Judge::check_same_count(int index, const char *where) {
  if (object(index).before != object(index).after)
    condemn("the count of object " + std::to_string(index) + " differs " + where);
}

void Judge::consume(const Record &record) {
  Object &given = object(record.object);
  check_same_count(record.object, "at a call that consumes it");
  given.need = record.need;
  given.before--;
  given.after--;
  if (given.before == 0)
    apply_after(die(record.object).drops);
}

void Judge::outside_call(const Record &record) {
  Object &reached = object(record.object);
  reached.need = record.need;
  if (reached.before <= 0)
    return;
  reached.before += record.count;
  reached.after += record.count;
  if (record.kind == RecordKind::outside_call && random.chance(60))
    drop_spare(record.object);
}

/* Takes away what the rest of the walk does not need of one object. */
void Judge::drop_spare(int index) {
  Object &shared = object(index);
  int spare = shared.before - shared.need;
  if (spare <= 0)
    return;
  int count = spare == 1 || random.chance(75) ? spare : 1;
  shared.before -= count;
  std::vector<Drop> drops = {{index, count, shared.before == 0}};
  if (shared.before == 0 && !shared.owns_nothing)
    drop_from_others(index, drops);
  apply_after(drops);
}

/* Other threads own references to what was published, and run whenever they like. */
void Judge::let_threads_drop() {
  for (size_t i = 0; i < objects.size(); i++)
    if (objects[i].published && random.chance(30))
      drop_spare(static_cast<int>(i));
}

/* An object of the outside begins with what the walk needs of it, now and then with one more. */
void Judge::introduce(const Record &record) {
  Object &fresh = object(record.object);
  bool outside = record.kind == RecordKind::appear;
  fresh.seen = true;
  fresh.escaped = outside;
  fresh.owns_nothing = !outside && record.count == 1;
  fresh.need = record.need;
  fresh.before = outside ? record.need + (random.chance(10) ? 1 : 0) : 1;
  fresh.after = fresh.before;
}

void Judge::step(Record &record) {
  Object &each = object(record.object);
  switch (record.kind) {
  case RecordKind::op_before:
    gap_before.push_back(record);
    return;
  case RecordKind::op_after:
    gap_after.push_back(record);
    return;
  case RecordKind::gap_end:
    close_gap();
    let_threads_drop();
    return;
  case RecordKind::appear:
  case RecordKind::allocate:
    introduce(record);
    return;
  case RecordKind::use: /* brings none */
  case RecordKind::bring:
    each.need = record.need;
    each.before += record.count;
    each.after += record.count;
    return;
  case RecordKind::escape:
    each.escaped = true;
    return;
  case RecordKind::transfer:
  case RecordKind::publish:
    each.published |= record.kind == RecordKind::publish;
    account(record.name).handed_on |= account(record.name).deviation < 0;
    return;
  case RecordKind::observe:
  case RecordKind::suspend:
    each.need = record.need;
    check_same_count(record.object, "where it is observed");
    return;
  case RecordKind::consume:
    consume(record);
    return;
  case RecordKind::retain:
  case RecordKind::keep:
  case RecordKind::outside_call:
    outside_call(record);
    return;
  case RecordKind::hazard:
    if (!each.owns_nothing)
      drop_everywhere();
  }
}

void Judge::end() {
  close_gap();
  if (trace.end == End::dead || trace.end == End::cut_off)
    return;
  for (size_t i = 0; i < objects.size(); i++) {
    const Object &each = objects[i];
    int less = each.before - each.after;
    bool forgiven = trace.end == End::raised && rules.may_forgive && less > 0 &&
                    !handed_on(static_cast<int>(i));
    if (less != 0 && !forgiven)
      condemn("object " + std::to_string(i) + " leaves with " + std::to_string(each.before) +
              " references, now with " + std::to_string(each.after));
  }
}

void Judge::line(const Record &record) {
  static const char *const names[] = {
      "|",     "-- op",   "     ++ op", "appear",  "allocate", "bring", "use",     "escape",
      "store", "publish", "observe", "suspend",    "consume", "retain",   "keep",  "outside", "hazard"};
  story += std::string("  ") + names[static_cast<size_t>(record.kind)];
  if (record.kind != RecordKind::gap_end && record.kind != RecordKind::hazard)
    story += " object " + std::to_string(record.object) + " by " + std::to_string(record.count);
  story += std::string(" ") + record.what + "   counts:";
  for (size_t i = 0; i < objects.size(); i++)
    if (objects[i].seen)
      story += " " + std::to_string(i) + "=" + std::to_string(objects[i].before) + "/" +
               std::to_string(objects[i].after) + " (needs " + std::to_string(objects[i].need) +
               ")";
  story += "\n";
}

Verdict Judge::judge() {
  objects.assign(static_cast<size_t>(std::max(1, trace.objects)), Object());
  accounts.assign(trace.given_back.size(), Account());
  verdict.well_formed = find_needs();
  if (!verdict.well_formed)
    return verdict;
  size_t next_block = 0;
  for (at = 0; at < trace.records.size() && (tell || !verdict.condemned); at++) {
    while (tell && next_block < trace.path_start.size() && trace.path_start[next_block] <= at)
      story += "block " + std::to_string(trace.path[next_block++]) + "\n";
    step(trace.records[at]);
    if (!tell)
      continue;
    line(trace.records[at]);
    if (verdict.condemned && verdict.record == at)
      story += "  ^^^ " + verdict.reason + "\n";
  }
  if (!verdict.condemned)
    end();
  return verdict;
}

} // namespace oracle
