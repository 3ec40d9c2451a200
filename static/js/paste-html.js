// <form data-paste-html="field">: what is pasted from Word or a page keeps its headings; the server shows and cleans it.
for (const form of document.querySelectorAll("form[data-paste-html]")) {
  const field = form.elements[form.dataset.pasteHtml];
  field.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html");
    if (!html) return;
    event.preventDefault();
    const body = new DOMParser().parseFromString(html, "text/html").body; // nothing in it runs or loads
    for (const gone of body.querySelectorAll("script, style, meta, link, img")) gone.remove();
    field.setRangeText(body.innerHTML, field.selectionStart, field.selectionEnd, "end");
  });
}
