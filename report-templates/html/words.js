"use strict";
// What the page says: texts in its language, and numbers as that language writes them.

const pageData = JSON.parse(document.querySelector('script[data-part="page"]').textContent);
const numberFormat = new Intl.NumberFormat(pageData.language);

/** The text of a key, with {0}, {1} and {2} filled in. */
function text(key, ...values) {
  return pageData.texts[key].replace(/\{(\d)\}/g, (_, i) => String(values[i]));
}

/** A whole number, digits grouped. */
function number(value) {
  return numberFormat.format(value);
}
