"use strict";
// Search, the theme, and what a keyboard does. Without this script the page is whole, only not searched.
(() => {
  const root = document.documentElement, find = (id) => document.getElementById(id);
  const store = { get: (key) => { try { return localStorage.getItem(key); } catch { return null; } }, set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* some browsers keep nothing for files */ } } };

  const asked = new URLSearchParams(location.search);
  const theme = asked.get("theme") || store.get("theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  find("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    store.set("theme", root.dataset.theme);
  });

  const q = find("q");
  if (!q) return;
  const menu = find("menu"), side = find("side"), hits = find("hits"), count = find("count");
  const showMenu = (open) => { document.body.classList.toggle("open", open); menu.setAttribute("aria-expanded", String(open)); };
  menu.addEventListener("click", () => showMenu(!document.body.classList.contains("open")));

  const endpoints = [...document.querySelectorAll("section.endpoint")].map((section) => ({
    id: section.id, text: section.dataset.search, doc: section.dataset.doc,
    method: section.querySelector(".method").textContent, path: section.querySelector(".route code").textContent,
  }));

  // Every word must be there; where a name begins with it counts most.
  const score = (endpoint, words) => {
    let total = 0;
    for (const word of words) {
      if (!endpoint.text.includes(word)) return 0;
      const [resource, operation] = endpoint.id.split(".");
      total += 1;
      if (endpoint.id === word || resource === word || operation === word) total += 8;
      else if (endpoint.id.startsWith(word) || operation.startsWith(word)) total += 4;
      else if (endpoint.id.includes(word)) total += 2;
      if (endpoint.method.toLowerCase() === word) total += 3;
    }
    return total;
  };

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const marked = (parent, text, words) => {
    const lower = text.toLowerCase();
    let at = 0;
    while (at < text.length) {
      let start = -1, length = 0;
      for (const word of words) {
        const found = lower.indexOf(word, at);
        if (found >= 0 && (start < 0 || found < start)) { start = found; length = word.length; }
      }
      if (start < 0) break;
      parent.append(text.slice(at, start), element("mark", text.slice(start, start + length)));
      at = start + length;
    }
    parent.append(text.slice(at));
    return parent;
  };

  const search = () => {
    const words = q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const searching = words.length > 0;
    find("found").hidden = !searching;
    find("reference").hidden = searching;
    hits.replaceChildren();
    if (!searching) return;
    const found = endpoints.map((endpoint, index) => ({ endpoint, index, score: score(endpoint, words) })).filter((hit) => hit.score > 0);
    found.sort((a, b) => b.score - a.score || a.index - b.index);
    count.textContent = found.length === 0 ? `Nothing found for “${q.value.trim()}”` : found.length === 1 ? "1 endpoint" : `${found.length} endpoints`;
    for (const { endpoint } of found) {
      const link = element("a");
      link.href = `#${endpoint.id}`;
      const name = element("span");
      name.append(marked(element("strong"), endpoint.id, words), " ", element("code", endpoint.path));
      link.append(element("span", endpoint.method, `method ${endpoint.method.toLowerCase()}`), name, marked(element("p"), endpoint.doc, words));
      link.addEventListener("click", () => { clear(); });
      const item = element("li");
      item.append(link);
      hits.append(item);
    }
    scrollTo({ top: 0, behavior: "instant" });
  };
  const clear = () => { q.value = ""; search(); };

  // Where the address leads: its group in the contents is opened, and a folded shape unfolds.
  const arrive = () => {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const target = id && find(id);
    for (const link of side.querySelectorAll("[aria-current]")) link.removeAttribute("aria-current");
    if (!target) return;
    if (!find("found").hidden) clear();
    for (let outer = target; outer; outer = outer.parentElement) if (outer.tagName === "DETAILS") outer.open = true;
    const link = [...side.querySelectorAll("a")].find((one) => one.hash === `#${id}`);
    if (link) {
      link.setAttribute("aria-current", "location");
      const group = link.closest("details");
      if (group) group.open = true;
      const box = link.getBoundingClientRect(), frame = side.getBoundingClientRect();
      if (box.top < frame.top || box.bottom > frame.bottom) side.scrollTop += box.top - frame.top - frame.height / 3;
    }
    target.scrollIntoView({ behavior: "instant" });
    showMenu(false);
  };

  q.addEventListener("input", search);
  q.addEventListener("keydown", (event) => {
    const first = hits.querySelector("a");
    if (event.key === "Escape") { clear(); q.blur(); }
    else if (event.key === "ArrowDown" && first) { first.focus(); event.preventDefault(); }
    else if (event.key === "Enter" && first) first.click();
  });
  hits.addEventListener("keydown", (event) => {
    const item = event.target.closest("li");
    if (!item) return;
    const next = event.key === "ArrowDown" ? item.nextElementSibling : event.key === "ArrowUp" ? item.previousElementSibling : null;
    if (next) next.querySelector("a").focus();
    else if (event.key === "ArrowUp" || event.key === "Escape") q.focus();
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { q.focus(); event.preventDefault(); }
  });

  for (const block of document.querySelectorAll(".code")) {
    const button = element("button", "Copy", "copy");
    button.type = "button";
    button.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(block.querySelector("code").textContent); button.textContent = "Copied"; } catch { button.textContent = "Not allowed here"; }
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
    block.append(button);
  }

  addEventListener("hashchange", arrive);
  q.value = asked.get("q") || "";
  search();
  if (!q.value) arrive();
})();
