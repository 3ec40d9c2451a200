// <form data-draft="address" data-draft-kept="Kept."> with [data-draft-status]: what is typed reaches the server within
// five seconds, also while one goes on typing, and when the page is left.
const WAIT = 3000; // milliseconds after the first letter that is not kept yet
const timers = new WeakMap();
const unsaved = new Set();

const words = (form) => {
  const data = new FormData(form);
  data.delete("files");
  return data;
};

const keep = async (form) => {
  clearTimeout(timers.get(form));
  timers.delete(form);
  if (!unsaved.delete(form)) return;
  const answer = await fetch(form.dataset.draft, { method: "POST", body: words(form), keepalive: true }).catch(() => null);
  const status = form.querySelector("[data-draft-status]");
  if (answer?.ok) {
    if (status) status.textContent = form.dataset.draftKept;
  } else if (answer?.status === 413) {
    if (status) status.textContent = await answer.text();
  } else {
    remember(form);
  }
};

const remember = (form) => {
  unsaved.add(form);
  if (!timers.has(form)) timers.set(form, setTimeout(() => keep(form), WAIT));
};

const forget = (form) => {
  clearTimeout(timers.get(form));
  timers.delete(form);
  unsaved.delete(form);
};

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-draft]");
  if (form && event.target.type !== "file") remember(form);
});
document.addEventListener("submit", (event) => forget(event.target));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") unsaved.forEach(keep);
});
