import * as vscode from "vscode";
import type { ListedImage, ListedPlace, Overview } from "./baseImageOverview";
import {
  groupRow,
  imageRow,
  placeRow,
  unreadFileRow,
  unreadRow,
  type Row,
  type RowIcon,
} from "./baseImageRows";
import { toRange } from "./translate";

/** A line of the tree in the editor's terms. */
export interface BaseImageNode {
  readonly item: vscode.TreeItem;
  /** The places that it stands for: those that a swap of it is about. */
  readonly places: readonly ListedPlace[];
  children(): readonly BaseImageNode[];
}

const made = new WeakSet<object>();

/** A line of ours; null for anything else, since anybody can run a command with anything. */
export function asNode(value: unknown): BaseImageNode | null {
  return isNode(value) ? value : null;
}

function isNode(value: unknown): value is BaseImageNode {
  return typeof value === "object" && value !== null && made.has(value);
}

function node(
  item: vscode.TreeItem,
  places: readonly ListedPlace[],
  children: () => readonly BaseImageNode[],
): BaseImageNode {
  const one = { item, places, children };
  made.add(one);
  return one;
}

/** The lines at the top of the tree; those below are made when somebody opens them. */
export function rootNodes({ groups, unread }: Overview): readonly BaseImageNode[] {
  const images = groups.map((group) =>
    node(toItem(groupRow(group)), [], () => group.images.map(imageNode)),
  );
  if (unread.length === 0) return images;
  const files = () =>
    unread.map((file) => {
      const uri = vscode.Uri.parse(file.key, true);
      return node(toItem(unreadFileRow(file), uri), [], nothing);
    });
  return [...images, node(toItem(unreadRow(unread)), [], files)];
}

const nothing = () => [];

function imageNode(image: ListedImage): BaseImageNode {
  const { places, state } = image;
  const children = () =>
    places.map((place) => {
      const file = vscode.Uri.parse(place.file.key, true);
      const selection = toRange(place.image.range);
      return node(toItem(placeRow(place, state), file, selection), [place], nothing);
    });
  return node(toItem(imageRow(image)), places, children);
}

/** @param file what a click opens */
function toItem(row: Row, file?: vscode.Uri, selection?: vscode.Range): vscode.TreeItem {
  const { id, label, description, tooltip, spoken, icon, context, shape } = row;
  const item = new vscode.TreeItem(label, shapes[shape]);
  return Object.assign(item, {
    id,
    description,
    tooltip: new vscode.MarkdownString(tooltip),
    accessibilityInformation: { label: spoken },
    iconPath: toIcon(icon),
    contextValue: context,
    ...(file === undefined ? {} : { resourceUri: file, command: opening(file, selection) }),
  });
}

function opening(file: vscode.Uri, selection: vscode.Range | undefined): vscode.Command {
  const options = selection === undefined ? [] : [{ selection, preview: true }];
  return { title: "Open", command: "vscode.open", arguments: [file, ...options] };
}

function toIcon(icon: RowIcon): vscode.ThemeIcon {
  if (icon === "file") return vscode.ThemeIcon.File;
  const { name, colour } = icon;
  return colour === null
    ? new vscode.ThemeIcon(name)
    : new vscode.ThemeIcon(name, new vscode.ThemeColor(colour));
}

const shapes: Readonly<Record<Row["shape"], vscode.TreeItemCollapsibleState>> = {
  open: vscode.TreeItemCollapsibleState.Expanded,
  closed: vscode.TreeItemCollapsibleState.Collapsed,
  leaf: vscode.TreeItemCollapsibleState.None,
};
