"use strict";
(() => {
  const form = document.getElementById("filters");
  const findings = [...document.querySelectorAll(".finding")];
  const rows = [...document.querySelectorAll(".matrix tbody tr")];
  const notes = [...document.querySelectorAll(".note")];
  const names = ["rule", "tag", "path"];
  const severities = [...form.elements.severity];

  const chosen = () => ({
    severity: new Set(severities.filter((box) => box.checked).map((box) => box.value)),
    rule: form.elements.rule.value,
    tag: form.elements.tag.value,
    path: form.elements.path.value.trim(),
  });

  // `*` stands for anything; without one, a part of the path is enough.
  const pattern = (path) => {
    if (!path.includes("*")) return (text) => text.toLowerCase().includes(path.toLowerCase());
    const parts = path.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
    const whole = new RegExp(`^${parts.join(".*")}$`, "i");
    return (text) => whole.test(text);
  };

  const apply = () => {
    const want = chosen();
    const fits = pattern(want.path);
    const inScope = new Set();
    for (const row of rows) {
      const tags = row.dataset.tags.split("\n");
      if ((!want.tag || tags.includes(want.tag)) && (!want.path || fits(row.dataset.path))) {
        inScope.add(row.id.slice("row-".length));
      }
    }
    const anywhere = !want.tag && !want.path;
    const shown = new Set();
    for (const finding of findings) {
      const { severity, rule, rows: touched } = finding.dataset;
      const here = anywhere || touched.split(" ").some((name) => inScope.has(name));
      finding.hidden = !(want.severity.has(severity) && (!want.rule || rule === want.rule) && here);
      if (!finding.hidden) shown.add(finding.id);
    }
    for (const group of document.querySelectorAll(".group")) {
      group.hidden = !group.querySelector(".finding:not([hidden])");
    }
    const bySort = want.rule || want.severity.size < severities.length;
    for (const row of rows) {
      const found = (row.dataset.found || "").split(" ");
      row.hidden = !inScope.has(row.id.slice("row-".length)) || (bySort && !found.some((name) => shown.has(name)));
    }
    for (const note of notes) note.hidden = !shown.has(note.hash.slice(1));
    document.getElementById("none").hidden = shown.size > 0 || findings.length === 0;
    form.querySelector("output").value = `${shown.size} of ${findings.length} findings`;
  };

  // The filter stands in the address, so that what is seen can be sent to others.
  const remember = () => {
    const want = chosen();
    const state = new URLSearchParams();
    if (want.severity.size < severities.length) state.set("severity", [...want.severity].join(","));
    for (const name of names) if (want[name]) state.set(name, want[name]);
    const text = state.toString();
    history.replaceState(null, "", text ? `#?${text}` : "#");
  };

  const recall = () => {
    if (!location.hash.startsWith("#?")) return;
    const state = new URLSearchParams(location.hash.slice(2));
    const wanted = state.get("severity");
    for (const box of severities) box.checked = wanted === null || wanted.split(",").includes(box.value);
    for (const name of names) form.elements[name].value = state.get(name) || "";
  };

  // A link must lead to its finding even where the filter hides it.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.closest("[hidden]")) {
      form.reset();
      apply();
    }
    target.closest("details")?.setAttribute("open", "");
    target.scrollIntoView();
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { apply(); remember(); });
  form.addEventListener("reset", () => setTimeout(() => { apply(); remember(); }));
  addEventListener("hashchange", () => { recall(); apply(); reveal(); });
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details.file")) details.open = true;
  });
  recall();
  apply();
  reveal();
})();
