// Reads a list of [script, answers] and prints what psql.js makes of each script, with
// recorded answers of a server: the messages for each statement that it sends.
import { readFileSync } from "node:fs";
import { Psql } from "../../docs/assets/run/sql/psql.js";

async function run(script, answers) {
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

const ran = [];
for (const [script, answers] of JSON.parse(readFileSync(0, "utf8"))) {
  ran.push(await run(script, answers));
}
console.log(JSON.stringify(ran));
