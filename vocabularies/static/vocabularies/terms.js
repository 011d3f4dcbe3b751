// <terms-filter>: a filter box above a list of checkboxes. Without JavaScript the list is whole.

const fold = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

class TermsFilter extends HTMLElement {
  connectedCallback() {
    if (this.querySelector(".terms__filter")) return;
    this.items = [...this.querySelectorAll("[data-words]")];
    if (this.items.length < 8) return;
    this.words = this.items.map((item) => fold(item.dataset.words));
    this.box = document.createElement("input");
    this.box.type = "search";
    this.box.className = "terms__filter";
    this.box.placeholder = this.dataset.filterLabel;
    this.box.setAttribute("aria-label", this.dataset.filterLabel);
    this.box.addEventListener("input", () => this.filter());
    this.box.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    this.status = document.createElement("p");
    this.status.className = "terms__count";
    this.status.setAttribute("role", "status");
    this.addEventListener("change", () => this.count());
    this.prepend(this.box, this.status);
    this.count();
  }

  filter() {
    const wanted = fold(this.box.value).split(" ").filter(Boolean);
    let shown = 0;
    this.items.forEach((item, place) => {
      item.hidden = !wanted.every((word) => this.words[place].includes(word));
      if (!item.hidden) shown += 1;
    });
    this.count(shown);
  }

  count(shown = 1) {
    const chosen = this.querySelectorAll("input:checked").length;
    const empty = shown ? "" : ` · ${this.dataset.emptyLabel}`;
    this.status.textContent = `${this.dataset.countLabel}: ${chosen}${empty}`;
  }
}

customElements.define("terms-filter", TermsFilter);
