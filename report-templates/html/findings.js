"use strict";
// The findings of the page: columns of numbers to filter and sort by, and texts. Detail is parsed when it is asked for.

const findings = (() => {
  const parts = (name) => [...document.querySelectorAll(`script[data-part="${name}"]`)];
  const starts = [];
  const rows = [];
  for (const part of parts("findings")) {
    starts.push(rows.length);
    for (const row of JSON.parse(part.textContent)) {
      rows.push(row);
    }
    part.remove();
  }
  const detailParts = parts("details");
  const sources = JSON.parse(parts("sources")[0].textContent).map((source) => source.split("\n"));
  const count = rows.length;

  const numbers = (column, Type) => Type.from(rows, (row) => row[column]);
  const columns = {
    rule: numbers(0, Uint16Array),
    status: numbers(1, Uint8Array),
    severity: numbers(2, Uint8Array),
    dataClass: numbers(3, Int8Array),
  };
  const [accounts, account] = dictionary(4);
  const [regions, region] = dictionary(5);
  columns.account = account;
  columns.region = region;
  const names = rows.map((row) => row[6]);
  const arns = rows.map((row) => row[7]);
  const messages = rows.map((row) => row[8]);
  const digests = rows.map((row) => row[9]);
  rows.length = 0;

  /** The values of a column in their order, and each finding's place among them. */
  function dictionary(column) {
    const values = [...new Set(rows.map((row) => row[column]))].sort();
    const places = new Map(values.map((value, place) => [value, place]));
    return [values, Uint16Array.from(rows, (row) => places.get(row[column]))];
  }

  const accountNames = new Map(pageData.accounts.map((known) => [known.id, known.name]));
  let searched = null;
  let places = null;
  let detailLines = { part: -1, lines: [] };

  return {
    count,
    columns,
    accounts,
    regions,
    names,
    arns,
    messages,
    /** Every place, in the order of the file: the worst first. */
    all: Uint32Array.from({ length: count }, (_, i) => i),
    accountName: (id) => accountNames.get(id) ?? "",
    rule: (i) => pageData.rules[columns.rule[i]],
    id: (i) => pageData.rules[columns.rule[i]].id + "-" + digests[i],

    /** The place of the finding with this id; undefined when the page has none. */
    find(id) {
      places ??= new Map(digests.map((digest, i) => [digest, i]));
      const place = places.get(id.slice(id.lastIndexOf("-") + 1));
      return place !== undefined && this.id(place) === id ? place : undefined;
    },

    /** What free text is looked for in, in lower case. */
    searched() {
      searched ??= names.map((name, i) => (name + "\n" + arns[i] + "\n" + messages[i]).toLowerCase());
      return searched;
    },

    detail(i) {
      const part = starts.findLastIndex((start) => start <= i);
      if (detailLines.part !== part) {
        detailLines = { part, lines: detailParts[part].textContent.split("\n") };
      }
      const [evidence, unread, command, readAt, owner, waiver, exposure, dependents, console] =
        JSON.parse(detailLines.lines[i - starts[part]]);
      const facts = [];
      for (let f = 0; f < evidence.length; f += 2) {
        const [fact, call] = sources[evidence[f]];
        facts.push({ fact, call, value: evidence[f + 1] });
      }
      const missing = [];
      for (let u = 0; u < unread.length; u += 3) {
        missing.push({ fact: unread[u], call: unread[u + 1], error: unread[u + 2] });
      }
      return { facts, missing, command, readAt, owner, waiver, exposure, dependents, console };
    },
  };
})();
