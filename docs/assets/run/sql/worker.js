/* Runs SQL scripts as psql does, on a PostgreSQL of this worker. */
import { serve } from "../serve.js";
import { Psql } from "./psql.js";
import { start } from "./server.js";

serve(async (base, progress) => {
  const server = await start(base, progress);
  return {
    async run(code, options, print) {
      const psql = new Psql(server, print, (query) => server.extend(query));
      const status = await psql.run(code);
      return { status, results: psql.results };
    },
    clean: () => server.clean(),
  };
});
