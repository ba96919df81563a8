// Everything works without this: arrow keys and swipes between pictures, hearts without a reload.
"use strict";

const step = (relation) => {
  const link = document.querySelector(`.picture a[rel="${relation}"]`);
  if (link) location.href = link.href;
};

if (document.querySelector(".picture")) {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("input, textarea, video, audio")) return;
    if (event.key === "ArrowLeft") step("prev");
    if (event.key === "ArrowRight") step("next");
    if (event.key === "Escape") step("up");
  });

  const figure = document.querySelector(".picture figure");
  let start = null;
  figure.addEventListener("touchstart", (event) => {
    const touch = event.touches[0];
    start = event.touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null;
  }, { passive: true });
  figure.addEventListener("touchend", (event) => {
    if (!start || (window.visualViewport && window.visualViewport.scale > 1.05)) return;
    const touch = event.changedTouches[0];
    const across = touch.clientX - start.x;
    if (Math.abs(across) > 60 && Math.abs(across) > 2 * Math.abs(touch.clientY - start.y)) {
      step(across < 0 ? "next" : "prev");
    }
    start = null;
  }, { passive: true });
}

for (const form of document.querySelectorAll("form.picks")) {
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button || button.name === "done" || !window.fetch) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form));
    fields.set(button.name, button.value);
    button.disabled = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: fields, headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const { words, isFull } = await answer.json();
      const remark = document.querySelector(".remark");
      if (isFull) {
        if (remark) remark.textContent = words;
        return;
      }
      const isPicked = button.name === "pick";
      button.name = isPicked ? "drop" : "pick";
      button.setAttribute("aria-pressed", String(isPicked));
      if (remark) remark.textContent = "";
      const count = document.querySelector(".count");
      if (count) count.textContent = words;
    } catch {
      location.reload();
    } finally {
      button.disabled = false;
      button.focus();
    }
  });
}
