import {
  type Button,
  type Checkbox,
  type Dropdown,
  type Panels,
  provideVSCodeDesignSystem,
  type TextField,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodePanels,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodeProgressRing,
  vsCodeTextField,
} from "@vscode/webview-ui-toolkit";
import { element } from "./elements";
import { icon, type Icon } from "./icons";

// This file alone knows the interface kit, which its makers archived in 2025: another one, or none, would
// change nothing else.

/** Makes the elements known to the browser; before this they are empty. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodePanels(),
    vsCodePanelTab(),
    vsCodePanelView(),
    vsCodeProgressRing(),
    vsCodeTextField(),
  );
}

/** A button with words. `key` tells it from others when the page is drawn anew. */
export function button(
  label: string,
  press: () => void,
  {
    key,
    primary = false,
    disabled = false,
  }: { readonly key: string; readonly primary?: boolean; readonly disabled?: boolean },
): HTMLElement {
  const made = document.createElement("vscode-button") as Button;
  made.setAttribute("appearance", primary ? "primary" : "secondary");
  made.setAttribute("data-key", key);
  made.textContent = label;
  made.disabled = disabled;
  made.addEventListener("click", press);
  return made;
}

/** A button that is only a picture; its words are for screen readers and the tooltip. */
export function iconButton(name: Icon, label: string, press: () => void, key: string): HTMLElement {
  const made = document.createElement("vscode-button") as Button;
  made.setAttribute("appearance", "icon");
  made.setAttribute("aria-label", label);
  made.setAttribute("title", label);
  made.setAttribute("data-key", key);
  made.append(icon(name));
  made.addEventListener("click", press);
  return made;
}

export interface TextInput {
  readonly element: HTMLElement;
  get(): string;
  set(text: string): void;
  /** Gives it the focus, with this text and the cursor behind it. */
  edit(text: string): void;
}

export function textInput(label: string, changed: (text: string) => void): TextInput {
  const made = document.createElement("vscode-text-field") as TextField;
  made.setAttribute("placeholder", label);
  made.setAttribute("aria-label", label);
  made.addEventListener("input", () => changed(made.value));
  return {
    element: made,
    get: () => made.value,
    set: (text) => {
      made.value = text;
    },
    edit: (text) => {
      made.focus();
      made.value = text;
      // The toolkit hands the text on later, and the focus has marked what was there before.
      const input = made.shadowRoot?.querySelector("input");
      if (input == null) return;
      input.value = text;
      input.setSelectionRange(text.length, text.length);
    },
  };
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One of several. */
export function dropdown(
  label: string,
  choices: readonly Choice[],
  chosen: string,
  changed: (value: string) => void,
  key: string,
): HTMLElement {
  const made = document.createElement("vscode-dropdown") as Dropdown;
  made.setAttribute("aria-label", label);
  made.setAttribute("data-key", key);
  for (const choice of choices) {
    const option = document.createElement("vscode-option");
    option.setAttribute("value", choice.value);
    option.textContent = choice.label;
    if (choice.value === chosen) option.setAttribute("selected", "");
    made.append(option);
  }
  made.addEventListener("change", () => changed(made.value));
  return made;
}

export function checkbox(
  label: string,
  checked: boolean,
  changed: (checked: boolean) => void,
): HTMLElement {
  const made = document.createElement("vscode-checkbox") as Checkbox;
  made.textContent = label;
  made.checked = checked;
  made.addEventListener("change", () => {
    // The first change is the setting of it.
    if (made.checked !== checked) changed((checked = made.checked));
  });
  return made;
}

/** Shows that something is going on; what it is stands beside. */
export function progressRing(): HTMLElement {
  const made = document.createElement("vscode-progress-ring");
  made.setAttribute("aria-hidden", "true");
  return made;
}

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly content: HTMLElement;
}

export interface Tabs {
  readonly element: HTMLElement;
  show(id: string): void;
  /** Sets the number behind a tab's label; empty for none. */
  count(id: string, text: string): void;
}

export function tabs(all: readonly Tab[], first: string, changed: (id: string) => void): Tabs {
  const made = document.createElement("vscode-panels") as Panels;
  made.setAttribute("aria-label", "Views");
  const counts = new Map<string, (text: string) => void>();
  for (const { id, label } of all) {
    const tab = document.createElement("vscode-panel-tab");
    const number = element("span", { class: "tab-count" });
    tab.id = `tab-${id}`;
    tab.append(label, number);
    counts.set(id, (text) => {
      number.textContent = text === "" ? "" : ` ${text}`;
      // The toolkit names a tab once, by the text of the beginning.
      tab.setAttribute("aria-label", text === "" ? label : `${label} ${text}`);
    });
    made.append(tab);
  }
  for (const { id, content } of all) {
    const view = document.createElement("vscode-panel-view");
    view.id = `view-${id}`;
    view.append(content);
    made.append(view);
  }
  made.setAttribute("activeid", `tab-${first}`);
  made.addEventListener("change", () => changed(made.activeid.replace(/^tab-/, "")));
  return {
    element: made,
    show: (id) => {
      made.activeid = `tab-${id}`;
    },
    count: (id, text) => counts.get(id)?.(text),
  };
}
