import * as vscode from "vscode";
import type { BaseImageNode } from "./baseImageTree";
import type { BaseImageParts, BaseImages } from "./baseImageView";

export const baseImagesView = "drydock.baseImages";

/**
 * The view "Base Images" in the Explorer, and its commands. What they do is in the bundle of the images, which
 * is loaded, and the workspace searched, when somebody first looks at the view or runs one of them.
 */
export function registerBaseImages(
  parts: Omit<BaseImageParts, "view" | "changed">,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  let loading: Promise<BaseImages> | undefined;
  const load = (): Promise<BaseImages> =>
    (loading ??= import("./harden.js").then(({ createBaseImages }) =>
      createBaseImages({ ...parts, view, changed }),
    ));
  const watch = async (isVisible: boolean): Promise<void> => {
    if (isVisible || loading !== undefined) (await load()).watch(isVisible);
  };
  const treeDataProvider: vscode.TreeDataProvider<BaseImageNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: ({ item }) => item,
    getChildren: async (node) => {
      const images = await load();
      images.watch(view.visible);
      return [...images.children(node)];
    },
  };
  const options = { treeDataProvider, showCollapseAll: true };
  const view = vscode.window.createTreeView(baseImagesView, options);
  const commands = [
    "refreshBaseImages",
    "stopBaseImages",
    "hardenWorkspace",
    "reportBaseImages",
    "swapListedImage",
    "showListedEvidence",
  ] as const;
  return vscode.Disposable.from(
    changed,
    view,
    view.onDidChangeVisibility(({ visible }) => void watch(visible)),
    new vscode.Disposable(() => void loading?.then((images) => images.dispose())),
    ...commands.map((name) =>
      vscode.commands.registerCommand(`drydock.${name}`, async (node?: unknown) =>
        (await load())[name](node),
      ),
    ),
  );
}
