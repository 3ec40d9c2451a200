// A refused form (422) comes back with its errors: htmx shows it in place, as the page without scripts does.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// After a fragment arrived the reader's place is its error summary, if it has one.
document.addEventListener("htmx:afterSwap", (event) => {
  event.detail.target.querySelector("[data-error-summary]")?.focus();
});
