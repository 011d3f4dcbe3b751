// Small conveniences. Every page works without them.
"use strict";

(() => {
  const closeOthers = (open) => {
    for (const details of document.querySelectorAll("[data-dropdown][open]")) {
      if (details !== open) details.open = false;
    }
  };
  document.addEventListener("click", (event) => {
    closeOthers(event.target.closest("[data-dropdown]"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("[data-dropdown][open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  const copyLink = async (item) => {
    const label = item.querySelector("[data-done]");
    await navigator.clipboard.writeText(new URL(item.dataset.copy || location.href, location.href).href);
    label.textContent = label.dataset.done;
  };
  const prepare = (root) => {
    for (const item of root.querySelectorAll("[data-copy]")) {
      if (!navigator.clipboard || !item.hidden) continue;
      item.hidden = false;
      item.querySelector("button").addEventListener("click", () => copyLink(item));
    }
    for (const item of root.querySelectorAll("[data-print]")) {
      if (!item.hidden) continue;
      item.hidden = false;
      item.querySelector("button").addEventListener("click", () => window.print());
    }
    root.querySelector("[data-focus]")?.focus();
  };
  prepare(document);
  document.addEventListener("htmx:afterSwap", (event) => prepare(event.target));
})();
