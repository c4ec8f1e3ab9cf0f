/* The same queries on an index in shards: see shards.py.

   A phrase is looked up by the n-grams at its start and after them; where few rows remain, the rest
   of it is searched in their texts. A row is a paragraph or a name of a document, and the order of
   rows is the order of hits. Fetches by script tags, so that it works from a folder. */
(function (global) {
  "use strict";

  var engine = global.siteSearchEngine, index = null, pieces = new Map(), waiting = new Map();
  var root = "";
  /* HELD: shards in the cache. READ: rows whose texts are read to find a phrase; MANY: the same
     where lists would cost more. WIDE: more than the offsets of a row. FILED: rows of a shard of
     labels, as in shards.py. LISTED: documents in their facet. PARTIAL: most partial hits. */
  var HELD = 60, READ = 6, MANY = 24, WIDE = 1048576, FILED = 32768, LISTED = 8, PARTIAL = 50;
  /* Characters that a query fetches before it stops guessing. */
  var ENOUGH = 70000, fetched = 0;
  var NONE = { rows: [], entries: null };

  // ----------------------------------------------------------------- unpacking

  /* Alphabet of the codes of n-grams, and special codes: see packing.py. */
  var SIGNS = [], OTHER = 0, END = 1, SHORT = 60;
  for (var code = 0, sign = 0; code < 128; code++) {
    if ([0, 10, 13, 34, 92].indexOf(code) < 0) SIGNS[code] = sign++;
  }
  var BASE = sign;

  /* Reads bits: numbers of a size, in Rice codes, and in exponential Golomb codes. */
  function bitsOf(text, at) {
    var held = 0, bits = 0;
    function take(size) {
      while (bits < size) { held = held << 7 | text.charCodeAt(at++) & 127; bits += 7; }
      bits -= size;
      var value = held >>> bits;
      held &= (1 << bits) - 1;
      return value;
    }
    function rice(size) {
      var times = 0;
      while (take(1)) times++;
      return (times << size) + take(size);
    }
    function stride(size) {
      var more = size;
      while (take(1)) more++;
      return (1 << more) + take(more) - (1 << size);
    }
    return { take: take, rice: rice, stride: stride };
  }

  function load(data, sizes) {
    // The folder of the index, not of the engine: the engine may serve several.
    root = new URL(".", document.currentScript.src).href;
    engine.query = query;
    engine.learn(data);
    index = data;
    index.bounds = data.bounds.map(order);
    index.codes = ["", ""];
    data.words.forEach(function (group) {
      var letters = Array.from(group[2]);
      for (var at = 0; at < letters.length; at += group[0]) {
        var word = letters.slice(at, at + group[0]).join("");
        index.codes.push(word);
        // Words of the language contain no marks: no folding is needed to segment a query.
        if (group[1]) engine.known().words[word.toLowerCase()] = 1;
      }
    });
    var read = bitsOf(sizes, 0);
    index.firsts = [0];
    for (var place = 0; place < data.sizes[1]; place++) index.firsts.push(index.firsts[place] + read.rice(data.sizes[0]));
    index.voices = repeated(data.voices);
    index.years = repeated(data.years);
    index.sorts = repeated(data.sorts || []);
    index.paragraphs = index.firsts[index.voices.length];
    index.readings = index.firsts[3 * index.voices.length];
    index.left = index.firsts[4 * index.voices.length];
    index.rows = index.firsts[data.sizes[1]];
  }

  function repeated(column) {
    var out = [];
    column.forEach(function (row) { for (var times = 0; times < row[1]; times++) out.push(row[0]); });
    return out;
  }

  function put(name) {
    var parts = Array.prototype.slice.call(arguments, 1);
    fetched += parts[parts.length - 1].length;
    waiting.get(name)(parts);
    waiting.delete(name);
  }

  /* Fetch a shard, through a cache of those last used. */
  function piece(name, read) {
    var held = pieces.get(name);
    if (held) { pieces.delete(name); pieces.set(name, held); return held; }
    held = new Promise(function (resolve, reject) {
      var element = document.createElement("script");
      waiting.set(name, resolve);
      element.src = root + name[0] + "/" + name.slice(1) + ".js";
      element.onload = function () { element.remove(); };
      element.onerror = function () { pieces.delete(name); waiting.delete(name); element.remove(); reject(new Error("搜索未能载入：" + name)); };
      document.head.append(element);
    }).then(read);
    pieces.set(name, held);
    // A shard that is being fetched stays: fetched again, it would never arrive for who waits.
    Array.from(pieces.keys()).some(function (old) {
      if (pieces.size > HELD && !waiting.has(old)) pieces.delete(old);
      return pieces.size <= HELD;
    });
    return held;
  }

  /* The last index in a sorted list whose value is not above `wanted`. */
  function below(list, wanted) {
    var low = 0, high = list.length - 1;
    while (low < high) {
      var middle = (low + high + 1) >> 1;
      if (list[middle] <= wanted) low = middle; else high = middle - 1;
    }
    return low;
  }

  /* N-grams are in the order of code points, as in Python; JavaScript compares UTF-16 units. */
  function order(run) {
    return /[\ud800-\udfff]/.test(run) ? Array.from(run).map(function (one) {
      return one.length > 1 ? "\uffff" + one : one;
    }).join("") : run;
  }

  // -------------------------------------------------------------------- lists

  /* The n-grams of a shard, and where the list of each begins. */
  function nodesOf(parts) {
    var nodes = new Map(), before = "", from = 0;
    (parts[0] ? parts[0].split(" ") : []).forEach(function (written, place) {
      var kept = Number(written[0]), run = /[\ud800-\udfff]/.test(before) ? Array.from(before).slice(0, kept).join("") : before.slice(0, kept);
      before = run + written.slice(1);
      nodes.set(before, { run: before, entries: parts[1][2 * place], lists: parts[2], from: from });
      from += parts[1][2 * place + 1];
    });
    return nodes;
  }

  /* Open a list: the sizes of its codes come first. The inner size is one more than it is; 0 means
     that the list has only rows. */
  function opened(node) {
    var read = bitsOf(node.lists, node.from);
    return { step: read.take(5), inner: read.take(5), rice: read.rice, stride: read.stride };
  }

  function isPlaced(node) { return opened(node).inner > 0; }

  /* The rows of a list that has only rows. */
  function rowsOf(node) {
    var read = opened(node), out = new Uint32Array(node.entries), row = -1;
    for (var place = 0; place < out.length; place++) out[place] = row += read.stride(read.step);
    return out;
  }

  /* The entries of an n-gram, ascending: the row times WIDE plus the offset in it. Longer n-grams
     that end in a frequent one have lists of their own, its `parts`. */
  function entriesOf(node) {
    return node.parts ? merged(node.parts.map(listOf)) : listOf(node);
  }

  function merged(lists) {
    var out = new Float64Array(lists.reduce(function (sum, one) { return sum + one.length; }, 0)), at = 0;
    lists.forEach(function (one) { out.set(one, at); at += one.length; });
    return lists.length > 1 ? out.sort() : out;
  }

  function listOf(node) {
    var read = opened(node), out = new Float64Array(node.entries), row = -1, at = 0;
    for (var place = 0; place < out.length; place++) {
      var step = read.stride(read.step), more = read.rice(read.inner - 1);
      at = step ? more : at + more;
      row += step;
      out[place] = row * WIDE + at;
    }
    return out;
  }

  /* The rows of entries, without duplicates. */
  function rowsIn(entries) {
    var out = [], before = -1;
    for (var at = 0; at < entries.length; at++) {
      var row = Math.floor(entries[at] / WIDE);
      if (row !== before) { out.push(row); before = row; }
    }
    return out;
  }

  /* The list for the start of `phrase`: of the rare n-gram, or of the phrase where it is frequent.
     A rare n-gram and the longer ones after it are adjacent: they are in one shard. */
  async function lookUp(phrase) {
    var nodes = await piece("r" + below(index.bounds, order(phrase)), nodesOf);
    for (var size = phrase.length; size > 0; size--) {
      var node = nodes.get(phrase.slice(0, size));
      var placed = node && isPlaced(node);
      if (!node || !(placed || size === phrase.length)) continue;
      var parts = placed && size === phrase.length ? Array.from(nodes.values()).filter(function (one) { return one.run.indexOf(phrase) === 0; }) : null;
      return Object.assign({ placed: placed, parts: parts }, node);
    }
    return null;
  }

  /* The shards of the n-grams that begin with an n-gram. */
  function piecesOf(run) {
    var start = order(run), number = below(index.bounds, start), out = [];
    do { out.push("r" + number++); } while (number < index.bounds.length && index.bounds[number].indexOf(start) === 0);
    return out;
  }

  /* All entries of a frequent n-gram, from the lists of those that begin with it. */
  async function everything(run) {
    var lists = [];
    (await Promise.all(piecesOf(run).map(function (name) { return piece(name, nodesOf); }))).forEach(function (nodes) {
      nodes.forEach(function (node) {
        if (node.run.indexOf(run) === 0 && isPlaced(node)) lists.push(listOf(node));
      });
    });
    return merged(lists);
  }

  /* The rows that contain a phrase, and its entries, where the lists suffice. */
  async function holding(phrase) {
    var node = await lookUp(phrase);
    if (!node) return NONE;
    if (!node.placed && node.entries) return { rows: rowsOf(node), entries: null };
    var covered = node.run.length, left = node.placed ? entriesOf(node) : await everything(node.run), found = rowsIn(left);
    while (covered < phrase.length && found.length > READ) {
      var next = null;
      // The rest may be frequent; with the characters before it, it is less so.
      for (var at = covered; at > 0; at--) {
        if (/[\udc00-\udfff]/.test(phrase[at])) continue;
        var tried = await lookUp(phrase.slice(at));
        if (!tried) return NONE;
        if (tried.placed && at + tried.run.length <= covered) break;
        next = { node: tried, at: at };
        if (tried.placed) break;
      }
      if (next.node.placed) {
        left = following(left, entriesOf(next.node), next.at);
        covered = next.at + next.node.run.length;
      } else {
        if (next.node.entries) left = standingIn(left, rowsOf(next.node));
        found = rowsIn(left);
        if (found.length <= Math.max(READ, Math.min(MANY, piecesOf(next.node.run).length))) break;
        left = following(left, await everything(next.node.run), next.at);
        covered = phrase.length;
      }
      found = rowsIn(left);
    }
    if (covered < phrase.length) return { rows: await reading(found, phrase), entries: null };
    return { rows: found, entries: left };
  }

  /* Those of `left` that one of `others` follows at `distance`. */
  function following(left, others, distance) {
    var at = 0;
    return left.filter(function (one) {
      while (at < others.length && others[at] < one + distance) at++;
      return others[at] === one + distance;
    });
  }

  /* Those of `left` whose row is one of `rows`. */
  function standingIn(left, rows) {
    var at = 0;
    return left.filter(function (one) {
      var row = Math.floor(one / WIDE);
      while (at < rows.length && rows[at] < row) at++;
      return rows[at] === row;
    });
  }

  function shared(one, other) {
    var at = 0;
    return Array.prototype.filter.call(one, function (row) {
      while (at < other.length && other[at] < row) at++;
      return other[at] === row;
    });
  }

  function union(lists) {
    var filled = lists.filter(function (list) { return list.length; });
    if (filled.length < 2) return filled[0] || [];
    var out = new Set();
    filled.forEach(function (list) { list.forEach(function (row) { out.add(row); }); });
    return Array.from(out).sort(function (one, other) { return one - other; });
  }

  /* Those of few rows whose text contains a phrase. */
  async function reading(rows, phrase) {
    var texts = await Promise.all(Array.from(rows).map(text));
    return rows.filter(function (row, place) { return engine.fold(texts[place].text, true).text.indexOf(phrase) >= 0; });
  }

  // -------------------------------------------------------------------- texts

  async function text(row) {
    var number = below(index.blocks, row);
    var block = await piece("t" + number, function (parts) { return { heads: parts[0], owners: ownersIn(parts[0]), signs: parts[1], starts: startsIn(parts[1]) }; });
    var place = row - index.blocks[number], own = block.owners[place], head = block.heads[own[0]];
    var id = own[2] || head[0] + "-p" + own[1];
    var isLeft = row >= index.left;
    return {
      url: head[1] + "#" + (isLeft ? "L" + own[1] : engine.anchor(head[0], id)),
      document: isLeft ? "" : head[0], paragraph: id, title: head[2] || head[5],
      text: printed(block.signs, block.starts[place]), voice: head[3], date: head[4], publisher: head[5],
      who: head[6], inferred: head[7], reason: head.length > 9 ? head[8] : "",
      number: head.length > 11 ? head[9] : "", sort: head.length > 11 ? head[10] : "", asks: own[3] === 1,
      copies: (own[4] || []).map(function (copy) { return { name: copy[0], url: copy[1] }; }),
    };
  }

  /* The text of a row; of a question with its answer, which is the row before. */
  async function hitOf(row, kind, marks) {
    var hit = await text(row), reply = hit.asks ? await text(row - 1) : null;
    return Object.assign(hit, {
      kind: kind, marks: engine.marksIn(hit.text, marks), row: row,
      answer: reply && { url: reply.url, paragraph: reply.paragraph, text: reply.text, voice: reply.voice, who: reply.who, marks: engine.marksIn(reply.text, marks) },
    });
  }

  /* No hit on a question before that on its answer. */
  function answersFirst(hits) {
    hits.slice().forEach(function (hit) {
      var at = hits.indexOf(hit), answer = hit.asks ? hits.findIndex(function (one) { return one.row === hit.row - 1; }) : -1;
      if (answer > at) hits.splice(at, 0, hits.splice(answer, 1)[0]);
    });
    return hits;
  }

  /* For each row of a shard: index of its document in the heads, number, and id where unusual. */
  function ownersIn(heads) {
    var owners = [];
    heads.forEach(function (head, place) {
      var numbers = head[head.length - 1];
      for (var at = 0; at < numbers.length; at++) {
        var first = numbers[at];
        if (first instanceof Array) owners.push([place].concat(first));
        else for (var more = 0, count = numbers[++at]; more < count; more++) owners.push([place, first + more]);
      }
    });
    return owners;
  }

  function lengthAt(signs, at) {
    var code = SIGNS[signs.charCodeAt(at)];
    return code >= SHORT ? 2 : code === OTHER ? 4 : 1;
  }

  function startsIn(signs) {
    var starts = [0];
    for (var at = 0; at < signs.length; at += lengthAt(signs, at)) {
      if (SIGNS[signs.charCodeAt(at)] === END) starts.push(at + 1);
    }
    return starts;
  }

  function printed(signs, at) {
    function next() { return SIGNS[signs.charCodeAt(at++)]; }
    for (var out = "", code = next(); code !== END; code = next()) {
      if (code === OTHER) out += String.fromCodePoint((next() * BASE + next()) * BASE + next());
      else out += index.codes[code < SHORT ? code : SHORT + (code - SHORT) * BASE + next()];
    }
    return out;
  }

  // -------------------------------------------------------------------- query

  async function query(written, options) {
    written = String(written === undefined || written === null ? "" : written).trim();
    var limit = options && options.limit !== undefined ? options.limit : 20;
    var wide = engine.fold(written, true).text;
    fetched = 0;
    if (!wide) return engine.empty(written);
    var answer = await find(written, wide), chosen = options && options.facets;
    var left = chosen ? await leftOut(written, wide) : [];
    if (chosen && [].concat(chosen.held || []).length) answer = found([], [written].concat(engine.runs(written)), { left: left });
    var passes = chosen ? await facets(answer, chosen, left) : null;
    if (chosen) ["rows", "readings", "also", "titles", "left"].forEach(function (kind) {
      answer[kind] = Array.prototype.filter.call(answer[kind], function (row) { return passes.all(row); });
    });
    var kinds = [["rows", answer.partial ? "partial" : "match"], ["readings", "reading"], ["also", "also"], ["titles", "title"], ["left", "out"]], shown = [];
    // Whoever asks for a number wants what was issued under it before what names it.
    if (engine.isNumber(written)) kinds.unshift(kinds.splice(3, 1)[0]);
    kinds.forEach(function (pair) {
      for (var at = 0; at < answer[pair[0]].length && shown.length < limit; at++) shown.push([answer[pair[0]][at], pair[1]]);
    });
    var hits = await Promise.all(shown.map(function (one) { return hitOf(one[0], one[1], answer.marks); }));
    var named = await Promise.all(answer.documents.slice(0, 3).map(headOf));
    return {
      // What only other copies print is counted where no text prints it.
      query: written, count: answer.partial ? 0 : answer.rows.length || answer.readings.length || answer.left.length, partial: answer.partial, via: answer.via,
      near: answer.near, total: answer.rows.length + answer.readings.length + answer.also.length + answer.titles.length + answer.left.length,
      facets: passes ? await passes.counts() : [], cards: engine.cards(written, answer.asked, named, !answer.partial && answer.rows.length + answer.titles.length > 0),
      results: answersFirst(hits),
    };
  }

  function found(rows, marks, more) {
    return Object.assign({ rows: rows, readings: [], left: [], also: [], titles: [], documents: [], marks: marks, partial: false, via: "", near: [], asked: null }, more);
  }

  /* The rows that are left out and contain the query, or all its words. */
  async function leftOut(written, wide) {
    var runs = engine.runs(written), lists = [[wide]].concat(runs.length > 1 ? [runs] : []);
    for (var words of lists) {
      var rows = (await each(words)).reduce(shared).filter(function (row) { return row >= index.left; });
      if (rows.length) return Array.from(rows);
    }
    return [];
  }

  async function find(written, wide) {
    var parts = written.split(/\s+/).map(function (part) { return engine.fold(part, true).text; }).filter(Boolean);
    // 数据 开放 are two words; 2027 年 and “安全, 有序” are one phrase with a space in it.
    var one = parts.length < 2 || parts.some(function (part) { return part.length < 2 || !/[0-9a-z\u3400-\u9fff]$/.test(part); });
    var all = (await holding(wide)).rows, usual = engine.usual(written);
    if (usual !== written && !all.length) return find(usual, engine.fold(usual, true).text);
    if (!one && !(await printedSo(all, written))) all = [];
    var documents = namedBy(all), rows = paragraphsIn(all), seen = new Set(rows);
    var readings = Array.from(all).filter(function (row) {
      return row >= index.readings && row < index.left && !index.bases[row - index.readings].some(function (base) { return seen.has(base); });
    });
    readings.forEach(function (row) { seen.add(index.bases[row - index.readings][0]); });
    if (rows.length) rows = documents.length ? firstThose(rows, documents) : rows;
    if (rows.length || documents.length || readings.length) {
      var forms = (await namesOf(wide)).filter(function (form) { return form !== wide && wide.indexOf(form) < 0; });
      var also = paragraphsIn(union(await each(forms)));
      return found(rows, [written].concat(forms), {
        readings: readings, also: Array.from(also).filter(function (row) { return !seen.has(row); }), documents: documents,
        titles: documents.map(firstOf).filter(function (row) { return row >= 0 && !seen.has(row); }),
      });
    }
    var meant = await namesOf(wide);
    rows = paragraphsIn(union(await each(meant)));
    if (!rows.length && parts.length < 2 && !engine.question.test(wide)) {
      meant = await misspelt(wide);
      rows = paragraphsIn(union(await each(meant)));
    }
    if (rows.length) return found(rows, meant, { via: meant.slice(0, 3).join("、") });
    if (parts.length < 2 && await isUnknown(written)) return nothing(written);
    var asked = parts.length > 1 ? engine.runs(written) : engine.content(engine.figures(written));
    return together(asked, written, parts.length < 2 && engine.strange(written) !== null);
  }

  /* Whether one of the first rows contains the query as it is written, its spaces too. */
  async function printedSo(rows, written) {
    var narrow = engine.fold(written, false).text.replace(/\s+/g, " ");
    for (var row of rows.slice(0, 3)) {
      if (engine.fold((await text(row)).text, false).text.indexOf(narrow) >= 0) return true;
    }
    return false;
  }

  /* Whether a query is one word, and nothing here has it. */
  async function isUnknown(written) {
    for (var one of engine.strange(written) || []) {
      if (one.sure || !(await holding(one.word)).rows.length) return true;
    }
    return false;
  }

  async function nothing(written) {
    return found([], [], { near: (await printedOf(engine.nearTo(written))).slice(0, engine.most) });
  }

  /* Those of some words that are printed. */
  async function printedOf(words) {
    var rows = await each(words.map(function (word) { return engine.fold(word, true).text; }));
    return words.filter(function (word, place) { return paragraphsIn(rows[place]).length; });
  }

  /* The forms of the terms that a form, pinyin or an English name may mean. */
  function formsOf(wide) {
    return Array.from(new Set(engine.termsOf(wide).reduce(function (all, term) { return all.concat(term.forms); }, [])));
  }

  /* The same, and the other names of an office that some text prints as such. */
  async function namesOf(wide) {
    var forms = formsOf(wide);
    for (var name of engine.officesOf(wide)) {
      var rows = paragraphsIn((await holding(name)).rows), some = Array.from(rows.slice(0, MANY));
      var texts = await Promise.all(some.map(text));
      if (rows.length > MANY || texts.some(function (one) { return engine.hasWord(engine.fold(one.text, true).text, name); })) forms.push(name);
    }
    return forms;
  }

  function each(words) {
    return Promise.all(words.map(function (word) { return holding(word).then(function (one) { return one.rows; }); }));
  }

  /* Sections of rows: names, headings, all else, readings of other copies; in each, document by
     document. */
  function documentOf(row) { return below(index.firsts, row) % index.voices.length; }
  function paragraphsIn(rows) {
    var outside = rows.length && (rows[0] < index.paragraphs || rows[rows.length - 1] >= index.readings);
    return outside ? rows.filter(function (row) { return row >= index.paragraphs && row < index.readings; }) : rows;
  }
  function namedBy(rows) {
    var out = [];
    for (var at = 0; at < rows.length && rows[at] < index.paragraphs; at++) {
      var document = documentOf(rows[at]);
      // The first name is the id, which is not shown.
      if (rows[at] !== index.firsts[document] && out[out.length - 1] !== document) out.push(document);
    }
    return out;
  }
  function firstOf(document) {
    var count = index.voices.length, body = 2 * count + document, head = count + document;
    if (index.firsts[body + 1] > index.firsts[body]) return index.firsts[body];
    return index.firsts[head + 1] > index.firsts[head] ? index.firsts[head] : -1;
  }
  function headOf(document) {
    return text(index.firsts[document]).then(function (one) { return Object.assign(one, { url: one.url.split("#")[0] }); });
  }

  /* Hits in texts whose name contains the words come before others. */
  function firstThose(rows, documents) {
    var own = new Set(documents), first = [], rest = [];
    rows.forEach(function (row) { (own.has(documentOf(row)) ? first : rest).push(row); });
    return first.concat(rest);
  }

  /* Printed words for which `run` is a slip. */
  async function misspelt(run) {
    if (run.length < 3 || run.length > 10) return [];
    var forms = new Set();
    for (var at = run.length - 1; at >= 0 && fetched < ENOUGH; at--) {
      for (var change of [[1, "."], [0, "."], [1, ""]]) {
        var head = run.slice(0, at), tail = run.slice(at + change[0]);
        if (!change[0] && !head) continue;
        var sides = [head, tail].sort(function (one, other) { return other.length - one.length; });
        var rows = (await holding(sides[0])).rows;
        if (rows.length > READ && sides[1]) rows = shared(rows, (await holding(sides[1])).rows);
        var pattern = new RegExp(escaped(head) + change[1] + escaped(tail), "u");
        for (var row of Array.from(rows.slice(0, READ))) {
          var printed = engine.fold((await text(row)).text, true).text, there = pattern.exec(printed);
          if (there && engine.isMeant(run, there[0], printed, there.index)) forms.add(there[0]);
        }
      }
      if (forms.size) break;
    }
    return Array.from(forms);
  }

  function escaped(words) { return words.replace(/[.*+?^${}()|[\]\\\/]/g, "\\$&"); }

  /* Paragraphs that contain all words, else those with the most and rarest. A word includes the
     other forms of its term; one that no text contains is replaced by its halves and synonyms. */
  async function together(asked, written, isShort) {
    var halves = [], groups = await Promise.all(asked.map(groupOf));
    var missing = groups.some(function (one) { return !one.rows.length; });
    groups.forEach(function (group, place) {
      var word = asked[place], middle = word.length >> 1;
      if (!group.rows.length && word.length > 3) halves.push(word.slice(0, middle), word.slice(middle));
    });
    groups = groups.concat(await Promise.all(halves.map(groupOf))).filter(function (one) { return one.rows.length; });
    groups.sort(function (one, other) { return one.rows.length - other.rows.length; });
    var all = missing || !groups.length ? [] : groups.reduce(function (left, one) { return shared(left, one.rows); }, groups[0].rows);
    var marks = [written].concat(asked);
    groups.forEach(function (one) { marks = marks.concat(one.words); });
    if (all.length) return found(nearest(all, groups), marks, { asked: asked });
    if (isShort) return ofSynonyms(asked, written);
    for (var word of asked) for (var other of engine.alternatives(word)) {
      if (other.weight >= 0.8 || fetched > ENOUGH) continue;
      groups.push({ rows: paragraphsIn((await holding(other.word)).rows), weight: other.weight, words: [other.word] });
      marks.push(other.word);
    }
    return found(best(groups), marks, { partial: true, asked: asked });
  }

  /* Paragraphs that contain, for each word of a short query, it or a synonym. */
  async function ofSynonyms(asked, written) {
    var groups = asked.map(engine.alternatives), marks = [written], rows = null;
    for (var group of groups) {
      var words = group.map(function (one) { return one.word; }), held = paragraphsIn(union(await each(words)));
      rows = rows ? shared(rows, held) : held;
      marks = marks.concat(words);
    }
    return rows && rows.length ? found(rows.slice(0, PARTIAL), marks, { partial: true, asked: asked }) : nothing(written);
  }

  async function groupOf(word) {
    var forms = [word].concat(await namesOf(word)), own = await holding(word);
    var others = await each(forms.slice(1).filter(function (form) { return form !== word; }));
    return { rows: paragraphsIn(union([own.rows].concat(others))), entries: own.entries, weight: 1, words: forms };
  }

  /* In the order of rows as far as headings and voices go, then by proximity of the words. */
  function nearest(rows, groups) {
    var spans = new Map();
    groups.forEach(function (group) {
      (group.entries || []).forEach(function (entry) {
        var row = Math.floor(entry / WIDE), place = entry % WIDE, span = spans.get(row);
        if (span) { span[0] = Math.min(span[0], place); span[1] = Math.max(span[1], place); }
        else spans.set(row, [place, place]);
      });
    });
    var body = index.firsts[2 * index.voices.length];
    return Array.from(rows).map(function (row) {
      var span = spans.get(row) || [0, WIDE];
      return { row: row, weight: (row < body ? 0 : 10) + engine.voices.indexOf(index.voices[documentOf(row)]), span: span[1] - span[0] };
    }).sort(function (one, other) {
      return one.weight - other.weight || one.span - other.span || one.row - other.row;
    }).map(function (one) { return one.row; });
  }

  function best(groups) {
    var scores = new Float32Array(index.rows), touched = [];
    groups.forEach(function (group) {
      var value = Math.log(1 + index.rows / (group.rows.length + 0.5)) * group.weight;
      group.rows.forEach(function (row) { if (!scores[row]) touched.push(row); scores[row] += value; });
    });
    return touched.sort(function (one, other) { return scores[other] - scores[one] || one - other; }).slice(0, PARTIAL);
  }

  // ------------------------------------------------------------------- facets

  /* Filter an answer by the chosen facets; `counts`: hits that other choices would leave. */
  async function facets(answer, chosen, left) {
    var rows = answer.left.length ? answer.left : answer.rows.length ? answer.rows : answer.readings.concat(answer.also, answer.titles), labels = engine.known().labels;
    var ranges = Array.from(new Set(Array.from(rows).concat(answer.readings, answer.also, answer.titles, left).map(function (row) { return Math.floor(row / FILED); })));
    var filed = new Map();
    for (var range of ranges) filed.set(range, await piece("l" + range, setsOf));
    var names = ["action", "pillar", "voice", "sort", "document", "year"];
    var wanted = {};
    names.forEach(function (facet) { wanted[facet] = [].concat(chosen[facet] || []); });
    var documents = await Promise.all(wanted.document.map(documentNamed));

    function values(row, facet) {
      var document = documentOf(row);
      if (facet === "voice") {
        var held = filed.get(Math.floor(row / FILED)), own = engine.voices.filter(function (one) {
          return held.has("@" + one) && held.get("@" + one)[row % FILED];
        });
        return own.length ? own : [index.voices[document]];
      }
      if (facet === "year") return index.years[document] ? [index.years[document]] : [];
      if (facet === "sort") return index.sorts[document] ? [index.sorts[document]] : [];
      if (facet === "document") return [document];
      var sets = filed.get(Math.floor(row / FILED));
      return labels.filter(function (one) {
        return one.kind === facet && sets.has(one.id) && sets.get(one.id)[row % FILED];
      }).map(function (one) { return one.id; });
    }
    function passes(row, but) {
      return names.every(function (facet) {
        var some = facet === "document" ? documents : wanted[facet];
        return facet === but || !some.length || values(row, facet).some(function (value) { return some.indexOf(value) >= 0; });
      });
    }
    async function counts() {
      var tables = names.map(function () { return new Map(); });
      var free = names.every(function (facet) { return !wanted[facet].length; });
      rows.forEach(function (row) {
        names.forEach(function (facet, place) {
          if (free || passes(row, facet)) values(row, facet).forEach(function (value) {
            tables[place].set(value, (tables[place].get(value) || 0) + 1);
          });
        });
      });
      return Promise.all(names.map(async function (facet, place) { return { facet: facet, values: await named(facet, tables[place]) }; }).concat([
        { facet: "held", values: [{ value: "out", name: "out", count: left.filter(function (row) { return passes(row, null); }).length }] },
      ]));
    }
    async function named(facet, table) {
      if (facet === "voice") return engine.voices.map(row(table));
      if (facet === "year") return Array.from(new Set(index.years)).filter(Boolean).sort().map(row(table));
      if (facet === "sort") return Array.from(new Set(index.sorts)).filter(Boolean).sort().map(row(table));
      if (facet !== "document") return labels.filter(function (one) { return one.kind === facet; }).map(function (one) {
        return { value: one.id, name: one.name, count: table.get(one.id) || 0 };
      });
      // Of many documents, those with the most hits, and those that are chosen.
      var most = Array.from(table).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; }).slice(0, LISTED)
        .map(function (pair) { return pair[0]; });
      var heads = await Promise.all(Array.from(new Set(most.concat(documents))).map(function (document) {
        return headOf(document).then(function (head) { return { value: head.document, name: head.title, count: table.get(document) || 0 }; });
      }));
      return heads;
    }
    function row(table) { return function (one) { return { value: one, name: one, count: table.get(one) || 0 }; }; }
    return { all: function (row) { return passes(row, null); }, counts: counts };
  }

  function setsOf(parts) {
    var sets = new Map();
    nodesOf(parts).forEach(function (node, label) {
      var set = new Uint8Array(FILED);
      rowsOf(node).forEach(function (row) { set[row] = 1; });
      sets.set(label, set);
    });
    return sets;
  }

  /* The index of a document, by its id; -1 for none. */
  async function documentNamed(id) {
    for (var row of (await holding("#" + engine.fold(id, true).text)).rows) {
      if (row < index.paragraphs && (await text(row)).document === id) return documentOf(row);
    }
    return -1;
  }

  global.siteSearchShards = { load: load, put: put };
})(window);
