// Reads a list of [module, function, arguments...] and prints what each call returns; a
// module is its path under docs/assets/, without the ending.
import { readFileSync } from "node:fs";

const called = [];
for (const [module, name, ...words] of JSON.parse(readFileSync(0, "utf8"))) {
  const { [name]: call } = await import(`../../docs/assets/${module}.js`);
  called.push(call(...words));
}
console.log(JSON.stringify(called));
