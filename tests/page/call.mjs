// Reads a list of [module, function, arguments...] and prints what each call returns.
// `psql` stands for a script that is run against recorded answers of a server.
import { readFileSync } from "node:fs";

const SCRIPTS = "../../docs/assets/run";

/** Run `script`; `answers` are the messages for each statement that is sent. */
async function psql(script, answers) {
  const { Psql } = await import(`${SCRIPTS}/sql/psql.js`);
  const asked = [];
  let output = "";
  const server = {
    ask: async (query, input) => {
      asked.push(input === null ? query : [query, input]);
      return answers[asked.length - 1] ?? [];
    },
  };
  const status = await new Psql(server, (text) => { output += text; }).run(script);
  return { asked, output, status };
}

const called = [];
for (const [module, name, ...words] of JSON.parse(readFileSync(0, "utf8"))) {
  if (module === "psql") called.push(await psql(name, ...words));
  else called.push((await import(`${SCRIPTS}/${module}.js`))[name](...words));
}
console.log(JSON.stringify(called));
