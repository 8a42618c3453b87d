/** EC2 takes 16 KB of user data, before it is encoded (EC2 User Guide, "Run commands when you launch an EC2 instance"). */
export const userDataLimit = 16_384;

/**
 * A script for cloud-init to run, with variables before it.
 *
 * @throws RangeError where EC2 would refuse it: what varies in length is the environment that the settings state.
 */
export function userData(variables: Readonly<Record<string, string>>, script: string): string {
  const header = Object.entries(variables).map(([name, value]) => `${name}=${quoted(value)}`);
  const text = ["#!/bin/bash", ...header, "", script].join("\n");
  const size = Buffer.byteLength(text);
  if (size > userDataLimit) {
    throw new RangeError(
      `the instances' user data has ${size} bytes, and EC2 takes ${userDataLimit}: state a shorter compute.instances.environment`,
    );
  }
  return text;
}

/** Between single quotes a shell changes nothing, and there is no single quote between them. */
export const quoted = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;
