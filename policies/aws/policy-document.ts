type Statement = Readonly<Record<string, unknown>>;

/** The statements of a policy, which may be text or an object, with one statement or a list. */
export function statementsOf(policy: unknown): readonly Statement[] {
  const document = (typeof policy === "string" ? JSON.parse(policy) : policy) as
    { readonly Statement?: Statement | readonly Statement[] } | undefined;
  return [document?.Statement ?? []].flat();
}
