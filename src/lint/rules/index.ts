import type { Rule } from "../rule";
import { copyEverything } from "./copyEverything";
import { eolBase } from "./eolBase";
import { heavyBase } from "./heavyBase";
import { invalidUser } from "./invalidUser";
import { movedBase } from "./movedBase";
import { needsPackageManager } from "./needsPackageManager";
import { needsShell } from "./needsShell";
import { numericUser } from "./numericUser";
import { privilegedRun } from "./privilegedRun";
import { rootSwitchBack } from "./rootSwitchBack";
import { rootUser } from "./rootUser";
import { unapprovedRegistry } from "./unapprovedRegistry";
import { unknownUser } from "./unknownUser";
import { unpinnedBase } from "./unpinnedBase";
import { unusedIgnore } from "./unusedIgnore";

/** Every rule, in the order in which people read about them. */
export const rules: readonly Rule[] = [
  rootUser,
  invalidUser,
  unknownUser,
  numericUser,
  rootSwitchBack,
  heavyBase,
  unpinnedBase,
  eolBase,
  movedBase,
  unapprovedRegistry,
  privilegedRun,
  copyEverything,
  needsShell,
  needsPackageManager,
  unusedIgnore,
];
