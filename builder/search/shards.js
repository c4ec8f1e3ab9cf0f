/* The same questions for a library too large to fetch in one piece: see `shards.py`.

   A phrase is looked up by the runs that it begins with and goes on with; what is left of it is read
   in the texts of the few paragraphs that remain. Fetches by script tags, so that a folder will do. */
(function (global) {
  "use strict";

  var engine = global.siteSearchEngine, index = null, pieces = new Map(), waiting = new Map();
  var root = new URL(".", document.currentScript.src).href;
  var HELD = 120, READ = 6, WIDE = 1048576;
  /* Entries that weigh as much as one piece of text. */
  var WORTH = 3500;
  var ASKING = /(?:请问|是什么|为什么|什么|哪些|哪个|哪一年|怎么办|怎么样|怎么|怎样|如何|为何|何时|多少|谁来|谁|是否|有没有|能不能|应当|应该|可以|吗|呢|的是|有哪些|有关|关于)/g;

  function load(data) {
    index = data;
    index.bounds = data.bounds.map(order);
    engine.setVariants(data.variants);
  }

  /* A piece has come: unpacked beside the page's own work, kept while it is among the newest. */
  function put(name, size, packed) {
    var bytes = new Uint8Array(packed.length / 8 * 7), at = 0, held = 0, bits = 0;
    for (var place = 0; place < packed.length; place++) {
      held |= (packed.charCodeAt(place) & 127) << bits;
      bits += 7;
      if (bits > 7) { bytes[at++] = held & 255; held >>= 8; bits -= 8; }
    }
    var stream = new Blob([bytes.subarray(0, size)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    new Response(stream).arrayBuffer().then(function (buffer) {
      var done = waiting.get(name);
      waiting.delete(name);
      if (done) done.resolve(new Uint8Array(buffer));
    }, function (error) { waiting.get(name).reject(error); });
  }

  function piece(name, read) {
    var held = pieces.get(name);
    if (held) { pieces.delete(name); pieces.set(name, held); return held; }
    held = new Promise(function (resolve, reject) {
      var element = document.createElement("script");
      waiting.set(name, { resolve: resolve, reject: reject });
      element.src = root + name[0] + "/" + name.slice(1) + ".js";
      element.onload = function () { element.remove(); };
      element.onerror = function () { pieces.delete(name); reject(new Error("搜索未能载入：" + name)); };
      document.head.append(element);
    }).then(read);
    pieces.set(name, held);
    if (pieces.size > HELD) pieces.delete(pieces.keys().next().value);
    return held;
  }

  function below(list, wanted) {
    var low = 0, high = list.length - 1;
    while (low < high) {
      var middle = (low + high + 1) >> 1;
      if (list[middle] <= wanted) low = middle; else high = middle - 1;
    }
    return low;
  }

  /* Runs are sorted by code points, as Python sorts; beyond the first plane JavaScript differs. */
  function order(run) {
    return /[\ud800-\udfff]/.test(run) ? Array.from(run).map(function (one) {
      return one.length > 1 ? "\uffff" + one : one;
    }).join("") : run;
  }

  // -------------------------------------------------------------------- lists

  function runsIn(number) {
    return piece("r" + number, function (bytes) {
      var heads = reader(bytes, 4), end = 4 + new DataView(bytes.buffer).getUint32(0, true);
      var at = end, runs = new Map(), before = [], decoder = new TextDecoder();
      while (heads.at < end) {
        var shared = heads.number(), size = heads.number();
        before = before.slice(0, shared).concat(Array.from(decoder.decode(bytes.subarray(heads.at, heads.at + size))));
        heads.at += size;
        var count = heads.number(), length = heads.number(), run = before.join("");
        runs.set(run, { run: run, count: count, whole: count === 0, data: bytes.subarray(at, at + length) });
        at += length;
      }
      return runs;
    });
  }

  /* Numbers in sevens of bits, the low ones first. */
  function reader(bytes, at) {
    return {
      at: at,
      number: function () {
        var value = 0, scale = 1, byte;
        do { byte = bytes[this.at++]; value += (byte & 127) * scale; scale *= 128; } while (byte > 127);
        return value;
      },
    };
  }

  /* The list for what `phrase` begins with: the rare run, or the phrase itself where it is frequent.
     Between a rare run and what goes on from it no other run is sorted: one piece holds it. */
  async function lookUp(phrase) {
    var runs = await runsIn(below(index.bounds, order(phrase)));
    for (var size = phrase.length; size > 0; size--) {
      var node = runs.get(phrase.slice(0, size));
      if (node && (node.whole || size === phrase.length)) return node;
    }
    return null;
  }

  /* All entries of a frequent run, from the lists of the runs that begin with it. */
  async function everything(run) {
    var number = below(index.bounds, order(run)), last = number, lists = [];
    while (last + 1 < index.bounds.length && index.bounds[last + 1].indexOf(order(run)) === 0) last++;
    for (; number <= last; number++) {
      (await runsIn(number)).forEach(function (node) {
        if (node.whole && node.run.indexOf(run) === 0) lists.push(entries(node));
      });
    }
    var out = new Float64Array(lists.reduce(function (sum, one) { return sum + one.length; }, 0)), at = 0;
    lists.forEach(function (one) { out.set(one, at); at += one.length; });
    return out.sort();
  }

  /* Where a run stands, ascending: the paragraph times WIDE and the place in it. */
  function entries(node) {
    var data = reader(node.data, 0), paragraph = -1, place = 0, size = 0;
    var out = new Float64Array(node.data.length);
    while (data.at < node.data.length) {
      var step = data.number(), more = data.number();
      place = step ? more : place + more;
      if (step) paragraph = paragraph < 0 ? step - 1 : paragraph + step - 1;
      out[size++] = paragraph * WIDE + place;
    }
    return out.subarray(0, size);
  }

  /* The paragraphs of entries, each once. */
  function paragraphsOf(list) {
    var out = [], before = -1;
    for (var at = 0; at < list.length; at++) {
      var paragraph = Math.floor(list[at] / WIDE);
      if (paragraph !== before) { out.push(paragraph); before = paragraph; }
    }
    return out;
  }

  /* The paragraphs that hold a phrase: their number, and they themselves or the first of them. */
  async function holding(phrase) {
    var node = await lookUp(phrase);
    if (!node) return { count: 0, paragraphs: [], whole: true };
    var covered = node.run.length, left = entries(node), found = paragraphsOf(left);
    if (!node.whole) return { count: node.count, paragraphs: found, whole: false };
    while (covered < phrase.length && found.length > READ) {
      var next = null;
      // What goes on may be frequent; with characters before it, it is less so.
      for (var at = covered; at > 0; at--) {
        var tried = await lookUp(phrase.slice(at));
        if (!tried) return { count: 0, paragraphs: [], whole: true };
        if (tried.whole && at + tried.run.length <= covered) break;
        next = { node: tried, at: at };
        if (tried.whole) break;
      }
      if (!next.node.whole && next.node.count > found.length * WORTH) break;
      left = following(left, next.node.whole ? entries(next.node) : await everything(next.node.run), next.at);
      found = paragraphsOf(left);
      covered = next.node.whole ? next.at + next.node.run.length : phrase.length;
    }
    if (covered < phrase.length) found = await reading(found, phrase);
    return { count: found.length, paragraphs: found, whole: true };
  }

  /* Those of `left` where one of `others` stands `distance` after. */
  function following(left, others, distance) {
    var at = 0;
    return left.filter(function (one) {
      while (at < others.length && others[at] < one + distance) at++;
      return others[at] === one + distance;
    });
  }

  /* Those of few paragraphs whose text holds a phrase. */
  async function reading(found, phrase) {
    var texts = await Promise.all(found.map(text));
    return found.filter(function (one, place) { return texts[place].loose.indexOf(phrase) >= 0; });
  }

  // -------------------------------------------------------------------- texts

  async function text(paragraph) {
    var number = below(index.blocks, paragraph);
    var block = await piece("t" + number, function (bytes) { return JSON.parse(new TextDecoder().decode(bytes)); });
    var row = block[1][paragraph - index.blocks[number]], head = block[0][row[0]];
    return {
      place: paragraph, url: head[1] + "#p" + row[1], document: head[0], paragraph: row[4],
      title: head[2], text: row[3], role: row[2], voice: head[3], date: head[4], publisher: head[5],
      who: head[6], inferred: head[7], loose: engine.fold(row[3], true).text,
    };
  }

  // -------------------------------------------------------------------- query

  async function query(written, options) {
    written = String(written === undefined || written === null ? "" : written).trim();
    var limit = options && options.limit !== undefined ? options.limit : 20;
    var wide = engine.fold(written, true).text;
    if (!wide) return { query: written, count: 0, partial: false, via: "", total: 0, facets: [], cards: [], results: [] };
    var parts = written.split(/\s+/).map(function (part) { return engine.fold(part, true).text; }).filter(Boolean);
    // 数据 开放 are two words; 2027 年 and “安全, 有序” are one phrase with a blank in it.
    var one = parts.length < 2 || parts.some(function (part) { return part.length < 2 || !/[0-9a-z\u3400-\u9fff]$/.test(part); });
    var found = one ? await holding(wide) : { count: 0, paragraphs: [] };
    var partial = false, marks = [written];
    if (!found.count) {
      var several = await together(parts.length > 1 ? parts : cut(wide), parts.length === 1);
      found = several.found;
      partial = several.partial;
      marks = marks.concat(several.words);
    }
    var best = found.ranked || found.paragraphs;
    var texts = await Promise.all(best.slice(0, Math.max(limit, 6)).map(text));
    if (!found.ranked) texts = ordered(texts, wide);
    return {
      query: written, count: partial ? 0 : found.count, partial: partial, via: "", facets: [], cards: [],
      total: partial ? best.length : found.count,
      results: texts.slice(0, limit).map(function (one) {
        return Object.assign({}, one, { kind: partial ? "partial" : "match", marks: engine.marksIn(one.text, marks) });
      }),
    };
  }

  function ordered(texts, wide) {
    return texts.map(function (one) {
      return { one: one, score: (one.role === "heading" ? 1000 : 0) + wide.length / (one.loose.length + 1) };
    }).sort(function (a, b) { return b.score - a.score || a.one.place - b.one.place; })
      .map(function (row) { return row.one; });
  }

  function cut(wide) {
    var words = wide.replace(ASKING, " ").split(/[^0-9a-z\u00c0-\u024f\u3400-\u9fff%+.]+/).filter(Boolean);
    return words.length ? words : [wide];
  }

  /* Paragraphs that hold all words, else those with the most and rarest; long words in halves. */
  async function together(words, loosely) {
    var lists = [], asked = [];
    for (var word of words) {
      var found = await holding(word);
      if (!found.count && word.length > 3) {
        var middle = word.length >> 1;
        for (var half of [word.slice(0, middle), word.slice(middle)]) {
          var part = await holding(half);
          asked.push(half);
          if (part.count) lists.push(part);
        }
        loosely = true;
        lists.missing = true;
      } else {
        asked.push(word);
        if (found.count) lists.push(found); else lists.missing = true;
      }
    }
    lists.sort(function (one, other) { return one.count - other.count; });
    var scores = new Map(), most = 0;
    lists.forEach(function (list) {
      var rare = Math.log(1 + index.paragraphs / list.count);
      list.paragraphs.forEach(function (paragraph) {
        var score = scores.get(paragraph) || { score: 0, words: 0 };
        score.score += rare;
        score.words += 1;
        most = Math.max(most, score.words);
        scores.set(paragraph, score);
      });
    });
    var frequent = lists.filter(function (list) { return !list.whole; }).length;
    var rows = Array.from(scores).filter(function (row) { return row[1].words >= Math.max(1, Math.min(most, lists.length - frequent)); });
    rows.sort(function (one, other) { return other[1].score - one[1].score || one[0] - other[0]; });
    if (frequent && rows.length <= 200) rows = await read(rows, asked);
    var all = rows.filter(function (row) { return row[1].words >= asked.length; });
    var partial = !all.length || lists.missing === true;
    var ranked = (partial ? rows : all).map(function (row) { return row[0]; });
    return { words: asked, partial: partial, found: { count: all.length, ranked: ranked } };
  }

  /* Count the words of few paragraphs in their texts. */
  async function read(rows, asked) {
    var out = [];
    for (var row of rows.slice(0, READ + 2)) {
      var one = await text(row[0]);
      var words = asked.filter(function (word) { return one.loose.indexOf(word) >= 0; }).length;
      out.push([row[0], { score: row[1].score + words, words: words }]);
    }
    return out.sort(function (one, other) { return other[1].words - one[1].words || other[1].score - one[1].score; });
  }

  global.siteSearchShards = { load: load, put: put };
  engine.query = query;
})(window);
