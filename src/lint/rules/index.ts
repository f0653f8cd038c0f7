import type { Rule } from "../rule";
import { copyEverything } from "./copyEverything";
import { eolBase } from "./eolBase";
import { hardenedAvailable } from "./hardenedAvailable";
import { heavyBase } from "./heavyBase";
import { invalidUser } from "./invalidUser";
import { movedBase } from "./movedBase";
import { needsPackageManager } from "./needsPackageManager";
import { needsShell } from "./needsShell";
import { numericUser } from "./numericUser";
import { packageCache } from "./packageCache";
import { privilegedPort } from "./privilegedPort";
import { privilegedRun } from "./privilegedRun";
import { privilegeTools } from "./privilegeTools";
import { remoteAddUnverified } from "./remoteAddUnverified";
import { rootSwitchBack } from "./rootSwitchBack";
import { rootUser } from "./rootUser";
import { secretInImage } from "./secretInImage";
import { unapprovedRegistry } from "./unapprovedRegistry";
import { unknownUser } from "./unknownUser";
import { unpinnedBase } from "./unpinnedBase";
import { unusedIgnore } from "./unusedIgnore";
import { writableCode } from "./writableCode";

/** Every rule, in the order in which people read about them. */
export const rules: readonly Rule[] = [
  rootUser,
  invalidUser,
  unknownUser,
  numericUser,
  rootSwitchBack,
  heavyBase,
  hardenedAvailable,
  unpinnedBase,
  eolBase,
  movedBase,
  unapprovedRegistry,
  secretInImage,
  remoteAddUnverified,
  privilegeTools,
  privilegedRun,
  privilegedPort,
  copyEverything,
  packageCache,
  writableCode,
  needsShell,
  needsPackageManager,
  unusedIgnore,
];
