// The schema viewer skips a level of heading (h1, then h3 and h4) and calls two parts of the page by one name.
const viewer = document.getElementById("swagger-ui");

function mend() {
  for (const heading of viewer.querySelectorAll("h3.opblock-tag:not([aria-level]), .models h4:not([aria-level])")) {
    heading.setAttribute("role", "heading");
    heading.setAttribute("aria-level", "2");
  }
  viewer.querySelectorAll("section:not([aria-label])").forEach((section, index) => {
    section.setAttribute("aria-label", `Part ${index + 1}`);
  });
}

new MutationObserver(mend).observe(viewer, { childList: true, subtree: true });
