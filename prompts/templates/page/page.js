"use strict";
(() => {
  const form = document.getElementById("filter");
  const point = document.getElementById("by-point");
  const person = document.getElementById("by-person");
  const shown = document.getElementById("shown");
  const everywhere = [...document.querySelectorAll("article.point, li.answer")];
  const show = () => {
    const wanted = [...document.querySelectorAll("article.point, li.answer")].filter((one) => {
      if (point.value && !(one.id === point.value || one.closest("#" + point.value))) return false;
      return !(person && person.value) || one.dataset.by === person.value;
    });
    const kept = new Set();
    for (const one of wanted) for (let up = one; up; up = up.parentElement) kept.add(up);
    for (const one of everywhere) one.hidden = !kept.has(one);
    const narrowed = point.value || (person && person.value);
    const replies = wanted.filter((one) => one.matches("li.answer")).length;
    shown.textContent = narrowed ? `${shown.dataset.label} ${replies}` : "";
  };
  form.hidden = false;
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details")) one.open = true;
  });
})();
