"use strict";
// Makes elements. Nothing that comes from outside ever becomes HTML: text is text, attributes are set by name.

/** An element; children are elements or strings. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? "" : value);
    }
  }
  made.append(...children);
  return made;
}

const byId = (id) => document.getElementById(id);

/** A word with its colour beside it. */
function mark(colour, word) {
  return element("span", { class: "mark " + colour }, word);
}

/** Puts a text on the clipboard; answers whether that worked. */
async function copy(value) {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    return copyBySelection(value);
  }
}

/** For browsers that keep the clipboard from pages opened from disk. */
function copyBySelection(value) {
  const area = element("textarea", { class: "unseen", "aria-hidden": "true" });
  area.value = value;
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  const focused = document.activeElement;
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  focused?.focus();
  return copied;
}
