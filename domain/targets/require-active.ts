import { ConflictError } from '../common/errors.ts';
import type { StoredTarget } from './target.ts';

/** @throws ConflictError `target-inactive` */
export function requireActive({ is_active }: StoredTarget): void {
  if (is_active) return;

  throw new ConflictError(
    'target-inactive',
    'The target is paused, so nothing can be sent. Resume it first.',
  );
}
