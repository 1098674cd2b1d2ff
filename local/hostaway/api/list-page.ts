const defaultPage = 100;
const largestPage = 500;

/** `limit` and `offset` of a list; what is not a number is ignored. */
export function pageOf(query: URLSearchParams): { limit: number; offset: number } {
  const number = (name: string, usual: number) => {
    const value = Number(query.get(name) ?? usual);

    return Number.isInteger(value) && value >= 0 ? value : usual;
  };

  return {
    limit: Math.min(largestPage, number('limit', defaultPage) || defaultPage),
    offset: number('offset', 0),
  };
}

interface Page {
  readonly limit: number;
  readonly offset: number;
  /** As the answer tells it, which need not be how many there are. */
  readonly count: number | string | null;
  readonly total: number;
}

/** What the envelope of a list says of its page; the first says null rather than 0. */
export function pageFields({ limit, offset, count, total }: Page, hasPageInfo: boolean) {
  const pages = { page: Math.floor(offset / limit) + 1, totalPages: Math.ceil(total / limit) };

  return { limit, offset: offset === 0 ? null : offset, count, ...(hasPageInfo ? pages : {}) };
}
