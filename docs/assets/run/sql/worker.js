/* Runs SQL scripts as psql does, on a PostgreSQL of this worker. */
import { serve } from "../serve.js";
import { Psql } from "./psql.js";
import { start } from "./server.js";

serve(async (base, progress) => {
  const server = await start(base, progress);
  return {
    async run(code, { first, given }, print) {
      const load = (query) => server.extend(query);
      for (const [script, after] of [[first, "DISCARD ALL"], [given, ""]]) {
        const said = [];
        const failed = script && await new Psql(server, (text) => said.push(text), load).run(script);
        if (failed) {
          print(said.join(""));
          return { status: failed, results: [] };
        }
        if (script && after) await server.ask(after);
      }
      const psql = new Psql(server, print, load);
      const status = await psql.run(code);
      return { status, results: psql.results };
    },
    clean: () => server.clean(),
  };
});
