// Result lists: filters that stay open while results change, and a field to filter long lists.
"use strict";

(() => {
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const filter = (field) => {
    const wanted = folded(field.value.trim());
    const facet = field.closest("fieldset");
    for (const item of facet.querySelectorAll("li")) {
      item.hidden = wanted !== "" && !folded(item.textContent).includes(wanted);
    }
    if (wanted) for (const inner of facet.querySelectorAll("details")) inner.open = true;
  };
  const prepare = () => {
    for (const holder of document.querySelectorAll("[data-filter][hidden]")) {
      const field = holder.querySelector("input");
      holder.hidden = false;
      field.addEventListener("input", () => filter(field));
      // Not a choice: results stay as they are.
      field.addEventListener("change", (event) => event.stopPropagation());
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter") event.preventDefault();
      });
    }
  };
  prepare();

  let states = new Map();
  let scrolled = 0;
  document.addEventListener("htmx:beforeSwap", () => {
    states = new Map([...document.querySelectorAll("#list details[id]")].map((item) => [item.id, item.open]));
    scrolled = document.getElementById("facets")?.scrollTop ?? 0;
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const [id, open] of states) {
      const item = document.getElementById(id);
      if (item) item.open = open;
    }
    const drawer = document.getElementById("facets");
    if (drawer) drawer.scrollTop = scrolled;
    states = new Map();
    prepare();
  });
  // An address without empty parts is easier to share.
  document.addEventListener("htmx:configRequest", (event) => {
    const sent = event.detail.formData;
    for (const [name, value] of [...sent]) if (value === "") sent.delete(name);
  });
  const current = document.querySelector(".tabs [aria-current]");
  const tabs = current?.closest(".tabs");
  if (tabs && tabs.scrollWidth > tabs.clientWidth) current.scrollIntoView({ block: "nearest", inline: "center" });
})();
