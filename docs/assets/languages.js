/* Two languages: a switch that keeps the section, an offer that never forces, and both
   side by side. Without this script the links lead to the same page and section too. */
(() => {
  const here = document.documentElement.lang;
  const there = here === "ja" ? "en" : "ja";
  const anchors = "article :is(h2, h3, h4, dt)[id]:not([id^=there-])";

  const stored = {
    get(key) {
      try { return localStorage.getItem(key); } catch { return null; }
    },
    set(key, value) {
      try { localStorage.setItem(key, value); } catch { /* a private window forgets */ }
    },
  };

  /** The id of the section that stands at the top of the window, or "". */
  function currentSection() {
    const top = document.querySelector(".md-header")?.offsetHeight ?? 0;
    const passed = [...document.querySelectorAll(anchors)]
      .filter((anchor) => anchor.getBoundingClientRect().top <= top + 48);
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const inView = target?.matches(anchors)
      && target.getBoundingClientRect().top > 0
      && target.getBoundingClientRect().top < innerHeight;
    return (inView ? target : passed.at(-1))?.id ?? "";
  }

  function switches() {
    for (const link of document.querySelectorAll("a[data-language]")) {
      const ofHeading = link.classList.contains("headerlink");
      const aim = () => { if (!ofHeading) link.hash = currentSection(); };
      for (const event of ["pointerenter", "pointerdown", "focus"]) {
        link.addEventListener(event, aim);
      }
      link.addEventListener("click", () => {
        aim();
        stored.set("handbook.language", link.hreflang);
      });
    }
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, textarea, select, [contenteditable]");
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.key.toLowerCase() === "l" && plain && !typing) {
        document.querySelector("a.language[data-language]")?.click();
      }
    });
  }

  /** The page's own script shows the offer; who declines it is not asked again. */
  function offer() {
    const bar = document.querySelector("[data-language-offer]");
    bar?.querySelector("button").addEventListener("click", () => {
      stored.set("handbook.offer", "dismissed");
      bar.hidden = true;
    });
  }

  /* Side by side ------------------------------------------------------------------- */
  const shared = ".highlight, .tabbed-set, .run";

  /** Split the blocks of an article into sections by their headings. */
  function sectionsOf(article) {
    const sections = [{ id: "", blocks: [] }];
    for (const block of article.children) {
      if (/^H[1-6]$/.test(block.tagName) && block.id && block.tagName !== "H1") {
        sections.push({ id: block.id, blocks: [] });
      }
      sections.at(-1).blocks.push(block);
    }
    return sections;
  }

  /** Cut a section's blocks at code, which both languages share. */
  function runsOf(blocks) {
    const runs = [[]];
    for (const block of blocks) {
      if (block.matches(shared)) runs.push(block, []);
      else runs.at(-1).push(block);
    }
    return runs;
  }

  /** Make `block` of the other page fit to stand on this one: no id twice, links whole. */
  function adopt(block, address) {
    const copy = document.importNode(block, true);
    const all = [copy, ...copy.querySelectorAll("*")];
    const ids = all.map((element) => element.id).filter(Boolean);
    for (const style of copy.querySelectorAll("style")) {
      for (const id of ids) {
        style.textContent = style.textContent.replaceAll(`#${id}`, `#there-${id}`);
      }
    }
    for (const element of all) {
      for (const { name, value } of [...element.attributes]) {
        if (value.includes("url(#")) {
          element.setAttribute(name, value.replaceAll("url(#", "url(#there-"));
        }
      }
      if (element.id) element.id = `there-${element.id}`;
      if (element.matches("use")) {
        for (const name of ["href", "xlink:href"]) {
          const target = element.getAttribute(name);
          if (target) element.setAttribute(name, target.replace("#", "#there-"));
        }
      }
      if (element.matches("a[href]")) {
        element.href = new URL(element.getAttribute("href"), address).href;
      }
      if (element.matches("img[src]")) {
        element.src = new URL(element.getAttribute("src"), address).href;
      }
    }
    copy.querySelectorAll(".headerlink").forEach((link) => link.remove());
    return copy;
  }

  function column(language, blocks) {
    const element = document.createElement("div");
    element.lang = language;
    element.append(...blocks);
    return element;
  }

  function pair(ours, theirs, address) {
    const row = document.createElement("div");
    row.className = "side-by-side";
    const adopted = theirs.filter((block) => !block.matches(shared))
      .map((block) => adopt(block, address));
    row.append(column(here, ours), column(there, adopted));
    return row;
  }

  function paired(article, other, address) {
    const theirs = new Map(sectionsOf(other).map((s) => [s.id, s.blocks]));
    return sectionsOf(article).flatMap(({ id, blocks }) => {
      const their = theirs.get(id) ?? [];
      const [left, right] = [runsOf(blocks), runsOf(their)];
      if (left.length !== right.length) return [pair(blocks, their, address)];
      return left.flatMap((run, n) => {
        if (!Array.isArray(run)) return [run];
        return run.length || right[n].length ? [pair(run, right[n], address)] : [];
      });
    });
  }

  function sideBySide() {
    const button = document.querySelector("[data-side-by-side]");
    const article = document.querySelector("article.md-content__inner");
    const link = document.querySelector("a.language[data-language]");
    if (!button || !article || !link) return;
    let original = null;

    const show = async () => {
      const address = new URL(link.href);
      address.hash = "";
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const other = page.querySelector("article.md-content__inner");
      original = [...article.childNodes];
      article.replaceChildren(...paired(article, other, address));
    };
    const toggle = async () => {
      const section = currentSection();
      button.disabled = true;
      try {
        if (original) {
          article.replaceChildren(...original);
          original = null;
        } else {
          await show();
        }
        const on = Boolean(original);
        document.body.toggleAttribute("data-two-languages", on);
        button.setAttribute("aria-pressed", String(on));
        stored.set("handbook.two-languages", on ? "on" : "off");
        if (section) document.getElementById(section)?.scrollIntoView();
      } catch {
        const status = document.createElement("p");
        status.className = "admonition failure";
        status.setAttribute("role", "alert");
        status.textContent = button.dataset.failed;
        article.prepend(status);
        status.scrollIntoView({ block: "center" });
      } finally {
        button.disabled = false;
      }
    };
    button.hidden = false;
    button.addEventListener("click", toggle);
    if (stored.get("handbook.two-languages") === "on") toggle();
  }

  /** A wrong address under /ja/ is answered in Japanese first. */
  function notFound() {
    const [english, japanese] = document.querySelectorAll(".not-found");
    if (english && /\/ja\//.test(location.pathname)) {
      english.before(japanese);
      document.documentElement.lang = "ja";
    }
  }

  switches();
  offer();
  sideBySide();
  notFound();
})();
