import assert from "node:assert/strict";
import Ajv from "ajv";
import fc from "fast-check";
import { z } from "zod";
import { parseRoute, routeForm } from "../../../infra/compute/routes/route";
import { merge } from "../../../infra/settings/merge";
import { environments } from "../../../infra/settings/presets";
import { parseSettings, sections } from "../../../infra/settings/settings";
import { editorSchema } from "../../../scripts/settings/editor-schema";
import {
  discriminatorOf,
  kindOf,
  objectIn,
  presetOf,
  type Schema,
  type Section,
  sectionNames,
  sectionSchema,
} from "../../../scripts/settings/json-schema";

type Stated = Readonly<Record<string, unknown>>;

const validate = new Ajv({ strict: false, formats: { "date-time": true } }).compile(editorSchema());
const region = "eu-west-1";

/** Whether an editor takes what a stack file states. */
const editorTakes = (environment: string, stated: Stated, place = region): boolean =>
  validate({
    config: {
      "aws:region": place,
      "web-platform:environment": environment,
      ...Object.fromEntries(Object.entries(stated).map(([section, value]) => [`web-platform:${section}`, value])),
    },
  });

const programTakes = (environment: string, stated: Stated, place = region): boolean =>
  parseSettings({ environment, ...stated }, place).problems === undefined;

/** The checks of each setting by itself: those of objects, which judge settings beside each other, are left out. */
function alone(schema: z.core.$ZodType): z.ZodType {
  const { def } = (schema as z.ZodType)._zod as { def: z.core.$ZodTypeDef };
  const like = (change: object) => (schema as z.ZodType).clone({ ...def, ...change });
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape as z.core.$ZodShape).map(([key, inner]) => [key, alone(inner)]);
    return like({ shape: Object.fromEntries(shape) as object, checks: [] });
  }
  if (schema instanceof z.ZodUnion) return like({ options: schema.options.map(alone) });
  if (schema instanceof z.ZodArray) return like({ element: alone(schema.element) });
  if (schema instanceof z.ZodRecord) return like({ valueType: alone(schema.valueType) });
  if (schema instanceof z.ZodOptional) return like({ innerType: alone(schema.unwrap()) });
  return schema as z.ZodType;
}

const settingsAlone = Object.fromEntries(sectionNames.map((name) => [name, alone(sections[name])]));

const rightAlone = (environment: (typeof environments)[number], stated: Stated): boolean =>
  sectionNames.every(
    (section) => settingsAlone[section]?.safeParse(merge(presetOf(section, environment), stated[section])).success,
  );

/** Somewhere that a stack file can state a value, and what leads there: keys, and the kinds on the way. */
interface Place {
  readonly section: Section;
  readonly schema: Schema;
  /** What the section states with a value at the place; undefined is the place itself not stated. */
  readonly state: (value: unknown) => unknown;
}

function places(section: Section, schema: Schema, state: Place["state"]): Place[] {
  const here = { section, schema, state };
  if (schema.oneOf) {
    const key = discriminatorOf(schema);
    return schema.oneOf.flatMap((branch) => {
      const kind = { [key]: kindOf(branch, key) };
      return [{}, kind].flatMap((named) =>
        places(section, branch, (value) => state(isObject(value) ? { ...named, ...value } : value)),
      );
    });
  }
  const entry = objectIn(schema.additionalProperties);
  if (entry) return [here, ...places(section, entry, (value) => state({ posts: value }))];
  return [
    here,
    ...Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
      places(section, inner, (value) => state({ [key]: value })),
    ),
  ];
}

const isObject = (value: unknown): value is Stated =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const everywhere = sectionNames.flatMap((section) => places(section, sectionSchema(section), (value) => value));

/** Values that a schema has words for. Windows are an hour long, for JSON Schema cannot tell how long one is. */
function allowed(schema: Schema): fc.Arbitrary<unknown> {
  const examples = (schema.examples ?? []).map((example) => fc.constant<unknown>(example));
  const values: unknown[] = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  if (values.length > 0) return fc.constantFrom(...values);
  const branches = schema.oneOf ?? schema.anyOf;
  if (branches) return fc.oneof(...branches.map(allowed));
  switch (schema.type) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: Number(schema.minimum), max: Number(schema.maximum) });
    case "number":
      return fc.double({ min: 0, max: Number(schema.maximum), noNaN: true });
    case "array": {
      const { minItems = 0, maxItems = 4 } = schema;
      return fc.array(allowed(schema.items ?? {}), { minLength: minItems, maxLength: Math.min(4, maxItems) });
    }
    case "object": {
      if (schema.properties) {
        const inner = Object.entries(schema.properties).map(([key, value]) => [key, allowed(value)] as const);
        return fc.record(Object.fromEntries(inner), { requiredKeys: schema.required ?? [] });
      }
      const each = schema.additionalProperties;
      const value = typeof each === "object" ? allowed(each) : fc.string();
      return fc.oneof(
        ...examples,
        fc.dictionary(allowed(schema.propertyNames as Schema) as fc.Arbitrary<string>, value, { maxKeys: 3 }),
      );
    }
    default:
      return fc.oneof(...examples, ...texts(schema));
  }
}

function texts({ pattern, errorMessage = "" }: Schema): fc.Arbitrary<unknown>[] {
  if (pattern === undefined) return [fc.string()];
  if (/\(\?[!=]|window/.test(pattern + errorMessage)) return [];
  return [fc.stringMatching(new RegExp(pattern))];
}

/** One mistake: a value of another type, out of range, unknown or ill-formed; or a key that nobody knows. */
function mistaken(schema: Schema): fc.Arbitrary<unknown> {
  const near = [schema.minimum, schema.maximum, schema.exclusiveMinimum].flatMap((bound) =>
    typeof bound === "number" ? [bound - 1, bound, bound + 0.5, bound + 1] : [],
  );
  const known: unknown[] = [...(schema.enum ?? []), ...(schema.examples ?? [])];
  const misspelt = known.flatMap((value) =>
    typeof value === "string"
      ? [`${value}x`, value.slice(1), ` ${value}`, value.toUpperCase(), [value], [value, value]]
      : [],
  );
  const keys = Object.keys(schema.properties ?? {}).map((key) => ({ [`${key}s`]: true }));
  const taken = (schema.not as { enum?: unknown[] } | undefined)?.enum ?? [];
  const list = fc.array(allowed(schema.items ?? {}), { maxLength: 8 });
  const others = [null, true, 0, -1, 7, 1.5, "", "x", "1", [], [null], {}, { a: "b" }, { A_B: 1 }];
  return fc.oneof(fc.constantFrom<unknown>(...others, ...near, ...misspelt, ...keys, ...taken), list, fc.string());
}

const stated = fc.oneof(
  ...everywhere.map(({ section, schema, state }) =>
    fc
      .oneof({ weight: 2, arbitrary: allowed(schema) }, { weight: 1, arbitrary: mistaken(schema) })
      .map((value) => [section, state(value)] as const),
  ),
);
const stack = fc.tuple(
  fc.constantFrom(...environments),
  fc.array(stated, { minLength: 1, maxLength: 2 }).map((list) => Object.fromEntries(list) as Stated),
);

describe("the schema for editors", function () {
  this.timeout(120_000);

  it("takes whatever the program takes", () => {
    let taken = 0;
    const runs = 1500;
    fc.assert(
      fc.property(stack, ([environment, sectionsStated]) => {
        if (!programTakes(environment, sectionsStated)) return;
        taken += 1;
        assert.ok(editorTakes(environment, sectionsStated), JSON.stringify(validate.errors));
      }),
      { numRuns: runs },
    );
    assert.ok(taken > runs / 10, `only ${taken} of ${runs} say anything`);
  });

  it("refuses whatever is wrong with a setting by itself, and nothing else", () => {
    fc.assert(
      fc.property(stack, ([environment, sectionsStated]) => {
        if (editorTakes(environment, sectionsStated)) {
          assert.ok(rightAlone(environment, sectionsStated), "the editor takes what is wrong");
        } else {
          assert.ok(!programTakes(environment, sectionsStated), "the editor refuses what is right");
        }
      }),
      { numRuns: 1500 },
    );
  });

  const route = { route: "GET /api/posts", to: "function posts" };
  const ofFunctions = (posts: object | null) => ({
    compute: { kind: "functions", functions: { posts, health: null } },
  });
  const right: [string, Stated, environment?: "dev" | "prod"][] = [
    ["nothing", {}],
    ["a section of which only the kind differs", { cache: { kind: "memcached" } }],
    ["no cache, of whatever kind", { cache: { enabled: false } }],
    ["no compute, of whatever kind", { compute: { enabled: false } }],
    ["compute of the preset's kind, dev", { compute: { functions: { posts: {} }, routes: [route] } }, "dev"],
    ["compute of the preset's kind, prod", { compute: { instances: { scaling: { max: 12 } } } }, "prod"],
    [
      "a load balancer of the preset's kind",
      { compute: { instances: { loadBalancer: { stickinessSeconds: 60 } } } },
      "prod",
    ],
    ["an application of the preset's kind", { compute: { instances: { application: { port: 9000 } } } }, "prod"],
    ["functions of which nothing is stated", ofFunctions(null)],
    ["a database of another engine", { database: { engine: "mysql" } }],
    ["part of a group", { database: { backup: { retentionDays: 14 } } }],
  ];
  for (const [what, sectionsStated, environment = "dev"] of right) {
    it(`takes, as the program does, ${what}`, () => {
      assert.ok(programTakes(environment, sectionsStated));
      assert.ok(editorTakes(environment, sectionsStated));
    });
  }

  const disabled = (section: string, settings: object) => ({ [section]: { enabled: false, ...settings } });
  const variable = (name: string, kind = "functions") => ({
    compute: {
      kind,
      ...(kind === "functions"
        ? { functions: { posts: { environment: { [name]: "x" } } } }
        : { instances: { environment: { [name]: "x" } } }),
    },
  });
  const policy = (contentSecurityPolicy: object) => ({ headers: { contentSecurityPolicy } });
  const wrong: [string, Stated, environment?: "dev" | "prod"][] = [
    ["a section that there is not", { databse: {} }],
    ["a section that is null", { database: null }],
    ["a list of functions that is null", { compute: { kind: "functions", functions: null } }],
    ["a key of another kind", { cache: { kind: "memcached", shards: 2 } }],
    ["a key that the preset's kind lacks", { compute: { instances: { scaling: { max: 12 } } } }, "dev"],
    ["a kind that there is not", { cache: { kind: "redis" } }],
    ["a port that is a default one", { database: { port: 5432 } }],
    ["a user that is a default one", { database: { masterUsername: "admin" } }],
    ["a class that RDS has not", { database: { instanceClass: "db.m7g.medium" } }],
    ["a node type that Memcached has not", { cache: { kind: "memcached", nodeType: "cache.r6gd.xlarge" } }],
    ["a version that is none", { database: { engineVersion: "17.x9" } }],
    ["a block with host bits", { network: { cidrBlock: "10.0.1.0/16" } }],
    ["an endpoint of no service", { network: { interfaceEndpoints: ["secretmanager"] } }],
    ["a zone twice", { network: { zones: ["a", "a"] } }],
    ["half a domain", { edge: { domain: { name: "example.com" } } }],
    ["half a throttling", { compute: { kind: "functions", routes: [{ ...route, throttling: { rate: 1 } }] } }],
    ["an image without its name", { compute: { kind: "instances", instances: { application: { kind: "image" } } } }],
    ["a variable of Lambda's", variable("AWS_REGION")],
    ["a variable of the system's", variable("LD_PRELOAD", "instances")],
    ["a variable of one letter", variable("A")],
    ["a rule that there is not", { edge: { waf: { exceptions: { GenericLFI_Body: "everywhere" } } } }],
    [
      "a route that cannot be read, of what is off",
      disabled("compute", { kind: "functions", routes: [{ ...route, route: "GET api" }] }),
    ],
    [
      "a target that cannot be read, of what is off",
      disabled("compute", { kind: "functions", routes: [{ ...route, to: "posts" }] }),
    ],
    ["an unknown directive, of what is off", disabled("edge", policy({ "image-src": ["'self'"] }))],
    ["a source without quotes, of what is off", disabled("edge", policy({ "img-src": ["Self"] }))],
    [
      "an issuer that is no URL",
      { compute: { kind: "functions", api: { authorizer: { issuer: "login", audience: ["a"] } } } },
    ],
  ];
  for (const [what, sectionsStated, environment = "dev"] of wrong) {
    it(`refuses, as the program does, ${what}`, () => {
      assert.ok(!programTakes(environment, sectionsStated));
      assert.ok(!editorTakes(environment, sectionsStated));
    });
  }

  it("takes regions that there are, and environments that are like a preset", () => {
    const instances = { compute: { instances: { scaling: { max: 12 } } } };
    for (const [environment, settings, place, is] of [
      ["dev", {}, "eu-north-1", true],
      ["dev", {}, "eu-wst-1", false],
      ["dev", { loseData: "db-1,vpc-1" }, "eu-west-1", true],
      ["dev", { loseData: ["db-1", 1] }, "eu-west-1", false],
      ["staging", {}, "eu-west-1", false],
      ["staging", { like: "prod" }, "eu-west-1", true],
      ["staging", { like: "prod", ...instances }, "eu-west-1", true],
      ["staging", { like: "dev", ...instances }, "eu-west-1", false],
      ["staging", { like: "pord" }, "eu-west-1", false],
      ["Staging", { like: "prod" }, "eu-west-1", false],
      ["prod", { like: "prod", ...instances }, "eu-west-1", true],
      ["prod", { like: "dev" }, "eu-west-1", false],
    ] as const) {
      const takes = [programTakes(environment, settings, place), editorTakes(environment, settings, place)];
      assert.deepEqual(takes, [is, is], `${environment} ${JSON.stringify(settings)} ${place}`);
    }
  });

  it("reads a route as the program does", () => {
    const parts = fc.constantFrom("api", "{id}", "{id+}", "*", "{proxy}", "{proxy+}", "", "a*", "{1}", "x.y~z", "é");
    const path = fc.array(parts, { maxLength: 4 }).map((segments) => `/${segments.join("/")}`);
    const method = fc.constantFrom("", "GET ", "ANY ", "get ", "GET  ", " ");
    fc.assert(
      fc.property(fc.tuple(method, path), (texts) => {
        const read = "route" in parseRoute({ route: texts.join(""), to: "instances" });
        assert.equal(routeForm.test(texts.join("")), read);
      }),
      { numRuns: 2000 },
    );
  });

  it("tells what cannot be changed later, and where secrets go, where a pointer rests", () => {
    const text = JSON.stringify(editorSchema());
    assert.match(
      text,
      /Name of the first database\.\\n\\nCannot be changed later: a change replaces the database by an empty one\./,
    );
    assert.match(text, /No secrets, [^"]*: keep a secret in Secrets Manager or Parameter Store/);
    assert.doesNotMatch(text, /"replaces"/);
  });
});
