/** One call as it arrived. `at` is epoch ms with fractions, taken when the request's headers were read. */
export interface RecordedCall {
  readonly seq: number;
  readonly at: number;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: string;
  readonly ip: string;
  readonly idempotency_key: string | null;
  readonly traceparent: string | null;
  /** Null until the caller is known, and for unknown ones. */
  account_id: number | null;
  /** What was answered; null while it is under way and when the connection was cut without an answer. */
  status: number | null;
  duration_ms: number | null;
  /** Kind of the fault that struck. */
  fault: string | null;
  /** All of its body arrived; a caller may die half-way. */
  complete: boolean;
  /** Length of the body as it arrived. */
  bytes: number;
  /** The request was carried out and changed something. */
  committed: boolean;
  /** Hash of the body's canonical JSON (SHA-256); null without one. */
  body_hash: string | null;
  /** `internalListingName` of the body, or of the listing that was deleted. */
  marker: string | null;
  /** The listing that the call was about, once known. */
  external_listing_id: string | null;
}

type Arrival = Pick<
  RecordedCall,
  'at' | 'method' | 'path' | 'query' | 'ip' | 'idempotency_key' | 'traceparent'
>;

/** Remembers the newest calls, in order of arrival. */
export class CallLog {
  readonly #max: number;
  #calls: RecordedCall[] = [];
  #seq = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** How many calls ever arrived, forgotten ones included. */
  get total(): number {
    return this.#seq;
  }

  open(arrival: Arrival): RecordedCall {
    this.#seq += 1;
    const call: RecordedCall = {
      ...arrival,
      seq: this.#seq,
      account_id: null,
      status: null,
      duration_ms: null,
      fault: null,
      complete: false,
      bytes: 0,
      committed: false,
      body_hash: null,
      marker: null,
      external_listing_id: null,
    };
    this.#calls.push(call);
    // Cut in larger pieces, since moving a long array for each call would cost more than the call.
    if (this.#calls.length > this.#max * 1.25) this.#calls = this.#calls.slice(-this.#max);

    return call;
  }

  /** Copies of the newest calls, oldest first; with `since`, those with a higher `seq` only. */
  list(since = 0): RecordedCall[] {
    const newest = this.#calls.slice(-this.#max);

    return newest.filter((call) => call.seq > since).map((call) => ({ ...call }));
  }

  clear(): void {
    this.#calls = [];
  }
}
