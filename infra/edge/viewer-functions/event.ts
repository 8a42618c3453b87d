/**
 * What CloudFront hands a function before it looks in its cache, as far as the functions here use it ("CloudFront Functions
 * event structure", CloudFront Developer Guide). Names of headers are in lower case; those of cookies are as they came.
 */
export interface ViewerRequestEvent {
  readonly request: ViewerRequest;
}

/** Functions change the request and give it back. */
export interface ViewerRequest {
  readonly method: string;
  /** The path as it came: it begins with a slash, is percent-encoded and has no query string. */
  uri: string;
  /** `Cookie` is not among them. */
  headers: Fields;
  cookies: Fields;
  /**
   * The query string as it came. Undefined without a question mark; empty where nothing follows it ("General helper
   * methods", CloudFront Developer Guide).
   */
  rawQueryString(): string | undefined;
}

/** By name; absent ones are undefined. */
export type Fields = Record<string, Field | undefined>;

export interface Field {
  value: string;
  /** All values, where the name came more than once; `value` is then the first. */
  multiValue?: { value: string }[];
}

/** An answer to the viewer, without asking the cache or an origin. */
export interface ViewerResponse {
  readonly statusCode: number;
  readonly statusDescription: string;
  readonly headers: Readonly<Record<string, Field>>;
}
