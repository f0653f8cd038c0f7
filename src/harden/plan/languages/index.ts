import type { Language } from "../language";
import { node } from "./node";

/** The languages of which a plan is made. The first that knows an image decides. */
export const languages: readonly Language[] = [node];
