// What a reader would notice on this page as it stands now: one expression, gives plain values.
(() => {
  const visible = (el) => el.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = (el) => {
    const text = (el.textContent || "").trim().replace(/\s+/g, " ").slice(0, 20);
    const cls = el.getAttribute("class");
    return `${el.localName}${el.id ? "#" + el.id : ""}${cls ? "." + cls.split(/\s+/).join(".") : ""} “${text}”`;
  };
  // Any CSS colour as [r, g, b, alpha]: a canvas understands all of them.
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
    .getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const rgba = (colour) => {
    if (!known.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      known.set(colour, [r, g, b, a / 255]);
    }
    return known.get(colour);
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
  const canvas = matchMedia("(prefers-color-scheme: dark)").matches
    && getComputedStyle(document.documentElement).colorScheme.includes("dark") ? [18, 18, 18] : [255, 255, 255];
  const backdrop = (el) => {
    const layers = [];
    for (let at = el; at; at = at.parentElement) {
      const layer = rgba(getComputedStyle(at).backgroundColor);
      layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), canvas);
  };
  const luminance = (c) => {
    const [r, g, b] = c.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  const opacity = (el) => (el ? Number(getComputedStyle(el).opacity) * opacity(el.parentElement) : 1);

  const faint = [];
  let texts = 0;
  for (const el of document.body.querySelectorAll("*")) {
    const own = [...el.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!own || !visible(el) || el.closest("svg")) continue;
    texts += 1;
    const style = getComputedStyle(el);
    const below = backdrop(el);
    const ink = rgba(style.color);
    const found = ratio(over([ink[0], ink[1], ink[2], ink[3] * opacity(el)], below), below);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (found < (large ? 3 : 4.5)) faint.push(`${name(el)} ${found.toFixed(2)}`);
  }

  const width = document.documentElement.clientWidth;
  const scrolls = (el) => {
    for (let at = el.parentElement; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== "visible") return true;
    }
    return false;
  };
  const wide = document.documentElement.scrollWidth > width + 1 || document.body.scrollWidth > width + 1
    ? [`page ${document.documentElement.scrollWidth} > ${width}`,
       ...[...document.body.querySelectorAll("*")]
         .filter((el) => visible(el) && el.getBoundingClientRect().right > width + 1 && !scrolls(el))
         .slice(0, 5).map(name)]
    : [];

  const small = [...document.querySelectorAll("nav a, nav summary, nav button, body > header a")]
    .filter(visible)
    .map((el) => [el, el.getBoundingClientRect()])
    .filter(([, box]) => box.height < 43.9 || box.width < 43.9)
    .map(([el, box]) => `${name(el)} ${box.width.toFixed(0)}×${box.height.toFixed(0)}`);

  const unindented = [...document.querySelectorAll("article p[id^=p]")]
    .filter((p) => visible(p) && (p.closest("[lang]")?.lang || "").startsWith("zh"))
    .filter((p) => {
      const style = getComputedStyle(p);
      return Math.abs(parseFloat(style.textIndent) - 2 * parseFloat(style.fontSize)) > 0.5;
    }).map(name);

  // What only a script brings is no text of the page.
  const room = document.querySelector("#tools-room");
  if (room) room.hidden = true;
  const text = (document.querySelector("main") || document.body).innerText;
  if (room) room.hidden = false;

  return {
    texts, faint, wide, small, unindented,
    lang: document.documentElement.lang,
    title: document.title,
    indented: document.querySelectorAll("article p[id^=p]").length,
    // A trail of crumbs says where one is: that may stand on paper.
    navigation: [...document.querySelectorAll("nav:not(.crumbs)")].filter(visible).map(name),
    headings: document.querySelectorAll("h1").length,
    background: backdrop(document.body).map(Math.round),
    text,
    links: [...document.links].map((a) => a.href),
  };
})()
