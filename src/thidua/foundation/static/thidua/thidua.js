"use strict";
/* Small comforts only: every page works without this file. */
(() => {
  const words = document.documentElement.dataset;

  /* A form that is just saving itself goes off when that is done: otherwise it would meet its own newer edition. */
  const leaving = new WeakMap();
  document.addEventListener("submit", (event) => {
    if (!event.target.dataset.saving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    leaving.set(event.target, event.submitter);
  });

  /* data-confirm: ask once more before a form that cannot be undone goes off. */
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  /* data-select-all: fill-in boxes are selected when the keyboard reaches them. */
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("[data-select-all] input[type=text], [data-select-all] input[inputmode]")) event.target.select();
  });

  /* An open menu closes with Escape and when one goes elsewhere. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  /* Anything that takes over a second says that it is being done. */
  const busy = document.getElementById("dang-lam");
  let soon = 0;
  const begin = () => { window.clearTimeout(soon); soon = window.setTimeout(() => { busy.textContent = words.busy; }, 1000); };
  const end = () => { window.clearTimeout(soon); busy.textContent = ""; };
  document.addEventListener("submit", (event) => { if (!event.defaultPrevented) begin(); });
  document.addEventListener("htmx:beforeRequest", begin);
  document.addEventListener("htmx:afterRequest", end);
  window.addEventListener("pageshow", end);

  /* data-autosave: the form posts itself when a field is left or typing pauses, and says when it did. */
  const waiting = new WeakMap();
  const pause = 1500;

  function tell(form, text, bad) {
    const place = form.querySelector("[data-saved]");
    if (!place) return;
    place.textContent = text;
    place.classList.toggle("bad", Boolean(bad));
  }

  async function save(form) {
    window.clearTimeout(waiting.get(form));
    if (form.dataset.saving) { form.dataset.again = "yes"; return; }
    form.dataset.saving = "yes";
    tell(form, words.saving);
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Autosave": "1", Accept: "application/json" },
        credentials: "same-origin",
      });
      await told(form, answer);
    } catch {
      tell(form, words.offline, true);
    } finally {
      delete form.dataset.saving;
      const again = form.dataset.again;
      delete form.dataset.again;
      if (leaving.has(form)) {
        const button = leaving.get(form);
        leaving.delete(form);
        form.requestSubmit(button);
      } else if (again) save(form);
    }
  }

  async function told(form, answer) {
    const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    if (answer.redirected && !said.saved) { tell(form, words.signedOut, true); return; }
    if (!answer.ok) {
      const sentence = said.sentence ?? (answer.status === 409 ? words.conflict : words.notSaved);
      tell(form, sentence, true);
      form.dispatchEvent(new CustomEvent("autosave:refused", { bubbles: true, detail: { status: answer.status, said } }));
      return;
    }
    for (const [name, edition] of Object.entries(said.editions ?? {})) {
      const field = form.elements.namedItem(name);
      if (field) field.value = edition;
    }
    for (const [id, text] of Object.entries(said.texts ?? {})) {
      const place = document.getElementById(id);
      if (place) place.textContent = text;
    }
    delete form.dataset.dirty;
    tell(form, `${words.saved} ${said.saved ?? ""}`.trim());
  }

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.hasAttribute("data-autosave")) return;
    form.dataset.dirty = "yes";
    window.clearTimeout(waiting.get(form));
    waiting.set(form, window.setTimeout(() => save(form), pause));
  });
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.hasAttribute("data-autosave") && event.target.type !== "file") save(form);
  });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    window.clearTimeout(waiting.get(event.target));
    delete event.target.dataset.dirty;
  });
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-autosave][data-dirty]")) event.preventDefault();
  });
})();
