/* Finds stories in the pieces that generator/search and generator/views/searchindex.py write; fold, grams and numbers
   are theirs. A piece is a script that calls baozhai(value): what is opened from disk can be read in no other way.
   The index only proposes; a story is shown when its own text has been looked through. */
"use strict";
(() => {
  const get = (id) => document.getElementById(id), form = get("search"), field = form.elements.q, page = form.dataset;
  const [status, list, more, filters, terms] = ["status", "results", "more", "filters", "terms"].map(get);
  const archive = JSON.parse(get("archive").textContent), says = archive.words;
  const KINDS = ["place", "paper", "from", "to", "tag", "byline"], STEP = 10, STEM = 4, GRAMS = 4, NAMES = 200;
  let asked, turn = 0, found = [];

  // ---- pieces

  const waiting = new Map(), pieces = new Map();
  window.baozhai = (value) => waiting.get(document.currentScript)(value);
  const fetchPiece = (name) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    waiting.set(script, resolve);
    script.onload = () => script.remove();
    script.onerror = () => { pieces.delete(name); reject(new Error(name)); };
    script.src = `${page.root}${archive.folder}/${name}.js`;
    document.head.append(script);
  });
  const load = (name) => pieces.get(name) || pieces.set(name, fetchPiece(name)).get(name);
  const open = (part, name) => load(`${part.name}/${part.name}-${name}`);

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

  const SIGNS = "0-9+%.\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u9fff\\u{20000}-\\u{3ffff}";
  const WORD = new RegExp(`[^${SIGNS}\\s]+`, "gu"), LETTER = new RegExp(`^[^${SIGNS}\\s]`, "u");
  const BLANK = new RegExp(`(?<=[${SIGNS}]) +| +(?=[${SIGNS}])| +(?= )|^ +| +$`, "gu");
  const dropped = /[·・‧\u0640\p{Mn}\p{Me}\p{Cf}]/u, kept = /[+%.,\p{L}\p{N}\u{20000}-\u{3ffff}]/u, blank = /[\p{Zs}\t\v\f\r]/u;
  const foldSign = (sign) => (dropped.test(sign) ? "" : kept.test(sign) ? sign : blank.test(sign) ? " " : "\n");
  const known = new Map();
  const foldCharacter = (one) => known.get(one) || known.set(one, Array.from(one.normalize("NFKD").toLowerCase(), foldSign).join("")).get(one);

  /* Gives the signs that are compared, and for each from where to where it stands in the text. */
  function fold(text) {
    let folded = "", spans = [], at = 0;
    for (const one of text) {
      const plain = foldCharacter(one), span = [at, (at += one.length)];
      folded += plain;
      for (let i = 0; i < plain.length; i++) spans.push(span);
    }
    const swap = (pattern, by) => {
      const left = [];
      let last = 0;
      const swapped = folded.replace(pattern, (match, ...rest) => {
        const place = rest.find(Number.isInteger);
        for (; last < place; last++) left.push(spans[last]);
        if (by) left.push(spans[place]);
        last = place + match.length;
        return by;
      });
      spans = [...left, ...spans.slice(last)];
      folded = swapped;
    };
    swap(/(?<=[0-9]),(?=[0-9]{3}(?![0-9]))/g, "");
    swap(/(?<![0-9])\.|\.(?![0-9])|,/g, "\n");
    swap(/[ \n]*\n[ \n]*/g, "\n");
    swap(BLANK, "");
    return { text: folded, spans };
  }

  // ---- what is looked for

  function parse(query) {
    const texts = (query.match(/"[^"]+"|“[^”]+”|[^\s"]+/g) || []).map((each) => fold(each).text.replace(/^\n|\n$/g, ""));
    return [...new Set(texts)].map((text) => {
      const last = (text.match(WORD) || [""]).pop(), needs = findNeeds(text, last);
      return { text, needs, whole: text.endsWith(last) && [...last].length < STEM, exact: needs.length === 1 && needs[0].all };
    }).filter((term) => term.needs.length);
  }

  /* Names the grams and words of a term, as many as are worth loading. */
  function findNeeds(text, last) {
    const signs = [...text.replace(WORD, "a").replace(/ /g, "")], grams = [];
    const short = signs.map((sign) => { const code = sign.codePointAt(0); return (code ^ Math.imul(code >>> 16, 0x9e37)) & 0xffff; });
    const pair = (i) => Math.imul((short[i] << 16) | short[i + 1], 0x9e3779b1);
    const isNumber = (i) => /^(?!.*\n)(\d\d.|\d.\d|.\d\d)$/u.test(signs.slice(Math.max(i, 0), i + 3).join(""));
    for (let i = 0; i + 1 < signs.length; i++) {
      const two = signs[i] + signs[i + 1];
      if (isNumber(i)) grams.push({ gram: Math.imul(pair(i) ^ short[i + 2], 0x85ebca6b) >>> 0 });
      else if (!isNumber(i - 1) && two !== "aa" && !two.includes("\n")) grams.push({ gram: pair(i) >>> 0, all: text === two && text.length === 2 && !last });
    }
    const words = (text.match(WORD) || []).map((word) => ({ word, starts: word === last && text.endsWith(last) && [...word].length >= STEM, all: word === text }));
    return [...words.sort((a, b) => b.word.length - a.word.length).slice(0, 3), ...grams.filter((_, i) => i % Math.ceil(grams.length / GRAMS) === 0)];
  }

  async function findGram(part, gram) {
    const size = 2 ** (32 - part.bits), row = read(await open(part, `g${Math.floor(gram / size).toString(16)}`));
    for (let at = -1; row.more() && at < gram % size; ) {
      at += row.next() + 1;
      const stories = row.rising(row.next() + 1);
      if (at === gram % size) return stories;
    }
    return [];
  }

  async function findWord(part, { word, starts }) {
    let mark = 0x811c9dc5;
    for (const letter of [...word].slice(0, STEM)) mark = Math.imul(mark ^ letter.codePointAt(0), 0x01000193);
    const drawer = await open(part, `w${((mark ^ (mark >>> 15)) & (2 ** part.wordBits - 1)).toString(16)}`), stories = [];
    for (const [each, numbers] of Object.entries(drawer)) {
      const row = read(numbers);
      for (let last = -1; (each === word || (starts && each.startsWith(word))) && row.more(); stories.push(last)) last += row.next() + 1;
    }
    return stories;
  }

  async function propose(part, wanted) {
    let left = null;
    for (const need of wanted.flatMap((term) => term.needs)) {
      const stories = new Set(await (need.word ? findWord(part, need) : findGram(part, need.gram)));
      left = [...stories].filter((story) => !left || left.includes(story));
      if (!left.length) return [];
    }
    part.facts ||= readFacts(await open(part, "facts"));
    return left.sort((a, b) => b - a).map((story) => ({ part, story, ...part.facts[story] }));
  }

  function readFacts({ places, placed, months, papers }) {
    const row = read(placed), [month, paper] = [months, papers].map((runs) => runs.flatMap(([value, count]) => Array(count).fill(value)));
    return month.map((_, i) => ({ place: places[row.next()], month: month[i], paper: paper[i] }));
  }

  async function readTerms() {
    await Promise.all(found.map(async (story) => {
      const { tags, tagged, bylines, signed } = await open(story.part, "terms");
      const pick = (names, numbers) => { const row = read(numbers); return story.part.facts.map(() => row.rising(row.next()).map((i) => names[i])); };
      story.part.terms ||= { tag: pick(tags, tagged), byline: pick(bylines, signed) };
      for (const kind of ["tag", "byline"]) story[kind] = story.part.terms[kind][story.story];
    }));
  }

  // ---- the text itself

  function match(text, term) {
    const { text: folded, spans } = fold(text), places = [];
    const inside = (at) => LETTER.test(folded.slice(at, at + 1));
    for (let at = -1; (at = folded.indexOf(term.text, at + 1)) >= 0; ) {
      const end = at + term.text.length;
      if (!(LETTER.test(term.text) && inside(at - 1)) && !(term.whole && inside(end))) places.push([spans[at][0], spans[end - 1][1]]);
    }
    return places;
  }

  async function nameStory({ part, story }) {
    const { ids, langs } = await open(part, "names"), row = read(langs);
    let last = "";
    part.names ||= ids.split(" ").map((each) => {
      const name = read(each);
      last = last.slice(0, name.next()) + name.rest();
      const flags = row.next();
      return { id: last, langs: archive.langs.filter((_, i) => flags & (1 << i)) };
    });
    return part.names[story];
  }

  /* Looks through a story's texts until every term is found, where it is likeliest first. */
  async function verify(story, wanted) {
    const { id, langs } = await nameStory(story), heads = {}, missing = new Set(wanted);
    const latin = wanted.every((term) => LETTER.test(term.text)), first = ([lang]) => (lang === archive.lang ? 0 : 1);
    const names = [...langs].sort((a, b) => first(a) - first(b)).map(([, folder]) => `texts/${id}.${folder}`);
    names.splice(latin && langs.some((each) => !first(each)) ? 1 : 0, 0, `texts/${id}`);
    let best = null;
    for (const name of names) {
      const { lang, units, ...piece } = await load(name), starts = [];
      let text = "", before;
      for (const [unit, said] of units) {
        const kind = unit.replace(/\d+$/, "");
        text += before === undefined ? "" : kind === "p" && before === "p" ? " " : "\n";
        starts.push([text.length, unit]);
        text += said;
        before = kind;
      }
      Object.assign(heads, piece.heads);
      const places = wanted.flatMap((term) => { const some = match(text, term); if (some.length) missing.delete(term); return some; });
      if (places.length) best ||= { lang, text, starts, places };
      if (!missing.size) return { ...best, head: heads[archive.lang] || Object.values(heads)[0] };
    }
    return null;
  }

  // ---- what is shown

  function make(name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value && value !== archive.lang) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }
  const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, key) => values[key]);
  const tell = (n) => fill(says.stories[n === 1 ? 0 : 1], { n: n.toLocaleString(archive.lang) });

  function mark(text, places, from = 0, to = text.length) {
    const nodes = [];
    for (const [start, end] of places.sort((a, b) => a[0] - b[0])) {
      if (start < from || end > to) continue;
      nodes.push(text.slice(from, start), make("mark", {}, text.slice(start, end)));
      from = end;
    }
    return [...nodes, text.slice(from, to)];
  }

  function showStory({ head, lang, text, starts, places }, wanted) {
    const unitAt = (place) => starts.filter(([start]) => start <= place).pop();
    const place = places.map(([start]) => start).sort((a, b) => a - b).find((start) => unitAt(start)[1] !== "headline");
    const [begin, unit] = place === undefined ? starts.find(([, each]) => /^[ps]/.test(each)) || starts[0] : unitAt(place);
    const wide = lang.startsWith("zh") ? 1 : 2.5, cut = (place || 0) - 36 * wide;
    const from = cut <= begin ? begin : wide > 1 ? text.indexOf(" ", cut) + 1 : cut, to = Math.min(text.length, from + 110 * wide);
    const [title, spoken] = head.title, anchor = place !== undefined && /^[ps]\d/.test(unit) ? `#${unit}` : "";
    const where = head.place.flatMap(([each, tongue]) => [make("span", { lang: tongue }, each), " "]);
    const slug = [make("span", { class: "place" }, ...where), ...(head.date ? [make("span", { class: "date" }, head.date)] : []), ...head.notes.filter(Boolean).map((each) => make("span", { class: "note" }, each))];
    return make("li", {}, make("article", { class: "card" },
      make("p", { class: "slug ui" }, ...slug.flatMap((each) => [each, " "])),
      make("h3", {}, make("a", { href: page.root + head.path + anchor, lang: spoken }, ...mark(title, wanted.flatMap((term) => match(title, term))))),
      make("p", { class: "summary", lang }, from > begin ? "…" : "", ...mark(text, places, from, to), to < text.length ? "…" : "")));
  }

  const place = (code) => archive.places[code] || [code], label = (code) => place(code)[0];
  const chain = (code) => (code ? [...chain(place(code)[2]), code] : []);
  const path = (code) => chain(code).map(label).join(" ");

  function setOptions(kind, keysOf, title = (key) => key, order = null) {
    const select = form.elements[kind], chosen = asked.get(kind), counts = new Map(chosen ? [[chosen, 0]] : []);
    for (const key of found.flatMap(keysOf)) if (key) counts.set(key, (counts.get(key) || 0) + 1);
    const most = [...counts].sort((a, b) => (b[0] === chosen) - (a[0] === chosen) || b[1] - a[1]).slice(0, order ? undefined : NAMES);
    const options = (order ? most.sort((a, b) => order(a[0], b[0])) : most).map(([key, n]) => make("option", { value: key }, `${title(key)} (${n})`));
    select.replaceChildren(select.options[0], ...options);
    select.value = chosen || "";
  }

  function showFilters() {
    setOptions("place", (story) => chain(story.place), (code) => "\u3000".repeat(chain(code).length - 1) + label(code), (a, b) => path(a).localeCompare(path(b)));
    setOptions("paper", (story) => story.paper);
    for (const kind of ["from", "to"]) setOptions(kind, (story) => story.month, undefined, (a, b) => (a < b ? 1 : -1));
    for (const kind of found.length && found[0].tag ? ["tag", "byline"] : []) {
      const english = new Map(found.flatMap((story) => story[kind]));
      setOptions(kind, (story) => story[kind].map(([name]) => name), (name) => (archive.lang === "en" && english.get(name)) || name);
    }
  }

  function passes(story) {
    const [where, paper, from, to, ...names] = KINDS.map((kind) => asked.get(kind));
    if ((where && !chain(story.place).includes(where)) || (paper && story.paper !== paper)) return false;
    if ((from && story.month < from) || (to && !(story.month && story.month <= to))) return false;
    return ["tag", "byline"].every((kind, i) => !names[i] || story[kind].some(([name]) => name === names[i]));
  }

  // ---- one search

  async function search() {
    asked = new URLSearchParams(location.search);
    const mine = ++turn, query = asked.get("q") || "", wanted = parse(query), live = () => mine === turn;
    field.value = query;
    list.replaceChildren();
    more.hidden = filters.hidden = true;
    document.title = query ? page.title.replace(page.name, () => fill(says.title, { words: query })) : page.title;
    status.textContent = wanted.length ? says.searching : query.trim() && says.short;
    if (!wanted.length) return;
    try {
      const proposed = (await Promise.all(archive.parts.map((part) => propose(part, wanted)))).flat();
      if (!live()) return;
      found = proposed;
      if (terms.open) await readTerms();
      showFilters();
      filters.hidden = false;
      const groups = new Map();
      for (const story of found.filter(passes)) {
        const [code] = chain(story.place);
        groups.set(code, [...(groups.get(code) || []), story]);
      }
      const ordered = [...groups].sort((a, b) => !a[0] - !b[0] || b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
      const sections = new Map(ordered.map(([code, stories]) => [code, { count: stories.length }]));
      const state = { wanted, live, sections, queue: ordered.flatMap(([code, stories]) => stories.map((story) => [code, story])) };
      more.onclick = async () => (await show(state))?.querySelector("a").focus();
      await show(state);
    } catch {
      if (live()) status.textContent = says.failed;
    }
  }

  /* Shows some more, and gives the first of them. */
  async function show({ wanted, live, sections, queue }) {
    let first;
    more.disabled = true;
    for (let left = STEP; left && queue.length; ) {
      const next = queue.splice(0, left), seen = await Promise.all(next.map(([, story]) => verify(story, wanted)));
      if (!live()) return null;
      next.forEach(([code], i) => {
        const section = sections.get(code);
        if (!seen[i]) return section.count--;
        const item = showStory(seen[i], wanted);
        section.list ||= addSection(section, code);
        section.list.append(item);
        first ||= item;
        return left--;
      });
    }
    for (const section of sections.values()) if (section.told) section.told.textContent = section.count;
    const all = [...sections.values()].reduce((sum, section) => sum + section.count, 0), sure = !queue.length || (wanted.length === 1 && wanted[0].exact);
    const told = sure ? tell(all) : fill(says.most, { stories: tell(all) });
    status.textContent = !all ? says.none : queue.length ? `${told} · ${fill(says.shown, { n: list.querySelectorAll("li").length })}` : told;
    more.hidden = !queue.length;
    more.disabled = false;
    return first;
  }

  function addSection(section, code) {
    const items = make("ol", {});
    section.told = make("span", { class: "count" });
    list.append(make("section", {}, make("h2", { class: "rubric ui", lang: code && place(code)[1] }, code ? label(code) : says.unplaced, " ", section.told), items));
    return items;
  }

  function ask(anew) {
    const chosen = [...new FormData(form)].filter(([name, value]) => value && !(anew && KINDS.includes(name)));
    const address = `${location.pathname}?${new URLSearchParams(chosen)}`;
    try {
      history.pushState(null, "", address);
      search();
    } catch {
      location.assign(address); // some browsers write no history for what is opened from disk
    }
  }

  // ---- what the reader does

  archive.parts = archive.parts.map(([name, bits, wordBits]) => ({ name, bits, wordBits }));
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(field.value !== asked.get("q")); });
  filters.addEventListener("change", () => ask(false));
  terms.addEventListener("toggle", async () => { if (terms.open) { await readTerms(); showFilters(); } });
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
  asked = new URLSearchParams(location.search);
  terms.open = asked.has("tag") || asked.has("byline");
  search();
})();
