/* Material searches on keyup. This makes every way of putting text into the box search, loads
   the index when the box gets the focus, and keeps the Enter that confirms a conversion from
   opening a result. */
(() => {
  const input = document.querySelector("[data-md-component=search-query]");
  if (!input) return;
  const search = () => input.dispatchEvent(new Event("keyup"));

  input.addEventListener("input", search);
  input.addEventListener("compositionend", search);

  /** A query of one blank finds nothing and loads the index. */
  input.addEventListener("focus", () => {
    if (input.value) return;
    input.value = " ";
    search();
    input.value = "";
    search();
  }, { once: true });

  /** WebKit ends the composition before this Enter arrives, and says 229 for its key. */
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
  }, { capture: true });
  input.form.addEventListener("submit", (event) => event.preventDefault());
})();
