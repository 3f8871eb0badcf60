// Two small things for families that may be known.
// 1. What an autosave found out about a family like the one being typed is shown in [data-known].
// 2. <form data-find="id of the results">: results are brought as one types; without JavaScript the button does it.

document.addEventListener("autosaved", (event) => {
  const box = document.querySelector("[data-known]");
  const found = event.detail.known;
  if (!box || found === undefined || box.dataset.shown === found) return;
  box.dataset.shown = found;
  box.innerHTML = found;
});

for (const form of document.querySelectorAll("form[data-find]")) {
  const results = document.getElementById(form.dataset.find);
  let timer = 0;
  let latest = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const mine = ++latest;
      const asked = new URLSearchParams(new FormData(form));
      try {
        const answer = await fetch(`${form.getAttribute("action")}?${asked}`, {
          credentials: "same-origin",
          redirect: "manual",
          headers: { "X-Requested-With": "fetch" },
        });
        if (answer.ok && mine === latest) results.innerHTML = await answer.text();
      } catch {
        // No connection: the button still works when it is back.
      }
    }, 300);
  });
}
