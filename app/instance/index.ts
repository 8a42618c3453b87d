import { log, reasonOf } from "../data/log";
import { usersService } from "./service";

/**
 * Runs the users service until SIGTERM (0) or until the database refuses the password (1): RDS rotates it every seven
 * days, and systemd starts the service again with the fresh secret.
 */
const service = usersService({
  environment: process.env,
  log,
  onPasswordRefused: () => {
    log("error", "password_refused", { action: "exit, to be started again with the fresh secret" });
    stop(1);
  },
});

let stopping = false;

function stop(exitCode: number): void {
  if (stopping) return;
  stopping = true;
  void service.drain().finally(() => process.exit(exitCode));
}

process.on("SIGTERM", () => stop(0));
process.on("SIGINT", () => stop(0));

service.listen().then(
  (port) => log("info", "listening", { port }),
  (error: unknown) => {
    log("error", "cannot_listen", { reason: reasonOf(error) });
    process.exit(1);
  },
);
