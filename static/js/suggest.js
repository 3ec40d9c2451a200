// <input type="search" data-suggest="/api/suggest/?ui=sr" data-suggest-label="Suggestions">: a combobox with a list
// below it (WAI-ARIA: editable, list autocomplete, manual selection). Without scripts it is a plain search field.
const PAUSE = 120;
const SHORTEST = 2;

class Suggestions {
  constructor(input) {
    this.input = input;
    this.active = -1;
    this.found = [];
    this.list = Object.assign(document.createElement("ul"), { id: `${input.id}-suggestions`, className: "suggestions", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset.suggestLabel);
    this.status = Object.assign(document.createElement("span"), { className: "visually-hidden" });
    this.status.setAttribute("role", "status");
    for (const [name, value] of this.roles()) input.setAttribute(name, value);
    this.place().classList.add("suggesting");
    this.place().append(this.list, this.status);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take([...this.list.children].indexOf(option));
    });
  }

  roles() {
    return [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", this.list.id]];
  }

  place() {
    return this.input.form;
  }

  isShort() {
    return this.input.value.trim().length < SHORTEST;
  }

  address() {
    const address = new URL(this.input.dataset.suggest, location.href);
    address.searchParams.set("q", this.input.value);
    return address;
  }

  wait() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.isShort()) this.close();
    else this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.asking = new AbortController();
    try {
      const answer = await fetch(this.address(), { signal: this.asking.signal });
      if (answer.ok && document.activeElement === this.input) this.show(await answer.json());
    } catch {
      this.close(); // the search itself works without
    }
  }

  show({ suggestions, message }) {
    this.found = suggestions;
    this.list.replaceChildren(...suggestions.map((suggestion, number) => this.option(suggestion, number)));
    this.open(suggestions.length > 0);
    this.mark(-1);
    this.status.textContent = message;
  }

  option({ text, lang, label, label_lang: labelLang }, number) {
    const option = Object.assign(document.createElement("li"), { id: `${this.list.id}-${number}` });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const words = Object.assign(document.createElement("span"), { textContent: text });
    const kind = Object.assign(document.createElement("span"), { textContent: label, className: "suggestion-kind" });
    if (lang) words.lang = lang;
    if (labelLang) kind.lang = labelLang;
    option.append(words, " ", kind);
    return option;
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    if (this.input.hasAttribute("aria-expanded")) this.input.setAttribute("aria-expanded", String(isOpen));
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.open(false);
    this.mark(-1);
    this.status.textContent = "";
  }

  mark(number) {
    this.active = number;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
    const option = this.list.children[number];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  press(event) {
    if (event.isComposing) return;
    const count = this.found.length;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      if (this.list.hidden) return this.open(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than there are suggestions: the field itself stands between the last and the first.
      this.mark(((this.active + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && !this.list.hidden && this.active >= 0) {
      event.preventDefault();
      this.take(this.active);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault(); // the first one closes the list, the next one empties the field
      this.close();
    } else if (event.key === "Tab") {
      this.close();
    }
  }

  take(number) {
    const { url, completes } = this.found[number];
    this.close();
    if (!completes) return location.assign(url);
    this.input.value = completes;
    this.input.focus();
  }
}

document.querySelectorAll("input[data-suggest]").forEach((input) => new Suggestions(input));
