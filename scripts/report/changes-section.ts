import type { Changes } from "./changes";
import type { CostChanges } from "./cost-changes";
import type { Resource } from "./graph";
import { type Markup, markup } from "./markup";
import { counted, shortType } from "./resources";

/** What the stack is compared with, and what differs. */
export interface Comparison {
  readonly with: string;
  readonly changes: Changes;
  readonly costs: CostChanges;
}

/** The differences, or how to ask for them. */
export function changesSection(comparison: Comparison | undefined, stack: string): Markup {
  return markup`<section id="changes">
<h2>Changes</h2>
${comparison ? found(comparison) : howTo(stack)}
</section>`;
}

/** The differences in one line. */
export function changesTally(comparison: Comparison | undefined): string {
  if (comparison === undefined) return "not asked for";
  const { added, removed, changed } = comparison.changes;
  if (added.length + removed.length + changed.length === 0) return "none";
  return `${added.length} added, ${removed.length} removed, ${changed.length} changed`;
}

const howTo = (
  stack: string,
): Markup => markup`<p>This page was not asked to compare. <code>--against</code> names another stack or a revision of git:</p>
<ul>
<li><code>npm run report -- -s ${stack} --against origin/main</code>: what this working tree changes</li>
<li><code>npm run report -- -s ${stack} --against ${stack === "dev" ? "prod" : "dev"}</code>: how the two stacks differ</li>
</ul>`;

const found = (comparison: Comparison): Markup => {
  const { added, removed, changed, same } = comparison.changes;
  return markup`<p>Compared with ${comparison.with}: ${changesTally(comparison)}, ${same} the same. Names are compared without the stack's name and without what Pulumi appends; secrets are not compared.</p>
${costChanges(comparison.costs)}
${added.length > 0 && list("Added", added)}
${removed.length > 0 && list("Removed", removed)}
${changed.length > 0 && inputs(changed)}`;
};

const costChanges = (costs: CostChanges): Markup =>
  "unknownBecause" in costs
    ? markup`<p>By how much the monthly cost differs is not known: ${costs.unknownBecause}.</p>`
    : markup`<h3>Monthly cost</h3>
<table>
<caption>What differs in it, by component</caption>
<thead><tr><th scope="col">Component</th><th scope="col" class="sum">Before</th><th scope="col" class="sum">After</th><th scope="col" class="sum">Difference</th></tr></thead>
<tbody>
${costs.rows.map(
  ({ of, before, after, difference }) =>
    markup`<tr><th scope="row">${of}</th><td class="sum">${before}</td><td class="sum">${after}</td><td class="sum">${difference}</td></tr>
`,
)}</tbody>
</table>`;

const list = (what: string, resources: readonly Resource[]): Markup => markup`<h3>${what}</h3>
<table>
<caption>${what}: ${counted(resources.length, "resource")}</caption>
<thead><tr><th scope="col" class="type">Type</th><th scope="col">Name</th></tr></thead>
<tbody>
${resources.map(
  ({ type, name }) => markup`<tr><th scope="row"><code>${shortType(type)}</code></th><td>${name}</td></tr>
`,
)}</tbody>
</table>`;

const inputs = (changed: Changes["changed"]): Markup => markup`<h3>Changed</h3>
<table>
<caption>Changed inputs: ${counted(changed.length, "resource")}</caption>
<thead><tr><th scope="col">Property</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
${changed.map(
  ({ resource: { type, name }, properties }) => markup`<tbody>
<tr><th scope="rowgroup" colspan="3">${name} <code class="soft">${shortType(type)}</code></th></tr>
${properties.map(
  ({
    path,
    before,
    after,
  }) => markup`<tr><th scope="row"><code>${path}</code></th><td>${before}</td><td>${after}</td></tr>
`,
)}</tbody>
`,
)}</table>`;
