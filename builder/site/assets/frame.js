/* The frame of a page: its colours, before anything of it is painted, and folded parts that an
   address leads into or that go to the printer. */
(function () {
  "use strict";

  var OFFERS = { default: "深色", slate: "浅色" }, OTHER = { default: "slate", slate: "default" };
  /* One choice for all pages, those of older snapshots too: this script stands once for all. */
  var key = new URL("..", document.currentScript.src).pathname + ".colours";
  var dark = matchMedia("(prefers-color-scheme: dark)"), button = document.querySelector(".shade");

  document.documentElement.classList.replace("no-js", "js");

  /* What the reader chose; a browser may keep its storage shut. */
  function chosen() {
    try { return localStorage.getItem(key); } catch (error) { return null; }
  }

  function paint(scheme) {
    var shown = scheme in OFFERS ? scheme : dark.matches ? "slate" : "default";
    document.body.dataset.mdColorScheme = shown;
    button.textContent = OFFERS[shown];
    button.hidden = false;
  }

  button.addEventListener("click", function () {
    var scheme = OTHER[document.body.dataset.mdColorScheme];
    try { localStorage.setItem(key, scheme); } catch (error) { /* it holds for this page */ }
    paint(scheme);
  });
  dark.addEventListener("change", function () { paint(chosen()); });
  paint(chosen());

  function unfold() {
    var anchor = location.hash.slice(1);
    try { anchor = decodeURIComponent(anchor); } catch (error) { /* as it stands */ }
    var target = document.getElementById(anchor), folded = target && target.closest("details:not([open])");
    if (folded) {
      folded.open = true;
      target.scrollIntoView();
    }
  }

  document.addEventListener("DOMContentLoaded", unfold);
  window.addEventListener("hashchange", unfold);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (folded) { folded.open = true; });
  });
})();
