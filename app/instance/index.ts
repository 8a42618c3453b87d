import { log, reasonOf } from "../data/log";
import { usersService } from "./service";

/** Runs the users service until SIGTERM (0). */
const service = usersService({ environment: process.env, log });

let stopping = false;

function stop(): void {
  if (stopping) return;
  stopping = true;
  void service.drain().finally(() => process.exit(0));
}

process.on("SIGTERM", stop);
process.on("SIGINT", stop);

service.listen().then(
  (port) => log("info", "listening", { port }),
  (error: unknown) => {
    log("error", "cannot_listen", { reason: reasonOf(error) });
    process.exit(1);
  },
);
