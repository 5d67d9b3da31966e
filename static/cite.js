// Citations of a story: each can be copied, those for machines saved, and the paragraph in the address has its own.
"use strict";
{
  const cite = document.getElementById("cite");
  const words = cite.dataset;

  const button = (pre, label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", () => act(made));
    pre.after(made);
  };

  const copy = async (pre, made) => {
    try {
      await navigator.clipboard.writeText(pre.textContent.trim());
      made.textContent = words.copied;
      setTimeout(() => { made.textContent = words.copy; }, 2000);
    } catch {
      getSelection().selectAllChildren(pre);  // not allowed here: left for the reader to copy
    }
  };

  const save = (pre) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([pre.textContent]));
    link.download = pre.dataset.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  for (const pre of cite.querySelectorAll("pre")) {
    if (pre.dataset.file) button(pre, words.save, () => save(pre));
    button(pre, words.copy, (made) => copy(pre, made));
  }

  const point = cite.querySelector(".point");
  const show = () => {
    if (!point) return;  // only a summary may be published
    const number = /^#p(\d+)$/.exec(location.hash)?.[1];
    point.hidden = !(number && document.getElementById(`p${number}`));
    for (const place of point.querySelectorAll("b")) place.textContent = number ?? "";
  };
  addEventListener("hashchange", show);
  show();
}
