/* The browser's half of the search: `load` takes an index, `query` answers questions.

   Knows no page, no theme and no policy. Recall is a scan: text and query are folded alike, and a
   paragraph is a hit where it contains the query. Words, terms and labels only affect the order.
   Loaded by script tags, so that it works from a folder as it does over http. */
(function (global) {
  "use strict";

  // ------------------------------------------------------------------ folding

  var QUOTES = "“”‘’\"'`´「」『』﹁﹂﹃﹄〝〞〟„‟‚‛";
  var DASHES = "-‐‑‒–—―−－﹣─━";
  var SPACES = /[\s\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\u{e0100}-\u{e01ef}]/u;
  var WORDLY = /[0-9a-z\u00c0-\u024f\u0370-\u04ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\ud800-\udfff]/;
  var LATIN = /^(?=.*[a-z]{2})[a-z0-9 "'().,&+/:;–-]+$/;
  var DIGIT = /[0-9]/;
  var HAN = /[\u3400-\u9fff\uf900-\ufaff\ud800-\udfff]/;
  var variants = Object.create(null);
  var known = Object.create(null);

  /* Fold one character: width, case, variant, shape of quotation marks and dashes. */
  function plain(character) {
    if (known[character] !== undefined) return known[character];
    var out = SPACES.test(character) ? " " : character.normalize("NFKC").toLowerCase();
    if (QUOTES.indexOf(character) >= 0) out = '"';
    else if (DASHES.indexOf(character) >= 0) out = "-";
    else if (character === "、") out = ",";
    else if ("•・‧∙⋅".indexOf(character) >= 0) out = "·";
    out = out.replace(/[^\u0000-\u2e7f]/gu, function (one) { return variants[one] || one; });
    return (known[character] = out);
  }

  /* Fold a text; `at` has the offset in `text` of each character of the result.
     Loose: without quotation marks and spaces, one dash for a row of them, 1000 for 1,000. */
  function fold(text, loose) {
    var out = [], at = [], place = 0, character, shown, index;
    for (character of text) {
      shown = plain(character);
      for (index = 0; index < shown.length; index++) { out.push(shown[index]); at.push(place); }
      place += character.length;
    }
    if (!loose) return { text: out.join(""), at: at };
    var kept = [], from = [];
    for (index = 0; index < out.length; index++) {
      character = out[index];
      if (character === " " || character === '"') continue;
      if (character === "-" && kept[kept.length - 1] === "-") continue;
      if (character === "," && separates(out, index, text[at[index]])) continue;
      kept.push(character);
      from.push(at[index]);
    }
    return { text: kept.join(""), at: from };
  }

  /* Whether a comma separates groups of three digits: 1,000 and 200,000,000. */
  function separates(out, index, printed) {
    if (printed === "、" || !DIGIT.test(out[index - 1] || "")) return false;
    for (var step = 1; step < 4; step++) if (!DIGIT.test(out[index + step] || "")) return false;
    return !DIGIT.test(out[index + 4] || "");
  }

  function strict(text) { return fold(text, false).text; }
  function loose(text) { return fold(text, true).text; }

  // -------------------------------------------------------------------- index

  var VOICES = ["policy", "official", "expert", "media", "enterprise", "question", "editor"];
  var FACETS = ["action", "pillar", "voice", "sort", "document", "year"];
  /* Most queries that are offered where nothing is found. */
  var NEAR = 3;
  var index = null;

  /* Load what is known besides the texts: `Known` in columns.py. An older snapshot's index that lies
     in a browser's cache may lack what was added since, and has variants as characters. */
  function learn(data) {
    setVariants(data.variants);
    index = { paragraphs: [], labels: data.labels.map(asLabel), words: table() };
    index.terms = data.terms.map(asTerm);
    index.forms = formsOf(index.terms);
    index.cited = data.cited.map(asCited);
    index.speaks = table();
    data.labels.forEach(function (row, label) {
      row[3].forEach(function (word) {
        word = loose(word);
        (index.speaks[word] = index.speaks[word] || []).push(label);
      });
    });
    index.rings = table();
    data.rings.forEach(function (ring) {
      ring.forEach(function (word) { index.rings[word] = (index.rings[word] || []).concat(ring); });
    });
    index.offices = table();
    (data.offices || []).forEach(function (names) {
      names = names.map(loose);
      names.forEach(function (name) { index.offices[name] = (index.offices[name] || []).concat(names); });
    });
    setLongest();
  }

  /* Load an index that is one file: `script` in columns.py. */
  function load(data) {
    learn(data);
    index.documents = data.documents.map(asDocument);
    index.paragraphs = data.paragraphs.map(function (row, place) {
      return asParagraph(row, place, data);
    });
    Object.assign(index, storesOf(index.paragraphs));
    index.readings = (data.readings || []).map(asReading);
    index.elsewhere = storesOf(index.readings);
    index.words = vocabulary(data.cuts);
    index.terms.forEach(setDefinitions);
    setContexts();
    setLongest();
    index.found = table();
  }

  /* Load what is left out: `left_script` in columns.py. */
  function loadLeft(data) {
    var documents = data.documents.map(asDocument);
    index.left = data.paragraphs.map(function (row, place) {
      var document = documents[row[0]];
      return {
        place: -1, document: document, role: row[2], labels: [], id: row[4] || document.id + "-p" + row[1],
        url: document.url + "#L" + row[1], text: data.texts[place], answers: [],
        voice: document.voice, who: document.who,
      };
    });
    index.leftStores = storesOf(index.left);
  }

  /* Whether what is left out would have to be loaded to be searched. */
  function wantsLeft() { return index.documents !== undefined && !index.left; }

  function setLongest() {
    index.longest = 2;
    [index.words, index.forms, index.speaks, index.rings, index.offices].forEach(function (table) {
      for (var word in table) index.longest = Math.max(index.longest, Math.min(word.length, 16));
    });
  }

  /* Traditional characters, and their simplified forms. */
  function setVariants(pairs) {
    variants = table();
    known = table();
    var to = ofGaps(pairs[1]);
    ofGaps(pairs[0]).forEach(function (one, place) { variants[one] = to[place]; });
  }

  /* Characters from the gaps between them: `_gaps` in columns.py. */
  function ofGaps(digits) {
    var all = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_", out = [], last = 0, gap = 0, size = 1;
    if (/[^\u0000-\u007f]/.test(digits)) return Array.from(digits);
    Array.from(digits || "").forEach(function (one) {
      var digit = all.indexOf(one);
      gap += digit % 32 * size;
      size *= 32;
      if (digit > 31) return;
      last += gap % 2 ? -(gap + 1) / 2 : gap / 2;
      out.push(String.fromCodePoint(last));
      gap = 0;
      size = 1;
    });
    return out;
  }

  function asDocument(row) {
    return {
      id: row[0], title: row[1], voice: row[2], date: row[3], year: row[4],
      publisher: row[5], who: row[6], inferred: row[7] === 1, url: row[8],
      reason: row[9] || "", number: row[10] || "", sort: row[11] || "",
      field: [row[1], row[6], row[5], row[10] || ""].map(loose).join("\n"),
    };
  }

  function asLabel(row) { return { id: row[0], name: row[1], kind: row[2] }; }

  function asParagraph(row, place, data) {
    var document = index.documents[row[0]], said = (data.speakers || [])[row[5]] || [document.voice, document.who];
    return {
      place: place, document: document, number: row[1], role: row[2], labels: row[3],
      id: row[4] || document.id + "-p" + row[1], text: data.texts[place], context: "",
      voice: said[0], who: said[1],
      defines: [], answers: [],
    };
  }

  /* A reading of other copies: its words are given, or stand in the paragraphs that show it. */
  function asReading(row) {
    var shown = row[0].map(function (place) { return index.paragraphs[place].text; }).join("");
    return {
      places: row[0], copies: row[2].map(function (copy) { return { name: copy[0], url: copy[1] }; }),
      text: row[1].map(function (part) { return typeof part === "string" ? part : shown.slice(part[0], part[1]); }).join(""),
    };
  }

  function storesOf(rows) {
    return {
      strict: joined(rows.map(function (one) { return strict(one.text); })),
      loose: joined(rows.map(function (one) { return loose(one.text); })),
    };
  }

  /* Join all texts, with the offset of each: one scan finds all hits. */
  function joined(texts) {
    var starts = [], place = 0;
    texts.forEach(function (one) { starts.push(place); place += one.length + 1; });
    return { text: texts.join("\n") + "\n", starts: starts, texts: texts };
  }

  /* Count in how many paragraphs each word is. `cuts` has a bit for each UTF-16 unit of the texts
     as printed, set where a word begins. */
  function vocabulary(cuts) {
    var bits = global.atob(cuts), found = table(), bit = 0;
    index.paragraphs.forEach(function (one) {
      var seen = table(), start = 0, text = one.text;
      for (var place = 0; place <= text.length; place++) {
        var cut = place === text.length || (bits.charCodeAt(bit >> 3) >> (bit & 7)) & 1;
        if (place < text.length) bit++;
        if (cut && place > start) {
          seen[loose(text.slice(start, place))] = true;
          start = place;
        }
      }
      for (var word in seen) if (WORDLY.test(word)) found[word] = (found[word] || 0) + 1;
    });
    return found;
  }

  function asTerm(row) {
    var term = {
      id: row[0], term: row[1], english: row[2], aliases: row[3], synonyms: row[4],
      sounds: row[5], note: row[7], url: /#$/.test(row[8]) ? row[8] + row[0] : row[8],
    };
    term.forms = unique([term.term].concat(term.aliases).map(loose));
    term.definitions = row[6];
    return term;
  }

  /* Replace spans of definitions by their words. */
  function setDefinitions(term) {
    term.definitions = term.definitions.map(function (one) {
      if (one.length === 1) return one;
      index.paragraphs[one[0]].defines.push(term.id);
      var paragraph = index.paragraphs[one[0]];
      return [paragraph.text.slice(one[1], one[2]), paragraph.document.url + "#" + anchor(paragraph.document.id, paragraph.id)];
    });
  }

  function asCited(row) {
    return { name: row[0], url: row[1], forms: row[2].map(loose), genre: row[3], times: row[4], text: row[5], isSubject: row[6] === 1 };
  }

  /* Index: each form of a term → the terms that it may mean. */
  function formsOf(terms) {
    var forms = table();
    terms.forEach(function (term) {
      unique(term.forms.concat(term.synonyms.map(loose))).forEach(function (form) {
        (forms[form] = forms[form] || []).push(term);
      });
    });
    return forms;
  }

  /* The question or heading before a paragraph, which gives it context; the answers to a question. */
  function setContexts() {
    var document = null, question = "", heading = "", asked = null;
    index.paragraphs.forEach(function (one) {
      if (one.document !== document) { document = one.document; question = heading = ""; asked = null; }
      if (one.role === "heading") heading = loose(one.text);
      if (one.role === "question") { question = loose(one.text); asked = one; }
      else if (one.role !== "answer") { question = ""; asked = null; }
      else if (asked) asked.answers.push(one.place);
      one.context = (one.role === "heading" ? "" : heading) + "\n" +
        (one.role === "question" ? "" : question);
    });
  }

  // --------------------------------------------------------------------- scan

  /* The paragraphs that contain `needle`, ascending. */
  function scan(store, needle) {
    var found = [], starts = store.starts, place = needle ? store.text.indexOf(needle) : -1;
    var low = 0;
    while (place >= 0) {
      var high = starts.length - 1;
      while (low < high) {
        var middle = (low + high + 1) >> 1;
        if (starts[middle] <= place) low = middle; else high = middle - 1;
      }
      found.push(low);
      place = low + 1 < starts.length ? store.text.indexOf(needle, starts[low + 1]) : -1;
    }
    return found;
  }

  function holding(word) {
    if (!(word in index.found)) index.found[word] = scan(index.loose, word);
    return index.found[word];
  }

  /* The texts that contain the query, strictly or loosely folded. */
  function literal(written, stores) {
    var narrow = strict(written), wide = loose(written);
    var found = scan(stores.strict, narrow);
    if (!WORDLY.test(wide)) return found;
    return union(found, scan(stores.loose, wide));
  }

  // ----------------------------------------------------------------- question

  /* Question words, which say nothing about the answer. */
  var ASKING = words(
    "是什么 为什么 做什么 干什么 有什么 什么样 什么 是哪些 是哪个 是哪几个 是哪六个 有哪些 哪些 哪个 哪几个 哪一年 哪年 哪里 哪 " +
    "怎么办 怎么样 怎么 怎样 如何 为何 有何 何时 何 多少 几个 几 谁来 谁 是否 有没有 能不能 可不可以 会不会 要不要 " +
    "请问 吗 呢 吧 啊 了 的 地 得 是 有 和 与 及 以及 跟 对 在 把 被 让 给 向 从 到 为 由 就 都 也 还 又 再 才 并 而 或 " +
    "能 能够 可以 会 要 应 应该 应当 需要 想 用 做 用来 用的 来 去 这 那 这个 那个 这些 那些 我 我们 你 它 其 一个 个 些 " +
    "受 变 变得 会变 带来 得到 发生 分别 之间 到底 究竟 目前 现在 关于 有关 下一步 之 所 等 上 下 中 里 后 前 时 时候 方面 问题 " +
    "what how why when who which where is are the of a an to in for do does and"
  );

  function words(list) {
    var out = table();
    list.split(" ").forEach(function (one) { out[one] = true; });
    return out;
  }

  /* Whether a word is a name or a synonym. */
  function isNamed(word) {
    return (word in index.forms) || (word in index.rings) || (word in index.offices);
  }

  /* Evidence for labels serves to rank texts that are here. */
  function isWord(word) {
    return (word in index.words) || isNamed(word) || (index.loose !== undefined && word in index.speaks);
  }

  var QUESTION = new RegExp(
    "什么|怎么|怎样|如何|为何|为啥|啥|谁|哪|多少|多[大久远长]|几[个步年项次家成点]|何[时处地种]|是否|有没有|能不能|" +
    "可不可以|会不会|要不要|是不是|[吗呢吧?]$"
  );
  /* What is said of a thing, not the end of its name. */
  var PREDICATES = /[多少大小高低好坏快慢难贵远近长短强弱]/;

  /* What makes a query that is one word a strange one; `null` where it is longer, or a question.

     One word is a run without a blank that a dictionary would cut into one or two: two characters
     that make no word count as one, and so do up to six where there are no others; a single one at the
     end belongs to the word before it. `sure`:
     it is no word of the texts; else it is one if they print it. */
  function strange(written) {
    var all = runs(figures(written)), out = [], count = 0, single = "";
    if (all.length !== 1 || /\s/.test(written.trim()) || QUESTION.test(strict(written))) return null;
    function end(last) {
      var joins = last && count && single.length === 1 && all[0].length < 6 && !PREDICATES.test(single);
      var isName = index.loose && single === all[0] && single.length < 7;
      if (!joins) count += isName ? 1 : Math.ceil(single.length / 2);
      // Of a large library not all words are known; two may stand there.
      if (!index.loose && single.length === 4) out.push({ word: single.slice(0, 2) }, { word: single.slice(2) });
      else if (single) out.push({ word: single, sure: true });
      single = "";
    }
    function isKnown(piece) { return piece in index.words || isNamed(piece); }
    segment(all[0], isKnown).forEach(function (piece) {
      if (piece.length < 2 && !isNamed(piece) && HAN.test(piece)) { single += piece; return; }
      end();
      count++;
      if (!HAN.test(piece) && !isNamed(piece)) out.push({ word: piece });
    });
    end(true);
    return count < 3 ? out : null;
  }

  /* Other queries for one that nothing answers: the labels for which it would speak, names that
     share most with it, words in it. */
  function nearTo(written) {
    var wide = loose(written), own = pairsOf(wide), found = [];
    var labels = (index.speaks[wide] || []).map(function (label) { return index.labels[label].name; });
    index.terms.concat(index.labels).forEach(function (one) {
      var name = (one.term || one.name).replace(/[“”]/g, ""), other = pairsOf(loose(name));
      var shared = other.filter(function (pair) { return own.indexOf(pair) >= 0; }).length;
      var likeness = 2 * shared / (own.length + other.length);
      if (likeness >= 0.5) found.push([likeness, name]);
    });
    found.sort(function (one, other) { return other[0] - one[0]; });
    var parts = segment(wide).filter(function (piece) {
      return piece.length > 1 && piece !== wide && isWord(piece) && !(piece in ASKING);
    });
    return unique(labels.concat(found.map(function (one) { return one[1]; }), parts));
  }

  function pairsOf(word) {
    var out = [];
    for (var place = 0; place + 1 < word.length; place++) out.push(word.slice(place, place + 2));
    return out;
  }

  /* Segment a string into the fewest known words; else single characters. */
  function segment(run, isKnown) {
    var cost = [0], back = [0], length = run.length;
    for (var end = 1; end <= length; end++) {
      cost[end] = Infinity;
      for (var start = Math.max(0, end - index.longest); start < end; start++) {
        var piece = run.slice(start, end), price;
        if (piece in ASKING) price = 0.9;
        else if (/^[0-9a-z.%+]+$/.test(piece)) price = piece.length > 1 || !start ? 0.8 : 1.1;
        else if ((isKnown || isWord)(piece)) price = piece.length > 1 ? 1 : 1.6;
        else if (piece.length === 1) price = 2;
        else continue;
        if (cost[start] + price < cost[end]) { cost[end] = cost[start] + price; back[end] = start; }
      }
    }
    var out = [];
    for (end = length; end > 0; end = back[end]) out.unshift(run.slice(back[end], end));
    return out;
  }

  /* The content words of a question. Years and numbers keep their unit. */
  function content(written) {
    var out = [];
    runs(written).forEach(function (run) {
      var pieces = [];
      segment(run).forEach(function (piece) {
        var before = pieces[pieces.length - 1];
        if (before && DIGIT.test(before) && /^[年月日%亿万款家个项次]/.test(piece) &&
            (!index.loose || holding(before + piece).length)) pieces[pieces.length - 1] = before + piece;
        else pieces.push(piece);
      });
      var kept = pieces.filter(function (piece) { return !(piece in ASKING); });
      out = out.concat(kept.length ? kept : pieces);
    });
    return unique(out);
  }

  var NUMERALS = "零一二三四五六七八九十";

  /* Numbers in words as they are printed in figures: 九成 → 90%, 百分之七十 → 70%, 二〇三五年 → 2035年. */
  function figures(written) {
    return written.replace(/〇/g, "零").replace(/百分之([一二三四五六七八九十]+)/g, function (all, words) {
      return spelt(words) + "%";
    }).replace(/([一二三四五六七八九])成(?![为熟果立长本功效就分员交])/g, function (all, word) {
      return NUMERALS.indexOf(word) + "0%";
    }).replace(/[零一二三四五六七八九]{4}(?=年)/g, function (all) {
      return Array.from(all).map(function (word) { return NUMERALS.indexOf(word); }).join("");
    });
  }

  function spelt(words) {
    var tens = words.split("十"), one = function (word, none) { return word ? NUMERALS.indexOf(word) : none; };
    return tens.length > 1 ? 10 * one(tens[0], 1) + one(tens[1], 0) : one(words, 0);
  }

  /* Tokens of letters, digits and Chinese characters, with the signs that belong to numbers. */
  function runs(written) {
    return strict(written).split(/\s+/).reduce(function (out, part) {
      return out.concat(loose(part).match(/[0-9a-z\u00c0-\u024f\u0370-\u04ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\ud800-\udfff%+.]+/g) || []);
    }, []).map(function (run) { return run.replace(/^\.+|\.+$/g, ""); }).filter(Boolean);
  }

  /* Expand a word, with weights: itself, the forms of its term, its synonyms. */
  function alternatives(word) {
    var out = [{ word: word, weight: 1 }];
    termsOf(word).forEach(function (term) {
      var own = term.forms.indexOf(word) >= 0 || LATIN.test(word);
      term.forms.forEach(function (form) { out.push({ word: form, weight: own ? 0.8 : 0.75 }); });
      term.synonyms.forEach(function (form) { out.push({ word: loose(form), weight: 0.6 }); });
    });
    officesOf(word).forEach(function (other) { out.push({ word: other, weight: 0.8 }); });
    (index.rings[word] || []).forEach(function (other) { out.push({ word: other, weight: 0.75 }); });
    var seen = table();
    return out.filter(function (one) {
      if (one.word in seen) return false;
      return (seen[one.word] = true);
    });
  }

  /* The other names of the office that a word names. */
  function officesOf(word) {
    return (index.offices[word] || []).filter(function (other) { return other !== word; });
  }

  /* Whether a folded text prints a word as such: 交通部 is not in 交通部分中断. */
  function hasWord(text, word) {
    for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (isWhole(text, at, word.length)) return true;
    }
    return false;
  }

  /* The paragraphs that print a form of a term, or the name of an office as such. */
  function placesOf(form) {
    return holding(form).filter(function (place) {
      return !(form in index.offices) || hasWord(index.loose.texts[place], form);
    });
  }

  function termsOf(word) {
    if (word in index.forms) return index.forms[word];
    return LATIN.test(word) ? spoken(word).concat(translated(word)) : [];
  }

  /* Terms by their pinyin: whole, a prefix, or the initials. */
  function spoken(word) {
    var asked = word.replace(/[' -]/g, "");
    if (!/^[a-z]{2,}[a-z0-9]*$/.test(asked)) return [];
    var best = 0, out = [];
    index.terms.forEach(function (term) {
      var rank = 0;
      term.sounds.forEach(function (sound) {
        var syllables = sound.split(" "), whole = syllables.join("");
        var initials = syllables.map(function (one) { return one[0]; }).join("");
        if (whole === asked) rank = Math.max(rank, 4);
        else if (initials === asked) rank = Math.max(rank, 3);
        else if (asked.length > 3 && whole.indexOf(asked) === 0) rank = Math.max(rank, 2);
      });
      if (rank && rank >= best) { if (rank > best) out = []; best = rank; out.push(term); }
    });
    return out;
  }

  /* Terms by their English name: equal, else containing the word. */
  function translated(word) {
    var asked = unique(stems(word)), best = 0, out = [];
    if (!asked.length) return [];
    index.terms.forEach(function (term) {
      var english = unique(stems(term.english)), rank = 0;
      if (asked.every(function (one) { return english.indexOf(one) >= 0; })) {
        rank = 1 + asked.length / english.length;
        if (strict(term.english) === word) rank = 3;
      } else if (asked.length === 1 && asked[0].length > 3 && english.some(function (one) {
        return one.indexOf(asked[0]) === 0;
      })) rank = 0.5;
      if (rank && rank >= best) { if (rank > best) out = []; best = rank; out.push(term); }
    });
    return out;
  }

  function stems(english) {
    return (strict(english).match(/[a-z0-9]+/g) || []).filter(function (one) {
      return one.length > 1 && !/^(?:the|of|for|and|an|in|to)$/.test(one);
    }).map(function (one) { return one.length > 3 ? one.replace(/(?:ies|es|s)$/, "") : one; });
  }

  /* GB 2312 has its 3755 common characters in the order of their sounds: the first of each syllable. */
  var SYLLABLES =
    "啊埃鞍肮凹芭白斑邦苞杯奔崩逼鞭标鳖彬兵玻捕擦猜餐苍操厕层插拆搀昌超车郴撑吃充抽初揣川疮吹春戳疵聪凑粗蹿摧村磋搭呆耽当刀德蹬堤颠碉跌丁丢东兜督端堆墩掇蛾恩而发藩坊" +
    "菲芬丰佛否夫噶该干冈篙哥给根耕工钩辜刮乖棺光瑰辊锅哈骸酣夯壕呵嘿痕哼轰喉呼花槐欢荒灰荤豁击嘉歼僵蕉揭巾荆炯揪鞠捐撅均喀开刊康考坷肯坑空抠枯夸块宽匡亏坤括垃莱蓝琅" +
    "捞勒雷棱厘俩联粮撩列琳玲溜龙楼芦驴峦掠抡萝妈埋瞒芒猫么玫门萌眯棉苗蔑民明谬摸谋拇拿氖南囊挠呢馁嫩能妮蔫娘鸟捏您柠牛脓奴女暖虐挪哦欧啪拍攀乓抛呸喷砰坯篇飘撇拼乒坡" +
    "扑期掐牵枪橇切钦青琼秋趋圈缺裙然瓤饶惹壬扔日戎揉茹软蕊闰若撒腮三桑搔瑟森僧莎筛珊墒梢奢砷声师收蔬刷摔栓霜谁吮说斯松搜苏酸虽孙蓑塌胎坍汤掏特藤梯天挑贴厅通偷凸湍推" +
    "吞拖挖歪豌汪威瘟嗡挝巫昔瞎掀相萧楔薪星兄休墟轩靴勋压焉殃邀椰一茵英哟拥幽迂鸳曰耘匝栽咱赃遭责贼怎增扎摘瞻樟招遮珍蒸芝中舟珠抓拽专桩椎谆捉兹鬃邹租钻嘴尊昨";
  /* Characters that are taken for each other by their looks. */
  var ALIKE = "人入八 未末 己已巳 日曰 土士 干千于 天夭 大太犬 戊戌戍 析折 侯候 拨拔 形型 账帐 度渡 象像 做作".split(" ");
  var sounds = null;

  /* The number of the syllable of a common character. */
  function sound(character) {
    if (!sounds) {
      var bytes = [], syllable = -1;
      for (var row = 0xb0; row < 0xd8; row++) for (var cell = 0xa1; cell < 0xff; cell++) bytes.push(row, cell);
      sounds = table();
      Array.from(new TextDecoder("gb2312").decode(new Uint8Array(bytes))).forEach(function (one) {
        if (SYLLABLES[syllable + 1] === one) syllable++;
        sounds[one] = syllable;
      });
    }
    return sounds[character];
  }

  /* Whether one character may have been typed for another: alike in sound or looks, or a rare one. */
  function isTypedFor(one, other) {
    if (/[a-z]/.test(one) && /[a-z]/.test(other)) return true;
    if (!HAN.test(one) || !HAN.test(other)) return false;
    return sound(one) === undefined || sound(one) === sound(other) || ALIKE.some(function (group) {
      return group.indexOf(one) >= 0 && group.indexOf(other) >= 0;
    });
  }

  /* Whether `run` is a slip for `form`: one character wrong, typed twice, or left out of the middle
     of many. */
  function isSlip(run, form) {
    var start = 0, end = 0, most = Math.min(run.length, form.length);
    while (start < most && run[start] === form[start]) start++;
    while (end < most - start && run[run.length - 1 - end] === form[form.length - 1 - end]) end++;
    var typed = run.slice(start, run.length - end), meant = form.slice(start, form.length - end);
    if (typed.length === 1 && meant.length === 1) return isTypedFor(typed, meant);
    if (!typed) return meant.length === 1 && run.length > 4 && start > 0 && end > 0 && /[^0-9]/.test(meant) && !(meant in ASKING);
    return !meant && typed.length === 1 && /[^0-9]/.test(typed) && typed === run[start - 1];
  }

  /* Whether words begin and end where a string of a folded text does. */
  function isWhole(text, at, size) {
    if (/[a-z0-9]{2}/.test(text.slice(Math.max(0, at - 1), at + 1)) && at) return false;
    if (/[a-z0-9]{2}/.test(text.slice(at + size - 1, at + size + 1))) return false;
    var before = /[\u3400-\u9fff]{0,8}$/.exec(text.slice(Math.max(0, at - 8), at))[0], place = 0, ends = [0];
    var after = /^[\u3400-\u9fff]{0,8}/.exec(text.slice(at + size))[0];
    segment(before + text.slice(at, at + size) + after).forEach(function (piece) { ends.push(place += piece.length); });
    return ends.indexOf(before.length) >= 0 && ends.indexOf(before.length + size) >= 0;
  }

  /* Whether `run` is a slip for what a folded text prints at an offset, and that is a word. */
  function isMeant(run, form, text, at) {
    return isSlip(run, form) && (isWord(form) || isWhole(text, at, form.length));
  }

  /* Printed words for which `run` is a slip. */
  function misspelt(run) {
    if (run.length < 3 || run.length > 12 || !WORDLY.test(run)) return [];
    var patterns = [], out = table();
    for (var place = 0; place < run.length; place++) {
      patterns.push([run.slice(0, place), run.slice(place + 1), 1]);
      patterns.push([run.slice(0, place), run.slice(place + 1), 0]);
      if (place) patterns.push([run.slice(0, place), run.slice(place), 1]);
    }
    patterns.forEach(function (pattern) {
      var first = pattern[0].length >= pattern[1].length;
      var anchor = first ? pattern[0] : pattern[1], store = index.loose.text, at = -1;
      while ((at = store.indexOf(anchor, at + 1)) >= 0) {
        var start = first ? at : at - pattern[2] - pattern[0].length;
        var size = pattern[0].length + pattern[2] + pattern[1].length;
        var there = start < 0 ? "" : store.substr(start, size);
        if (there.length === size && isMeant(run, there, store, start)) out[there] = true;
      }
    });
    return Object.keys(out);
  }

  // --------------------------------------------------------------------- rank

  function rarity(count) {
    return Math.log(1 + (index.paragraphs.length - count + 0.5) / (count + 0.5));
  }

  function standing(one) {
    var weight = VOICES.indexOf(one.document.voice);
    return weight < 0 ? VOICES.length : weight;
  }

  /* Rank paragraphs that contain the query: definitions and headings before others, then by the
     weight of the voice, then by the share of the paragraph that it is. */
  function byPhrase(written, found) {
    var wide = loose(written), terms = index.forms[wide] || [];
    return found.map(function (place) {
      var one = index.paragraphs[place], text = index.loose.texts[place];
      var times = WORDLY.test(wide) ? text.split(wide).length - 1 : 1;
      var head = one.role === "heading" || terms.some(function (term) {
        return one.defines.indexOf(term.id) >= 0;
      });
      var score = (head ? 1000 : 0) + (one.document.field.indexOf(wide) >= 0 ? 500 : 0) -
        100 * standing(one) + times / (4 + text.length / 60) - (one.role === "question" ? 0.2 : 0);
      return { place: place, score: score };
    }).sort(byScore);
  }

  function byScore(one, other) { return other.score - one.score || one.place - other.place; }

  /* Score every paragraph by words: their rarity, position and proximity. */
  function byWords(groups, written) {
    var scores = new Float64Array(index.paragraphs.length);
    var whole = new Uint8Array(index.paragraphs.length).fill(1);
    var length = index.loose.text.length / index.paragraphs.length;
    groups.forEach(function (group) {
      var best = new Float64Array(scores.length), has = new Uint8Array(scores.length);
      var common = group.filter(function (one) { return one.weight >= 0.8; })
        .reduce(function (all, one) { return union(all, holding(one.word)); }, []).length;
      group.forEach(function (one) {
        var found = holding(one.word);
        var rare = rarity(one.weight >= 0.8 ? common : Math.max(common, found.length)) * one.weight;
        found.forEach(function (place) {
          var text = index.loose.texts[place], times = text.split(one.word).length - 1;
          var value = rare * times * 2.2 / (times + 1.2 * (0.5 + 0.5 * text.length / length));
          best[place] = Math.max(best[place], value);
          if (one.weight >= 0.8) has[place] = 1;
        });
        index.paragraphs.forEach(function (paragraph, place) {
          if (paragraph.context.indexOf(one.word) >= 0) {
            best[place] += rare * (paragraph.role === "answer" ? 0.5 : 0.35);
          }
          if (paragraph.document.field.indexOf(one.word) >= 0) best[place] += rare * 0.3;
        });
      });
      for (var place = 0; place < scores.length; place++) {
        scores[place] += best[place];
        whole[place] &= has[place];
      }
    });
    near(groups, scores);
    likeness(written, groups, scores);
    return index.paragraphs.map(function (one, place) {
      var score = scores[place] * (1 - 0.03 * standing(one)) * (one.role === "question" ? 0.8 : 1);
      return { place: place, score: score, whole: whole[place] === 1 };
    });
  }

  /* Proximity: words near each other in a paragraph score more. */
  function near(groups, scores) {
    if (groups.length < 2) return;
    index.loose.texts.forEach(function (text, place) {
      if (!scores[place]) return;
      var places = groups.map(function (group) {
        for (var one of group) {
          if (one.weight >= 0.5) { var at = text.indexOf(one.word); if (at >= 0) return at; }
        }
        return -1;
      }).filter(function (at) { return at >= 0; }).sort(function (a, b) { return a - b; });
      if (places.length < 2) return;
      scores[place] *= 1 + 0.3 * (places.length - 1) / groups.length /
        (1 + (places[places.length - 1] - places[0]) / 60);
    });
  }

  /* Score what is weaker than words: bigrams that question and paragraph share, labels for which
     words of the question are evidence, characters of words that no text contains. */
  function likeness(written, groups, scores) {
    var pairs = table(), singles = table(), labels = table();
    runs(written).forEach(function (run) {
      for (var place = 0; place + 1 < run.length; place++) {
        var pair = run.slice(place, place + 2);
        if (!(pair in ASKING) && !(pair[0] in ASKING) && !(pair[1] in ASKING)) {
          pairs[pair] = true;
        }
      }
    });
    groups.forEach(function (group) {
      var word = group[0].word;
      var stands = group.some(function (one) { return holding(one.word).length; });
      (index.speaks[word] || []).forEach(function (label) {
        labels[label] = (labels[label] || 0) + 1;
      });
      if (!stands) Array.from(word).forEach(function (one) {
        if (/[\u3400-\u9fff]/.test(one) && !(one in ASKING)) singles[one] = true;
      });
    });
    Object.keys(pairs).forEach(function (pair) {
      var found = holding(pair), value = rarity(found.length) * 0.35;
      found.forEach(function (place) { scores[place] += value; });
    });
    Object.keys(singles).forEach(function (one) {
      var found = holding(one), value = rarity(found.length) * 0.4;
      found.forEach(function (place) { scores[place] += value; });
    });
    index.paragraphs.forEach(function (one, place) {
      one.labels.forEach(function (label) { if (labels[label]) scores[place] += 0.9; });
    });
  }

  // -------------------------------------------------------------------- query

  /* Answer a query: the hits in order with marks, their number, facets, cards. */
  function query(written, options) {
    options = options || {};
    written = String(written === undefined || written === null ? "" : written).trim();
    if (!written || !index) return empty(written);
    var answer = find(written);
    var chosen = options.facets || {}, out = options.facets && index.left ? leftOut(written) : [];
    answer.facets = options.facets ? facetCounts(answer, chosen, out) : [];
    if ([].concat(chosen.held || []).length) answer = Object.assign(answer, { hits: out, partial: false, via: "", near: [] });
    var hits = answer.hits.filter(function (hit) { return passes(hit, chosen, null); });
    var limit = options.limit === undefined ? 20 : options.limit;
    // What only other copies print is counted where no text prints it.
    var kind = hits.some(function (hit) { return hit.kind === "match"; }) ? "match" : hits.length ? hits[0].kind : "";
    if (kind === "also" || kind === "title") kind = "match";
    var counted = answer.partial ? 0 : hits.filter(function (hit) { return hit.kind === kind; }).length;
    return {
      query: written, count: counted, partial: answer.partial, via: answer.via,
      near: answer.near || [], total: hits.length, facets: answer.facets, cards: cards(written, answer.asked, index.documents, counted > 0 || kind === "match"),
      results: hits.slice(0, limit).map(function (hit) { return shown(hit, answer); }),
    };
  }

  function empty(written) {
    return { query: written, count: 0, partial: false, via: "", near: [], total: 0, facets: [], cards: [], results: [] };
  }

  /* The paragraphs and lines that are left out and contain the query, or all its words. */
  function leftOut(written) {
    var places = literal(written, index.leftStores), all = runs(written);
    if (!places.length && all.length > 1) {
      places = all.map(function (run) { return scan(index.leftStores.loose, run); }).reduce(function (left, right) {
        return left.filter(function (place) { return right.indexOf(place) >= 0; });
      });
    }
    return places.map(function (place) {
      return { place: -1, left: index.left[place], kind: "out", score: 0, marks: [written].concat(all) };
    });
  }

  function find(written) {
    if (usual(written) !== written && !literal(written, index).length) return find(usual(written));
    var wide = loose(written), parts = written.split(/\s+/);
    var spaced = parts.length > 1 && WORDLY.test(wide);
    var readings = literal(written, index.elsewhere);
    // 数据 开放 are two words, but 2027 年 and 70 % are one with a space in it.
    var broken = parts.some(function (part) { return loose(part).length < 2 || !/[a-z\u3400-\u9fff]/.test(loose(part)); });
    var whole = !spaced || broken || scan(index.strict, strict(written)).length > 0;
    var printed = whole ? literal(written, index) : [];
    if (printed.length || readings.length) {
      return withOthers(written, wide, byPhrase(written, printed), readings);
    }
    if (!spaced) {
      var meant = resolved(wide);
      if (meant) return meant;
      if (isUnknown(written)) return nothing(written);
    } else if (LATIN.test(strict(written)) && (meant = resolved(strict(written)))) return meant;
    return byQuestion(figures(written), spaced);
  }

  /* Whether a query is one word, and nothing here has it. */
  function isUnknown(written) {
    return (strange(written) || []).some(function (one) { return one.sure || !holding(one.word).length; });
  }

  function nothing(written) {
    var near = nearTo(written).filter(function (one) { return holding(loose(one)).length; });
    return { hits: [], partial: false, via: "", marks: [], near: near.slice(0, NEAR) };
  }

  /* The paragraphs that contain the words, then those with another name of the same. */
  function withOthers(written, wide, hits, readings) {
    var seen = table(), also = [], forms = [];
    hits.forEach(function (hit) { hit.kind = "match"; hit.marks = [written]; seen[hit.place] = true; });
    var others = readings.map(function (number) { return index.readings[number]; }).filter(function (one) {
      return !one.places.some(function (place) { return seen[place]; });
    }).map(function (one) {
      return { place: one.places[0], score: 0, kind: "reading", reading: one, marks: [written] };
    });
    others.forEach(function (hit) { seen[hit.place] = true; });
    (index.forms[wide] || []).forEach(function (term) { forms = forms.concat(term.forms); });
    forms.concat(officesOf(wide)).sort(function (a, b) { return b.length - a.length; }).forEach(function (form) {
      if (form === wide || wide.indexOf(form) >= 0) return;
      byPhrase(form, placesOf(form)).forEach(function (hit) {
        if (seen[hit.place]) return;
        seen[hit.place] = true;
        hit.kind = "also";
        hit.marks = [form];
        also.push(hit);
      });
    });
    // Whoever asks for a number wants what was issued under it before what names it.
    var own = holders(wide, seen), first = isNumber(written) ? own : [];
    if (!first.length) also = also.concat(own);
    return { hits: first.concat(answersFirst(hits), others, also), partial: false, via: "", marks: [] };
  }

  /* No hit on a question before those on its answer. */
  function answersFirst(hits) {
    var waiting = table(), out = [];
    hits.forEach(function (hit) { waiting[hit.place] = hit; });
    function take(hit) {
      if (!waiting[hit.place]) return;
      var answers = index.paragraphs[hit.place].answers.filter(function (place) { return waiting[place]; });
      delete waiting[hit.place];
      answers.forEach(function (place) { take(waiting[place]); });
      out.push(hit);
    }
    hits.forEach(take);
    return out;
  }

  /* The first paragraph of each text whose title, author, publisher or number contains the words. */
  function holders(wide, seen) {
    var out = [], last = null;
    if (!WORDLY.test(wide)) return out;
    index.paragraphs.forEach(function (one, place) {
      if (one.document === last) return;
      last = one.document;
      if (one.document.field.indexOf(wide) >= 0 && !seen[place]) {
        out.push({ place: place, score: 0, kind: "title" });
      }
    });
    return out;
  }

  /* No text contains the query: it names a term or a title, or has one wrong character. */
  function resolved(wide) {
    var terms = termsOf(wide), forms = [];
    var titles = holders(wide, {});
    if (titles.length) {
      var seen = table();
      titles.forEach(function (hit) { seen[hit.place] = true; });
      var rest = [];
      index.paragraphs.forEach(function (one, place) {
        if (!seen[place] && one.document.field.indexOf(wide) >= 0) {
          rest.push({ place: place, score: 0, kind: "title" });
        }
      });
      return { hits: titles.concat(rest), partial: false, via: "", marks: [wide] };
    }
    terms.forEach(function (term) {
      forms = forms.concat(LATIN.test(wide) ? term.forms.slice(0, 1) : term.forms);
    });
    if (terms.length && !LATIN.test(wide)) return meaning(wide, terms);
    forms = unique(forms.concat(officesOf(wide))).filter(function (form) { return placesOf(form).length; });
    if (!forms.length && !QUESTION.test(wide)) forms = misspelt(wide);
    if (!forms.length) return null;
    var hits = [], taken = table();
    forms.forEach(function (form) {
      byPhrase(form, placesOf(form)).forEach(function (hit) {
        if (!taken[hit.place]) { taken[hit.place] = true; hit.kind = "match"; hits.push(hit); }
      });
    });
    hits.sort(byScore);
    return { hits: hits, partial: false, via: forms.slice(0, 3).join("、"), marks: forms };
  }

  /* No text contains the query: it is a synonym. */
  function meaning(wide, terms) {
    var group = alternatives(wide), strong = table();
    group.forEach(function (one) {
      if (one.weight >= 0.5) holding(one.word).forEach(function (place) { strong[place] = true; });
    });
    var hits = byWords([group], wide).filter(function (hit) { return strong[hit.place]; }).sort(byScore);
    hits.forEach(function (hit) { hit.kind = "match"; });
    if (!hits.length) return null;
    return {
      hits: hits, partial: false, via: terms.map(function (term) { return term.term; }).slice(0, 3).join("、"),
      marks: group.filter(function (one) { return one.weight >= 0.5; }).map(function (one) { return one.word; }),
    };
  }

  /* Several words, or a question: paragraphs with all words; where there are none, the best. */
  function byQuestion(written, spaced) {
    var asked = spaced ? [] : content(written);
    if (spaced) runs(written).forEach(function (run) {
      if (holding(run).length || termsOf(run).length) asked.push(run);
      else {
        var near = misspelt(run);
        if (near.length && run.length < 5) asked.push(near[0]); else asked = asked.concat(content(run));
      }
    });
    asked = unique(asked);
    var groups = asked.map(alternatives), isShort = !spaced && strange(written) !== null;
    var scored = byWords(groups, written).filter(function (hit) {
      return hit.score > 0 && (!isShort || groups.every(function (group) {
        return group.some(function (one) { return holding(one.word).indexOf(hit.place) >= 0; });
      }));
    }).sort(byScore);
    if (isShort && !scored.length) return nothing(written);
    var all = scored.filter(function (hit) { return hit.whole && groups.length; });
    var rest = scored.filter(function (hit) { return !(hit.whole && groups.length); });
    var least = scored.length ? scored[0].score * 0.25 : 0;
    all.forEach(function (hit) { hit.kind = "match"; });
    rest = rest.filter(function (hit) { return hit.score >= least; }).slice(0, 50);
    rest.forEach(function (hit) { hit.kind = "partial"; });
    var marks = [written];
    groups.forEach(function (group) {
      group.forEach(function (one) { if (one.word.length > 1 || asked.length < 3) marks.push(one.word); });
    });
    return { hits: answersFirst(all).concat(answersFirst(rest)), partial: !all.length, via: "", marks: marks, asked: asked };
  }

  // ------------------------------------------------------------------- facets

  function valuesOf(hit, facet) {
    var one = hit.left || index.paragraphs[hit.place];
    if (facet === "voice") return [one.voice];
    if (facet === "document") return [one.document.id];
    if (facet === "year" || facet === "sort") return one.document[facet] ? [one.document[facet]] : [];
    return one.labels.filter(function (label) { return index.labels[label].kind === facet; })
      .map(function (label) { return index.labels[label].id; });
  }

  function passes(hit, chosen, but) {
    return FACETS.every(function (facet) {
      var wanted = facet === but ? [] : [].concat(chosen[facet] || []);
      if (!wanted.length) return true;
      return valuesOf(hit, facet).some(function (value) { return wanted.indexOf(value) >= 0; });
    });
  }

  /* The values of each facet, with the number of hits that each would leave. */
  function facetCounts(answer, chosen, out) {
    var hits = answer.hits.filter(function (hit) { return answer.partial || hit.kind === "match"; });
    if (!hits.length) hits = answer.hits;
    if ([].concat(chosen.held || []).length) hits = out;
    var left = out.filter(function (hit) { return passes(hit, chosen, null); }).length;
    return FACETS.map(function (facet) {
      var counts = table();
      hits.forEach(function (hit) {
        if (passes(hit, chosen, facet)) valuesOf(hit, facet).forEach(function (value) {
          counts[value] = (counts[value] || 0) + 1;
        });
      });
      return { facet: facet, values: namesOf(facet).map(function (row) {
        return { value: row[0], name: row[1], count: counts[row[0]] || 0 };
      }) };
    }).concat([{ facet: "held", values: [{ value: "out", name: "out", count: left }] }]);
  }

  function namesOf(facet) {
    if (facet === "voice") return VOICES.map(function (one) { return [one, one]; });
    if (facet === "document") {
      var more = (index.left || []).map(function (one) { return one.document; });
      return unique(index.documents.concat(more)).map(function (one) { return [one.id, one.title || one.publisher]; });
    }
    if (facet === "year" || facet === "sort") {
      var documents = index.documents.concat((index.left || []).map(function (one) { return one.document; }));
      return unique(documents.map(function (one) { return one[facet]; })).filter(Boolean).sort()
        .map(function (one) { return [one, one]; });
    }
    return index.labels.filter(function (one) { return one.kind === facet; })
      .map(function (one) { return [one.id, one.name]; });
  }

  // -------------------------------------------------------------------- shown

  /* The anchor of a paragraph; of one that the base of its text lacks, its whole id. */
  function anchor(document, paragraph) {
    var own = document + "-";
    return paragraph.indexOf(own) === 0 ? paragraph.slice(own.length) : paragraph;
  }

  function shown(hit, answer) {
    var one = hit.left || index.paragraphs[hit.place], document = one.document, marks = hit.marks || answer.marks;
    var text = (hit.reading || one).text, reply = hit.reading ? undefined : one.answers[0];
    return {
      url: one.url || document.url + "#" + anchor(document.id, one.id), document: hit.left ? "" : document.id,
      paragraph: one.id, reason: document.reason || "",
      title: document.title || document.publisher, text: text, kind: hit.kind, voice: one.voice,
      date: document.date, inferred: document.inferred, publisher: document.publisher,
      number: document.number, sort: document.sort, who: one.who, role: one.role, marks: marksIn(text, marks),
      copies: hit.reading ? hit.reading.copies : [],
      answer: reply === undefined ? null : answering(index.paragraphs[reply], marks),
    };
  }

  /* The answer that is shown with a question. */
  function answering(one, marks) {
    return {
      url: one.document.url + "#" + anchor(one.document.id, one.id), paragraph: one.id,
      text: one.text, voice: one.voice, who: one.who, marks: marksIn(one.text, marks),
    };
  }

  /* Spans of a text to mark, in order, without overlap. */
  function marksIn(text, needles) {
    var spans = [];
    [true, false].forEach(function (wide) {
      var folded = fold(text, wide);
      unique(needles.map(function (one) { return fold(one, wide).text; })).forEach(function (needle) {
        if (!needle || (wide && !WORDLY.test(needle)) || (!wide && spans.length)) return;
        var at = -1;
        while ((at = folded.text.indexOf(needle, at + 1)) >= 0) {
          var last = folded.at[at + needle.length - 1];
          spans.push([folded.at[at], last + (text.codePointAt(last) > 0xffff ? 2 : 1)]);
        }
      });
    });
    spans.sort(function (one, other) { return one[0] - other[0] || other[1] - one[1]; });
    var out = [];
    spans.forEach(function (span) {
      var before = out[out.length - 1];
      if (before && span[0] <= before[1]) before[1] = Math.max(before[1], span[1]);
      else out.push(span.slice());
    });
    return out;
  }

  /* Whether a query names this: it is most of the name, or contains it. */
  function names(bare, name) {
    var own = name.replace(/[《》〈〉]/g, "");
    return own.length > 3 && (bare.indexOf(own) >= 0 || (own.indexOf(bare) >= 0 && bare.length * 2 > own.length));
  }

  /* 国发〔2024〕5号 */
  var NUMBER = /^[\u4e00-\u9fff]{1,8}\s*[〔\[(【]?\s*\d{4}\s*年?[〕\])】]?\s*第?\s*\d+\s*号$/;

  function isNumber(written) { return NUMBER.test(written.normalize("NFKC")); }

  /* A number as it is printed, whatever brackets were typed: 国发[2024]5号 → 国发〔2024〕5号. */
  function usual(written) {
    if (!isNumber(written)) return written;
    return written.normalize("NFKC").replace(/\s+/g, "").replace(/[〔[(【]?(\d{4})年?[〕\])】]?第?(\d+号)$/, "〔$1〕$2");
  }

  /* Whether a query asks for the text of the document that the site is about: 全文, 意见原文, 某意见的
     全文在哪里; all its other words are in the name. */
  function asksForText(wide, subject) {
    if (!/全文|原文/.test(wide)) return false;
    var rest = wide.replace(/全文|原文|政策|文件|文本|在?哪里?|查看|阅读|下载|的|[《》〈〉\s?]/g, ""), name = loose(subject.name), at = 0;
    return Array.from(rest).every(function (sign) {
      at = name.indexOf(sign, at) + 1;
      return at > 0;
    });
  }

  /* The card of the document that the site is about, for a query that asks for its text, or for a
     number of a document that is printed nowhere. */
  function subjectCard(written, wide, isFound) {
    var subject = index.cited.filter(function (one) { return one.isSubject; })[0];
    var isUnprinted = !isFound && isNumber(written);
    if (!subject || !(asksForText(wide, subject) || (isUnprinted && !subject.text))) return [];
    return [{ kind: "cited", title: subject.name, genre: subject.genre, times: subject.times, url: subject.url,
      text: isUnprinted ? "所收文献都没有印这个文号" : "", held: subject.text }];
  }

  /* Cards above the hits for terms and documents that a query names: at most two of each. `asked`:
     the words of the query, where it was segmented; `documents`: the candidates; `isFound`: whether
     a text prints the query. */
  function cards(written, asked, documents, isFound) {
    var wide = loose(written), bare = wide.replace(/[《》〈〉]/g, ""), out = subjectCard(written, wide, isFound), held = [];
    var terms = termsOf(wide);
    if (!terms.length) (asked || []).forEach(function (word) {
      if (word in index.forms) terms = terms.concat(index.forms[word]);
    });
    unique(terms).sort(function (one, other) {
      return other.term.length - one.term.length;
    }).slice(0, 2).forEach(function (term) {
      out.push({
        kind: "term", title: term.term, english: term.english, aliases: term.aliases,
        text: term.definitions.length ? term.definitions[0][0] : term.note,
        printed: term.definitions.length > 0, url: term.url, held: term.definitions.length ? term.definitions[0][1] || "" : "",
      });
    });
    documents = documents.filter(function (one) { return names(bare, loose(one.title)); });
    index.cited.filter(function (one) {
      return !(one.isSubject && out.length && out[0].url === one.url) && one.forms.some(function (form) { return names(bare, form); });
    }).slice(0, 2).forEach(function (one) {
      held.push(one.text);
      out.push({ kind: "cited", title: one.name, genre: one.genre, times: one.times, url: one.url, text: "", held: one.text });
    });
    documents.filter(function (one) { return held.indexOf(one.url) < 0; }).slice(0, 2).forEach(function (one) {
      out.push({ kind: "document", title: one.title, voice: one.voice, date: one.date, inferred: one.inferred,
        publisher: one.publisher, number: one.number, sort: one.sort, who: one.who, url: one.url, text: "", held: one.url });
    });
    return out;
  }

  // -------------------------------------------------------------------- small

  function table() { return Object.create(null); }
  function unique(list) { return Array.from(new Set(list)); }
  function union(one, other) {
    return unique(one.concat(other)).sort(function (a, b) { return a - b; });
  }

  global.siteSearchEngine = {
    load: load, loadLeft: loadLeft, wantsLeft: wantsLeft, query: query, fold: fold, anchor: anchor, marksIn: marksIn,
    setVariants: setVariants, learn: learn, known: function () { return index; }, cards: cards,
    content: content, runs: runs, figures: figures, alternatives: alternatives, termsOf: termsOf,
    officesOf: officesOf, hasWord: hasWord, strange: strange, nearTo: nearTo, isMeant: isMeant,
    question: QUESTION, isNumber: isNumber, usual: usual, voices: VOICES, most: NEAR, empty: empty,
  };
})(typeof window === "undefined" ? globalThis : window);
