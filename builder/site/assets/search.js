/* Adapter between the search engine and the pages: the box in the header, the search page, and the
   highlight in the paragraph that a hit leads to. Nothing is loaded before the box has its first
   focus. Words of texts and of queries become text nodes only, never markup. */
(function () {
  "use strict";

  /* All snapshots share the scripts; each has its own index, in the folder that its box links to. */
  var finder = document.getElementById("find");
  var shared = new URL("..", document.currentScript.src).href;
  var root = finder ? new URL("..", finder.action).href : shared;
  var VOICES = { policy: "政策", official: "官方", expert: "专家", media: "媒体", enterprise: "企业", question: "提问", editor: "编者" };
  var FACETS = { action: "行动", pillar: "支撑", voice: "谁在说", sort: "类别", document: "文献", year: "年份", held: "收录" };
  var SORTS = { policy: "文件", draft: "征求意见稿", notice: "公告", qa: "答问", report: "报道", commentary: "评论", roundtable: "圆桌",
    speech: "讲话", digest: "摘编", index: "目录", caption: "图片说明", furniture: "版面", other: "其他" };
  var KINDS = { out: "未收", reading: "与正文不同", also: "同义说法", title: "见于题名、署名、文号或刊载处", partial: "部分相符" };
  var IN_BOX = 6, ON_PAGE = 50;
  var loading = null, left = null;

  window.siteSearch = {
    /* Load the engine and the index; later calls return the same promise. */
    ready: function () {
      if (!loading) {
        loading = script(shared + "search/engine.js")
          .then(function () { return script(root + "search/index.js"); });
        loading.catch(function () { loading = null; });
      }
      return loading;
    },
    /* → {count, partial, results: [{url, document, paragraph, title, text}]}, see engine.js. */
    query: function (text, options) {
      return window.siteSearch.ready().then(function () {
        // What is left out is offered as a facet, and not loaded before.
        if (options && options.facets && window.siteSearchEngine.wantsLeft()) return leftOut().catch(function () {});
      }).then(function () {
        return window.siteSearchEngine.query(text, options);
      });
    },
  };

  function leftOut() {
    if (!left) left = script(root + "search/left-out.js");
    left.catch(function () { left = null; });
    return left;
  }

  function script(address) {
    return new Promise(function (resolve, reject) {
      var element = document.createElement("script");
      element.src = address;
      element.onload = function () { resolve(); };
      element.onerror = function () { reject(new Error("搜索未能载入：" + address)); };
      document.head.append(element);
    });
  }

  // -------------------------------------------------------------------- words

  function make(tag, name) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    for (var place = 2; place < arguments.length; place++) {
      if (arguments[place] !== "" && arguments[place] !== null) append(element, arguments[place]);
    }
    return element;
  }

  /* Append an element or words; a plus is marked as on other pages, so that no line begins with it. */
  function append(element, child) {
    var parts = typeof child === "string" ? child.split(/([+＋]+)/) : [child];
    parts.forEach(function (part, index) {
      var plus = index % 2 ? document.createElement("span") : null;
      if (plus) { plus.className = "plus"; plus.textContent = part; }
      if (part !== "") element.append(plus || part);
    });
  }

  /* 2025-08-26 → 2025年8月26日; 2025-08/2025-09 → 2025年8月至9月; 2026-03/.. → 2026年3月或其后 */
  function day(date) {
    if (!date) return "日期未载";
    var ends = date.split("/"), first = one(ends[0]);
    if (ends.length < 2) return first;
    if (ends[1] === "..") return first + "或其后";
    var same = ends[0].slice(0, 4) === ends[1].slice(0, 4);
    return first + "至" + (same ? one(ends[1]).replace(/^\d+年/, "") : one(ends[1]));
    function one(value) {
      var parts = value.split("-").map(Number);
      return parts[0] + "年" + (parts[1] ? parts[1] + "月" : "") + (parts[2] ? parts[2] + "日" : "");
    }
  }

  function voice(name) { return make("span", "voice " + name, VOICES[name] || name); }

  /* Return a text with its spans marked; a long one is cut to `around` characters near the marks. */
  function snippet(text, marks, around) {
    var from = 0, to = text.length;
    if (text.length > around * 1.4) {
      from = Math.max(0, Math.min(richest(text, marks, around) - Math.round(around * 0.3), to - around));
      to = from + around;
      marks.forEach(function (mark) { if (mark[0] < to && mark[1] > to) to = mark[1]; });
    }
    var out = make("span", "words"), place = from;
    if (from) out.append(make("span", "ours", "……"));
    marks.forEach(function (mark) {
      if (mark[1] <= place || mark[0] >= to) return;
      var start = Math.max(mark[0], place), end = Math.min(mark[1], to);
      append(out, text.slice(place, start));
      out.append(make("mark", "", text.slice(start, end)));
      place = end;
    });
    append(out, text.slice(place, to));
    if (to < text.length) out.append(make("span", "ours", "……"));
    return out;
  }

  /* Return the offset from which `around` characters contain the most different marked words. */
  function richest(text, marks, around) {
    var best = 0, at = marks.length ? marks[0][0] : 0;
    marks.forEach(function (first) {
      var words = new Set();
      marks.forEach(function (mark) {
        if (mark[0] >= first[0] && mark[1] <= first[0] + around * 0.7) words.add(text.slice(mark[0], mark[1]));
      });
      if (words.size > best) { best = words.size; at = first[0]; }
    });
    return at;
  }

  /* Return the address of a hit, with the marked words as a parameter for its page to highlight. */
  function address(hit) {
    var parts = (root + hit.url).split("#"), words = [];
    (hit.marks || []).forEach(function (mark) {
      var word = hit.text.slice(mark[0], mark[1]);
      if (words.indexOf(word) < 0 && words.length < 6) words.push(word);
    });
    var asked = words.map(function (word) { return "find=" + encodeURIComponent(word); }).join("&");
    return parts[0] + (asked ? "?" + asked : "") + "#" + parts[1];
  }

  /* Who issued what offices issue is never who printed it. */
  function source(hit) {
    if (["policy", "draft", "notice"].indexOf(hit.sort) >= 0) {
      var printer = hit.publisher && hit.publisher !== "未具名" && !hit.who ? hit.publisher + "刊载" : "";
      return [hit.who, hit.number, printer, day(hit.date) + (hit.inferred ? "（推定）" : "")].filter(Boolean).join(" · ");
    }
    return [hit.who || (hit.voice === "policy" ? "" : "未署名"), hit.publisher === "未具名" || hit.who.indexOf(hit.publisher) >= 0 ? "" : hit.publisher,
      day(hit.date) + (hit.inferred ? "（推定）" : "")].filter(Boolean).join(" · ");
  }

  function row(hit, around) {
    var link = make("a", "hit");
    link.href = address(hit);
    link.append(
      make("span", "hit-head", voice(hit.voice), make("span", "hit-title", hit.title)),
      snippet(hit.text, hit.marks, around),
      hit.answer ? answered(hit.answer, around) : "",
      make("span", "hit-where", [source(hit), printers(hit), KINDS[hit.kind], hit.reason].filter(Boolean).join(" · "))
    );
    return link;
  }

  /* The answer to a question, and who gives it. */
  function answered(answer, around) {
    return make("span", "hit-answer", make("span", "hit-head", voice(answer.voice), make("span", "", answer.who)),
      snippet(answer.text, answer.marks, around));
  }

  /* Say which copies print a reading that the text does not have. */
  function printers(hit) {
    return hit.copies.length ? "据" + hit.copies.map(copyName).join("、") + "所印" : "";
  }

  function copyName(copy) { return copy.name + "第 " + copy.url.split("#L")[1] + " 行"; }

  /* Return links to the lines of the copies that print a reading. */
  function originals(hit) {
    return hit.copies.map(function (copy) {
      var way = make("a", "hit card-text", "看" + copyName(copy));
      way.href = root + copy.url;
      return way;
    });
  }

  /* Return a card for the term or document that a query names, with links to its entry and text. */
  function card(one) {
    var link = make("a", "hit card"), out = [link];
    link.href = root + one.url;
    var name = one.kind === "term" ? one.title : "《" + one.title.replace(/^《|》$/g, "") + "》";
    var head = make("span", "hit-head", make("span", "card-kind", one.kind === "term" ? "术语" : "文献"), make("span", "hit-title", name));
    if (one.english) {
      var english = make("span", "english", one.english);
      english.lang = "en";
      head.append(english);
    }
    link.append(head);
    if (one.text) link.append(make("span", one.printed ? "words" : "ours", one.text));
    if (one.kind === "document") link.append(make("span", "hit-where", source(one) + " · 全文已收"));
    if (one.kind === "cited") {
      link.append(make("span", "hit-where", [one.genre, "所收文献提及 " + one.times + " 处", one.held ? "" : "全文未收"].filter(Boolean).join(" · ")));
    }
    if (one.held && one.held !== one.url) {
      var way = make("a", "hit card-text", one.kind === "term" ? "读这一段" : "读全文");
      way.href = root + one.held;
      out.push(way);
    }
    return out;
  }

  /* Return links to other queries, where nothing was found. */
  function others(answer, way) {
    return (answer.near || []).map(function (word) {
      var link = make("a", "hit all", "改查“" + word + "”");
      link.href = way + "?q=" + encodeURIComponent(word);
      return link;
    });
  }

  function flat(lists) { return lists.reduce(function (all, one) { return all.concat(one); }, []); }

  function told(answer) {
    if (!answer.query) return "";
    if (!answer.results.length) return "没有找到。";
    if (answer.partial) return "没有一段含有全部词语；以下各段最接近。";
    var more = answer.total - answer.count, said = answer.count + " 段";
    if (answer.via) said = "按“" + answer.via + "”查得 " + said;
    return said + (more > 0 ? "，另有 " + more + " 段相关" : "");
  }

  // ------------------------------------------------------------------ the box

  /* Call `run` with the value of a field on every input, except while an input method composes. */
  function listen(input, run) {
    var composing = false, last = null;
    function heard() {
      if (composing || input.value === last) return;
      last = input.value;
      run(input.value);
    }
    input.addEventListener("compositionstart", function () { composing = true; });
    input.addEventListener("compositionend", function () { composing = false; heard(); });
    input.addEventListener("input", function (event) { if (!event.isComposing) heard(); });
    input.addEventListener("change", heard);
    return { again: function () { last = null; composing = false; heard(); }, composing: function () { return composing; } };
  }

  function remember(state) {
    try { history.replaceState(Object.assign({}, history.state, state), ""); } catch (error) { /* blocked: the state is lost */ }
  }

  function box(form) {
    var input = form.querySelector("input"), list = form.querySelector("[role=listbox]");
    var status = form.querySelector("[role=status]"), panel = list.parentNode;
    var options = [], active = -1, turn = 0;

    function open(shown) {
      panel.hidden = !shown;
      input.setAttribute("aria-expanded", String(shown && options.length > 0));
      if (!shown) choose(-1);
    }

    function choose(place) {
      if (options[active]) options[active].setAttribute("aria-selected", "false");
      active = place;
      if (!options[active]) { input.removeAttribute("aria-activedescendant"); return; }
      options[active].setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", options[active].id);
    }

    function show(answer) {
      list.replaceChildren();
      panel.scrollTop = 0;
      var named = flat(answer.cards.map(card));
      options = named.concat(others(answer, form.action), answer.results.map(function (hit) { return row(hit, 60); }));
      if (answer.results.length) {
        var all = make("a", "hit all", "列出全部，按行动、支撑、谁在说、类别、文献、年份筛选");
        all.href = form.action + "?q=" + encodeURIComponent(answer.query);
        options.push(all);
      }
      options.forEach(function (option, place) {
        option.id = "find-" + place;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.tabIndex = -1;
        option.addEventListener("click", function () { remember({ search: input.value }); });
        list.append(option);
      });
      status.textContent = told(answer);
      active = -1;
      open(answer.query !== "");
      if (answer.results.length) choose(named.length);
    }

    function run(text) {
      var mine = ++turn;
      return window.siteSearch.query(text, { limit: IN_BOX }).then(function (answer) {
        if (mine === turn) show(answer);
      }, function (error) {
        status.textContent = error.message;
        open(true);
      });
    }

    var heard = listen(input, run);
    input.addEventListener("focus", function () {
      window.siteSearch.ready().catch(function () {});
      if (input.value) { if (options.length) open(true); else heard.again(); }
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (heard.composing() || !input.value.trim()) return;
      if (options[active] && !panel.hidden) options[active].click();
      else {
        var asked = input.value;
        run(asked).then(function () { if (options[active]) options[active].click(); });
      }
    });
    input.addEventListener("keydown", function (event) {
      if (event.isComposing || heard.composing()) return;
      if (event.key === "Escape") {
        if (panel.hidden) { input.value = ""; input.blur(); }
        open(false);
        event.preventDefault();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!options.length) return;
        event.preventDefault();
        if (panel.hidden) { open(true); choose(0); return; }
        var step = event.key === "ArrowDown" ? 1 : -1;
        choose((active + step + options.length) % options.length);
        options[active].scrollIntoView({ block: "nearest" });
      }
    });
    document.addEventListener("click", function (event) { if (!form.contains(event.target)) open(false); });
    form.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !form.contains(event.relatedTarget)) open(false);
    });
    document.addEventListener("keydown", function (event) {
      var at = event.target;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (at.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      var page = document.querySelector("#search-page input[type=search]");
      (page || input).focus();
      (page || input).select();
    }, true);

    /* Back from a hit: restore the box. */
    window.addEventListener("pageshow", function (event) {
      var left = history.state && history.state.search;
      if (!left || (event.persisted && !panel.hidden)) return;
      remember({ search: "" });
      input.value = left;
      input.focus();
      heard.again();
    });
  }

  // ----------------------------------------------------------------- the page

  /* Return the parameters of the address: after `#` where file:// does not allow `?`. */
  function asked() {
    var written = location.hash.indexOf("=") > 0 ? location.hash.slice(1) : location.search;
    return new URLSearchParams(written);
  }

  function page(place) {
    var wanted = asked(), limit = ON_PAGE, turn = 0, left = history.state || {};
    var input = make("input");
    input.type = "search";
    input.name = "q";
    input.autocomplete = "off";
    input.setAttribute("aria-label", "搜索");
    input.value = wanted.get("q") || "";
    var form = make("form", "find-form", input), count = make("p", "found-count");
    form.setAttribute("role", "search");
    count.setAttribute("role", "status");
    var side = make("details", "facets"), summary = make("summary", "", "筛选"), cards = make("div", "cards-found"), list = make("ol", "hits");
    var more = make("button", "more", "再列 " + ON_PAGE + " 段");
    more.type = "button";
    more.hidden = true;
    side.open = window.matchMedia("(min-width: 60.01em)").matches;
    place.replaceChildren(form, count, make("div", "found", side, make("div", "found-list", cards, list, more)));

    function chosen() {
      var out = {};
      Object.keys(FACETS).forEach(function (facet) {
        var values = wanted.getAll(facet);
        if (values.length) out[facet] = values;
      });
      return out;
    }

    function keep() {
      var written = wanted.toString();
      try { history.replaceState(history.state, "", written ? "?" + written : location.pathname); }
      catch (error) { location.replace("#" + written); }
    }

    function run() {
      var mine = ++turn;
      if (!input.value.trim()) { show({ query: "", near: [], cards: [], results: [], facets: [], total: 0 }); return; }
      window.siteSearch.query(input.value, { facets: chosen(), limit: limit }).then(function (answer) {
        if (mine === turn) show(answer);
      }, function (error) { count.textContent = error.message; });
    }

    function show(answer) {
      count.textContent = told(answer);
      cards.replaceChildren.apply(cards, answer.cards.map(function (one) {
        return make.apply(null, ["div", "card-found"].concat(card(one)));
      }).concat(others(answer, location.pathname)));
      list.replaceChildren.apply(list, answer.results.map(function (hit) { return make.apply(null, ["li", "", row(hit, 120)].concat(originals(hit))); }));
      more.hidden = answer.total <= answer.results.length;
      var focused = document.activeElement && document.activeElement.id;
      side.replaceChildren.apply(side, [summary].concat(answer.facets.map(group).filter(Boolean)));
      side.hidden = !answer.facets.length;
      if (focused && focused.indexOf("facet-") === 0 && document.getElementById(focused)) {
        document.getElementById(focused).focus();
      }
      if (left.scroll !== undefined) { window.scrollTo(0, left.scroll); left = {}; }
    }

    function group(facet) {
      var picked = wanted.getAll(facet.facet);
      var values = facet.values.filter(function (one) { return one.count || picked.indexOf(one.value) >= 0; });
      if (!values.length) return null;
      var field = make("fieldset", "", make("legend", "", FACETS[facet.facet]));
      values.forEach(function (one) {
        var tick = make("input");
        tick.type = "checkbox";
        tick.id = "facet-" + facet.facet + "-" + one.value;
        tick.checked = picked.indexOf(one.value) >= 0;
        tick.addEventListener("change", function () {
          var values = wanted.getAll(facet.facet).filter(function (other) { return other !== one.value; });
          wanted.delete(facet.facet);
          values.concat(tick.checked ? [one.value] : []).forEach(function (value) { wanted.append(facet.facet, value); });
          limit = ON_PAGE;
          keep();
          run();
        });
        var name = facet.facet === "voice" ? VOICES[one.name] || one.name : facet.facet === "sort" ? SORTS[one.name] || one.name : facet.facet === "year" ? one.name + " 年" : facet.facet === "held" ? "未收" : one.name;
        field.append(make("label", "", tick, make("span", "", name), make("span", "number", String(one.count))));
      });
      return field;
    }

    var heard = listen(input, function (text) {
      if (text) wanted.set("q", text); else wanted.delete("q");
      limit = ON_PAGE;
      keep();
      run();
    });
    input.addEventListener("focus", function () { window.siteSearch.ready().catch(function () {}); });
    more.addEventListener("click", function () { limit += ON_PAGE; run(); });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var first = cards.querySelector("a") || list.querySelector("a");
      if (!heard.composing() && first) (list.querySelector("a") || first).focus();
    });
    place.addEventListener("click", function (event) {
      if (event.target.closest && event.target.closest("a.hit")) remember({ scroll: window.scrollY });
    });
    place.addEventListener("keydown", function (event) {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      var links = Array.from(place.querySelectorAll("a.hit"));
      var at = links.indexOf(document.activeElement);
      if (at < 0 && (document.activeElement !== input || event.key === "ArrowUp")) return;
      event.preventDefault();
      var next = at + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? input : links[Math.min(next, links.length - 1)] || input).focus();
    });
    run();
  }

  // -------------------------------------------------------------- the arrival

  /* Highlight the words of the query in the paragraph that the address names. */
  function arrive() {
    var words = new URLSearchParams(location.search).getAll("find").filter(Boolean);
    var anchor = location.hash.slice(1);
    try { anchor = decodeURIComponent(anchor); } catch (error) { /* malformed: use it undecoded */ }
    var target = words.length && anchor ? document.getElementById(anchor) : null;
    if (!target || highlight(target, words)) return;
    // What only another copy prints is in the notes on the paragraph.
    var note = target.nextElementSibling;
    if (!note || !note.classList.contains("note")) return;
    highlight(note, words);
    note.querySelectorAll("details").forEach(function (one) { one.open = true; });
  }

  /* Mark words in an element, and return whether it has any. */
  function highlight(target, words) {
    var nodes = [], text = "", node;
    var walker = document.createTreeWalker(target, NodeFilter.SHOW_TEXT);
    while ((node = walker.nextNode())) {
      if (node.parentElement.closest(".ours")) continue;
      nodes.push({ node: node, start: text.length });
      text += node.data;
    }
    var spans = [];
    words.forEach(function (word) {
      for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) spans.push([at, at + word.length]);
    });
    nodes.reverse().forEach(function (one) {
      var end = one.start + one.node.data.length;
      spans.slice().sort(function (a, b) { return b[0] - a[0]; }).forEach(function (span) {
        var from = Math.max(span[0], one.start) - one.start, to = Math.min(span[1], end) - one.start;
        if (from >= to || from >= one.node.data.length) return;
        var range = document.createRange();
        range.setStart(one.node, from);
        range.setEnd(one.node, Math.min(to, one.node.data.length));
        range.surroundContents(make("mark", "found-here"));
      });
    });
    return spans.length > 0;
  }

  function begin() {
    var form = document.getElementById("find");
    if (form) box(form);
    var place = document.getElementById("search-page");
    if (place) page(place);
    arrive();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
