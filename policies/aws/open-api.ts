type Block = Readonly<Record<string, unknown>>;

const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

/**
 * The route keys, such as `GET /posts`, that an OpenAPI document makes without asking callers who they are: neither the operation
 * nor the document names a security scheme. Undefined for text that is no JSON.
 */
export function openRoutesOf(body: string): readonly string[] | undefined {
  const document = parsed(body);
  if (!isBlock(document)) return undefined;
  return blocksOf(document["paths"]).flatMap(([path, operations]) =>
    blocksOf(operations).flatMap(([method, operation]) => {
      const key = keyOf(path, method);
      return key === undefined || isSecured(operation, document) ? [] : [key];
    }),
  );
}

/** API Gateway's own extension stands for any method, and its path `/$default` for any route. */
function keyOf(path: string, method: string): string | undefined {
  if (method === "x-amazon-apigateway-any-method") return path === "/$default" ? "$default" : `ANY ${path}`;
  return methods.has(method.toLowerCase()) ? `${method.toUpperCase()} ${path}` : undefined;
}

/** An empty list takes the document's schemes away, and an empty scheme makes them optional. */
function isSecured(operation: Block, document: Block): boolean {
  const auth = operation["x-amazon-apigateway-auth"];
  if (isBlock(auth) && typeof auth["type"] === "string" && auth["type"].toUpperCase() !== "NONE") return true;
  const schemes = operation["security"] ?? document["security"];
  return (
    Array.isArray(schemes) && schemes.length > 0 && schemes.every((scheme) => Object.keys(scheme as object).length > 0)
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isBlock = (value: unknown): value is Block => value instanceof Object && !Array.isArray(value);

const blocksOf = (value: unknown): [string, Block][] =>
  isBlock(value) ? Object.entries(value).filter((entry): entry is [string, Block] => isBlock(entry[1])) : [];
