import type { Language } from "../language";
import { go } from "./go";
import { java } from "./java";
import { node } from "./node";
import { python } from "./python";

/** The languages of which a plan is made. The first that knows an image decides. */
export const languages: readonly Language[] = [node, python, go, java];
