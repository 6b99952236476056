/* A plain text area: input methods, undo and the Tab key work as everywhere. */

const ROWS = 20; // at most; it can be dragged larger

/** Return an editor of `code`; Ctrl+Enter or Command+Enter calls `run`. */
export function editor(code, label, run) {
  const text = document.createElement("textarea");
  const rows = Math.min(ROWS, code.split("\n").length + 1);
  Object.assign(text, { value: code, spellcheck: false, rows });
  for (const name of ["autocapitalize", "autocomplete", "autocorrect"]) {
    text.setAttribute(name, "off");
  }
  text.setAttribute("aria-label", label);
  text.addEventListener("keydown", (event) => {
    const chord = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (!chord || event.isComposing) return;
    event.preventDefault();
    run();
  });
  return text;
}
