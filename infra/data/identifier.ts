/**
 * An identifier for RDS and ElastiCache, made from the generated name of another resource.
 *
 * It holds lower-case letters, digits and single hyphens, and begins with a letter. A name that is too long loses its
 * beginning, because its end is what makes it unique.
 */
export function identifierFrom(generatedName: string, maxLength: number): string {
  const allowed = generatedName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(-maxLength);
  return /^[a-z]/.test(allowed) ? allowed : `n${allowed.slice(1)}`;
}
