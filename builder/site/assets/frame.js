/* Colour scheme, marks, folded parts and notes of a page: sets the scheme and the marks that the
   reader chose before the first paint, opens what an address points into or what is printed, and
   leads from a number to its note and back. */
(function () {
  "use strict";

  var OFFERS = { default: "深色", slate: "浅色" }, OTHER = { default: "slate", slate: "default" };
  /* One place for all snapshots: they share this script. */
  var place = new URL("..", document.currentScript.src).pathname;
  var key = place + ".colours", marked = place + ".grounds", page = document.documentElement;
  var dark = matchMedia("(prefers-color-scheme: dark)"), button = document.querySelector(".shade");

  page.classList.replace("no-js", "js");

  /* What the reader chose; storage may be blocked: then a choice holds for this page only. */
  function recall(name) {
    try { return localStorage.getItem(name); } catch (error) { return null; }
  }

  function remember(name, value) {
    try { localStorage.setItem(name, value); } catch (error) { /* blocked */ }
  }

  function paint(scheme) {
    var shown = scheme in OFFERS ? scheme : dark.matches ? "slate" : "default";
    document.body.dataset.mdColorScheme = shown;
    button.textContent = OFFERS[shown];
    button.hidden = false;
  }

  button.addEventListener("click", function () {
    var scheme = OTHER[document.body.dataset.mdColorScheme];
    remember(key, scheme);
    paint(scheme);
  });
  dark.addEventListener("change", function () { paint(recall(key)); });
  paint(recall(key));

  /* The words by which a passage is filed are marked where the reader asks for it. */
  page.classList.toggle("grounds", recall(marked) === "on");
  document.addEventListener("DOMContentLoaded", function () {
    var mark = document.querySelector(".show-grounds");
    if (!mark) return;
    mark.setAttribute("aria-pressed", page.classList.contains("grounds"));
    mark.addEventListener("click", function () {
      var on = page.classList.toggle("grounds");
      mark.setAttribute("aria-pressed", on);
      remember(marked, on ? "on" : "off");
    });
  });

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

  /* What is copied from a source's words is the source's characters only, as plain text. A note is
     left out unless the selection begins or ends in it. This needs no navigator.clipboard, which
     pages from a folder or over plain http do not have. */
  var MARKS = ".words .ours, .page-document > .number, .line > .number, .line > .role";
  var NOTES = ".page-document > .note, .copies .variants, .copies .mended";

  document.addEventListener("copy", function (event) {
    var selection = getSelection(), first = selection.anchorNode, last = selection.focusNode;
    function all(selector) { return Array.from(document.querySelectorAll(selector)); }
    function selected(element) { return selection.containsNode(element, true); }
    if (/^(?:INPUT|TEXTAREA)$/.test(event.target.nodeName) || !all(".words").some(selected)) return;
    var left = all(MARKS).concat(all(NOTES).filter(function (note) {
      return !note.contains(first) && !note.contains(last);
    })).filter(selected);
    left.forEach(function (element) { element.classList.add("uncopied"); });
    var text = String(selection);
    left.forEach(function (element) { element.classList.remove("uncopied"); });
    if (!text) return;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  });

  /* The element that an address names. */
  function named(hash) {
    var anchor = hash.slice(1);
    try { anchor = decodeURIComponent(anchor); } catch (error) { /* malformed: use it undecoded */ }
    return document.getElementById(anchor);
  }

  function unfold() {
    var target = named(location.hash), folded = target && target.closest("details:not([open])");
    if (folded) {
      folded.open = true;
      target.scrollIntoView();
    }
    if (target && number && target === named(number.hash)) keepInSight(number, target);
  }

  /* The number in the words that the reader chose last, of a note. */
  var number = null, HEADER = 80;

  /* Scroll so that a number is seen beside its note, where both have room in the window. */
  function keepInSight(number, note) {
    var word = number.getBoundingClientRect(), box = note.getBoundingClientRect();
    var top = Math.min(word.top, box.top) - HEADER, bottom = Math.max(word.bottom, box.bottom) - window.innerHeight;
    if (bottom > top) return;
    if (top < 0) window.scrollBy(0, top);
    else if (bottom > 0) window.scrollBy(0, bottom);
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a"), note = number && named(number.hash);
    if (link && link.matches(".words a.note")) {
      number = link;
      setTimeout(unfold);
    } else if (link && note && link.matches(".sign") && note.contains(link)) {
      event.preventDefault();
      number.scrollIntoView({ block: "center" });
      number.focus({ preventScroll: true });
    }
  });
  document.addEventListener("DOMContentLoaded", unfold);
  window.addEventListener("hashchange", unfold);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not(.cell)").forEach(function (folded) { folded.open = true; });
  });
})();
