// Runs before the page is drawn: styles may then rely on JavaScript being there.
document.documentElement.classList.add("js-enabled");
document.addEventListener("DOMContentLoaded", function () {
  document.body.classList.add("js-enabled");
  if ("noModule" in HTMLScriptElement.prototype) { document.body.classList.add("govuk-frontend-supported"); }
});
