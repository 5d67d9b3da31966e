// Sorts and filters the rows of a table that are on this page. All words come from the page.
"use strict";

// What is missing stands last, whichever way the others go.
function compare(one, other, sign) {
  if (one === "" || other === "") return (one === "") - (other === "");
  return one === other ? 0 : one < other ? -sign : sign;
}

function equip(table, tools) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows];
  const select = tools.querySelector("select");
  const field = tools.querySelector("input");
  const status = tools.querySelector("[role=status]");
  const keys = heads.map((head) => head.dataset.key);
  const numbers = new Set(["value", "kind"]);
  const texts = rows.map((row) => row.textContent.toLowerCase());

  function read(row, key) {
    const told = row.cells[keys.indexOf(key)].dataset.sort ?? "";
    return numbers.has(key) && told !== "" ? Number(told) : told;
  }

  function sort(head, direction) {
    const key = head.dataset.key;
    const sign = direction === "ascending" ? 1 : -1;
    const order = rows.map((row, place) => ({ kind: key === "value" && keys.includes("kind") ? read(row, "kind") : 0, value: read(row, key), place }));
    // Yuan and hectares can't be compared: values are, within a kind.
    order.sort((a, b) => compare(a.kind, b.kind, 1) || compare(a.value, b.value, sign) || a.place - b.place);
    body.append(...order.map(({ place }) => rows[place]));
    table.classList.remove("grouped");
    for (const each of heads) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", direction);
    select.value = head.dataset.key;
  }

  function filter() {
    table.classList.remove("grouped");
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, place) => {
      row.hidden = !words.every((word) => texts[place].includes(word));
      shown += row.hidden ? 0 : 1;
    });
    status.textContent = status.dataset.rows.replace("%(shown)s", shown).replace("%(all)s", rows.length);
  }

  const first = (head) => (["value", "date"].includes(head.dataset.key) ? "descending" : "ascending");
  for (const head of heads.filter((each) => each.dataset.key !== "clause")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      sort(head, now === null ? first(head) : now === "ascending" ? "descending" : "ascending");
    });
    head.replaceChildren(button);
  }
  const sorted = heads.find((head) => head.hasAttribute("aria-sort"));
  if (sorted) select.value = sorted.dataset.key;
  select.addEventListener("change", () => {
    const head = heads.find((each) => each.dataset.key === select.value);
    sort(head, first(head));
  });
  field.addEventListener("input", filter);
}

const table = document.querySelector("table[data-sortable]");
const given = document.getElementById("table-tools");
if (table && given) {
  const tools = given.content.firstElementChild.cloneNode(true);
  equip(table, tools);
  document.getElementById("tools-room").replaceChildren(tools);
}
