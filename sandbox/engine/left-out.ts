import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { runTool } from "./run-tool";

/** Beside a go.mod: packages that a build leaves out, each a stand-in at its import path. Go overlooks a folder of such a name. */
const LEFT_OUT = "_left-out";

/**
 * Writes into `scratch` what a build of the Go module in the folder `module` needs to take the packages below its `_left-out`
 * in place of the published ones, and gives the go.mod to build with: there each module that has such a package is replaced by
 * a copy of it with the stand-in inside. (Go can neither overlay files of its module cache, nor replace less than a module.)
 * Modules that only the left-out packages need are not downloaded.
 */
export async function leaveOut(module: string, scratch: string): Promise<string> {
  const required = await requiredModules(module);
  mkdirSync(scratch, { recursive: true });
  for (const name of ["go.mod", "go.sum"]) copyFileSync(join(module, name), join(scratch, name));
  const copies = new Map<string, string>();
  for (const path of leftOutPackages(module)) {
    const owner = moduleOf(path, required);
    const copy = copies.get(owner) ?? (await copyModule(module, owner, join(scratch, "modules", owner)));
    copies.set(owner, copy);
    const [published, own] = [join(copy, relative(owner, path)), join(module, LEFT_OUT, path)];
    for (const name of readdirSync(published).filter(isSource)) rmSync(join(published, name));
    for (const name of readdirSync(own).filter(isSource)) copyFileSync(join(own, name), join(published, name));
  }
  const replacements = [...copies].map(([owner, copy]) => `-replace=${owner}=${copy}`);
  await runTool("go", ["mod", "edit", ...replacements, join(scratch, "go.mod")]);
  return join(scratch, "go.mod");
}

/** Import paths of the packages that are left out of a build of the Go module in the folder `module`. */
export function leftOutPackages(module: string): string[] {
  const root = join(module, LEFT_OUT);
  const below = existsSync(root) ? readdirSync(root, { recursive: true, encoding: "utf8" }) : [];
  return [...new Set(below.filter(isSource).map((file) => dirname(file)))].sort();
}

async function requiredModules(module: string): Promise<string[]> {
  const told = JSON.parse(await runTool("go", ["mod", "edit", "-json"], { cwd: module })) as {
    Require: { Path: string }[];
  };
  return told.Require.map(({ Path }) => Path);
}

/** The module of a package: of all whose path its own begins with, the longest. */
function moduleOf(path: string, modules: readonly string[]): string {
  const [owner] = modules
    .filter((name) => path === name || path.startsWith(`${name}/`))
    .sort((a, b) => b.length - a.length);
  if (owner === undefined) throw new Error(`${LEFT_OUT}: no module in go.mod has the package ${path}`);
  return owner;
}

async function copyModule(module: string, path: string, copy: string): Promise<string> {
  const told = await runTool("go", ["mod", "download", "-json", path], { cwd: module });
  const unneeded = (from: string): boolean => basename(from) === "testdata" || from.endsWith("_test.go");
  cpSync((JSON.parse(told) as { Dir: string }).Dir, copy, { recursive: true, filter: (from) => !unneeded(from) });
  // What Go has downloaded nobody may write to.
  await runTool("chmod", ["-R", "u+w", copy]);
  return copy;
}

/** Of a package in Go: some have an empty file of assembler. */
const isSource = (file: string): boolean => /\.(go|s)$/.test(file);
