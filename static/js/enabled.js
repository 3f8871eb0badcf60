// The first thing in the body: styles and GOV.UK's components may then rely on JavaScript being there.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
