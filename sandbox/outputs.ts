/** What the sandbox reads of a stack's outputs. */
export interface StackOutputs {
  readonly api?:
    | {
        readonly endpoint: string;
        /** `GET /api/posts -> function posts` */
        readonly routes: readonly string[];
      }
    | undefined;
  readonly site?: {
    /** `<label>.cloudfront.net` */
    readonly domainName: string;
  };
}
