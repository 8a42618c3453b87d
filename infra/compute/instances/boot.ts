import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ApplicationSettings } from "../../settings";
import { ecrRepository } from "./container-registry";
import { environmentFile, environmentNames } from "./environment-file";
import { logAgentConfiguration } from "./log-agent";
import { userData } from "./user-data";

export interface BootArgs {
  readonly application: ApplicationSettings;
  /** What the settings state; none is the platform's own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the data is that the application uses: `DataAccess`. */
  readonly dataEnvironment: Readonly<Record<string, string>>;
  readonly region: string;
  /** Name of the log group for the output of the application and of the boot. */
  readonly logGroup: string;
  readonly release: InstalledRelease | undefined;
  /** How long the load balancer keeps a connection that carries nothing. */
  readonly idleTimeoutSeconds: number;
  /** How long an instance has until it must accept connections. */
  readonly graceSeconds: number;
}

/** What an instance fetches and unpacks before it starts the application. */
interface InstalledRelease {
  /** `s3://<bucket>/<key>` of a zip archive. */
  readonly uri: string;
  /** Whether it has the certificate authorities of the database: `authoritiesFile`. */
  readonly authorities: boolean;
}

/** Name in a release of the code that Node runs. */
export const codeFile = "index.js";
/** Name in a release of the certificate authorities of the database. */
export const authoritiesFile = "database-ca.pem";

/** By how many seconds the application keeps a connection longer than the load balancer. */
const keepAliveMargin = 5;

/** Where boot.sh unpacks the release. */
const releaseFolder = "/opt/release";

/** User data with which an instance of Amazon Linux 2023 installs and runs the application: boot/boot.sh. */
export function bootUserData(args: BootArgs): string {
  const { application } = args;
  const image = application.kind === "image" ? application.uri : "";
  const repository = ecrRepository(image);
  const environment = workloadEnvironment(args);
  return userData(
    {
      APPLICATION: application.kind,
      AWS_REGION: args.region,
      RELEASE: args.release?.uri ?? "",
      IMAGE: image,
      REGISTRY: repository?.registry ?? "",
      REGISTRY_REGION: repository?.region ?? "",
      PORT: String(application.port),
      GRACE_SECONDS: String(args.graceSeconds),
      ENVIRONMENT: environmentFile(environment),
      ENVIRONMENT_NAMES: environmentNames(environment),
      LOG_AGENT: logAgentConfiguration(args.logGroup),
      LOGROTATE: bootFile("logrotate.conf"),
      UNIT: bootFile(`${application.kind}.service`),
    },
    bootFile("boot.sh"),
  );
}

/** The application's environment: app/README.md names the variables. No secrets: user data is not the place for them. */
function workloadEnvironment(args: BootArgs): Record<string, string> {
  return {
    ...args.environment,
    ...args.dataEnvironment,
    AWS_REGION: args.region,
    PORT: String(args.application.port),
    // A target that closes a connection first may do so just when a request is on its way: a 502.
    KEEP_ALIVE_SECONDS: String(args.idleTimeoutSeconds + keepAliveMargin),
    ...(args.release?.authorities && { NODE_EXTRA_CA_CERTS: `${releaseFolder}/${authoritiesFile}` }),
  };
}

const bootFile = (name: string): string => readFileSync(join(__dirname, "boot", name), "utf8");
