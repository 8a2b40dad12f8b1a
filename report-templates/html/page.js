"use strict";
// Brings the page to life: controls change the state, the state the table and the address, and the address all of them.

(() => {
  const { state } = filters;
  let returnTo = null;

  /** The control of every filter but the free text and the choices of several. */
  const control = (name) => byId("filter-" + name);

  function options(name, all, entries) {
    control(name).append(element("option", { value: "" }, all), ...entries.map(([value, label]) =>
      element("option", { value }, label)));
  }

  function tally(column, size) {
    const counts = new Uint32Array(size);
    for (const value of column) {
      counts[value]++;
    }
    return counts;
  }

  function fillControls() {
    for (const [name, words] of Object.entries(filters.choices)) {
      const counts = tally(findings.columns[name], words.length);
      words.forEach((word, i) => {
        if (name === "severity" || word.id !== "PASS") {
          const box = element("input", { type: "checkbox", value: word.id });
          control(name).append(element("label", {}, box, mark(word.id, word.label), " ",
            element("span", { class: "note" }, number(counts[i]))));
        }
      });
    }
    const all = text("html.filter.all");
    const accounts = findings.accounts.map((id) => [id, findings.accountName(id)]);
    accounts.sort(([id, name], [otherId, other]) => (name || id).localeCompare(other || otherId));
    options("account", all, accounts.map(([id, name]) => [id, name ? `${name} (${id})` : id]));
    options("region", all, findings.regions.filter((region) => region !== "").map((region) => [region, region]));
    options("class", all, [...pageData.classes.map((word) => [word.id, word.label]),
      [filters.noClass, text("html.filter.noClass")]]);
    const counts = tally(findings.columns.rule, pageData.rules.length);
    options("rule", all, pageData.rules.map((rule, i) => [rule.id, `${rule.title} (${number(counts[i])})`])
      .filter((_, i) => counts[i] > 0));
    control("control").append(element("option", { value: "" }, all), ...pageData.frameworks.map((framework) =>
      element("optgroup", { label: framework.title }, ...framework.controls.map((each) =>
        element("option", { value: framework.id + " " + each.id }, each.id + "  " + each.title)))));
  }

  function readControls() {
    state.text = control("text").value;
    for (const name of Object.keys(filters.choices)) {
      state[name] = new Set([...control(name).querySelectorAll("input:checked")].map((box) => box.value));
    }
    for (const name of filters.single) {
      state[name] = control(name).value;
    }
    state.page = 1;
  }

  function showControls() {
    control("text").value = state.text;
    for (const name of Object.keys(filters.choices)) {
      for (const box of control(name).querySelectorAll("input")) {
        box.checked = state[name].has(box.value);
      }
    }
    for (const name of filters.single) {
      if (![...control(name).options].some((option) => option.value === state[name])) {
        // Of another assessment: it is asked for, and there is nothing of it.
        control(name).append(element("option", { value: state[name] }, state[name]));
      }
      control(name).value = state[name];
    }
  }

  function address(finding = "") {
    const hash = filters.written(finding);
    history.replaceState(null, "", hash === "" ? "#findings" : "#" + hash);
  }

  function changed() {
    table.render();
    address();
  }

  function openFinding(i) {
    detail.show(i);
    address(findings.id(i));
  }

  /** An address that names a filter or a finding; a plain one is a place of the page, which the browser finds itself. */
  function followAddress() {
    if (!location.hash.includes("=")) {
      return;
    }
    filters.read(location.hash);
    showControls();
    table.render();
    const id = new URLSearchParams(location.hash.slice(1)).get("finding");
    if (id === null) {
      if (detail.dialog.open) {
        detail.dialog.close();
      }
      byId("findings-heading").scrollIntoView();
      byId("findings-heading").focus({ preventScroll: true });
      return;
    }
    const place = findings.find(id);
    if (place === undefined) {
      byId("said-page").textContent = text("html.finding.unknown", id);
      byId("count").textContent = text("html.finding.unknown", id);
      byId("findings").scrollIntoView();
    } else {
      openFinding(place);
    }
  }

  function turnTo(page) {
    state.page = page;
    changed();
    byId("findings-heading").scrollIntoView();
  }

  function listenToTable() {
    control("text").form.addEventListener("input", () => {
      readControls();
      changed();
    });
    control("text").form.addEventListener("submit", (event) => event.preventDefault());
    table.whenSorted((name) => {
      state.sort = state.sort === name ? "-" + name : state.sort === "-" + name ? "" : name;
      state.page = 1;
      changed();
    });
    byId("reset").addEventListener("click", () => {
      filters.reset();
      showControls();
      changed();
    });
    byId("copy-view").addEventListener("click", async () => {
      address();
      byId("said-page").textContent = (await copy(location.href)) ? text("html.copied") : text("html.notCopied");
      byId("copy-view").textContent = byId("said-page").textContent;
      setTimeout(() => byId("copy-view").textContent = text("html.copyView"), 2000);
    });
    byId("first-page").addEventListener("click", () => turnTo(1));
    byId("previous-page").addEventListener("click", () => turnTo(state.page - 1));
    byId("next-page").addEventListener("click", () => turnTo(state.page + 1));
    byId("last-page").addEventListener("click", () => turnTo(table.pageCount()));
    byId("page-size").addEventListener("change", () => {
      table.setPageSize(Number(byId("page-size").value));
      turnTo(1);
    });
    const rows = byId("rows");
    rows.addEventListener("click", (event) => {
      const row = event.target.closest("tr[data-place]");
      const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      if (row !== null && plain && String(getSelection()) === "") {
        event.preventDefault();
        returnTo = row.querySelector("a");
        openFinding(Number(row.dataset.place));
      }
    });
    rows.addEventListener("keydown", (event) => {
      const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
      const link = step && event.target.closest("tr")?.[step]?.querySelector("a");
      if (link) {
        event.preventDefault();
        link.focus();
      }
    });
  }

  function move(step) {
    const next = detail.neighbour(step);
    if (next !== undefined) {
      openFinding(next);
    }
  }

  function listenToDetail() {
    byId("finding-close").addEventListener("click", () => detail.dialog.close());
    byId("finding-previous").addEventListener("click", () => move(-1));
    byId("finding-next").addEventListener("click", () => move(1));
    byId("finding-copy").addEventListener("click", async () => {
      const link = location.href.split("#")[0] + "#finding=" + encodeURIComponent(findings.id(detail.place()));
      detail.say((await copy(link)) ? text("html.copied") : text("html.notCopied"));
    });
    detail.dialog.addEventListener("keydown", (event) => {
      const scrolls = event.target.closest("pre, .scroll") !== null;
      if (!scrolls && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
        event.preventDefault();
        move(event.key === "ArrowLeft" ? -1 : 1);
      }
    });
    detail.dialog.addEventListener("click", (event) => {
      if (event.target === detail.dialog) {
        detail.dialog.close();
      }
    });
    detail.dialog.addEventListener("close", () => {
      address();
      const at = table.shown().indexOf(detail.place());
      if (at >= 0 && table.pageOf(at) !== state.page) {
        state.page = table.pageOf(at);
        changed();
      }
      const row = byId("rows").querySelector(`tr[data-place="${detail.place()}"] a`);
      (row ?? returnTo)?.focus();
    });
  }

  function listenToAppearance() {
    const choice = byId("appearance");
    choice.closest("label").hidden = false;
    try {
      choice.value = localStorage.getItem("atrest-appearance") ?? "";
    } catch {
      // A browser may keep no settings of pages from disk.
    }
    const apply = () => {
      document.documentElement.dataset.appearance = choice.value;
      try {
        localStorage.setItem("atrest-appearance", choice.value);
      } catch {
        // As above: the choice then holds for this page only.
      }
    };
    choice.addEventListener("change", apply);
    apply();
  }

  function listenToPrinting() {
    addEventListener("beforeprint", () => {
      table.renderForPrint();
      byId("said-page").textContent = "";
    });
    addEventListener("afterprint", table.render);
  }

  listenToAppearance();
  fillControls();
  table.header();
  byId("explorer").hidden = false;
  for (const part of document.querySelectorAll("#filters, .actions, .results")) {
    part.hidden = findings.count === 0;
  }
  listenToTable();
  listenToDetail();
  listenToPrinting();
  table.render();
  followAddress();
  addEventListener("hashchange", followAddress);
  // The first search is to be as quick as those after it.
  (window.requestIdleCallback ?? setTimeout)(() => findings.searched());
  document.documentElement.dataset.ready = "true";
})();
