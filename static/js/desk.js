// The session desk: forms with data-desk-form are sent in the background. What cannot be sent is kept in this browser
// and sent later, in order; each carries the key that makes it count once. Without this script they are plain forms.
const desk = document.querySelector("[data-desk]");
const storeKey = `desk-${desk.dataset.desk}`;
const state = desk.querySelector("[data-desk-state]");
const list = desk.querySelector("[data-desk-queue]");
const RETRY = 10_000; // milliseconds between attempts while something waits
let isSending = false;

const read = () => {
  try { return JSON.parse(localStorage.getItem(storeKey)) ?? []; } catch { return []; }
};

// Another window of the same desk may have written meanwhile: always change what is stored now.
const change = (alter) => {
  const queue = alter(read());
  localStorage.setItem(storeKey, JSON.stringify(queue));
  show(queue);
};

const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 24);

const button = (words, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-quiet button-small";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
};

function row(entry) {
  const item = document.createElement("li");
  item.className = entry.reason ? "row desk-refused" : "row desk-waiting";
  const note = document.createElement("p");
  note.className = "kicker";
  note.textContent = entry.reason ? `${desk.dataset.refused} ${entry.reason}` : desk.dataset.waits;
  const words = document.createElement("p");
  words.textContent = entry.words;
  item.append(note, words);
  if (entry.reason) {
    item.append(
      button(desk.dataset.back, () => putBack(entry)),
      button(desk.dataset.drop, () => change((queue) => queue.filter((one) => one.key !== entry.key))),
    );
  }
  return item;
}

function show(queue = read()) {
  const waiting = queue.filter((entry) => !entry.reason).length;
  list.hidden = queue.length === 0;
  list.replaceChildren(...queue.map(row));
  if (waiting) state.textContent = `${desk.dataset.unsent} ${waiting}${navigator.onLine ? "" : `. ${desk.dataset.offline}`}`;
  else state.textContent = desk.dataset.touched ? desk.dataset.sent : "";
}

// The refused words go back where they were typed, under a new key.
function putBack(entry) {
  const form = [...desk.querySelectorAll("[data-desk-form]")].find((one) => one.action === entry.action);
  if (!form) return;
  for (const [name, value] of new URLSearchParams(entry.body)) {
    const field = form.elements[name];
    if (!field || name === "form_key") continue;
    if (field.type === "checkbox") field.checked = true;
    else field.value = value;
  }
  change((queue) => queue.filter((one) => one.key !== entry.key));
  form.querySelector("textarea, select")?.focus();
}

function remember(form) {
  const data = new FormData(form);
  data.delete("csrfmiddlewaretoken");
  const key = newKey();
  if (form.elements.form_key) data.set("form_key", key);
  const words = [...form.querySelectorAll("select, textarea, input[type=number]")]
    .map((field) => (field.tagName === "SELECT" ? field.selectedOptions[0]?.textContent : field.value).trim())
    .filter(Boolean)
    .join(" · ");
  change((queue) => [...queue, { key, action: form.action, body: new URLSearchParams(data).toString(), words }]);
}

function clear(form) {
  form.querySelectorAll("textarea, input[type=number]").forEach((field) => { field.value = ""; });
  form.querySelectorAll("input[type=checkbox]").forEach((field) => { field.checked = false; });
  (form.querySelector("textarea") ?? form.querySelector("select"))?.focus();
}

const settle = (entry, reason) => change((queue) =>
  reason === null ? queue.filter((one) => one.key !== entry.key) : queue.map((one) => (one.key === entry.key ? { ...one, reason } : one)));

// One after the other, so that the minutes keep the order of what was said.
async function send() {
  if (isSending) return;
  isSending = true;
  try {
    for (let entry = next(); entry; entry = next()) {
      if (!(await sent(entry))) break;
    }
  } finally {
    isSending = false;
  }
}

const next = () => read().find((entry) => !entry.reason);

async function sent(entry) {
  const token = desk.querySelector("[name=csrfmiddlewaretoken]").value;
  let response;
  try {
    response = await fetch(entry.action, {
      method: "POST",
      body: entry.body,
      headers: { Accept: "application/json", "X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded" },
      credentials: "same-origin",
      redirect: "manual",
    });
  } catch {
    return false; // no connection: it waits
  }
  const isData = (response.headers.get("Content-Type") ?? "").includes("application/json");
  if (response.status === 201) {
    settle(entry, null);
    arrived(entry, await response.json());
    return true;
  }
  if (isData && (response.status === 403 || response.status === 422)) {
    settle(entry, (await response.json()).reason);
    return true;
  }
  if (response.status === 403 || response.type === "opaqueredirect") state.textContent = desk.dataset.signIn;
  return false; // the portal is busy, or the person is signed out: it waits
}

// A position that was just made stands in the list, and tables can speak about it at once, also about the first one.
function lay(position, label) {
  const choice = desk.querySelector("select[name=position]");
  if ([...(choice?.options ?? [])].some((option) => option.value === String(position))) return;
  choice?.add(new Option(label, position));
  desk.querySelector("[data-desk-voice]")?.removeAttribute("hidden");
  const known = desk.querySelector("[data-desk-positions]");
  known.querySelector(".soft")?.remove();
  const one = document.createElement("li");
  one.textContent = label;
  known.prepend(one);
}

// What was noted is shown until the page is read again.
function arrived(entry, answer) {
  desk.dataset.touched = "1";
  if (answer.position_pk) lay(answer.position_pk, answer.position_label);
  const done = row({ ...entry, reason: "" });
  done.className = "row desk-done";
  done.querySelector(".kicker").textContent = answer.number ?? "";
  list.after(done);
  show();
}

desk.querySelectorAll("[data-desk-form]").forEach((form) => {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    remember(form);
    clear(form);
    send();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
});
addEventListener("online", send);
addEventListener("offline", () => show());
addEventListener("storage", (event) => { if (event.key === storeKey) show(); });
setInterval(() => { if (next()) send(); }, RETRY);
show();
send();
