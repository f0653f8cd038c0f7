import type { Fields } from "../fields";
import { readHashes } from "../hashes";
import type { VexProduct } from "./model";

/** The products of a CSAF document by the identifiers that it gives them. */
export interface Products {
  /** One that the tree lacks has its identifier alone. */
  get(id: string): VexProduct;
  membersOf(group: string): readonly string[];
}

/**
 * Reads a product tree of CSAF. A product that a relationship makes of two is the one that holds, with
 * the other as its subcomponent. The identifier that we show is the purl, else the name: those of the
 * tree mean nothing outside of it.
 */
export function readProducts(tree: Fields): Products {
  const products = new Map<string, VexProduct>();
  const add = (fields: Fields): void => {
    const id = fields.word("product_id");
    if (id !== null) products.set(id, readProduct(fields, id));
  };
  for (const product of tree.objects("full_product_names")) add(product);
  const pending = tree.objects("branches").reverse();
  for (let branch = pending.pop(); branch !== undefined; branch = pending.pop()) {
    if (branch.has("product")) add(branch.at("product"));
    pending.push(...branch.objects("branches").reverse());
  }

  const get = (id: string): VexProduct =>
    products.get(id) ?? { id, purls: [], hashes: new Map(), subcomponents: [] };
  for (const relationship of tree.objects("relationships")) {
    const made = relationship.at("full_product_name").word("product_id");
    if (made === null) continue;
    const holder = get(relationship.text("relates_to_product_reference") ?? "");
    const part = get(relationship.text("product_reference") ?? "");
    // Of a chain of relationships the outermost product and the innermost part are compared.
    products.set(made, {
      ...holder,
      subcomponents: part.subcomponents.length > 0 ? part.subcomponents : [part],
    });
  }

  const groups = new Map<string, string[]>();
  for (const group of tree.objects("product_groups"))
    groups.set(group.text("group_id") ?? "", group.texts("product_ids"));
  return { get, membersOf: (group) => groups.get(group) ?? [] };
}

function readProduct(fields: Fields, productId: string): VexProduct {
  const helper = fields.at("product_identification_helper");
  const purl = helper.word("purl");
  const purls = [...(purl === null ? [] : [purl]), ...helper.texts("purls")];
  const files = helper.objects("hashes").flatMap((file) => file.objects("file_hashes"));
  return {
    id: purls[0] ?? fields.word("name") ?? productId,
    purls: [...new Set(purls)],
    hashes: readHashes(files, "algorithm", "value"),
    subcomponents: [],
  };
}
