import type { Language } from "../language";
import { dotnet } from "./dotnet";
import { go } from "./go";
import { java } from "./java";
import { nginx } from "./nginx";
import { node } from "./node";
import { php } from "./php";
import { python } from "./python";
import { ruby } from "./ruby";
import { rust } from "./rust";

/** The languages of which a plan is made. The first that knows an image decides. */
export const languages: readonly Language[] = [
  node,
  python,
  go,
  java,
  rust,
  dotnet,
  php,
  ruby,
  nginx,
];
