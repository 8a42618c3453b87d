import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { installedVersion } from "../engine/versions";

const SDK = "@pulumi/aws";

/**
 * How a property of `@pulumi/aws` travels: a scalar, a policy document (text or object), an asset or archive, a list or
 * map of one shape, or an object type named in {@link Shapes.types}.
 */
export type Shape =
  | "string"
  | "number"
  | "boolean"
  | "document"
  | "asset"
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly ref: string };

export type Properties = Readonly<Record<string, Shape>>;

/** The installed SDK as the plugin needs it: the properties of each resource type, by token. */
export interface Shapes {
  readonly version: string;
  readonly provider: Properties;
  readonly resources: Readonly<Record<string, Properties>>;
  readonly types: Readonly<Record<string, Properties>>;
}

/**
 * Reads the declarations of the `@pulumi/aws` installed at `root` and gives the shapes of `tokens` and of all object
 * types they use. Throws one error that names every token which the SDK does not have.
 */
export function sdkShapes(root: string, tokens: readonly string[]): Shapes {
  const version = installedVersion(root, SDK);
  const reader = new Reader(path.join(root, "node_modules", SDK));
  const found = tokens.map((token) => [token, reader.resource(token)] as const);
  const missing = found.filter(([, properties]) => properties === undefined).map(([token]) => token);
  if (missing.length > 0) throw new Error(`${SDK} ${version} has no ${missing.join(", ")}: correct tokens.json`);
  const resources = Object.fromEntries(found.map(([token, properties]) => [token, properties ?? {}]));
  return { version, provider: reader.provider(), resources, types: reader.types };
}

class Reader {
  readonly types: Record<string, Properties> = {};
  private readonly declared: ReadonlyMap<string, ts.InterfaceDeclaration>;

  constructor(private readonly sdk: string) {
    this.declared = new Map([
      ...namespaced(parse(path.join(sdk, "types/input.d.ts")).statements, "inputs."),
      ...namespaced(parse(path.join(sdk, "types/output.d.ts")).statements, "outputs."),
    ]);
  }

  provider(): Properties {
    return this.interfaces("provider.d.ts", ["ProviderArgs"]);
  }

  /** The properties of a resource type: its outputs (`...State`), overlaid by its inputs (`...Args`). */
  resource(token: string): Properties | undefined {
    const [, module = "", type = ""] = token.split(":");
    const file = `${module}.d.ts`;
    if (!existsSync(path.join(this.sdk, file))) return undefined;
    const properties = this.interfaces(file, [`${type}State`, `${type}Args`]);
    return Object.keys(properties).length > 0 ? properties : undefined;
  }

  private interfaces(file: string, names: readonly string[]): Properties {
    const declarations = parse(path.join(this.sdk, file)).statements.filter(ts.isInterfaceDeclaration);
    const inOrder = names.flatMap((name) => declarations.filter((declaration) => declaration.name.text === name));
    return Object.assign({}, ...inOrder.map((declaration) => this.members(declaration.members))) as Properties;
  }

  private members(elements: ts.NodeArray<ts.TypeElement>): Properties {
    return Object.fromEntries(
      elements
        .filter(ts.isPropertySignature)
        .flatMap(({ name, type }) => (type && ts.isIdentifier(name) ? [[name.text, this.shape(type)]] : [])),
    );
  }

  private shape(type: ts.TypeNode): Shape {
    if (ts.isParenthesizedTypeNode(type)) return this.shape(type.type);
    if (ts.isUnionTypeNode(type)) return this.union(type.types.filter((part) => !isNullish(part)));
    if (ts.isArrayTypeNode(type)) return { list: this.shape(type.elementType) };
    if (ts.isTypeLiteralNode(type)) return this.map(type);
    if (ts.isTypeReferenceNode(type)) return this.reference(type);
    if (type.kind === ts.SyntaxKind.NumberKeyword) return "number";
    if (type.kind === ts.SyntaxKind.BooleanKeyword) return "boolean";
    return "string";
  }

  private union(parts: readonly ts.TypeNode[]): Shape {
    const shapes = parts.map((part) => this.shape(part));
    const document = shapes.includes("string") && shapes.some((shape) => typeof shape === "object");
    return document ? "document" : (shapes[0] ?? "string");
  }

  private map(type: ts.TypeLiteralNode): Shape {
    const index = type.members.find(ts.isIndexSignatureDeclaration);
    if (!index) throw new Error(`${SDK} declares an object in place, which is not expected: ${type.getText()}`);
    return { map: this.shape(index.type) };
  }

  private reference(type: ts.TypeReferenceNode): Shape {
    const name = dotted(type.typeName);
    const argument = type.typeArguments?.[0];
    if (argument && /^pulumi\.(Input|Output)$/.test(name)) return this.shape(argument);
    if (/^pulumi\.asset\./.test(name)) return "asset";
    const declaration = this.declared.get(name);
    if (!declaration) return "string"; // an enum, an ARN, or a resource, which travels as its id
    if (!(name in this.types)) {
      this.types[name] = {}; // before its members are read: WAF statements contain themselves
      this.types[name] = this.members(declaration.members);
    }
    return { ref: name };
  }
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
}

/** Every interface of nested namespaces, by its dotted name. */
function namespaced(statements: readonly ts.Statement[], prefix: string): [string, ts.InterfaceDeclaration][] {
  return statements.flatMap((statement): [string, ts.InterfaceDeclaration][] => {
    if (ts.isInterfaceDeclaration(statement)) return [[prefix + statement.name.text, statement]];
    if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body))
      return namespaced(statement.body.statements, `${prefix}${statement.name.text}.`);
    return [];
  });
}

function dotted(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : `${dotted(name.left)}.${name.right.text}`;
}

function isNullish(type: ts.TypeNode): boolean {
  return (
    type.kind === ts.SyntaxKind.UndefinedKeyword ||
    (ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword)
  );
}
