/** Rows in a list's order, and the place where their reading stopped; undefined at the end of the list. */
export interface Stretch<Row, Place> {
  readonly rows: readonly Row[];
  readonly end: Place | undefined;
}

/** Requests to the database per page: what is rare may give a short page, never a slow one. */
const maxStretches = 10;

/**
 * The next `limit` rows of a list of which each request may give fewer, or more, than are wanted: read stretch by stretch from behind a
 * place, which is undefined at the beginning.
 */
export async function readStretches<Row, Place>(
  {
    limit,
    after,
    placeOf,
  }: {
    readonly limit: number;
    readonly after: Place | undefined;
    readonly placeOf: (row: Row) => Place;
  },
  read: (after: Place | undefined, wanted: number) => Promise<Stretch<Row, Place>>,
): Promise<{ rows: Row[]; end: Place | undefined }> {
  const rows: Row[] = [];
  let end = after;
  for (let stretch = 0; stretch < maxStretches; stretch += 1) {
    const wanted = limit - rows.length;
    const part = await read(end, wanted);
    rows.push(...part.rows.slice(0, wanted));
    const last = part.rows[wanted - 1];
    end = last !== undefined && part.rows.length > wanted ? placeOf(last) : part.end;
    if (end === undefined || rows.length === limit) break;
  }

  return { rows, end };
}
