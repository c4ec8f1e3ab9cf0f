/* Colour scheme and folded parts of a page: sets the scheme before the first paint, and opens what
   an address points into or what is printed. */
(function () {
  "use strict";

  var OFFERS = { default: "深色", slate: "浅色" }, OTHER = { default: "slate", slate: "default" };
  /* One key for all snapshots: they share this script. */
  var key = new URL("..", document.currentScript.src).pathname + ".colours";
  var dark = matchMedia("(prefers-color-scheme: dark)"), button = document.querySelector(".shade");

  document.documentElement.classList.replace("no-js", "js");

  /* The scheme that the reader chose; storage may be blocked. */
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
    try { localStorage.setItem(key, scheme); } catch (error) { /* storage is blocked: the choice holds for this page only */ }
    paint(scheme);
  });
  dark.addEventListener("change", function () { paint(chosen()); });
  paint(chosen());

  /* The contents on a narrow screen, to which a link leads without scripts: they have the focus where
     they open, and close when it leaves them. */
  var opener = document.querySelector(".drawer");

  function drawer() { return document.getElementById("__menu"); }

  function slide(open) {
    drawer().classList.toggle("open", open);
    opener.setAttribute("aria-expanded", String(open));
  }

  function shut() {
    var within = drawer().contains(document.activeElement);
    slide(false);
    if (within) opener.focus();
  }

  /* Make a button of a link. */
  function pressed(link, run) {
    link.setAttribute("role", "button");
    link.addEventListener("click", function (event) { event.preventDefault(); run(); });
    link.addEventListener("keydown", function (event) {
      if (event.key === " ") { event.preventDefault(); run(); }
    });
  }

  opener.setAttribute("aria-controls", "__menu");
  opener.setAttribute("aria-expanded", "false");
  pressed(opener, function () {
    slide(true);
    drawer().querySelector("a").focus();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && drawer().classList.contains("open")) shut();
  });
  ["click", "focusin"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      if (event.target !== opener && !drawer().contains(event.target)) slide(false);
    });
  });
  document.addEventListener("DOMContentLoaded", function () {
    pressed(drawer().querySelector("a"), shut);
  });

  function unfold() {
    var anchor = location.hash.slice(1);
    try { anchor = decodeURIComponent(anchor); } catch (error) { /* malformed: use it undecoded */ }
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
