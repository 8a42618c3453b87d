import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { bootFile } from "./boot-fixture";

const units = ["archive.service", "image.service"] as const;

/** The values of a unit's settings, by name; a line that ends in a backslash goes on. */
function settingsOf(unit: string): Map<string, string[]> {
  const settings = new Map<string, string[]>();
  for (const line of unit.replaceAll(/\\\n\s*/g, " ").split("\n")) {
    const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) settings.set(name, [...(settings.get(name) ?? []), value]);
  }
  return settings;
}

for (const unit of units) {
  describe(unit, () => {
    const settings = settingsOf(bootFile(unit));

    for (const [what, expected] of [
      ["has a user of its own", { DynamicUser: "yes", UMask: "0077" }],
      [
        "always starts again, after a while, and never gives up",
        { Restart: "always", RestartSec: "5", StartLimitIntervalSec: "0" },
      ],
      [
        "gains nothing and writes nothing",
        {
          CapabilityBoundingSet: "",
          NoNewPrivileges: "yes",
          ProtectSystem: "strict",
          ProtectHome: "yes",
          PrivateDevices: "yes",
          PrivateTmp: "yes",
          ProtectKernelTunables: "yes",
          RestrictNamespaces: "yes",
        },
      ],
      [
        "logs to the file that the agent sends",
        { StandardOutput: "append:/var/log/app/app.log", StandardError: "inherit" },
      ],
      ["lets requests finish", { TimeoutStopSec: "30" }],
    ] as const) {
      it(what, () => {
        for (const [name, value] of Object.entries(expected)) assert.deepEqual(settings.get(name), [value], name);
      });
    }

    it("is what systemd understands", function () {
      if (spawnSync("systemd-analyze", ["--version"]).error) this.skip();
      assert.equal(verify(unit), "");
    });
  });
}

describe("image.service", () => {
  const [run = ""] = settingsOf(bootFile("image.service")).get("ExecStart") ?? [];

  for (const [what, option] of [
    ["in the host's network, or the metadata would be two hops away", "--network host"],
    ["as the unit's user", '--user "$$(id -u):$$(id -g)"'],
    ["without capabilities", "--cap-drop ALL"],
    ["without new privileges", "--security-opt no-new-privileges"],
    ["on a file system that is read-only", "--read-only --tmpfs /tmp"],
    ["with the release, to read", "--mount type=bind,source=/opt/release,target=/opt/release,readonly"],
    ["with names of variables, so that no value is in an argument", "--env-file /etc/app/environment-names"],
    ["from what the boot has pulled", "--pull never"],
  ] as const) {
    it(`runs the container ${what}`, () => assert.ok(run.includes(` ${option} `), run));
  }

  it("waits for Docker", () => {
    const settings = settingsOf(bootFile("image.service"));
    assert.deepEqual(settings.get("Requires"), ["docker.service"]);
    assert.match(settings.get("After")?.[0] ?? "", /docker\.service/);
  });
});

/** What systemd complains of in a unit, on a machine that has what the unit needs. */
function verify(unit: string): string {
  const root = mkdtempSync(join(tmpdir(), "units-test-"));
  const put = (path: string, content: string, mode = 0o644) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content, { mode });
  };
  for (const command of ["bin/sh", "usr/bin/docker", "usr/bin/node-24"]) {
    put(command, "#!/bin/sh\n", 0o755);
  }
  for (const target of ["sysinit", "basic", "shutdown", "network-online", "multi-user"]) {
    put(`usr/lib/systemd/system/${target}.target`, "[Unit]\nDescription=A target\nDefaultDependencies=no\n");
  }
  put("usr/lib/systemd/system/docker.service", "[Service]\nExecStart=/usr/bin/docker\n");
  put(`usr/lib/systemd/system/${unit}`, bootFile(unit));
  try {
    const { stdout, stderr, status } = spawnSync("systemd-analyze", ["verify", "--man=no", `--root=${root}`, unit], {
      encoding: "utf8",
    });
    return status === 0 ? stdout + stderr : `${status}: ${stdout}${stderr}`;
  } finally {
    rmSync(root, { recursive: true });
  }
}
