/* Looks through the texts of the stories that search.js proposes, and shows those in which every term stands, grouped by
   place, with the terms marked and filters beside them. It is loaded as a piece of the index is: baozhai(value). */
"use strict";
baozhai(({ archive, page, load, open, read, spell }) => {
  const get = (id) => document.getElementById(id), { elements } = get("search"), says = archive.words;
  const [status, list, more, filters, terms] = ["status", "results", "more", "filters", "terms"].map(get);
  const STEP = 10, LOOKS = 16, NAMES = 200; // stories shown at once, stories looked through for them; tags and names offered

  // ---- the text itself

  async function nameStory({ part, story }) {
    const { ids, langs } = await open(part, `n${Math.floor(story / archive.names).toString(16)}`), flags = read(langs);
    let last = "";
    return ids.split(" ").map((each) => {
      const name = read(each), flag = flags.next();
      last = last.slice(0, name.next()) + name.rest();
      return { id: last, langs: archive.langs.filter((_, i) => flag & (1 << i)) };
    })[story % archive.names];
  }

  function match(text, { pattern }) {
    const { signs, spans } = spell(text);
    return [...signs.matchAll(pattern)].map(({ 0: { length }, index }) => [spans[index][0], spans[index + length - 1][1]]);
  }

  function join(units) {
    const starts = [];
    let text = "", before = "";
    for (const [unit, said] of units) {
      const kind = unit.replace(/\d+$/, "");
      text += !before ? "" : kind === "p" && before === "p" ? " " : "\n";
      starts.push([text.length, unit]);
      text += said;
      before = kind;
    }
    return { text, starts };
  }

  /* Looks through a story's texts until every term is found, where it is likeliest first. */
  async function verify(story, wanted) {
    const { id, langs } = await nameStory(story), heads = {}, missing = new Set(wanted), folder = `${archive.folder}/texts/`;
    const own = `${folder}${id}.js`, isOurs = ([lang]) => lang === archive.lang;
    const names = [...langs.filter(isOurs), ...langs.filter((each) => !isOurs(each))].map(([, lang]) => `${folder}${id}.${lang}.js`);
    names.splice(wanted.every((term) => term.latin) ? names.length : 0, 0, own);
    let best = null;
    for (const name of names) {
      const { lang, units, ...piece } = await load(name), { text, starts } = join(units), places = [];
      Object.assign(heads, piece.heads);
      for (const term of wanted) {
        const some = match(text, term);
        if (some.length) missing.delete(term);
        places.push(...some);
      }
      if (places.length) best ||= { lang, text, starts, places: places.sort((a, b) => a[0] - b[0]) };
      if (missing.size) continue;
      if (!heads[archive.lang]) Object.assign(heads, (await load(own)).heads);
      return { ...best, head: heads[archive.lang] || Object.values(heads)[0] };
    }
    return null;
  }

  // ---- a story

  function make(name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value && value !== archive.lang) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }

  function mark(text, places, from = 0, to = text.length) {
    const nodes = [];
    for (const [start, end] of places) {
      if (start < from || end > to) continue;
      nodes.push(text.slice(from, start), make("mark", {}, text.slice(start, end)));
      from = end;
    }
    return [...nodes, text.slice(from, to)];
  }

  function showStory({ head, lang, text, starts, places }, wanted) {
    const unitAt = (place) => starts.filter(([start]) => start <= place).pop();
    const place = places.map(([start]) => start).find((start) => unitAt(start)[1] !== "headline");
    const [begin, unit] = place === undefined ? starts.find(([, each]) => /^[ps]/.test(each)) || starts[0] : unitAt(place);
    const wide = lang.startsWith("zh") ? 1 : 2.5, cut = (place || 0) - 36 * wide;
    const from = cut <= begin ? begin : wide > 1 ? text.indexOf(" ", cut) + 1 : cut, to = Math.min(text.length, from + 110 * wide);
    const [title, spoken] = head.title, anchor = place !== undefined && /^[ps]\d/.test(unit) ? `#${unit}` : "";
    const titled = wanted.flatMap((term) => match(title, term)).sort((a, b) => a[0] - b[0]);
    const where = head.place.flatMap(([each, tongue]) => [make("span", { lang: tongue }, each), " "]);
    const others = [["date", head.date], ...head.notes.map((note) => ["note", note])].filter(([, said]) => said);
    const slug = [make("span", { class: "place" }, ...where), ...others.map(([kind, said]) => make("span", { class: kind }, said))];
    return make("li", {}, make("article", { class: "card" },
      make("p", { class: "slug ui" }, ...slug.flatMap((each) => [each, " "])),
      make("h3", {}, make("a", { href: page.root + head.path + anchor, lang: spoken }, ...mark(title, titled))),
      make("p", { class: "summary", lang }, from > begin ? "…" : "", ...mark(text, places, from, to), to < text.length ? "…" : "")));
  }

  // ---- places, papers, months, tags and bylines

  const place = (code) => archive.places[code] || [code], label = (code) => place(code)[0];
  const chain = (code) => (code ? [...chain(place(code)[2]), code] : []);
  const path = (code) => chain(code).map(label).join(" ");

  async function readFacts(part) {
    const { places, placed, months, papers } = await open(part, "facts"), row = read(placed);
    const [month, paper] = [months, papers].map((runs) => runs.flatMap(([value, count]) => Array(count).fill(value)));
    part.facts ||= month.map((_, i) => ({ place: places[row.next()], month: month[i], paper: paper[i] }));
  }

  async function readTerms(part) {
    const { tags, tagged, bylines, signed } = await open(part, "terms");
    const pick = (names, numbers) => { const row = read(numbers); return part.facts.map(() => row.rising(row.next()).map((i) => names[i])); };
    part.terms ||= { tag: pick(tags, tagged), byline: pick(bylines, signed) };
  }

  async function learn(found) {
    const parts = [...new Set(found.map((each) => each.part))];
    await Promise.all(parts.map(readFacts));
    if (terms.open) await Promise.all(parts.map(readTerms));
    for (const each of found) {
      Object.assign(each, each.part.facts[each.story]);
      for (const kind of terms.open ? ["tag", "byline"] : []) each[kind] = each.part.terms[kind][each.story];
    }
  }

  function setOptions({ found, asked }, kind, keysOf, title = (key) => key, order = null) {
    const select = elements[kind], chosen = asked.get(kind), counts = new Map(chosen ? [[chosen, 0]] : []);
    for (const key of found.flatMap(keysOf)) if (key) counts.set(key, (counts.get(key) || 0) + 1);
    const most = [...counts].sort((a, b) => (b[0] === chosen) - (a[0] === chosen) || b[1] - a[1]).slice(0, order ? undefined : NAMES);
    const options = (order ? most.sort((a, b) => order(a[0], b[0])) : most).map(([key, n]) => make("option", { value: key }, `${title(key)} (${n})`));
    select.replaceChildren(select.options[0], ...options);
    select.value = chosen || "";
  }

  function showFilters(query) {
    setOptions(query, "place", (story) => chain(story.place), (code) => "\u3000".repeat(chain(code).length - 1) + label(code), (a, b) => path(a).localeCompare(path(b)));
    setOptions(query, "paper", (story) => story.paper);
    for (const kind of ["from", "to"]) setOptions(query, kind, (story) => story.month, undefined, (a, b) => (a < b ? 1 : -1));
    for (const kind of terms.open ? ["tag", "byline"] : []) {
      const english = new Map(query.found.flatMap((story) => story[kind]));
      setOptions(query, kind, (story) => story[kind].map(([name]) => name), (name) => (archive.lang === "en" && english.get(name)) || name);
    }
    filters.hidden = false;
  }

  function passes(story, asked) {
    const [where, paper, from, to] = ["place", "paper", "from", "to"].map((kind) => asked.get(kind));
    if ((where && !chain(story.place).includes(where)) || (paper && story.paper !== paper)) return false;
    if ((from && story.month < from) || (to && !(story.month && story.month <= to))) return false;
    return ["tag", "byline"].every((kind) => !asked.get(kind) || story[kind].some(([name]) => name === asked.get(kind)));
  }

  // ---- all of them

  const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, key) => values[key]);
  const tell = (n) => fill(says.stories[n === 1 ? 0 : 1], { n: n.toLocaleString(archive.lang) });

  function group({ found, asked }) {
    const groups = new Map();
    for (const story of found.filter((each) => passes(each, asked))) {
      const [code] = chain(story.place);
      groups.set(code, [...(groups.get(code) || []), story]);
    }
    return [...groups].sort((a, b) => !a[0] - !b[0] || b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  }

  /* Shows some more, and gives the first of them. */
  async function showMore({ wanted, live }, { sections, queue }) {
    let first;
    more.disabled = true;
    for (let left = STEP, looks = LOOKS; left && queue.length && (looks || !first); ) {
      const next = queue.splice(0, Math.min(left, looks || STEP)), seen = await Promise.all(next.map(([, story]) => verify(story, wanted)));
      if (!live()) return null;
      looks = Math.max(0, looks - next.length);
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

  return async (query) => {
    await learn(query.found);
    if (!query.live()) return;
    showFilters(query);
    const groups = group(query), sections = new Map(groups.map(([code, stories]) => [code, { count: stories.length }]));
    const state = { sections, queue: groups.flatMap(([code, stories]) => stories.map((story) => [code, story])) };
    more.onclick = async () => (await showMore(query, state))?.querySelector("a").focus();
    terms.ontoggle = async () => { if (terms.open) { await learn(query.found); showFilters(query); } };
    await showMore(query, state);
  };
});
