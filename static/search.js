/* Finds stories in the pieces that generator/search and generator/views/searchindex.py write; folding, keys and numbers are
   theirs. A piece is a script that calls baozhai(value): what is opened from disk can be read in no other way. The index
   only proposes; results.js, which is loaded when there is something to show, looks through the texts. */
"use strict";
(() => {
  const get = (id) => document.getElementById(id), form = get("search"), field = form.elements.q, page = form.dataset;
  const [status, list, more, filters, terms] = ["status", "results", "more", "filters", "terms"].map(get);
  const archive = JSON.parse(get("archive").textContent), says = archive.words;
  const KEYS = 5, SHORTEST = 4, LONGEST = 7; // keys of a term that are looked up; letters that name a word
  let asked, turn = 0;

  // ---- pieces

  const waiting = new Map(), pieces = new Map();
  window.baozhai = (value) => waiting.get(document.currentScript)(value);
  const fetchPiece = (path) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    waiting.set(script, resolve);
    script.onload = () => script.remove();
    script.onerror = () => { pieces.delete(path); reject(new Error(path)); };
    script.src = page.root + path;
    document.head.append(script);
  });
  const load = (path) => pieces.get(path) || pieces.set(path, fetchPiece(path)).get(path);
  const open = (part, name) => load(`${archive.folder}/${part.name}/${part.name}-${name}.js`);

  function read(text) {
    let at = 0;
    const next = () => {
      for (let number = 0, unit = 1; ; unit *= 45) {
        const code = text.charCodeAt(at++), sign = code - (code > 92 ? 36 : 35);
        number += sign * unit;
        if (sign < 45) return number;
      }
    };
    const rising = (count, last = -1) => Array.from({ length: count }, () => (last += next() + 1));
    return { next, rising, more: () => at < text.length, rest: () => text.slice(at) };
  }

  // ---- which texts are the same

  const SINGLE = "0-9+%.\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u9fff\\u{20000}-\\u{3ffff}", LETTER = `[^${SINGLE}\\s]`;
  const WORD = new RegExp(`${LETTER}+`, "gu"), single = new RegExp(`[${SINGLE}]`, "u");
  const BLANK = new RegExp(`^ +| +$|(?<=[${SINGLE}]) +| +(?=[${SINGLE}])| +(?= )`, "gu");
  const POINT = /(?<![0-9])[,.]|\.(?![0-9])|,(?![0-9]{3}(?![0-9]))/g; // all but decimal points, and commas between thousands
  const dropped = /[·・‧\u0640\p{Mn}\p{Me}\p{Cf}]/u, kept = /[+%.,\p{L}\p{N}\u{20000}-\u{3ffff}]/u, blank = /[\p{Zs}\t\v\f\r]/u;
  const foldSign = (sign) => (dropped.test(sign) ? "" : kept.test(sign) ? sign : blank.test(sign) ? " " : "\n");
  const known = new Map();
  const foldCharacter = (one) => known.get(one) || known.set(one, Array.from(one.normalize("NFKD").toLowerCase(), foldSign).join("")).get(one);

  /* Gives the signs of a text, with all its blanks, and for each from where to where it stands in the text. */
  function spell(text) {
    const spans = [];
    let signs = "", at = 0;
    for (const one of text) {
      const plain = foldCharacter(one), span = [at, (at += one.length)];
      signs += plain;
      for (let i = 0; i < plain.length; i++) spans.push(span);
    }
    return { signs: signs.replace(POINT, "\n"), spans };
  }
  const fold = (text) => spell(text).signs.replace(/,/g, "").replace(/[ \n]*\n[ \n]*/g, "\n").replace(BLANK, "");

  /* How a folded term looks among the signs of a text. */
  function makePattern(text) {
    const signs = [...text], short = text.match(new RegExp(`(?:^|[${SINGLE}\\s])${LETTER}{1,${SHORTEST - 1}}$`, "u"));
    const between = (sign, next) => (next > " " && (single.test(sign) || single.test(next)) ? "[ ,]*" : "");
    const written = signs.map((sign, i) => (sign === "\n" ? "[ \\n]*\\n[ \\n]*" : sign === " " ? " +" : sign.replace(/[+.]/, "\\$&") + between(sign, signs[i + 1])));
    return new RegExp(`${single.test(signs[0]) ? "" : `(?<!${LETTER})`}${written.join("")}${short ? `(?!${LETTER})` : ""}`, "gu");
  }

  // ---- what is looked for

  function parse(query) {
    const texts = (query.match(/"[^"]+"|“[^”]+”|[^\s"]+/g) || []).map((each) => fold(each).replace(/^\n|\n$/g, ""));
    return [...new Set(texts)].filter(Boolean).map((text) => ({ ...findKeys(text), pattern: makePattern(text), latin: !single.test(text[0]) })).filter((term) => term.keys.length);
  }

  /* Names as much of a term as is worth looking up, and whether that is all of it. */
  function findKeys(text) {
    const words = (text.match(WORD) || []).map((word) => [...word]).sort((a, b) => b.length - a.length).slice(0, KEYS - 1);
    const signs = [...text.replace(WORD, "a").replace(/ /g, "")], grams = [];
    for (let i = 0, covered = 0; i < signs.length; i++) {
      const size = [4, 3, 2].find((size) => isGram(signs.slice(i, i + size), size));
      if (size && i + size > covered) grams.push(nameGram(signs.slice(i, (covered = i + size))));
    }
    const worth = grams.filter((_, i) => i % Math.ceil(grams.length / (KEYS - words.length)) === 0), keys = [...words.map(nameWord), ...worth];
    return { keys, exact: keys.length === 1 && (words.length ? signs.length === 1 && words[0].length <= LONGEST : isGram(signs, signs.length)) };
  }

  const isGram = (signs, size) => signs.length === size && !signs.includes("\n") &&
    (size === 2 ? signs.join("") !== "aa" : signs.filter((sign) => (size === 3 ? /\d/ : /[\d.]/).test(sign)).length >= size - 1);

  function nameGram(signs) {
    const [first, second, ...others] = signs.map((sign) => sign.codePointAt(0)).map((code) => (code ^ Math.imul(code >>> 16, 0x9e37)) & 0xffff);
    return others.reduce((key, sign) => Math.imul(key ^ sign, 0x85ebca6b), Math.imul((first << 16) | second, 0x9e3779b1)) >>> 0;
  }

  function nameWord(letters) {
    const size = Math.min(letters.length, LONGEST);
    let sum = 0;
    for (const letter of letters.slice(0, size).reverse()) sum = (Math.imul(sum, 0x01000193) + letter.codePointAt(0)) | 0;
    return Math.imul((sum ^ (sum >>> 15)) + size, 0x9e3779b1) >>> 0;
  }

  async function findStories(part, key) {
    const size = 2 ** (32 - part.bits), row = read(await open(part, `g${Math.floor(key / size).toString(16)}`));
    for (let at = -1; row.more() && at < key % size; ) {
      at += row.next() + 1;
      const stories = row.rising(row.next() + 1);
      if (at === key % size) return stories;
    }
    return [];
  }

  /* Gives the stories of a part that have all keys, the newest first. */
  async function propose(part, wanted) {
    let left = null;
    for (const key of wanted.flatMap((term) => term.keys)) {
      const stories = new Set(await findStories(part, key));
      left = left ? left.filter((story) => stories.has(story)) : [...stories];
      if (!left.length) return [];
    }
    return left.reverse().map((story) => ({ part, story }));
  }

  // ---- one search

  async function search() {
    asked = new URLSearchParams(location.search);
    const mine = ++turn, query = asked.get("q") || "", wanted = parse(query), live = () => mine === turn;
    field.value = query;
    terms.open ||= asked.has("tag") || asked.has("byline");
    list.replaceChildren();
    more.hidden = filters.hidden = true;
    document.title = query ? page.title.replace(page.name, () => says.title.replace("%(words)s", () => query)) : page.title;
    status.textContent = wanted.length ? says.searching : query.trim() && says.short;
    if (!wanted.length) return;
    try {
      const found = (await Promise.all(archive.parts.map((part) => propose(part, wanted)))).flat();
      if (!live()) return;
      if (!found.length) status.textContent = says.none;
      else await (await load("static/results.js"))({ archive, page, load, open, read, spell })({ found, wanted, asked, live });
    } catch {
      if (live()) status.textContent = says.failed;
    }
  }

  function ask(anew) {
    const chosen = [...new FormData(form)].filter(([name, value]) => value && (name === "q" || !anew));
    const address = `${location.pathname}?${new URLSearchParams(chosen)}`;
    try {
      history.pushState(null, "", address);
      search();
    } catch {
      location.assign(address); // some browsers write no history for what is opened from disk
    }
  }

  // ---- what the reader does

  archive.parts = archive.parts.map(([name, bits]) => ({ name, bits }));
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(field.value !== asked.get("q")); });
  filters.addEventListener("change", () => ask(false));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) { // an input method has not yet said what is meant
      if (event.key === "Enter") event.preventDefault();
    } else if (event.key === "Escape") field.value = "";
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    field.select();
  });
  addEventListener("popstate", search);
  search();
})();
