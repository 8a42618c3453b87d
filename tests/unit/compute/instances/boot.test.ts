import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type BootArgs, bootUserData } from "../../../../infra/compute/instances/boot";
import { bootFile, bootFolder, Machine } from "./boot-fixture";
import { image } from "./fleet-fixture";

const install = "dnf install --assumeyes --setopt=install_weak_deps=False";
const agentFolder = "<root>/opt/aws/amazon-cloudwatch-agent";
const shipLogs = [
  `${install} amazon-cloudwatch-agent logrotate`,
  "chgrp cwagent <root>/var/log/app/app.log <root>/var/log/cloud-init-output.log",
  `agent -a fetch-config -m ec2 -s -c file:${agentFolder}/etc/app.json`,
];
const startApplication = [
  "systemctl daemon-reload",
  "systemctl restart logrotate.timer",
  "systemctl enable --now app.service",
];

const registry = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const token = "the-registry-token";

describe("boot.sh", () => {
  let machine: Machine;
  let server: Server;
  let port: number;
  beforeEach(async () => {
    machine = new Machine();
    machine.command("unzip", 'echo "run()" >"${@: -1}/index.js"');
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(async () => {
    machine.dispose();
    await new Promise((resolve) => server.close(resolve));
  });

  const boot = (args: Partial<BootArgs> = {}) =>
    machine.run(
      bootUserData({
        application: { kind: "archive", folder: "app/instance", port },
        environment: { GREETING: 'it\'s "$HOME"' },
        dataEnvironment: { DATABASE_USER: "instances" },
        region: "eu-west-1",
        logGroup: "users-1",
        release: { uri: "s3://releases/1.zip", authorities: true },
        idleTimeoutSeconds: 60,
        graceSeconds: 5,
        ...args,
      }),
    );
  const bootImage = (uri = image.uri) => boot({ application: { ...image, uri, port }, release: undefined });

  it("ships logs, fetches the release, installs Node, and starts the service, in this order", () => {
    const { status, output, calls } = boot();
    assert.equal(status, 0, output);
    const temporary = (call: string) => call.replace(/\/tmp\/tmp\.\w+/, "<archive>");
    assert.deepEqual(calls.map(temporary), [
      ...shipLogs,
      `${install} unzip`,
      "aws s3 cp --only-show-errors s3://releases/1.zip <archive>",
      "unzip -q -o <archive> -d <root>/opt/release",
      `${install} nodejs24`,
      ...startApplication,
    ]);
  });

  it("installs Docker, pulls with a token of ECR's, and gives the image the name that the unit runs", () => {
    machine.command("aws", `echo ${token}`);
    machine.command("docker", `[[ $1 != login ]] || { cat >"$ROOT/stdin"; test -d "$DOCKER_CONFIG"; }`);
    const { status, output, calls } = bootImage();
    assert.equal(status, 0, output);
    assert.deepEqual(
      // The two sides of a pipe start in either order.
      calls.map((call) => (/^(aws ecr|docker login)/.test(call) ? "sign in" : call)),
      [
        ...shipLogs,
        `${install} docker`,
        "systemctl enable --now docker.service",
        "sign in",
        "sign in",
        `docker pull --quiet ${image.uri}`,
        `docker tag ${image.uri} application`,
        ...startApplication,
      ],
    );
    assert.ok(calls.includes("aws ecr get-login-password --region eu-west-1"));
    assert.ok(calls.includes(`docker login --username AWS --password-stdin ${registry}`));
    assert.equal(machine.read("stdin"), `${token}\n`);
  });

  it("shows the token of ECR to nobody, and leaves nothing of it", () => {
    machine.command("aws", `echo ${token}`);
    machine.command("docker", `[[ $1 != login ]] || cat >"$DOCKER_CONFIG/config.json"`);
    const { output, calls } = bootImage();
    assert.ok(!output.includes(token));
    assert.ok(!calls.join("\n").includes(token));
    const left = spawnSync("grep", ["-rl", token, machine.root, "--exclude-dir=fake"], { encoding: "utf8" });
    assert.equal(left.stdout, "");
  });

  it("signs in to no other registry than ECR", () => {
    const { status, calls } = bootImage("registry.example.com/users:1");
    assert.equal(status, 0);
    assert.deepEqual(
      calls.filter((call) => /^aws|login/.test(call)),
      [],
    );
  });

  it("writes what the service needs", () => {
    boot();
    for (const [path, mode, content] of [
      ["etc/systemd/system/app.service", "0644", bootFile("archive.service")],
      ["etc/logrotate.d/app", "0644", bootFile("logrotate.conf")],
      ["etc/systemd/system/logrotate.timer.d/hourly.conf", "0644", "[Timer]\nOnCalendar=hourly\n"],
      ["var/log/app/app.log", "0640", ""],
      ["opt/release/index.js", "0644", "run()\n"],
      [
        "etc/app/environment",
        "0644",
        [
          'GREETING="it\'s \\"\\$HOME\\""',
          'DATABASE_USER="instances"',
          'AWS_REGION="eu-west-1"',
          `PORT="${port}"`,
          'KEEP_ALIVE_SECONDS="65"',
          'NODE_EXTRA_CA_CERTS="/opt/release/database-ca.pem"',
          "",
        ].join("\n"),
      ],
      [
        "etc/app/environment-names",
        "0644",
        "GREETING\nDATABASE_USER\nAWS_REGION\nPORT\nKEEP_ALIVE_SECONDS\nNODE_EXTRA_CA_CERTS\n",
      ],
    ] as const) {
      assert.equal(machine.read(path), content, path);
      assert.equal(machine.mode(path), mode, path);
    }
  });

  it("makes a release readable for the service's user, whatever the archive says", () => {
    machine.command("unzip", 'umask 077; mkdir "${@: -1}/folder"; echo >"${@: -1}/folder/index.js"');
    boot();
    assert.equal(machine.mode("opt/release/folder"), "0755");
    assert.equal(machine.mode("opt/release/folder/index.js"), "0644");
  });

  it("runs the container's unit with an image, and has a folder for it to mount", () => {
    bootImage();
    assert.equal(machine.read("etc/systemd/system/app.service"), bootFile("image.service"));
    assert.equal(machine.mode("opt/release"), "0755");
  });

  it("has the agent send the application's output and the boot's, each in a stream of the instance", () => {
    boot();
    const configuration = JSON.parse(machine.read("opt/aws/amazon-cloudwatch-agent/etc/app.json")) as unknown;
    assert.deepEqual(configuration, {
      agent: { run_as_user: "cwagent" },
      logs: {
        logs_collected: {
          files: {
            collect_list: [
              { file_path: "/var/log/app/app.log", log_group_name: "users-1", log_stream_name: "{instance_id}" },
              {
                file_path: "/var/log/cloud-init-output.log",
                log_group_name: "users-1",
                log_stream_name: "{instance_id}/boot",
              },
            ],
          },
        },
      },
    });
  });

  describe("fails at the first step that fails, and starts nothing:", () => {
    for (const [what, command, body] of [
      ["packages", "dnf", "exit 3"],
      ["the agent's access", "chgrp", "exit 3"],
      ["the release", "aws", "exit 3"],
      ["its archive", "unzip", "exit 3"],
    ] as const) {
      it(what, () => {
        machine.command(command, body);
        const { status, calls } = boot();
        assert.equal(status, 3);
        assert.ok(calls.at(-1)?.startsWith(command), calls.at(-1));
        assert.ok(!machine.has("etc/systemd/system/app.service"));
      });
    }

    for (const step of ["pull", "login"]) {
      it(`docker ${step}`, () => {
        machine.command("docker", `[[ $1 != ${step} ]] || exit 3`);
        const { status, calls } = bootImage();
        assert.equal(status, 3);
        assert.ok(!calls.some((call) => call.startsWith("docker tag") || call.includes("app.service")));
      });
    }

    it("the token of ECR", () => {
      machine.command("aws", "exit 3");
      assert.notEqual(bootImage().status, 0);
    });
  });

  it("fails where the service does not start", () => {
    machine.command("systemctl", '[[ "$*" != *app.service ]] || exit 5');
    assert.equal(boot().status, 5);
  });

  it("fails where the application does not accept connections in time, and says so", async () => {
    await new Promise((resolve) => server.close(resolve));
    const { status, output } = boot({ graceSeconds: 1 });
    assert.equal(status, 1);
    assert.match(output, new RegExp(`does not accept connections on port ${port}`));
  });
});

describe("The script of an instance", () => {
  it("parses, and stops at errors, unset variables and failed pipes", () => {
    const { status, stderr } = spawnSync("bash", ["-n", join(bootFolder, "boot.sh")], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    assert.match(bootFile("boot.sh"), /^set -euo pipefail$/m);
  });
});
