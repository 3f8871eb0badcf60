// Saves a form as it is typed.
//
//   <form data-autosave="/where/to/post"> … <div data-autosave-status><p role="status"></p></div> </form>
//
// The server answers with JSON. 200: {"saved_at": "10:42", "version": 7, "errors": {"name": "sentence"}}.
// Anything else: {"sentence": "what is wrong and what to do"}. Nothing typed is ever taken out of the page.
// The form is told: "autosavewaiting" when something could not be sent yet (kept.js keeps it), "autosaved", and
// "autosavegone" when there is nothing left to save to.

const TYPING_PAUSE = 800;
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 30000;
const ASK_AGAIN = [408, 425, 429, 500, 502, 503, 504];

class Autosave {
  constructor(form) {
    this.form = form;
    this.address = form.dataset.autosave;
    this.status = form.querySelector("[data-autosave-status]");
    this.said = this.status && (this.status.querySelector("[role=status]") || this.status);
    this.timer = 0;
    this.retryAfter = FIRST_RETRY;
    this.sending = false;
    this.chosen = false;
    this.submitting = false;
    this.savedAs = this.snapshot();
    form.addEventListener("input", () => this.soon());
    form.addEventListener("change", () => this.soon(0));
    form.addEventListener("focusout", () => this.soon(0));
    form.addEventListener("rowschanged", () => this.soon(0));
    form.addEventListener("savenow", () => this.now());
    form.addEventListener("submit", () => { this.submitting = true; clearTimeout(this.timer); });
    window.addEventListener("online", () => this.soon(0));
    window.addEventListener("pageshow", () => { this.submitting = false; });
    window.addEventListener("pagehide", () => this.lastChance());
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.lastChance(); });
    window.addEventListener("beforeunload", (event) => { if (this.isUnsaved() && !this.submitting) event.preventDefault(); });
  }

  fields() {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) if (typeof value === "string") fields.append(name, value);
    return fields;
  }

  // What counts as a change: not the token, the version or what was seen, which come from the server.
  snapshot() {
    const fields = this.fields();
    fields.delete("csrfmiddlewaretoken");
    fields.delete("version");
    fields.delete("seen");
    return fields.toString();
  }

  isUnsaved() { return this.snapshot() !== this.savedAs; }

  // Somebody has chosen between two words: sent even if no field changed, and after what is being sent already.
  now() {
    this.chosen = this.sending;
    this.savedAs = "";
    this.soon(0);
  }

  soon(pause = TYPING_PAUSE) {
    if (!this.isUnsaved()) return;
    if (this.retryAfter > FIRST_RETRY || !navigator.onLine) this.tell("autosavewaiting");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  request(keepalive) {
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]");
    return fetch(this.address, {
      method: "POST",
      body: this.fields(),
      credentials: "same-origin",
      redirect: "manual",
      keepalive,
      headers: { "X-CSRFToken": token ? token.value : "", "X-Requested-With": "fetch", Accept: "application/json" },
    });
  }

  async save() {
    if (this.sending || this.submitting || !this.isUnsaved()) return;
    this.sending = true;
    const sent = this.snapshot();
    this.say("saving", "Saving…");
    try {
      const answer = await this.request(false);
      await this.hear(answer, sent);
    } catch {
      this.again("Not saved yet: no connection. We will try again. Keep this page open.");
    } finally {
      this.sending = false;
    }
    if (this.chosen) this.now();
    else if (this.isUnsaved() && this.retryAfter === FIRST_RETRY && this.snapshot() !== sent) this.soon();
  }

  async hear(answer, sent) {
    const signedOut = answer.type === "opaqueredirect" || answer.status === 401;
    if (signedOut) {
      this.again("Not saved: you have been signed out. Sign in again in another tab; what you typed here is then saved.");
      return;
    }
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) {
      this.savedAs = sent;
      this.retryAfter = FIRST_RETRY;
      const version = this.form.querySelector("[name=version]");
      if (version && told.version !== undefined) version.value = told.version;
      this.showErrors(told.errors || {});
      this.say("saved", `Saved at ${told.saved_at || clock()}`);
      this.tell("autosaved", { ...told, sent });
    } else if (ASK_AGAIN.includes(answer.status)) {
      this.again("Not saved yet: the service did not answer. We will try again. Keep this page open.");
    } else {
      if (answer.status === 410) this.tell("autosavegone");
      this.say("refused", told.sentence || "Not saved. Copy what you typed, then load this page again.");
    }
  }

  again(sentence) {
    this.say("waiting", sentence);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), this.retryAfter);
    this.retryAfter = Math.min(this.retryAfter * 2, LONGEST_RETRY);
    this.tell("autosavewaiting");
  }

  tell(name, detail) { this.form.dispatchEvent(new CustomEvent(name, { bubbles: true, detail })); }

  // The page goes away: a request that outlives it. It may be refused for its size (64 kB), then the warning stands.
  lastChance() {
    if (this.submitting || this.sending || !this.isUnsaved()) return;
    const sent = this.snapshot();
    this.request(true).then((answer) => this.hear(answer, sent)).catch(() => {});
  }

  showErrors(errors) {
    this.form.querySelectorAll("[data-autosave-error]").forEach((shown) => shown.remove());
    for (const [name, sentence] of Object.entries(errors)) {
      const field = this.form.elements[name];
      const control = field instanceof RadioNodeList ? field[0] : field;
      const group = control && control.closest(".govuk-form-group");
      if (!group || control === document.activeElement || group.querySelector(".govuk-error-message")) continue;
      const shown = document.createElement("p");
      shown.className = "govuk-error-message";
      shown.dataset.autosaveError = "";
      shown.textContent = [].concat(sentence).join(" ");
      const label = group.querySelector("label, legend");
      if (label) label.after(shown); else group.prepend(shown);
    }
  }

  say(state, sentence) {
    if (!this.status) return;
    this.status.dataset.state = state;
    // "Saving…" is for the eye only: spoken after each pause it would drown what is being typed.
    if (this.said.textContent !== sentence) this.said.textContent = sentence;
  }
}

function clock() {
  return new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

// Once every module has run: addrow.js takes spare rows away, which is not something somebody typed.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("form[data-autosave]").forEach((form) => new Autosave(form));
});
