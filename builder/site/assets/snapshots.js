/* The snapshot menu: links from this page and paragraph to the same place in other snapshots.
   The data are in `siteSnapshots`, in front of this code; nothing is fetched. What the address bar
   says is only looked up, never written into the page. */
(function () {
  "use strict";

  var atlas = window.siteSnapshots, root = new URL(".", document.currentScript.src).href;
  var button = document.querySelector("a.snapshot");
  if (!button) return;

  var snapshots = atlas.snapshots, newest = snapshots.length - 1;
  var here = named(button.dataset.snapshot), page = button.dataset.page;
  var banner = document.querySelector(".as-of");
  var pages = new Map(Object.entries(atlas.pages)), groups = new Map();
  atlas.same.forEach(function (group) {
    group.forEach(function (address) { groups.set(address, group); });
  });

  function named(id) {
    return snapshots.findIndex(function (one) { return one[0] === id; });
  }

  // ------------------------------------------------------------------- places

  /* Return whether the number of a snapshot is in runs such as "0-1,3". */
  function within(runs, snapshot) {
    return runs.split(",").some(function (run) {
      var ends = run.split("-").map(Number);
      return ends[0] <= snapshot && snapshot <= ends[ends.length - 1];
    });
  }

  /* Return whether a snapshot has an address: documents/x.html, documents/x.html#p3. */
  function holds(snapshot, address) {
    var parts = address.split("#"), known = pages.get(parts[0]);
    if (!known) return false;
    if (parts.length < 2) return within(known[0], snapshot);
    return Object.keys(known[1]).some(function (runs) {
      return within(runs, snapshot) && known[1][runs].split(" ").indexOf(parts[1]) >= 0;
    });
  }

  function same(address) { return groups.get(address) || [address]; }

  /* Return the address of the same place in a snapshot; undefined where it has none. */
  function held(snapshot, address) {
    return [address].concat(same(address)).find(function (one) { return holds(snapshot, one); });
  }

  /* Return the snapshots that have the same place. */
  function having(address) {
    return snapshots.map(function (_, place) { return place; }).filter(function (place) {
      return held(place, address) !== undefined;
    });
  }

  /* Return the parent of a page in a snapshot. */
  function above(snapshot, path) {
    var folder = path.slice(0, path.lastIndexOf("/") + 1) + "index.html";
    return holds(snapshot, folder) ? folder : "index.html";
  }

  /* Return the current address, with its anchor if the page has it. */
  function shown() {
    var anchor = location.hash.slice(1);
    try { anchor = decodeURIComponent(anchor); } catch (error) { /* malformed: use it undecoded */ }
    var address = page + "#" + anchor;
    return anchor && having(address).length ? address : page;
  }

  function url(snapshot, address, query) {
    var parts = address.split("#");
    var folder = snapshot === newest ? "" : "at/" + snapshots[snapshot][0] + "/";
    return root + folder + parts[0] + (query || "") + (parts[1] ? "#" + encodeURIComponent(parts[1]) : "");
  }

  /* Return the same place in a snapshot, or else its nearest parent: {url, exact}. */
  function leads(snapshot, address) {
    var there = held(snapshot, address), path = address.split("#")[0];
    if (there) return { url: url(snapshot, there), exact: true };
    var query = "?" + new URLSearchParams({ from: snapshots[here][0], was: address });
    return { url: url(snapshot, held(snapshot, path) || above(snapshot, path), query), exact: false };
  }

  /* Return why a snapshot lacks an address: "2025-09 版起才有". */
  function why(snapshot, address) {
    var places = having(address), first = places[0], last = places[places.length - 1];
    if (snapshot < first) return "此版还没有，" + snapshots[first][0] + " 版起才有";
    if (snapshot > last) return "此版已经没有，末见于 " + snapshots[last][0] + " 版";
    return "此版没有";
  }

  // --------------------------------------------------------------------- menu

  function make(tag, name, words) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (words) element.textContent = words;
    return element;
  }

  var menu = make("nav", "snapshot-menu"), list = make("ul"), links = [];
  menu.id = "snapshot-menu";
  menu.hidden = true;
  menu.setAttribute("aria-label", "各版");
  for (var place = newest; place >= 0; place--) {
    var item = make("li"), link = make("a", "", snapshots[place][0] + (place === newest ? "（最新）" : "") + " " + snapshots[place][2]);
    link.append(make("span", "where", snapshots[place][1]));
    link.append(make("span", "where missing"));
    link.dataset.place = String(place);
    if (place === here) link.setAttribute("aria-current", "true");
    item.append(link);
    list.append(item);
    links.push(link);
  }
  menu.append(list);
  button.after(menu);
  button.setAttribute("role", "button");
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", menu.id);
  button.setAttribute("aria-label", "换一版看，现为 " + button.textContent);

  /* Update the links of the menu for the current address. */
  function lead() {
    var address = shown();
    links.forEach(function (link) {
      var to = Number(link.dataset.place), there = leads(to, address);
      link.href = there.url;
      link.querySelector(".missing").textContent = there.exact ? "" :
        (address.indexOf("#") > 0 ? "这一段" : "这一页") + why(to, address);
    });
    if (banner) banner.querySelector("a").href = leads(newest, address).url;
  }

  function open(focus) {
    lead();
    menu.hidden = false;
    button.setAttribute("aria-expanded", "true");
    if (focus) links[0].focus();
  }

  function close(focus) {
    menu.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (focus) button.focus();
  }

  button.addEventListener("click", function (event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (menu.hidden) open(event.detail === 0); else close(false);
  });
  button.addEventListener("keydown", function (event) {
    if (event.key !== " " && event.key !== "ArrowDown") return;
    event.preventDefault();
    open(true);
  });
  menu.addEventListener("keydown", function (event) {
    var at = links.indexOf(document.activeElement), count = links.length;
    var to = { ArrowDown: (at + 1) % count, ArrowUp: (at + count - 1) % count, Home: 0, End: count - 1 }[event.key];
    if (to !== undefined) { event.preventDefault(); links[to].focus(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !menu.hidden) close(menu.contains(document.activeElement));
  });
  document.addEventListener("click", function (event) {
    if (!menu.hidden && !menu.contains(event.target) && !button.contains(event.target)) close(false);
  });
  document.addEventListener("focusin", function (event) {
    if (!menu.hidden && !menu.contains(event.target) && event.target !== button) close(false);
  });
  window.addEventListener("hashchange", lead);
  window.addEventListener("pageshow", function () { close(false); lead(); });

  // ------------------------------------------------------------------ arrival

  /* Show a notice where the linked place is not in this snapshot. */
  function arrive() {
    var query = new URLSearchParams(location.search);
    var from = named(query.get("from")), was = query.get("was") || "";
    if (from < 0 || held(from, was) === undefined || held(here, was) !== undefined) return;
    var passage = was.indexOf("#") > 0, path = was.split("#")[0];
    var there = held(here, path) ? "这里是它所在的一页。" : "这里是它的上一级。";
    var told = make("p", "elsewhere", (passage ? "所找的那一段" : "所找的那一页") + why(here, was) + "；" + there);
    told.setAttribute("role", "status");
    var back = make("a", "", "回到 " + snapshots[from][0] + " 版的那一处");
    back.href = url(from, held(from, was));
    told.append(back);
    var article = document.querySelector(".md-content > article");
    article.before(told);
  }

  lead();
  arrive();
})();
