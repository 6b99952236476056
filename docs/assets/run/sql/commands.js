/* The backslash commands of psql that a script in the page may use. */

const YES = /^(on|true|yes|1)$/i;

/** Set one option of \pset. */
function set(psql, options, name, value) {
  if (name === "format") {
    if (!["aligned", "unaligned", "csv"].includes(value)) {
      return psql.fail(`\\pset: format ${value} is not one of aligned, unaligned, csv\n`);
    }
    options.format = value;
  } else if (["tuples_only", "t", "footer"].includes(name)) {
    const key = name === "t" ? "tuples_only" : name;
    options[key] = value === undefined ? !options[key] : YES.test(value);
  } else if (["expanded", "x"].includes(name)) {
    const on = value === undefined ? options.expanded !== "on" : YES.test(value);
    options.expanded = on ? "on" : "off";
  } else if (name === "border") {
    options.border = Number(value);
  } else if (["null", "fieldsep"].includes(name)) {
    options[name] = value ?? "";
  } else if (!["pager", "linestyle"].includes(name)) {
    return psql.fail(`\\pset: unknown option: ${name}\n`);
  }
  return undefined;
}

/** Read the `(option=value ...)` and the file that may follow \g. */
function target(psql, words) {
  const text = words.join(" ");
  const [, inside, file] = text.match(/^(?:\(([^)]*)\))?\s*(.*)$/);
  const options = { ...psql.options };
  for (const pair of (inside ?? "").split(/\s+/).filter(Boolean)) {
    const [name, value] = pair.split("=");
    set(psql, options, name, value ?? "on");
  }
  return { options, hidden: psql.hidden || file !== "" };
}

async function send(psql, words, more = {}) {
  const { options, hidden } = target(psql, words);
  const query = psql.begun() || psql.last;
  if (!query) return;
  psql.last = query;
  await psql.query(query, { options: { ...options, ...more }, hidden });
}

/** Keep the one row of a result as variables. */
async function keep(psql, [prefix = ""]) {
  const take = ({ columns, rows }) => {
    if (rows.length !== 1) {
      const found = rows.length ? "more than one row" : "no rows";
      psql.fail(`${found} returned for \\gset\n`);
    } else {
      columns.forEach(({ name }, n) => {
        if (rows[0][n] === null) psql.variables.delete(prefix + name);
        else psql.variables.set(prefix + name, rows[0][n]);
      });
    }
  };
  await psql.query(psql.begun(), { take });
}

/** Run each cell of a result as a statement. */
async function execute(psql) {
  const cells = [];
  await psql.query(psql.begun(), { take: ({ rows }) => cells.push(...rows.flat()) });
  for (const cell of cells.filter((value) => value !== null)) await psql.query(cell);
}

function say(psql, words) {
  const bare = words[0] === "-n";
  psql.shown(`${(bare ? words.slice(1) : words).join(" ")}${bare ? "" : "\n"}`);
}

const branch = (psql) => psql.branches.at(-1);

export const commands = {
  a: (psql) => { psql.options.format = psql.options.format === "aligned" ? "unaligned" : "aligned"; },
  echo: say,
  elif: (psql, [word]) => {
    const now = branch(psql);
    now.active = !now.done && YES.test(word);
    now.done ||= now.active;
  },
  else: (psql) => { branch(psql).active = !branch(psql).done; },
  endif: (psql) => { psql.branches.pop(); },
  f: (psql, [sign]) => { psql.options.fieldsep = sign; },
  g: (psql, words) => send(psql, words),
  gexec: execute,
  gset: keep,
  gx: (psql, words) => send(psql, words, { expanded: "on" }),
  if: (psql, [word]) => {
    const active = psql.active && YES.test(word);
    psql.branches.push({ active, done: active || !psql.active });
  },
  o: (psql, words) => { psql.hidden = words.length > 0; },
  pset: (psql, [name, value]) => set(psql, psql.options, name, value),
  qecho: (psql, words) => { if (!psql.hidden) say(psql, words); },
  r: (psql) => { psql.scanner.reset(); },
  set: (psql, [name, ...words]) => { if (name) psql.variables.set(name, words.join("")); },
  t: (psql, [value]) => set(psql, psql.options, "tuples_only", value),
  unset: (psql, [name]) => { psql.variables.delete(name); },
  warn: (psql, words) => say(psql, words),
  x: (psql, [value]) => set(psql, psql.options, "expanded", value),
};
