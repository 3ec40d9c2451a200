// <a href="..." data-copy-link data-copied="The address is copied.">: the link still works; with scripts it also offers to copy.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy-link]");
  if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.replaceState(null, "", link.href);
  await navigator.clipboard.writeText(link.href);
  const note = document.createElement("span");
  note.setAttribute("role", "status");
  note.textContent = link.dataset.copied;
  link.after(note);
  setTimeout(() => note.remove(), 4000);
});
