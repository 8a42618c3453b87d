import { z } from "zod";
import { loseDataSetting } from "../../infra/settings/lose-data";
import { environmentName } from "../../infra/settings/named";
import { type Environment, environments } from "../../infra/settings/presets";
import { namespace } from "../../infra/settings/namespace";
import { regions } from "../../infra/settings/regions";
import {
  defaultOf,
  defaultsOfEach,
  defaultsOfKind,
  discriminatorOf,
  firstKind,
  kindOf,
  objectIn,
  presetOf,
  type Schema,
  type Section,
  schemaOf,
  sectionNames,
  sectionSchema,
} from "./json-schema";
import { Entries, Variants } from "../../infra/settings/merge";

/**
 * The schema with which editors check and complete stack files.
 *
 * It takes what the program takes, and refuses what is wrong with a setting by itself. What is wrong between settings, with files
 * of the repository, with the length of a window or a text that looks like a secret, only the program tells.
 */
export function editorSchema(): object {
  const definitions: Record<string, Schema> = {};
  const ofEnvironments = environments.map((environment) => ({
    environment,
    sections: Object.fromEntries(
      sectionNames.map((section) => [namespace + section, sectionOf(section, environment, definitions)]),
    ),
  }));
  const [{ sections: first }] = ofEnvironments as [(typeof ofEnvironments)[number]];
  const isShared = (key: string) =>
    ofEnvironments.every(({ sections }) => JSON.stringify(sections[key]) === JSON.stringify(first[key]));
  const keep = (sections: Record<string, Schema>, kept: (key: string) => boolean) =>
    Object.fromEntries(Object.entries(sections).filter(([key]) => kept(key)));
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Stack settings of the web platform",
    type: "object",
    required: ["config"],
    properties: {
      config: {
        type: "object",
        required: ["aws:region", `${namespace}environment`],
        patternProperties: { [`^${namespace}(?!(environment|like|loseData|${sectionNames.join("|")})$)`]: false },
        properties: {
          "aws:region": { enum: regions, description: "AWS region of the stack." },
          [`${namespace}environment`]: {
            ...nameSchema(),
            description: "What the environment is called: dev, prod, or any name of one that is `like` one of these.",
          },
          [`${namespace}like`]: {
            enum: [...environments],
            description:
              "The preset that completes what the stack file states. Left out where the environment is called as the preset is.",
          },
          [`${namespace}loseData`]: {
            ...schemaOf(loseDataSetting),
            description:
              "Ids in AWS of what the next update may replace or delete, data and all, as a refused update names them. Without effect afterwards.",
          },
          ...keep(first, isShared),
        },
        allOf: [
          {
            if: { properties: { [`${namespace}environment`]: { enum: [...environments] } } },
            else: { required: [`${namespace}like`] },
          },
          ...ofEnvironments.flatMap(({ environment, sections }) => {
            const called = { properties: { [`${namespace}environment`]: { const: environment } } };
            const like = { properties: { [`${namespace}like`]: { const: environment } } };
            const own = { properties: keep(sections, (key) => !isShared(key)) };
            return [
              { if: called, then: { allOf: [like, own] } },
              { if: { ...like, required: [`${namespace}like`] }, then: own },
            ];
          }),
        ],
      },
    },
    definitions,
  };
}

function nameSchema(): object {
  const { type, pattern, maxLength } = z.toJSONSchema(environmentName);
  return { type, pattern, maxLength };
}

/** A section; its kinds become definitions, which environments share but where they differ in what may be left out. */
function sectionOf(section: Section, environment: Environment, definitions: Record<string, Schema>): Schema {
  const stated = statable(sectionSchema(section), presetOf(section, environment));
  if (stated.oneOf === undefined) return stated;
  const discriminator = discriminatorOf(stated);
  return {
    ...stated,
    oneOf: stated.oneOf.map((branch): Schema => {
      const shared = `${section}.${kindOf(branch, discriminator)}`;
      const { required = [], ...rest } = branch;
      const definition = { ...rest, required: required.filter((key) => key !== discriminator) };
      const isOther = definitions[shared] && JSON.stringify(definitions[shared]) !== JSON.stringify(definition);
      const name = isOther ? `${shared}.${environment}` : shared;
      definitions[name] = definition;
      const reference = { $ref: `#/definitions/${name}` };
      return required.includes(discriminator) ? { allOf: [reference, { required: [discriminator] }] } : reference;
    }),
  };
}

/** What a stack file may state: what its preset gives it may leave out, and nothing else. */
function statable(schema: Schema, defaults: unknown): Schema {
  const { replaces, description, required = [], ...rest } = schema;
  const told =
    replaces === undefined
      ? description
      : `${description ?? ""}\n\nCannot be changed later: a change replaces ${replaces}.`;
  const whole: Schema = { ...rest, ...(told !== undefined && { description: told }) };
  if (whole.oneOf) {
    const discriminator = discriminatorOf(whole);
    const oneOf = whole.oneOf.map((branch) => {
      const kind = kindOf(branch, discriminator);
      const inner = statable(branch, defaultsOfKind(defaults, kind));
      const needed = kind === firstKind(defaults) ? [] : [discriminator];
      return { ...inner, required: [...new Set([...needed, ...(inner.required ?? [])])] };
    });
    return { ...whole, oneOf };
  }
  if (whole.properties) {
    // Which variant it is does not matter: all of them give the same keys.
    const given = defaults instanceof Variants ? defaultsOfKind(defaults, firstKind(defaults) ?? "") : defaults;
    const properties = Object.entries(whole.properties).map(
      ([key, inner]) => [key, statable(inner, defaultOf(given, key))] as const,
    );
    const left = required.filter((key) => defaultOf(given, key) === undefined);
    return { ...whole, properties: Object.fromEntries(properties), required: left };
  }
  const entry = objectIn(whole.additionalProperties);
  if (entry) {
    const each = statable(entry, defaultsOfEach(defaults));
    // An entry that has nothing of its own may be left empty.
    const type = defaults instanceof Entries ? ["object", "null"] : "object";
    return { ...whole, additionalProperties: { ...each, type } as Schema };
  }
  return whole.items ? { ...whole, items: statable(whole.items, undefined) } : whole;
}
