export interface Turns<T> {
  /** Pieces of one group share a fate, such as a slow server. */
  readonly groupOf: (piece: T) => string;
  readonly atOnce: number;
  /** Asked before each piece: once it says no, none is begun any more. */
  readonly goesOn: () => boolean;
}

/**
 * Does pieces of work side by side, each group's in their order; next is always one of the group that has the fewest under way. So a group
 * whose pieces take long has no more than its share while others want theirs, and all that is free when they do not.
 * `work` may answer that a piece belongs to another group: it is put to the end of that one, and begun again when it is its turn.
 * Answers what was not begun. The first failure ends it.
 */
export async function inTurns<T>(
  pieces: readonly T[],
  { groupOf, atOnce, goesOn }: Turns<T>,
  work: (piece: T) => Promise<string | undefined>,
): Promise<T[]> {
  const groups = new Groups<T>();
  for (const piece of pieces) groups.add(groupOf(piece), piece);
  const drain = async () => {
    for (let group = groups.next(); group !== undefined; group = groups.next()) {
      if (!goesOn()) return;
      for (const piece of group.left.splice(0, 1)) {
        group.underWay += 1;
        const other = await work(piece);
        group.underWay -= 1;
        if (other !== undefined) groups.add(other, piece);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, drain));

  return groups.left();
}

interface Group<T> {
  readonly left: T[];
  underWay: number;
}

class Groups<T> {
  readonly #byName = new Map<string, Group<T>>();

  add(name: string, piece: T): void {
    const group = this.#byName.get(name);
    if (group === undefined) this.#byName.set(name, { left: [piece], underWay: 0 });
    else group.left.push(piece);
  }

  /** The one whose turn it is; it goes to the end of those that have as many under way. */
  next(): Group<T> | undefined {
    let found: [string, Group<T>] | undefined;
    for (const one of this.#byName) {
      const [, { left, underWay }] = one;
      if (left.length === 0) continue;
      if (found === undefined || underWay < found[1].underWay) found = one;
      if (underWay === 0) break;
    }
    if (found === undefined) return undefined;
    const [name, group] = found;
    this.#byName.delete(name);
    this.#byName.set(name, group);

    return group;
  }

  left(): T[] {
    return [...this.#byName.values()].flatMap(({ left }) => left);
  }
}
