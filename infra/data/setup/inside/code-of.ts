/** The `code` that Node and drivers give their errors, such as `ECONNREFUSED` or `28P01`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
