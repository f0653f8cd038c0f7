import type { Rule } from "../rule";
import { heavyBase } from "./heavyBase";
import { rootUser } from "./rootUser";

/** Every rule, in the order in which people read about them. */
export const rules: readonly Rule[] = [rootUser, heavyBase];
