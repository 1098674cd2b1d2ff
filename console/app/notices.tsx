import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { messageOf, ProblemError } from '../http/problem.ts';

interface Notices {
  readonly succeeded: (text: ReactNode) => void;
  readonly failed: (what: string, error: unknown) => void;
}

type Items = readonly FlashbarProps.MessageDefinition[];

const ItemsContext = createContext<Items>([]);
const NoticesContext = createContext<Notices>({ succeeded: () => {}, failed: () => {} });

/** How long a success is told; a failure stays until it is dismissed. */
const shownMs = 8_000;

export function NoticesProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<Items>([]);
  const add = useCallback((item: FlashbarProps.MessageDefinition) => {
    const id = crypto.randomUUID();
    const drop = () => setItems((all) => all.filter((each) => each.id !== id));
    setItems((all) =>
      [{ ...item, id, dismissible: true, dismissLabel: 'Dismiss', onDismiss: drop }, ...all].slice(
        0,
        5,
      ),
    );
    if (item.type === 'success') setTimeout(drop, shownMs);
  }, []);
  const notices = useMemo(
    (): Notices => ({
      succeeded: (content) => add({ type: 'success', content }),
      failed: (header, error) => add({ type: 'error', header, content: reason(error) }),
    }),
    [add],
  );

  return (
    <NoticesContext value={notices}>
      <ItemsContext value={items}>{children}</ItemsContext>
    </NoticesContext>
  );
}

/** Tells what an action has come to, on top of the page. */
export const useNotices = (): Notices => useContext(NoticesContext);

export function NoticesBar() {
  return <Flashbar items={[...useContext(ItemsContext)]} stackItems />;
}

/** By the trace the attempt is found in logs and audit. */
function reason(error: unknown): string {
  const trace = error instanceof ProblemError ? error.problem.trace_id : undefined;
  return trace ? `${messageOf(error)} (trace ${trace})` : messageOf(error);
}
