// A screen that follows a running meeting: <div data-follow="/meetings/3/now/?item=7" data-mark="…"> with a checkbox and
// a place for what is said. It goes where whoever runs the meeting is, and shows anew what has changed; never while
// somebody is typing. What this person may not know is not sent.

const EVERY = 4000;
const SWITCH = "fortnight.follow";
const UNSAVED = "[data-autosave-status]:is([data-state=saving], [data-state=waiting], [data-state=refused])";

function remembered() {
  try { return sessionStorage.getItem(SWITCH) !== "off"; } catch { return true; }
}

function remember(on) {
  try { sessionStorage.setItem(SWITCH, on ? "on" : "off"); } catch { /* a browser that keeps nothing: for this page */ }
}

function isTyping() {
  const active = document.activeElement;
  const writes = active && active.matches("textarea, select, input:not([type=checkbox], [type=radio])");
  return Boolean(writes || document.querySelector(UNSAVED));
}

class Follow {
  constructor(place) {
    this.place = place;
    this.said = place.querySelector("[role=status]");
    this.toggle = place.querySelector("input[type=checkbox]");
    this.toggle.checked = remembered();
    this.toggle.addEventListener("change", () => { remember(this.toggle.checked); this.ask(); });
    this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), EVERY);
  }

  async ask() {
    if (document.visibilityState === "visible") {
      try {
        const answer = await fetch(this.place.dataset.follow, { credentials: "same-origin", redirect: "manual", headers: { "X-Requested-With": "fetch" } });
        if (answer.ok) this.hear(await answer.json());
        else if (answer.type === "opaqueredirect" || answer.status < 500) window.location.reload(); // the page says why
      } catch { this.say("No connection: this screen stands still."); }
    }
    this.later();
  }

  hear({ at, elsewhere, mark }) {
    const moves = this.toggle.checked && at && at !== window.location.pathname;
    const changed = mark !== this.place.dataset.mark;
    if ((moves || changed) && isTyping()) this.say("The meeting has gone on. This screen follows when you have finished typing.");
    else if (moves) window.location.assign(at);
    else if (changed) window.location.reload();
    else this.say(elsewhere ? "The meeting is at an item that is not for you." : "");
  }

  say(sentence) {
    if (this.said.textContent !== sentence) this.said.textContent = sentence;
  }
}

document.querySelectorAll("[data-follow]").forEach((place) => new Follow(place));
