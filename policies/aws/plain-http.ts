import { matches, type Statement } from "./policy-document";

/**
 * Whether statements of a bucket's policy refuse every request to the bucket and to its objects that comes without TLS;
 * undefined where that hangs on what a preview does not know. Statements may share the work: one for the bucket, one for the
 * objects. A denial under a further condition leaves requests out, and so does one of old versions of TLS, which plain HTTP
 * does not have.
 *
 * @param name of the bucket; without it, any bucket that they name serves
 */
export function refusesPlainHttp(statements: readonly Statement[], name: string | undefined): boolean | undefined {
  const names = name === undefined ? ["*", ...namesIn(statements)] : [name];
  const isSo = (guess: boolean) =>
    names.some((one) =>
      partitionsIn(statements).some((partition) =>
        requestsTo(`arn:${partition}:s3:::${one}`).every((arn) =>
          statements.some((statement) => isDenial(statement, guess) && isAbout(statement, arn, guess)),
        ),
      ),
    );
  if (isSo(false)) return true;
  return isSo(true) ? undefined : false;
}

/** Those of the ARNs: a bucket is in one of them. */
function partitionsIn(statements: readonly Statement[]): string[] {
  const arns = statements.flatMap(({ resources, notResources = [] }) => [...resources, ...notResources]);
  const named = arns.flatMap((arn) => /^arn:([\w-]+):/.exec(arn ?? "")?.[1] ?? []);
  return named.length === 0 ? ["aws"] : [...new Set(named)];
}

/** The bucket, and objects of such names that a pattern which matches them is about all objects. */
const requestsTo = (arn: string): string[] => [arn, `${arn}/\u0001`, `${arn}/\u0002/\u0003`];

const namesIn = (statements: readonly Statement[]): string[] =>
  statements.flatMap(({ resources }) =>
    resources.flatMap((resource) => /^arn:[\w-]+:s3:::([^/*?]+)$/.exec(resource ?? "")?.[1] ?? []),
  );

/** Whether it denies everything to everyone who comes without TLS; what is unknown is as the guess has it. */
function isDenial(statement: Statement, guess: boolean): boolean {
  const { effect, principals, excludesPrincipals, actions, conditions, hasUnknownConditions } = statement;
  return (
    effect === "Deny" &&
    !excludesPrincipals &&
    has(principals, (principal) => principal === "*", guess) &&
    has(actions, (action) => /^(s3:)?\*+$/i.test(action), guess) &&
    (hasUnknownConditions ? guess : conditions.length > 0) &&
    conditions.every(
      ({ operator, key, values }) =>
        operator === "bool" &&
        key === "aws:securetransport" &&
        has(values, (value) => value.toLowerCase() === "false", guess),
    )
  );
}

const isAbout = ({ resources, notResources }: Statement, arn: string, guess: boolean): boolean =>
  notResources
    ? !has(notResources, (pattern) => matches(pattern, arn), !guess)
    : has(resources, (pattern) => matches(pattern, arn), guess);

const has = (list: readonly (string | undefined)[], test: (value: string) => boolean, guess: boolean): boolean =>
  list.some((value) => (value === undefined ? guess : test(value)));
