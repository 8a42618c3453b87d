/** What the engine tells of one of its steps (`resourcePreEvent`, `resOutputsEvent`, `resOpFailedEvent` of its log). */
interface Metadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly provider?: string;
  readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
}

interface Event {
  /** In seconds. */
  readonly timestamp: number;
  readonly resourcePreEvent?: { readonly metadata: Metadata };
  readonly resOutputsEvent?: { readonly metadata: Metadata };
  readonly resOpFailedEvent?: { readonly metadata: Metadata };
  readonly summaryEvent?: {
    readonly resourceChanges?: Readonly<Record<string, number>>;
    readonly durationSeconds: number;
  };
  readonly diagnosticEvent?: { readonly severity: string; readonly message: string };
}

/** A resource that an operation changes. */
export interface Change {
  readonly op: string;
  /** `aws:rds/instance:Instance` */
  readonly type: string;
  readonly name: string;
  /** The properties that differ, by their paths. */
  readonly properties: readonly string[];
  /** When it began, in seconds. */
  readonly since: number;
}

/** What an operation has done and is doing, by the events of the engine's log as they come. */
export class Progress {
  /** What it changes, in the order of beginning. */
  readonly changes: Change[] = [];
  /** How many resources each kind of step is made of, once the operation has ended: `{ create: 140 }`. */
  counts: Readonly<Record<string, number>> | undefined;
  seconds = 0;
  /** What the program said, such as what it has published. */
  readonly messages: string[] = [];
  private readonly running = new Map<string, Change>();
  private readonly ended = new Set<string>();

  /** @param lines of the log, whole ones */
  take(lines: readonly string[]): void {
    for (const line of lines) if (TOLD.test(line)) this.hear(JSON.parse(line) as Event);
  }

  /** How many changes are done. */
  get done(): number {
    return this.ended.size;
  }

  /** How many resources it changes, once it has ended. */
  get total(): number {
    return CHANGES.reduce((sum, op) => sum + (this.counts?.[op] ?? 0), 0);
  }

  /** What AWS is waited for, the longest first. Components are not: they wait for their resources. */
  get waiting(): readonly Change[] {
    return [...this.running.values()].sort((a, b) => a.since - b.since);
  }

  private hear({
    timestamp,
    resourcePreEvent,
    resOutputsEvent,
    resOpFailedEvent,
    summaryEvent,
    diagnosticEvent,
  }: Event): void {
    const [begun, ended] = [resourcePreEvent?.metadata, (resOutputsEvent ?? resOpFailedEvent)?.metadata];
    if (begun && isChange(begun)) this.begin(begun, timestamp);
    if (ended && isChange(ended)) {
      this.running.delete(ended.urn + ended.op);
      // A component ends twice: when it is made, and when its outputs are told.
      this.ended.add(ended.urn + ended.op);
    }
    if (summaryEvent) {
      this.counts = summaryEvent.resourceChanges ?? {};
      this.seconds = summaryEvent.durationSeconds;
    }
    if (diagnosticEvent && /^(info|warning)/.test(diagnosticEvent.severity))
      this.messages.push(diagnosticEvent.message.trim());
  }

  private begin({ op, urn, type, provider, detailedDiff }: Metadata, since: number): void {
    const change = { op, type, name: urn.split("::").at(-1) ?? "", properties: Object.keys(detailedDiff ?? {}), since };
    this.changes.push(change);
    if (provider) this.running.set(urn + op, change);
  }
}

const TOLD = /"(resourcePreEvent|resOutputsEvent|resOpFailedEvent|summaryEvent|diagnosticEvent)":/;

const CHANGES = ["create", "update", "delete", "replace"];

/** The steps that count as changes: of a replacement the whole alone, not its parts. */
const isChange = ({ op }: Metadata): boolean => CHANGES.includes(op);
