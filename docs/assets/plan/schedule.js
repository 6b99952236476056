/* What to do in which week: the same as macros/plan/schedule.py, which says what holds. */

const STEP = 15;

/** What belongs into a plan, in its order. `lessons` are { id, minutes, level, after, phase },
    `items` { id, minutes: { level: minutes }, after, phase }. Returns works
    { id, kind, minutes, after, phase }. */
export function works(lessons, items, level, first = [], without = []) {
  const byId = new Map(lessons.map((lesson) => [lesson.id, lesson]));
  const phase = new Map();
  const order = new Set();

  const need = (id, by) => {
    if (!byId.has(id)) return;
    const own = Math.min(by, byId.get(id).phase);
    if (phase.has(id) && own >= phase.get(id)) return;
    phase.set(id, own);
    for (const before of byId.get(id).after) need(before, own);
  };
  for (const lesson of byId.values()) {
    const beyond = level === "mid" && lesson.level === "staff";
    if (!without.includes(lesson.id) && !beyond) need(lesson.id, lesson.phase);
  }
  for (const item of items) for (const before of item.after) need(before, item.phase);

  const rank = (lesson) => {
    const leads = level === "staff" && lesson.level === "staff";
    const liked = first.indexOf(lesson.id);
    return [phase.get(lesson.id), leads ? 0 : 1, liked < 0 ? first.length : liked];
  };
  const visit = (id, above = []) => {
    if (!phase.has(id) || order.has(id) || above.includes(id)) return;
    for (const before of byId.get(id).after) visit(before, [...above, id]);
    order.add(id);
  };
  const compared = (a, b) => a.map((part, n) => part - b[n]).find((difference) => difference) ?? 0;
  const chosen = [...byId.values()].filter(({ id }) => phase.has(id));
  for (const { id } of chosen.sort((a, b) => compared(rank(a), rank(b)))) visit(id);

  const pages = [...order].flatMap((id) => {
    const { minutes, after } = byId.get(id);
    const common = { minutes, phase: phase.get(id) };
    return [
      { id, kind: "page", after, ...common },
      { id: `${id}#practice`, kind: "drill", after: [id], ...common },
    ];
  });
  const built = items.map(({ id, minutes, after, phase: of }) => (
    { id, kind: "item", minutes: minutes[level], after, phase: of }));
  return [...pages, ...built].sort((a, b) => a.phase - b.phase);
}

/** { budget, weeks: [[[id, minutes], ...], ...], left: [[id, minutes], ...] }, of weeks of at
    most `most` minutes and the smallest load with which all fits. */
export function schedule(all, weeks, most) {
  const total = all.reduce((sum, work) => sum + work.minutes, 0);
  const longest = all.reduce((top, work) => (work.kind === "page" ? Math.max(top, work.minutes) : top), 0);
  const even = Math.ceil(total / (weeks * STEP)) * STEP;
  for (let budget = Math.max(even, Math.min(longest, most), STEP); budget < most; budget += STEP) {
    const plan = fill(all, weeks, budget);
    if (!plan.left.length) return plan;
  }
  return fill(all, weeks, most);
}

/** The plan of weeks of `budget` minutes. */
export function fill(all, weeks, budget) {
  const rest = new Map(all.map(({ id, minutes }) => [id, minutes]));
  const planned = Array.from({ length: weeks }, () => week(all, rest, budget));
  const left = all.filter(({ id }) => rest.get(id))
    .map(({ id, minutes }) => [id, minutes - rest.get(id)]);
  return { budget, weeks: planned, left };
}

function week(all, rest, budget) {
  const blocks = [];
  let [room, read] = [budget, 0];
  while (room > 0) {
    const found = next(ready(all, rest), rest, room, read, budget);
    if (!found) break;
    const isPage = found.kind === "page";
    const minutes = isPage ? rest.get(found.id) : Math.min(rest.get(found.id), room);
    if (isPage) read += minutes;
    room -= minutes;
    rest.set(found.id, rest.get(found.id) - minutes);
    blocks.push([found.id, minutes]);
  }
  return blocks;
}

function ready(all, rest) {
  const open = all.filter(({ id }) => rest.get(id));
  return open.filter(({ phase, after }) => (
    phase === open[0].phase && !after.some((before) => rest.get(before))));
}

function next(open, rest, room, read, budget) {
  const pages = open.filter(({ kind }) => kind === "page");
  const practice = open.filter(({ kind }) => kind !== "page");
  if (room === budget && pages.length && rest.get(pages[0].id) > budget) return pages[0];
  const fit = pages.find(({ id }) => rest.get(id) <= room);
  if (fit && (!read || read + rest.get(fit.id) <= Math.floor(budget / 3))) return fit;
  return practice[0] ?? fit;
}
