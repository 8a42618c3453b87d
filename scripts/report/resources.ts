import { groupBy } from "../../policies/frame/group-by";
import type { Graph, Resource } from "./graph";
import { type Markup, markup } from "./markup";

/** What is in no component. */
const alone = "In no component";

/** The resources by the outermost component that they are in, named as its class, components by name. */
export function byComponent(graph: Graph): [component: string, resources: readonly Resource[]][] {
  const groups = groupBy(graph.resources, (resource) => {
    const outermost = graph.outermost(resource);
    return isComponent(outermost) ? lastPart(outermost.type) : alone;
  });
  return [...groups].sort(([a], [b]) => Number(a === alone) - Number(b === alone) || a.localeCompare(b, "en"));
}

/** Providers of resources have a slash in their types: `aws:rds/instance:Instance`. */
const isComponent = ({ type }: Resource): boolean => !type.includes("/");

const lastPart = (type: string): string => type.split(":").at(-1) ?? type;

/** Every resource, in a section for each component. */
export function resourcesSection(graph: Graph): Markup {
  const groups = byComponent(graph);
  return markup`<section id="resources">
<h2>Resources</h2>
<p>${counted(graph.resources.length, "resource")} in ${counted(groups.length, "group")}.</p>
${groups.map(
  ([component, resources]) => markup`<details open>
<summary><h3>${component}</h3> <span class="soft">${counted(resources.length, "resource")}</span></summary>
<table>
<caption>Resources of ${component}, by type</caption>
<thead><tr><th scope="col" class="type">Type</th><th scope="col" class="count">Number</th><th scope="col">Names</th></tr></thead>
<tbody>${[...groupBy(resources, ({ type }) => type)].map(
    ([type, own]) =>
      markup`<tr><th scope="row"><code>${shortType(type)}</code></th><td class="count">${own.length}</td><td>${own.map(({ name }) => name).join(", ")}</td></tr>`,
  )}</tbody>
</table>
</details>
`,
)}</section>`;
}

/** `aws:rds/instance:Instance` is `aws:rds:Instance`, as the engine prints it. */
export const shortType = (type: string): string => type.replace(/\/[^:]*/, "");

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
