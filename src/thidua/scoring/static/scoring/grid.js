"use strict";
/* The verifier's grid: arrows move, Enter opens, space ticks, a pasted block goes to its preview. Works without this too. */
(() => {
  const grid = document.querySelector("[data-grid]");
  if (!grid) return;
  const rows = [...grid.tBodies[0].rows];
  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function place(element) {
    const cell = element.closest("td");
    return cell && { row: rows.indexOf(cell.parentElement), column: cell.cellIndex };
  }

  function reach(row, column, [down, right]) {
    for (let r = row + down, c = column + right; rows[r]?.cells[c]; r += down, c += right) {
      const link = rows[r].cells[c].querySelector("a");
      if (link) return link;
    }
    return null;
  }

  grid.addEventListener("keydown", (event) => {
    const at = place(event.target);
    if (!at || event.altKey || event.ctrlKey || event.metaKey) return;
    const box = event.target.closest("td").querySelector("input[type=checkbox]");
    if (moves[event.key]) {
      const next = reach(at.row, at.column, moves[event.key]);
      if (next) { event.preventDefault(); next.focus(); }
    } else if (event.key === " " && event.target !== box && box) {
      event.preventDefault();
      box.checked = !box.checked;
    }
  });

  grid.addEventListener("paste", (event) => {
    const at = place(event.target);
    const form = document.querySelector("form[data-paste]");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!at || !form || !text.trim()) return;
    event.preventDefault();
    form.elements["khoi"].value = text;
    form.elements["don-vi"].value = rows[at.row].cells[0].dataset.code;
    form.elements["tieu-chi"].value = grid.tHead.rows[0].cells[at.column].dataset.code;
    form.requestSubmit();
  });

  /* The line that was opened beside the grid gets the focus, so that the keyboard goes on there. */
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "dong-dang-xem") return;
    event.detail.target.setAttribute("tabindex", "-1");
    event.detail.target.focus();
    event.detail.target.scrollIntoView({ block: "nearest" });
  });
})();
