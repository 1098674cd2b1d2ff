import { useMemo, useState } from 'react';
import { useParam } from '../common/reading/use-param.ts';
import { isShown, type MappingRow } from './mapping-rows.ts';

const pageSize = 25;

/** The units that the page's address asks for, by pages. What was just linked (`linked`) stays in sight. */
export function useShownRows(rows: readonly MappingRow[], linked: ReadonlyMap<string, unknown>) {
  const [show, setShow] = useParam('show', 'open');
  const [text, setText] = useParam('q');
  const [unit, setUnit] = useParam('unit');
  const [wantedPage, setPage] = useState(1);
  const kept = useMemo(
    () =>
      unit === ''
        ? rows.filter((row) => linked.has(row.unit.id) || isShown(row, show, text))
        : rows.filter((row) => row.unit.id === unit),
    [rows, linked, show, text, unit],
  );
  const pages = Math.max(1, Math.ceil(kept.length / pageSize));
  const page = Math.min(wantedPage, pages);
  const items = kept.slice((page - 1) * pageSize, page * pageSize);

  return {
    ...{ show, setShow, text, setText, unit, setUnit, page, pages, setPage, items },
    ...{ count: kept.length, total: rows.length },
  };
}

export type ShownRows = ReturnType<typeof useShownRows>;
