// Search fields with suggestions: a combobox with a list (ARIA 1.2). htmx fetches the list.
"use strict";

(() => {
  const listOf = (input) => document.getElementById(`${input.id}-suggestions`);
  const optionsOf = (input) => [...listOf(input).querySelectorAll("[role=option]")];

  const close = (input) => {
    listOf(input).hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    for (const option of optionsOf(input)) option.setAttribute("aria-selected", "false");
  };
  const open = (input) => {
    const options = optionsOf(input);
    if (!options.length || document.activeElement !== input) return close(input);
    listOf(input).hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  const mark = (input, step) => {
    const options = optionsOf(input);
    const now = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    // One place more than there are options: the field itself, with what was typed.
    const places = options.length + 1;
    const next = (((now < 0 ? options.length : now) + step) % places + places) % places;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === next)));
    if (next === options.length) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[next].id);
    options[next].scrollIntoView({ block: "nearest" });
  };
  const chosen = (input) => optionsOf(input).find((option) => option.getAttribute("aria-selected") === "true");
  const follow = (option) => location.assign(option.dataset.url);

  const onKey = (event) => {
    const input = event.target;
    const isOpen = !listOf(input).hidden;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!isOpen) open(input);
      if (listOf(input).hidden) return;
      event.preventDefault();
      mark(input, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && isOpen && chosen(input)) {
      event.preventDefault();
      follow(chosen(input));
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      close(input);
    }
  };

  const prepare = (input) => {
    const list = listOf(input);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.addEventListener("keydown", onKey);
    input.addEventListener("blur", () => close(input));
    // The field keeps the focus while an option is pressed.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) follow(option);
    });
    list.addEventListener("htmx:afterSwap", () => {
      optionsOf(input).forEach((option, place) => { option.id = `${list.id}-${place}`; });
      open(input);
    });
  };
  for (const input of document.querySelectorAll("[data-finder]")) prepare(input);
})();
