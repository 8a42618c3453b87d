/** A group of rules that AWS keeps for WAF. */
export interface ManagedGroup {
  readonly name: string;
  /** Begins the labels of what its rules meet. */
  readonly labels: string;
  /** Those of its rules that block. */
  readonly rules: readonly string[];
}

/**
 * What the firewall consists of, what refuses cheapest first: groups, rules and labels as AWS lists them ("AWS Managed Rules
 * rule groups list", 2026-09). WAF passes over an exception for a rule that a group does not have, without a word, so names
 * are held to this list.
 */
export const managedGroups: readonly ManagedGroup[] = [
  {
    name: "AWSManagedRulesAmazonIpReputationList",
    labels: "awswaf:managed:aws:amazon-ip-list",
    rules: ["AWSManagedIPReputationList", "AWSManagedReconnaissanceList"],
  },
  {
    name: "AWSManagedRulesKnownBadInputsRuleSet",
    labels: "awswaf:managed:aws:known-bad-inputs",
    rules: [
      ...partsOf("JavaDeserializationRCE", ["HEADER", "BODY", "URIPATH", "QUERYSTRING"]),
      "Host_localhost_HEADER",
      "PROPFIND_METHOD",
      "ExploitablePaths_URIPATH",
      ...partsOf("Log4JRCE", ["HEADER", "QUERYSTRING", "BODY", "URIPATH"]),
      "ReactJSRCE_BODY",
    ],
  },
  {
    name: "AWSManagedRulesCommonRuleSet",
    labels: "awswaf:managed:aws:core-rule-set",
    rules: [
      "NoUserAgent_HEADER",
      "UserAgent_BadBots_HEADER",
      ...partsOf("SizeRestrictions", ["QUERYSTRING", "Cookie_HEADER", "BODY", "URIPATH"]),
      ...partsOf("EC2MetaDataSSRF", ["BODY", "COOKIE", "URIPATH", "QUERYARGUMENTS"]),
      ...partsOf("GenericLFI", ["QUERYARGUMENTS", "URIPATH", "BODY"]),
      ...partsOf("RestrictedExtensions", ["URIPATH", "QUERYARGUMENTS"]),
      ...partsOf("GenericRFI", ["QUERYARGUMENTS", "BODY", "URIPATH"]),
      ...partsOf("CrossSiteScripting", ["COOKIE", "QUERYARGUMENTS", "BODY", "URIPATH"]),
    ],
  },
];

export const managedRules: readonly string[] = managedGroups.flatMap(({ rules }) => rules);

/** The label that a group's rule puts on what it meets, blocked or counted. */
export function labelOf({ labels }: ManagedGroup, rule: string): string {
  const part = /_([A-Z]+)$/.exec(rule)?.[1];
  const spelled = part === undefined ? undefined : spelling[part];
  return `${labels}:${irregular[rule] ?? (spelled === undefined ? rule : rule.replace(/[A-Z]+$/, spelled))}`;
}

function partsOf(rule: string, parts: readonly string[]): string[] {
  return parts.map((part) => `${rule}_${part}`);
}

/** How labels spell what the names of rules end with. */
const spelling: Readonly<Record<string, string>> = {
  BODY: "Body",
  COOKIE: "Cookie",
  HEADER: "Header",
  QUERYARGUMENTS: "QueryArguments",
  QUERYSTRING: "QueryString",
  URIPATH: "URIPath",
};

const irregular: Readonly<Record<string, string>> = {
  Host_localhost_HEADER: "Host_Localhost_Header",
  PROPFIND_METHOD: "Propfind_Method",
  UserAgent_BadBots_HEADER: "BadBots_Header",
};
