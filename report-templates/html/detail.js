"use strict";
// One finding in full: what was found, the evidence it rests on, and what to do.

const detail = (() => {
  const dialog = byId("finding");
  let open = -1;

  function show(i) {
    open = i;
    const more = findings.detail(i);
    const rule = findings.rule(i);
    const status = pageData.statuses[findings.columns.status[i]];
    const severity = pageData.severities[findings.columns.severity[i]];
    byId("finding-body").replaceChildren(
      element("p", { class: "marks" }, mark(status.id, status.label), mark(severity.id, severity.label)),
      element("h2", { id: "finding-title" }, rule.title),
      element("p", { class: "lead" }, findings.messages[i]),
      ...waiver(more),
      ...missing(more),
      ...remedy(rule, more, status.id),
      ...resource(i, more),
      ...evidence(more),
      ...about(rule, i));
    position();
    if (!dialog.open) {
      dialog.showModal();
    }
    byId("finding-body").scrollTop = 0;
    byId("finding-body").focus();
    byId("said").textContent = "";
  }

  function position() {
    const at = table.shown().indexOf(open);
    byId("finding-position").textContent = at < 0 ? "" : text("html.page.number", number(at + 1), number(table.shown().length));
    byId("finding-previous").disabled = at <= 0;
    byId("finding-next").disabled = at < 0 || at === table.shown().length - 1;
  }

  /** The finding so many places on in the table; undefined beyond its ends. */
  function neighbour(step) {
    const at = table.shown().indexOf(open);
    return at < 0 ? undefined : table.shown()[at + step];
  }

  function waiver(more) {
    const known = pageData.waivers.find((each) => each.id === more.waiver);
    if (more.waiver === "") {
      return [];
    }
    return section(text("html.finding.waiver"), list([
      [text("html.waiver"), more.waiver],
      ...(known ? [[text("html.waiver.reason"), known.reason], [text("html.waiver.approver"), known.approver],
        [text("html.waiver.ticket"), known.ticket], [text("html.waiver.expires"), known.expires]] : []),
    ]));
  }

  function missing(more) {
    return more.missing.length === 0 ? [] : section(text("column.unread"), element("ul", {}, ...more.missing.map((unread) =>
      element("li", {}, text("finding.unread", unread.fact, unread.call, unread.error)))));
  }

  function remedy(rule, more, status) {
    if (status === "NOT_ASSESSED") {
      return [];
    }
    return section(text("rule.remediation"),
      element("p", {}, rule.remediation, " ", element("span", { class: "note" }, text("rule.effort") + ": " + rule.effort)),
      ...code(text("column.command"), more.command),
      ...code(text("column.terraform"), rule.terraform));
  }

  function code(label, content) {
    if (content === "") {
      return [];
    }
    const button = element("button", { type: "button" }, text("html.copy"));
    button.addEventListener("click", async () => say((await copy(content)) ? text("html.copied") : text("html.notCopied")));
    return [element("div", { class: "code" },
      element("div", { class: "label" }, element("span", {}, label), button),
      element("pre", { tabindex: "0", role: "group", "aria-label": label }, content))];
  }

  function resource(i, more) {
    const { columns } = findings;
    const account = findings.accounts[columns.account[i]];
    const name = findings.accountName(account);
    const exposure = pageData.exposures[more.exposure];
    const console = more.console === "" ? [] : [element("p", {},
      element("a", { href: more.console, rel: "noreferrer noopener", target: "_blank" }, text("html.console")))];
    return section(text("column.resource"), list([
      [text("column.resource"), findings.names[i]],
      [text("column.arn"), findings.arns[i]],
      [text("column.account"), name ? `${name} (${account})` : account],
      [text("column.region"), findings.regions[columns.region[i]]],
      [text("column.class"), pageData.classes[columns.dataClass[i]]?.label ?? ""],
      [text("html.owner"), more.owner],
      [text("html.exposure"), exposure.id === "ACCOUNT" ? "" : exposure.label],
      [text("html.dependents"), more.dependents > 0 ? number(more.dependents) : ""],
      [text("column.readAt"), more.readAt],
    ]), ...console);
  }

  function evidence(more) {
    if (more.facts.length === 0) {
      return [];
    }
    return section(text("column.evidence"), element("div", { class: "scroll", tabindex: "0", role: "group",
      "aria-label": text("column.evidence") }, element("table", {},
      element("thead", {}, element("tr", {}, ...[text("html.fact"), text("html.value"), text("column.call")].map((title) =>
        element("th", { scope: "col" }, title)))),
      element("tbody", {}, ...more.facts.map((fact) => element("tr", {},
        element("th", { scope: "row", class: "text" }, fact.fact),
        element("td", { class: "value" }, valueOf(fact.value)),
        element("td", { class: "text" }, fact.call)))))));
  }

  /** A fact's value as text: documents indented, everything else as it is. */
  function valueOf(value) {
    if (value === null) {
      return "–";
    }
    if (typeof value === "string" && /^\s*[{[]/.test(value)) {
      try {
        return element("pre", {}, JSON.stringify(JSON.parse(value), null, 2));
      } catch {
        return value;
      }
    }
    return typeof value === "object" ? element("pre", {}, JSON.stringify(value, null, 2)) : String(value);
  }

  function about(rule, i) {
    const controls = pageData.frameworks.filter((framework) => rule.controls[framework.id]).map((framework) =>
      [framework.title, rule.controls[framework.id].join(", ")]);
    return section(text("column.rule"),
      element("p", {}, rule.rationale),
      list([
        [text("column.ruleId"), rule.id],
        [text("html.finding.id"), findings.id(i)],
        ...controls,
        [text("column.applies"), rule.when],
        [text("column.requires"), rule.require],
      ]));
  }

  function section(title, ...content) {
    return [element("h3", {}, title), ...content];
  }

  function list(entries) {
    return element("dl", { class: "facts" }, ...entries.filter(([, value]) => value !== "").map(([name, value]) =>
      element("div", {}, element("dt", {}, name), element("dd", {}, value))));
  }

  function say(message) {
    byId("said").textContent = message;
  }

  return { dialog, show, neighbour, say, place: () => open };
})();
