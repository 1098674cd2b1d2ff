declare module 'parse-prometheus-text-format' {
  /** The metrics of a text, in the shape of prom2json. */
  function parse(text: string): unknown;
  export = parse;
}
