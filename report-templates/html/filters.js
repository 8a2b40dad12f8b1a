"use strict";
// Which findings are asked for, in which order: the state of the controls, of the address, and what it selects.

const filters = (() => {
  const choices = { status: pageData.statuses, severity: pageData.severities };
  const noClass = "NONE";
  const single = ["account", "region", "class", "control", "rule"];
  const orders = ["severity", "status", "rule", "resource", "account", "region", "class"];
  const state = initial();

  function initial() {
    return { text: "", status: new Set(), severity: new Set(), account: "", region: "", class: "", control: "",
      rule: "", sort: "", page: 1 };
  }

  const ruleNumbers = new Map(pageData.rules.map((rule, i) => [rule.id, i]));
  const controlRules = new Map(pageData.frameworks.flatMap((framework) => framework.controls.map((control) =>
    [framework.id + " " + control.id, new Set(control.rules.map((id) => ruleNumbers.get(id)))])));

  /** The places of the findings that are asked for, in the order that is asked for. */
  function selected() {
    const test = conditions();
    const order = sorted(state.sort);
    if (test.length === 0) {
      return order;
    }
    const found = new Uint32Array(order.length);
    let count = 0;
    next: for (let n = 0; n < order.length; n++) {
      for (let t = 0; t < test.length; t++) {
        if (!test[t](order[n])) {
          continue next;
        }
      }
      found[count++] = order[n];
    }
    return found.subarray(0, count);
  }

  /** One test for each control that is set; those that cost least come first. */
  function conditions() {
    const tests = [];
    for (const [name, words] of Object.entries(choices)) {
      if (state[name].size > 0) {
        const wanted = words.map((word) => state[name].has(word.id));
        const column = findings.columns[name];
        tests.push((i) => wanted[column[i]]);
      }
    }
    equals(tests, findings.columns.account, state.account, findings.accounts);
    equals(tests, findings.columns.region, state.region, findings.regions);
    if (state.class !== "") {
      const wanted = state.class === noClass ? -1 : pageData.classes.findIndex((word) => word.id === state.class);
      tests.push((i) => findings.columns.dataClass[i] === wanted);
    }
    if (state.rule !== "") {
      const wanted = ruleNumbers.get(state.rule) ?? -1;
      tests.push((i) => findings.columns.rule[i] === wanted);
    }
    if (state.control !== "") {
      const rules = controlRules.get(state.control) ?? new Set();
      const wanted = pageData.rules.map((_, rule) => rules.has(rule));
      tests.push((i) => wanted[findings.columns.rule[i]]);
    }
    for (const word of state.text.toLowerCase().split(/\s+/).filter((part) => part !== "")) {
      tests.push(contains(word));
    }
    return tests;
  }

  function equals(tests, column, value, values) {
    if (value !== "") {
      const wanted = values.indexOf(value);
      tests.push((i) => column[i] === wanted);
    }
  }

  /** The word is in the finding's texts, or in its rule's or account's, which are searched once for all. */
  function contains(word) {
    const within = (...texts) => texts.join("\n").toLowerCase().includes(word);
    const rules = pageData.rules.map((rule) => within(rule.id, rule.title, rule.type));
    const accounts = findings.accounts.map((id) => within(id, findings.accountName(id)));
    const regions = findings.regions.map((region) => within(region));
    const { rule, account, region } = findings.columns;
    const searched = findings.searched();
    return (i) => rules[rule[i]] || accounts[account[i]] || regions[region[i]] || searched[i].includes(word);
  }

  let order = { sort: "", places: findings.all };

  /** All places by a column; a hyphen before its name turns the order round. Equal ones stay the worst first. */
  function sorted(sort) {
    if (order.sort !== sort) {
      const name = sort.replace("-", "");
      const rank = ranks(name);
      const direction = sort.startsWith("-") ? -1 : 1;
      const places = rank === null
        ? findings.all
        : findings.all.slice().sort((a, b) => direction * (rank[a] - rank[b]) || a - b);
      order = { sort, places };
    }
    return order.places;
  }

  function ranks(name) {
    const { columns } = findings;
    switch (name) {
      case "severity":
        return columns.severity;
      case "status":
        return columns.status;
      case "class":
        return columns.dataClass;
      case "region":
        return columns.region;
      case "rule":
        return ranked(columns.rule, pageData.rules.map((rule) => rule.title));
      case "account":
        return ranked(columns.account, findings.accounts.map((id) => findings.accountName(id) || id));
      case "resource":
        return ranked(findings.all, findings.names);
      default:
        return null;
    }
  }

  function ranked(column, values) {
    const folded = values.map((value) => value.toLowerCase());
    const distinct = [...new Set(folded)].sort();
    const rank = new Map(distinct.map((value, place) => [value, place]));
    const ranksOfValues = folded.map((value) => rank.get(value));
    return Uint32Array.from(column, (value) => ranksOfValues[value]);
  }

  /** What the address says after its #; what is not known is left out. */
  function read(hash) {
    const parameters = new URLSearchParams(hash.replace(/^#/, ""));
    Object.assign(state, initial());
    state.text = parameters.get("q") ?? "";
    for (const [name, words] of Object.entries(choices)) {
      const known = new Set(words.map((word) => word.id));
      state[name] = new Set((parameters.get(name) ?? "").split(",").filter((value) => known.has(value)));
    }
    for (const name of single) {
      state[name] = parameters.get(name) ?? "";
    }
    const sort = parameters.get("sort") ?? "";
    state.sort = orders.includes(sort.replace("-", "")) ? sort : "";
    state.page = Math.max(1, Number.parseInt(parameters.get("page") ?? "1", 10) || 1);
  }

  /** The address's part after # for this state, with a finding that is open. */
  function written(finding = "") {
    const parameters = new URLSearchParams();
    const put = (name, value) => value !== "" && parameters.set(name, value);
    put("q", state.text);
    for (const name of Object.keys(choices)) {
      put(name, [...state[name]].join(","));
    }
    single.forEach((name) => put(name, state[name]));
    put("sort", state.sort);
    put("page", state.page > 1 ? String(state.page) : "");
    put("finding", finding);
    return parameters.toString().replaceAll("%2C", ",");
  }

  return { state, choices, single, noClass, selected, read, written, reset: () => Object.assign(state, initial()) };
})();
