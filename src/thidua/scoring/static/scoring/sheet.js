"use strict";
/* A score sheet works without this file: one form saves all of it. Here every row saves itself and the keyboard moves. */
(() => {
  document.querySelectorAll("[data-row-form]").forEach((box) => {
    if (document.getElementById(box.dataset.rowForm)) box.setAttribute("form", box.dataset.rowForm);
  });
  document.querySelectorAll("[data-save-all]").forEach((place) => { place.hidden = true; });
  document.querySelectorAll(".only-script").forEach((place) => place.classList.remove("only-script"));

  const reasonOf = (form) => document.getElementById(form.id.replace(/^dong-/, "ly-do-"));

  /* Why a row was not saved, as the server put it: faults, or what somebody else put in meanwhile. */
  document.addEventListener("autosave:refused", (event) => {
    const place = reasonOf(event.target);
    if (place) place.innerHTML = event.detail.said.html ?? "";
  });
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.id.startsWith("dong-")) reasonOf(form)?.replaceChildren();
  });

  /* The line is back: rows that could not be sent are sent again. */
  window.addEventListener("online", () => {
    document.querySelectorAll("form[id^='dong-'][data-dirty]").forEach((form) => {
      form.elements[0]?.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });

  /* Enter and the arrows go to the box above or below. */
  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (!box.matches?.(".sheet-grid [data-box]") || event.altKey || event.ctrlKey || event.metaKey) return;
    const arrows = box.tagName === "SELECT" ? {} : { ArrowDown: 1, ArrowUp: -1 };
    const step = event.key === "Enter" ? (event.shiftKey ? -1 : 1) : arrows[event.key];
    if (!step) return;
    event.preventDefault();
    const boxes = [...box.closest(".sheet-grid").querySelectorAll("[data-box]")];
    boxes[boxes.indexOf(box) + step]?.focus();
  });
})();
