// Remembers whether a reader wants two languages side by side, and shows a paragraph's partner.
(() => {
  const { src, dataset: own } = document.currentScript;
  const both = document.querySelector(".tongues a:not([hreflang])");
  if (!both) return;
  const KEY = "baozhai:view";
  // Where storage is forbidden, nothing is remembered.
  const recall = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const remember = (view) => { try { localStorage.setItem(KEY, view); } catch { /* forbidden */ } };

  for (const link of document.querySelectorAll(".tongues a, .heads a")) {
    link.addEventListener("click", () => {
      remember(link === both ? "both" : "one");
      link.hash = location.hash; // the same paragraph
    });
  }
  if (!own.sign) return; // on the side-by-side page

  // From a list, a story opens as the last one was read. Who came by the switcher, from outside or by the back button
  // gets the page that they asked for.
  const disk = location.protocol === "file:";
  const story = (url) => url.replace(/[?#].*|(\.both)?\.html/g, "").replace(/.*\//, "");
  const from = document.referrer;
  const inside = from
    ? from.startsWith(new URL("..", src).href) && story(from) !== story(both.href)
    : disk && !location.hash;
  const [arrival] = performance.getEntriesByType("navigation");
  if (inside && arrival?.type === "navigate" && recall() === "both") {
    location.replace(both.href + location.hash);
    return;
  }

  let twin; // the side-by-side page, fetched when a first paragraph is asked for
  const fetchTwin = async () => {
    const answer = await fetch(both.href);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  const makePartner = async (id) => {
    const box = document.createElement("div");
    box.className = "partner";
    try {
      if (disk) throw new Error("files can't be fetched");
      twin ??= fetchTwin();
      const cells = [...(await twin).getElementById(id).querySelectorAll(".cell")];
      const cell = cells.find((each) => each.lang !== document.documentElement.lang);
      box.lang = cell.lang || document.documentElement.lang;
      box.classList.toggle("ui", !cell.lang); // it says that there is none
      box.append(...document.importNode(cell, true).childNodes);
    } catch { // from disk, or without a network
      twin = undefined;
      const link = document.createElement("a");
      link.href = `${both.href}#${id}`;
      link.textContent = own.link;
      box.classList.add("ui");
      box.append(link);
    }
    return box;
  };

  const turns = new Map();
  const addTurn = (piece) => {
    const button = document.createElement("button");
    const isOpen = () => button.ariaExpanded === "true";
    Object.assign(button, { type: "button", className: "turn ui", ariaLabel: own.label, ariaExpanded: "false" });
    button.dataset.sign = own.sign;
    let box;
    const turn = async () => {
      button.ariaExpanded = String(!isOpen());
      box?.remove();
      const made = isOpen() && await makePartner(piece.id);
      if (!made || !isOpen()) return; // closed meanwhile
      box?.remove();
      piece.after(box = made);
    };
    button.addEventListener("click", turn);
    (piece.querySelector(":scope > p:last-child") ?? piece).append(button);
    turns.set(piece, turn);
  };
  // What is in another language than the page is not translated: it has no partner.
  document.querySelectorAll(".text > :is([id^=p], #abstract):not([lang])").forEach(addTurn);
  document.body.classList.add("turned");

  // A finger may tap the paragraph itself; a mouse selects text there.
  const text = document.querySelector(".text");
  let tapped = false;
  text.addEventListener("pointerdown", (event) => {
    tapped = event.pointerType !== "mouse" && getSelection().isCollapsed;
  });
  text.addEventListener("click", ({ target }) => {
    if (!tapped || !getSelection().isCollapsed || target.closest("a, button")) return;
    for (const [piece, turn] of turns) if (piece.contains(target)) turn();
  });
})();
