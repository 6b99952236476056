/* Gives names and keyboard ways to what the theme makes without them: the search dialog, the
   marks in code, and code and tables wider than the window. */

const named = {
  ".md-search[role=dialog]": (dialog) => dialog.querySelector("input").getAttribute("aria-label"),
  ".md-annotation__index": (mark) => `(${mark.firstElementChild.dataset.mdAnnotationId})`,
};

/** Whatever scrolls sideways can be scrolled by keyboard. Read first, then written: a long page
    is laid out once. */
const sizes = new ResizeObserver((entries) => {
  const found = entries.map(({ target }) => [target, target.scrollWidth > target.clientWidth]);
  for (const [each, scrolls] of found) {
    if (scrolls) each.tabIndex = 0;
    else each.removeAttribute("tabindex");
  }
});

function attend(root) {
  for (const [kind, name] of Object.entries(named)) {
    for (const each of root.querySelectorAll(kind)) each.setAttribute("aria-label", name(each));
  }
  // The buttons beside a block of code are no landmark of the page.
  for (const each of root.querySelectorAll(".md-code__nav")) each.setAttribute("role", "none");
  for (const wide of root.querySelectorAll(".md-typeset__scrollwrap, pre > code")) sizes.observe(wide);
}

attend(document);
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) if (node.parentElement) attend(node.parentElement);
  }
}).observe(document.querySelector(".md-content") ?? document.body, { childList: true, subtree: true });
