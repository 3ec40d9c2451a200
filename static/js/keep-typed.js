// <form data-keep-typed="address">: what is typed is sent there a moment later, so that a lost connection loses nothing.
const WAIT = 2000;

for (const form of document.querySelectorAll("form[data-keep-typed]")) {
  const status = form.querySelector("[data-kept]");
  let timer;
  let sent = "";
  const keep = async () => {
    const typed = new FormData(form);
    const text = [...typed.values()].join("\n");
    if (text === sent) return;
    try {
      const answer = await fetch(form.dataset.keepTyped, { method: "POST", body: typed });
      if (!answer.ok) return;
      const { kept, taken } = await answer.json();
      sent = text;
      status.textContent = taken ? `${taken} ${kept}` : kept;
    } catch {
      timer = setTimeout(keep, WAIT * 5); // away for now; the words are still in the form
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT);
  });
}
