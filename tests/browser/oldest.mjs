/* Which features of our styles and scripts the oldest browsers lack, by MDN's compatibility data.

   node oldest.mjs FILE…: prints file:line: feature: browsers; exit code 1 where there is one. The
   oldest browsers are those of package.json; what may be missing is below, with the reason. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as acorn from "acorn";
import { full } from "acorn-walk";
import * as css from "css-tree";

const read = (path) => JSON.parse(readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8"));
const OLDEST = read("package.json").oldestBrowsers;
const DATA = read("node_modules/@mdn/browser-compat-data/data.json");

/* What a page reads well without. A selector among these stands in a rule without others. */
const DEGRADES = new Map([
  ["text-wrap", "lines are broken a little worse"],
  ["text-spacing-trim", "full-width marks keep their width"],
  ["hanging-punctuation", "marks stay within the line"],
  ["overflow-wrap: anywhere", "long words go beyond the column, where there are any"],
  ["text-underline-offset", "underlines are nearer"],
  ["text-decoration-thickness", "underlines are of the usual weight"],
  ["text-decoration-skip-ink", "underlines are broken at descenders"],
  ["accent-color", "boxes have the browser's colour"],
  ["scrollbar-width", "scroll bars have their usual width"],
  ["overscroll-behavior", "the page scrolls on at the end of a list"],
  ["print-color-adjust", "bars of the strip need the printer's setting for grounds"],
  ["color-scheme", "fields and scroll bars stay light"],
  [":focus-visible", "the browser's own ring, which is shown at each focus"],
  ["::details-content", "folded parts stay folded on paper without scripts"],
  [":has", "spaces, and choices that are then not offered"],
  ["content-visibility", "folded parts stay folded on paper without scripts"],
  ["scroll-margin-top", "only Safari 14.0: what an address names stands behind the header"],
  ["gap in flex", "only Safari 14.0: margins in their place, where words would touch"],
  ["align-content: start", "known to all in a grid"],
  ["@page", "printed pages have the printer's margins"],
  ["break-after: avoid", "a heading may end a printed page"],
  ["orphans", "a paragraph may leave a line behind"],
  ["widows", "a paragraph may leave a line behind"],
]);

/* Names of our data, which happen to be those of interfaces. */
const OURS = new Set(["variants"]);

/* The oldest browsers that lack a feature. */
function lacking(compat) {
  return Object.entries(OLDEST).filter(([browser, version]) => {
    const said = [compat.support[browser]].flat().filter(Boolean);
    return !said.some((one) => one.version_added && one.version_added !== "preview" && !one.flags &&
      !one.prefix && !one.alternative_name && number(one.version_added) <= number(version) &&
      !(one.version_removed && number(one.version_removed) <= number(version)));
  }).map(([browser, version]) => `${browser} ${version}`);
}

function number(version) {
  return parseFloat(String(version).replace("≤", ""));
}

/* Each name → the compatibility of what has it, anywhere under a branch of the data. */
function named(branch, found = new Map()) {
  for (const [name, one] of Object.entries(branch)) {
    if (name === "__compat" || typeof one !== "object") continue;
    if (one.__compat) found.set(name, [...(found.get(name) || []), one.__compat]);
    named(one, found);
  }
  return found;
}

const FUNCTIONS = named(DATA.css.types);
const MEMBERS = named({ ...DATA.javascript.builtins, ...DATA.api });

function* styles(source) {
  const { properties, selectors, "at-rules": rules } = DATA.css;
  const tree = css.parse(source, { positions: true });
  const guarded = [];
  const found = [];
  const tell = (node, name, compat) => {
    const without = compat && !DEGRADES.has(name) ? lacking(compat) : [];
    if (without.length) found.push({ line: node.loc.start.line, name, without });
    return without.length > 0;
  };
  css.walk(tree, {
    enter(node) {
      if (node.type === "Atrule" && node.name === "supports") guarded.push(node);
      if (guarded.length) return;
      if (node.type === "Atrule") tell(node, `@${node.name}`, rules[node.name]?.__compat);
      if (node.type === "Feature") tell(node, `(${node.name})`, rules.media[node.name]?.__compat);
      if (node.type === "Rule") rule(node);
    },
    leave(node) {
      if (guarded.at(-1) === node) guarded.pop();
    },
  });

  function rule(node) {
    const lists = node.prelude.children ? node.prelude.children.toArray() : [];
    const used = lists.map((selector) => css.findAll(selector, (one) => /^Pseudo/.test(one.type)).flatMap((one) => {
      const name = (one.type === "PseudoElementSelector" ? "::" : ":") + one.name;
      const compat = selectors[one.name]?.__compat;
      return compat && lacking(compat).length ? [[one, name, compat]] : [];
    }));
    const alone = used.every((some) => some.length && some.every(([, name]) => DEGRADES.has(name)));
    if (!alone) {
      used.flat().forEach(([one, name, compat]) => found.push({ line: one.loc.start.line, name, without: lacking(compat) }));
    }
    const before = new Set();
    const flex = node.block.children.some((one) => one.property === "display" && /flex/.test(css.generate(one.value)));
    node.block.children.forEach((one) => {
      if (one.type !== "Declaration" || one.property.startsWith("--")) return;
      const [, bare] = /^-\w+-(.*)/.exec(one.property) || [];
      if (bare) return before.add(bare);
      const known = properties[one.property];
      if (DEGRADES.has(one.property) || before.has(one.property)) return;
      let bad = tell(one, one.property, known?.__compat);
      if (flex && known?.flex_context) bad = tell(one, "gap in flex", known.flex_context.__compat) || bad;
      css.walk(one.value, (part) => {
        const name = `${one.property}: ${part.name}`;
        if (part.type === "Identifier") bad = tell(part, name, known?.[part.name]?.__compat) || bad;
        if (part.type === "Function") {
          const all = FUNCTIONS.get(part.name) || FUNCTIONS.get(`${part.name}()`) || [];
          if (all.length && all.every((each) => lacking(each).length)) bad = tell(part, `${part.name}()`, all[0]) || bad;
        }
      });
      if (!bad) before.add(one.property);
    });
  }
  yield* found;
}

/* Members and globals are known by their names, our own left out: a name is lacking where all
   interfaces of the data that have it are. */
function* scripts(source) {
  let tree;
  try {
    tree = acorn.parse(source, { ecmaVersion: 2020, locations: true });
  } catch (error) {
    yield { line: error.loc ? error.loc.line : 1, name: error.message, without: ["syntax of 2020"] };
    return;
  }
  const found = [];
  const keys = new Set();
  const declared = new Set();
  full(tree, (node) => {
    if (node.type === "Property") keys.add(node.key.name);
    if (node.type === "AssignmentExpression" && node.left.property) keys.add(node.left.property.name);
    if (node.id) declared.add(node.id.name);
    (node.params || []).forEach((one) => declared.add(one.name));
  });
  full(tree, (node) => {
    const member = node.type === "MemberExpression" && !node.computed ? node.property.name : undefined;
    const global = /^(New|Call)Expression$/.test(node.type) ? node.callee.name : undefined;
    const name = OURS.has(member) || keys.has(member) || declared.has(global) ? undefined : member || global;
    const all = name === undefined ? [] : MEMBERS.get(name) || [];
    if (all.length && all.every((one) => lacking(one).length)) {
      found.push({ line: node.loc.start.line, name, without: lacking(all[0]) });
    }
    if (node.type === "Literal" && node.regex && /\(\?<[=!]/.test(node.regex.pattern)) {
      const { lookbehind_assertion: behind } = DATA.javascript.regular_expressions;
      if (lacking(behind.__compat).length) found.push({ line: node.loc.start.line, name: "(?<=", without: lacking(behind.__compat) });
    }
  });
  yield* found;
}

/* The styles and scripts of a file, each with the lines before it. */
function* parts(path) {
  const text = readFileSync(path, "utf8");
  if (!path.endsWith(".html")) {
    yield [path.endsWith(".css") ? styles : scripts, text, 0];
    return;
  }
  for (const [, kind, inner] of text.matchAll(/<(style|script)>([^]*?)<\/\1>/g)) {
    yield [kind === "style" ? styles : scripts, inner, text.slice(0, text.indexOf(inner)).split("\n").length - 1];
  }
}

let faults = 0;
for (const path of process.argv.slice(2)) {
  for (const [check, text, before] of parts(path)) {
    for (const { line, name, without } of check(text)) {
      faults += 1;
      console.log(`${path}:${line + before}: ${name}: not in ${without.join(", ")}`);
    }
  }
}
process.exitCode = faults ? 1 : 0;
