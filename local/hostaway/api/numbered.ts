/** A name of the channel's vocabulary and the number by which listings refer to it. */
export interface Named {
  readonly id: number;
  readonly name: string;
}

/** Names separated by semicolons, numbered from the key they stand under. */
export function numbered(lists: Readonly<Record<number, string>>): readonly Named[] {
  return Object.entries(lists).flatMap(([first, list]) =>
    list.split(';').map((name, index) => ({
      id: Number(first) + index,
      name: name.trim().replace(/\s+/g, ' '),
    })),
  );
}
