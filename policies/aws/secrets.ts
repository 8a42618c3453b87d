/**
 * The secrets that stand in a text, such as user data: each told by what it is, never by its value.
 *
 * Found are what has a form of its own (access keys of AWS, private keys, tokens of well-known services, passwords in URLs), and
 * what is assigned to a name that says it is a secret, in the syntax of shells, YAML, JSON, INI files, SQL and command lines.
 * What only names a secret that is kept elsewhere (a variable, a command's output, an ARN, a path) is none.
 */
export function secretsIn(text: string): readonly string[] {
  const formed = Object.entries(forms).flatMap(([what, form]) => (form.test(text) ? [what] : []));
  const inUrls = [...text.matchAll(urlPassword)].some(([, value = ""]) => isLiteral(value));
  const assigned = assignments
    .flatMap((form) => [...text.matchAll(form)])
    .flatMap(({ groups = {} }) => {
      const { name = "password", single, double, bare } = groups;
      // A shell puts nothing in the place of variables between single quotes.
      const isSecret = secretKind(name) && (single === undefined ? isSecretValue(name, double ?? bare ?? "") : true);
      return isSecret ? [`the value of ${name}`] : [];
    });
  return [...new Set([...formed, ...(inUrls ? ["a password in a URL"] : []), ...assigned])];
}

/** The secrets that a variable of an environment holds: what its value is, or what its name says of it. */
export function secretsInVariable(name: string, value: string): readonly string[] {
  const found = secretsIn(value);
  return found.length === 0 && isSecretValue(name, value) ? [`the value of ${name}`] : found;
}

/** IAM User Guide, "IAM identifiers" (unique identifiers); RFC 7468; the services' own pages on their tokens. */
const forms: Readonly<Record<string, RegExp>> = {
  "an AWS access key": /(?<![A-Za-z0-9])(AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/,
  "a private key": /-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----|PuTTY-User-Key-File-\d/,
  "a token of GitHub": /(?<!\w)(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{40,})/,
  "a token of GitLab": /(?<!\w)glpat-[\w-]{20,}/,
  "a token of Slack": /(?<!\w)xox[abeprs]-[\w-]{10,}/,
  "a key of Stripe": /(?<!\w)[rs]k_live_[A-Za-z0-9]{16,}/,
};

/** `postgres://user:secret@host`. */
const urlPassword = /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@'"]*:([^\s/@'"]+)@/gi;

const NAME = String.raw`(?<name>[A-Za-z_][\w.-]*)`;
/** What begins with a space or an end of a command is between two quotes, not in them. */
const QUOTED = String.raw`"(?<double>[^\s;&|)"][^"\n]{0,256})"|'(?<single>[^\s;&|)'][^'\n]{0,256})'`;

const assignments: readonly RegExp[] = [
  // NAME=value, "name":"value", name := value; in JSON within a text each quote has a backslash.
  new RegExp(
    String.raw`(?<![\w$.{-])-{0,2}${NAME}\\?["']?[ \t]*(?:=>|:=|=(?![=~])|:(?=\\?["']))[ \t]*\\?(?=${QUOTED}|(?<bare>[^\s"',;&|}\\]{1,256}))`,
    "g",
  ),
  // name: value, which ends the line: what has more words is prose.
  new RegExp(String.raw`(?<![\w$.{-])${NAME}["']?[ \t]*:[ \t]+(?:${QUOTED}|(?<bare>[^\s"',{}[\]]+)[ \t\r]*,?$)`, "gm"),
  // --password value, aws configure set aws_secret_access_key value.
  new RegExp(
    String.raw`(?<!\S)(?:--|set[ \t]+(?:[\w.-]+\.)?)${NAME}[ \t]+(?:${QUOTED}|(?<bare>[^\s"'-][^\s"']*))`,
    "g",
  ),
  new RegExp(String.raw`(?<name>PASSWORD)[ \t]+(?:${QUOTED})`, "gi"),
  new RegExp(String.raw`IDENTIFIED[ \t]+BY[ \t]+(?:${QUOTED})`, "gi"),
  /echo[ \t]+(?:-\w+[ \t]+)?["']?[\w.-]+:(?<bare>[^\s"'|]+)["']?[ \t]*\|[ \t]*(?:sudo[ \t]+)?[\w/]*chpasswd/g,
];

/** What a name says of its value: a password, whatever that is; a key or token, which looks like one; or nothing. */
function secretKind(name: string): "password" | "key" | undefined {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d+$/, ""))
    .filter((word) => word !== "");
  const last = words.at(-1) ?? "";
  // The shell's own PWD is a folder.
  if (/(password|passwd|passphrase)$/.test(last) || (words.length > 1 && /^(pass|pwd)$/.test(last))) return "password";
  if (/(secret|token|apikey|accesskey|secretkey)$/.test(last)) return "key";
  return last === "key" && keys.has(words.at(-2) ?? "") ? "key" : undefined;
}

/** Words before `key` that make it a secret one. A public key, a partition key or the key of an object is none. */
const keys = new Set(["access", "api", "auth", "encryption", "private", "secret", "signing", "account", "master"]);

function isSecretValue(name: string, value: string): boolean {
  const kind = secretKind(name);
  if (kind === undefined || !isLiteral(value)) return false;
  return kind === "password" || !isName(value);
}

/** Whether a value stands for itself: it is no variable, command, call or placeholder, and no place where a secret is kept. */
const isLiteral = (value: string): boolean =>
  value !== "" &&
  !/^\$[\w@*#?!-]|\$[({]|`|\{\{|^[<{[(!]|^%\w+%$|\w[([]/.test(value.replaceAll("\\$", "")) &&
  !/^(\*+|x{3,}|\.{3}|-|true|false|null|none|nil|undefined)$/i.test(value) &&
  !/^(arn:|\.{0,2}\/\w|~\/|(https?|s3|ssm|file|secretsmanager|resolve|vault|op):)/.test(value) &&
  // A member of an object: config.password.
  !/^[a-z_]\w*(\.\w+)*\.\w*(password|passwd|secret|token|key)\)*$/i.test(value);

/** Whether it may be the name of a secret rather than the secret: words, or a path of them. A number says how long it holds. */
const isName = (value: string): boolean => value.length < 6 || /^[\d.]+$/.test(value) || words.test(value);

const WORD = String.raw`(?:[A-Z]?[a-z]+\d{0,2}|[A-Z]+\d{0,2}|\d{1,3})`;
const words = new RegExp(`^${WORD}([/_.-]${WORD})*(-[A-Za-z0-9]{6})?$`);
