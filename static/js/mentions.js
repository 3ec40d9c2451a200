// <form data-mentions="/en/t/abc/people/" data-mentions-label="People and tables"> around a textarea named "body": after an
// @ the people and tables that can be called are offered below it, as in the search field (suggest.js, whose class this
// builds on). A textarea stays a text box: it has no aria-expanded, the status says how many there are.
const CALLED = /(?:^|[^\p{L}\p{N}_@])@([^@\n]{0,40})$/u;

class Mentions extends Suggestions {
  roles() {
    return [["aria-autocomplete", "list"], ["aria-haspopup", "listbox"], ["aria-controls", this.list.id]];
  }

  place() {
    return this.input.parentElement;
  }

  called() {
    return CALLED.exec(this.input.value.slice(0, this.input.selectionStart))?.[1];
  }

  isShort() {
    return this.called() === undefined;
  }

  address() {
    const address = new URL(this.input.form.dataset.mentions, location.href);
    address.searchParams.set("q", this.called() ?? "");
    return address;
  }

  // Enter ends a line here unless somebody was chosen; arrows move in the text unless the list is open.
  press(event) {
    if (!this.list.hidden || event.key === "Tab") super.press(event);
  }

  take(number) {
    const { text } = this.found[number];
    const end = this.input.selectionStart;
    const start = end - (this.called() ?? "").length;
    this.close();
    this.input.setRangeText(`${text} `, start, end, "end");
    this.input.focus();
    this.input.dispatchEvent(new Event("input", { bubbles: true })); // so that the draft is kept
    this.close();
  }
}

document.addEventListener("focusin", ({ target }) => {
  if (!target.matches?.("form[data-mentions] textarea[name=body]") || target.dataset.suggestLabel) return;
  target.dataset.suggestLabel = target.form.dataset.mentionsLabel;
  new Mentions(target);
});
