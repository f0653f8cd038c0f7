// What the panel's table is measured beside: the grid of the interface kit, and a table of HTML. Runs in the page.
import {
  provideVSCodeDesignSystem,
  vsCodeDataGrid,
  vsCodeDataGridCell,
  vsCodeDataGridRow,
} from "@vscode/webview-ui-toolkit";

const columns = ["name", "version", "type", "licence", "supplier", "purl", "vex"];
let rows = [];
let render = () => {};

function rowsOf(count) {
  const licences = ["MIT", "Apache-2.0", "GPL-2.0-only", "LGPL-2.1-only", ""];
  return Array.from({ length: count }, (_, at) => {
    const name = `package-${String(at).padStart(6, "0")}`;
    const version = `1.${at % 100}.${at % 7}`;
    const purl = `pkg:npm/${name}@${version}`;
    const type = at % 3 === 0 ? "deb" : "npm";
    return { name, version, type, licence: licences[at % 5], supplier: "", purl, vex: "" };
  });
}

function scroller() {
  const made = document.createElement("div");
  made.className = "scroller";
  made.style.cssText = "height: 600px; overflow: auto";
  document.body.append(made);
  return made;
}

/** Milliseconds until the rows are there and laid out; the toolkit makes its own later, and a head with them. */
async function show(chosen) {
  const start = performance.now();
  render(chosen);
  for (;;) {
    await new Promise(requestAnimationFrame);
    const table = document.querySelector(".scroller > *");
    table.getBoundingClientRect();
    const made = table.querySelectorAll("vscode-data-grid-row, tbody tr").length;
    if (made - chosen.length === 0 || made - chosen.length === 1) return performance.now() - start;
  }
}

globalThis.peers = {
  toolkit: (count) => {
    provideVSCodeDesignSystem().register(
      vsCodeDataGrid(),
      vsCodeDataGridCell(),
      vsCodeDataGridRow(),
    );
    rows = rowsOf(count);
    const grid = document.createElement("vscode-data-grid");
    scroller().append(grid);
    render = (chosen) => (grid.rowsData = chosen);
    return show(rows);
  },
  plain: (count) => {
    rows = rowsOf(count);
    const body = document.createElement("tbody");
    const table = document.createElement("table");
    table.append(body);
    scroller().append(table);
    render = (chosen) =>
      body.replaceChildren(
        ...chosen.map((row) => {
          const line = document.createElement("tr");
          for (const column of columns) {
            const cell = document.createElement("td");
            cell.textContent = row[column];
            line.append(cell);
          }
          return line;
        }),
      );
    return show(rows);
  },
  filter: (text) =>
    show(rows.filter((row) => columns.some((it) => row[it].toLowerCase().includes(text)))),
};
