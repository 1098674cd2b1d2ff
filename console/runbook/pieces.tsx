import { createElement, type ReactNode } from 'react';
import type { Piece } from './outline.ts';

/** Pieces of a document as elements. What is wide scrolls by itself, and can be reached by keyboard. */
export function Pieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  return <>{shown(pieces)}</>;
}

function shown(pieces: readonly Piece[]): ReactNode[] {
  return pieces.map((piece, index) => {
    if (typeof piece === 'string') return piece;
    const { tag, within } = piece;
    const inner = createElement(tag, { key: index }, ...shown(within));
    if (tag !== 'pre' && tag !== 'table') return inner;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a document's pieces neither come nor go
      // biome-ignore lint/a11y/noNoninteractiveTabindex: or it could not be scrolled by keyboard
      <div key={index} className="runbook-wide" tabIndex={0}>
        {inner}
      </div>
    );
  });
}
