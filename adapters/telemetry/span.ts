/** What a span says beside its name, by the names of OpenTelemetry's conventions where there are some. Never a secret. */
export type SpanAttributes = Readonly<Record<string, string | number | undefined>>;

/** A piece of work that is to be a span. */
export interface SpanStart {
  /** Says what kind of work it is, not on what, so that spans of a name can be compared. */
  readonly name: string;
  readonly kind: 'server' | 'client' | 'consumer' | 'internal';
  readonly attributes: SpanAttributes;
}

/** Where a span belongs, as W3C Trace Context writes it. */
export interface SpanPlace {
  /** 32 hex digits. */
  readonly trace_id: string;
  /** The span that it is a part of: 16 hex digits. Undefined: the first of its trace. */
  readonly parent_id: string | undefined;
}

/** A span under way. */
export interface Span {
  /** 16 hex digits. */
  readonly id: string;
  /** W3C `traceparent` for what is asked of others. */
  readonly traceparent: string;
  set(attributes: SpanAttributes): void;
  /** It failed: the class of error, and not what an error says, which may quote what was sent. The first counts. */
  fail(type: string): void;
  end(): void;
}

export interface SpanRecorder {
  begin(start: SpanStart, place: SpanPlace): Span;
  /** Sends what has ended, in bounded time. Never fails: answers with what went wrong. */
  send(): Promise<unknown>;
}
