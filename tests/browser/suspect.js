({ elements, attributes, site }) => {
  // What on a page could run or fetch, and what it shows: plain data, for test_injection.py. `elements` and
  // `attributes` are what the templates and Markdown may write, `site` is where the site will be published.
  const wrong = [];
  const [mayBe, mayHave] = [new Set(elements), new Set(attributes)];
  const say = (node, why) => wrong.push(`${why}: ${node.outerHTML.slice(0, 200)}`);
  // The search form, and on its own page what the script is and what it is told.
  const form = document.querySelector("form");
  const searching = /^(\.\.\/(zh|en|zh-hant)\/)?search\.html$/.test(form?.getAttribute("action") || "") && form.role === "search";
  const search = [...(searching ? [form, ...form.querySelectorAll("*")] : []), ...(searching && form.id ? document.querySelectorAll("#status, #more, #archive, script[src='../static/search.js']") : [])];
  for (const node of document.querySelectorAll("*")) {
    if (search.includes(node) && ![...node.attributes].some((attribute) => /^(on|style|formaction)/.test(attribute.name))) continue;
    const name = node.localName;
    // Charts are the only SVG; nothing of another kind is in one.
    const chart = node.closest("svg.chart") !== null;
    if (chart && !["svg", "title", "desc", "g", "rect", "text"].includes(name)) say(node, "in a chart");
    if (!mayBe.has(name) || node.namespaceURI !== `http://www.w3.org/${chart ? "2000/svg" : "1999/xhtml"}`) say(node, "an element");
    const own = name === "script" && /^(\.\.\/)*static\/[a-z]+\.js$/.test(node.getAttribute("src") ?? "") && node.text === "";
    if (name === "script" && !own && node.type !== "application/ld+json") say(node, "a script");
    if (name === "meta" && node.httpEquiv) say(node, "meta http-equiv");
    if (node.shadowRoot) say(node, "a shadow root");
    for (const { name: attribute, value } of node.attributes) {
      if (!mayHave.has(attribute)) say(node, `the attribute ${attribute}`);
      if (attribute === "style" && !/^[-\w:/ ]*$/.test(value)) say(node, "a style");
      if (attribute !== "href" && attribute !== "src") continue;
      if (value === "data:," && name === "link") continue;
      const url = new URL(value, document.baseURI);
      if (name === "link" && /^(canonical|alternate)$/.test(node.rel) && value.startsWith(site)) continue;
      const inside = url.origin === location.origin;
      if (!inside && (name !== "a" || !["http:", "https:", "mailto:"].includes(url.protocol))) say(node, "an address");
    }
  }
  const jsonld = [...document.scripts].filter((script) => script.src === "").map((script) => script.text);
  return { wrong, ran: window.ran, title: document.querySelector("title")?.textContent, text: document.documentElement.textContent, jsonld };
}
