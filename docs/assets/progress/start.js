/* Loads what a page needs of the reader's progress, and nothing on pages that need none. */
for (const [name, module] of [
  ["read", "./mark.js"], ["progress", "./panel.js"], ["plan", "../plan/page.js"],
]) {
  for (const place of document.querySelectorAll(`[data-${name}]`)) (await import(module)).start(place);
}
