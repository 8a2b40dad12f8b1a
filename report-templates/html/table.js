"use strict";
// The table of findings: a page of rows at a time, so that every row is a real one to a screen reader.

const table = (() => {
  const mostPrinted = 500;
  const columns = [
    { name: "severity", title: text("column.severity") },
    { name: "status", title: text("column.status") },
    { name: "resource", title: text("column.resource") },
    { name: "rule", title: text("column.rule") },
    { name: "account", title: text("column.account") },
    { name: "region", title: text("column.region") },
    { name: "class", title: text("column.class") },
    { name: "", title: text("column.message") },
  ];
  let shown = findings.all;
  let pageSize = 50;
  let onSort = () => {};

  function header() {
    byId("columns").append(...columns.map((column) => {
      if (column.name === "") {
        return element("th", { scope: "col" }, column.title);
      }
      const button = element("button", { type: "button" }, column.title);
      button.addEventListener("click", () => onSort(column.name));
      return element("th", { scope: "col", "data-sort": column.name, "data-title": column.title }, button);
    }));
  }

  function sortedBy(sort) {
    for (const cell of byId("columns").children) {
      const direction = sort === cell.dataset.sort ? "ascending" : sort === "-" + cell.dataset.sort ? "descending" : "";
      if (cell.dataset.sort !== undefined && direction !== "") {
        cell.setAttribute("aria-sort", direction);
      } else {
        cell.removeAttribute("aria-sort");
      }
    }
  }

  const pageCount = () => Math.max(1, Math.ceil(shown.length / pageSize));

  /** Shows what is selected; the state's page is brought within what there is. */
  function render() {
    shown = filters.selected();
    filters.state.page = Math.min(filters.state.page, pageCount());
    const start = (filters.state.page - 1) * pageSize;
    rows(shown.subarray(start, start + pageSize));
    sortedBy(filters.state.sort);
    byId("count").textContent = shown.length === findings.count
      ? text("html.count.all", number(findings.count))
      : text("html.count", number(shown.length), number(findings.count));
    byId("page-number").textContent = text("html.page.number", number(filters.state.page), number(pageCount()));
    for (const [id, off] of [["first-page", filters.state.page === 1], ["previous-page", filters.state.page === 1],
      ["next-page", filters.state.page === pageCount()], ["last-page", filters.state.page === pageCount()]]) {
      byId(id).disabled = off;
    }
    byId("pages").hidden = shown.length <= 25;
  }

  function rows(places) {
    const body = byId("rows");
    if (places.length > 0) {
      body.replaceChildren(...Array.from(places, row));
    } else {
      const message = findings.count === 0 ? text("html.findings.none") : text("html.findings.noneSelected");
      body.replaceChildren(element("tr", {}, element("td", { colspan: String(columns.length), class: "nothing" }, message)));
    }
  }

  function row(i) {
    const { columns: column } = findings;
    const rule = findings.rule(i);
    const severity = pageData.severities[column.severity[i]];
    const status = pageData.statuses[column.status[i]];
    const account = findings.accounts[column.account[i]];
    const name = findings.accountName(account);
    const cell = (label, styleClass, ...content) => element("td", { "data-label": label, class: styleClass }, ...content);
    return element("tr", { "data-place": String(i) },
      cell(columns[0].title, "word", mark(severity.id, severity.label)),
      cell(columns[1].title, "word", mark(status.id, status.label)),
      element("th", { scope: "row", class: "text", "data-label": columns[2].title },
        element("a", { href: "#" + filters.written(findings.id(i)) }, findings.names[i] || findings.arns[i]),
        element("span", { class: "note" }, rule.type)),
      cell(columns[3].title, "text", rule.title),
      cell(columns[4].title, "text", name || account, ...(name ? [element("span", { class: "note" }, account)] : [])),
      cell(columns[5].title, "word", findings.regions[column.region[i]]),
      cell(columns[6].title, "word", pageData.classes[column.dataClass[i]]?.label ?? "–"),
      cell(columns[7].title, "wide", element("span", { class: "clamp" }, findings.messages[i])));
  }

  /** All that is selected, as far as paper goes, and a word of what is not. */
  function renderForPrint() {
    rows(shown.subarray(0, mostPrinted));
    byId("printed").textContent = shown.length > mostPrinted
      ? text("html.printed", number(mostPrinted), number(shown.length))
      : "";
  }

  return {
    header,
    render,
    renderForPrint,
    /** Places of what is selected, in the order of the table. */
    shown: () => shown,
    pageCount,
    pageOf: (position) => Math.floor(position / pageSize) + 1,
    setPageSize(size) {
      pageSize = size;
    },
    whenSorted(action) {
      onSort = action;
    },
  };
})();
