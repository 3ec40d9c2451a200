// Menus of the bar close with Escape, and when the reader goes elsewhere on the page.
const pops = () => document.querySelectorAll("details.pop[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  pops().forEach((pop) => {
    const held = pop.contains(document.activeElement);
    pop.open = false;
    if (held) pop.querySelector("summary").focus();
  });
});

document.addEventListener("click", (event) => {
  pops().forEach((pop) => { if (!pop.contains(event.target)) pop.open = false; });
});
