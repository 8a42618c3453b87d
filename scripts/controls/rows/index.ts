import type { Rows } from "../row";
import { account } from "./account";
import { compute } from "./compute";
import { data } from "./data";
import { edge } from "./edge";
import { network } from "./network";

/** Every control of policies/controls/fsbp.json and security-hub.json. */
export const rows: Rows = { ...account, ...compute, ...data, ...edge, ...network };
