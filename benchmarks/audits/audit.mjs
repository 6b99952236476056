// Reads {packages, browser, flags, categories, addresses} and prints for each address a line of JSON:
// Lighthouse's scores for a phone, where points were lost, and what it measured.
import { readFileSync } from "node:fs";

const { packages, browser, flags, categories, addresses } = JSON.parse(readFileSync(0, "utf8"));
const from = (path) => import(`${packages}/node_modules/${path}`);
const { default: lighthouse } = await from("lighthouse/core/index.js");
const { launch } = await from("chrome-launcher/dist/index.js");

const lost = (lhr) => Object.values(lhr.categories).flatMap(({ id, auditRefs }) => auditRefs
  .filter((ref) => ref.weight && lhr.audits[ref.id].score !== null && lhr.audits[ref.id].score < 1)
  .map((ref) => ({ category: id, audit: ref.id, weight: ref.weight, ...lhr.audits[ref.id] })));

for (const address of addresses) {
  const chrome = await launch({ chromePath: browser, chromeFlags: [...flags, "--headless=new"] });
  const asked = { port: chrome.port, logLevel: "error", onlyCategories: categories };
  const { lhr } = await lighthouse(address, asked);
  chrome.kill();
  const scores = Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]);
  const value = (audit) => lhr.audits[audit]?.numericValue;
  console.log(JSON.stringify({
    address,
    error: lhr.runtimeError,
    scores: Object.fromEntries(scores),
    lost: lost(lhr),
    shift: value("cumulative-layout-shift"),
    paint: value("first-contentful-paint"),
    largest: value("largest-contentful-paint"),
    blocked: value("total-blocking-time"),
    bytes: value("total-byte-weight"),
  }));
}
