// The schema viewer skips a level of heading (h1, then h3 and h4) and leaves its introduction outside every landmark.
const viewer = document.getElementById("swagger-ui");

function mend() {
  for (const heading of viewer.querySelectorAll("h3.opblock-tag:not([aria-level]), .models h4:not([aria-level])")) {
    heading.setAttribute("role", "heading");
    heading.setAttribute("aria-level", "2");
  }
  const introduction = viewer.querySelector(".information-container:not([role])");
  introduction?.setAttribute("role", "region");
  introduction?.setAttribute("aria-label", "About this interface");
}

new MutationObserver(mend).observe(viewer, { childList: true, subtree: true });
