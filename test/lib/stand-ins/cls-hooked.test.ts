import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createNamespace,
  destroyNamespace,
  getNamespace,
} from '../../../lib/stand-ins/cls-hooked.ts';

let namespace: ReturnType<typeof createNamespace>;
beforeEach(() => {
  namespace = createNamespace('tracer');
});

describe('a context', () => {
  it('holds for all that it starts, however much later, and for nothing else', async () => {
    const seen: unknown[] = [];
    const later = (name: string) => {
      namespace.run(() => {
        namespace.set('segment', name);
        void turn()
          .then(() => turn())
          .then(() => seen.push(namespace.get('segment')));
      });
    };
    later('first');
    later('second');
    await turn();
    await turn();
    await turn();

    expect(seen).toEqual(['first', 'second']);
    expect(namespace.get('segment')).toBeUndefined();
  });

  it('sees what is set in the one around it, and changes nothing there', () => {
    namespace.run(() => {
      namespace.set('segment', 'outer');
      namespace.run(() => {
        expect(namespace.get('segment')).toBe('outer');
        namespace.set('segment', 'inner');
        expect(namespace.get('segment')).toBe('inner');
      });
      expect(namespace.get('segment')).toBe('outer');
    });
  });

  it('that was entered is that of all calls outside of others, as events find the segment of their function', async () => {
    const own = namespace.createContext();
    namespace.enter(own);
    namespace.set('segment', 'facade');
    await turn();

    expect(namespace.get('segment')).toBe('facade');
    namespace.run(() => expect(namespace.get('segment')).toBe('facade'));
  });
});

describe('a namespace', () => {
  it('is found by its name until it is destroyed', () => {
    expect(getNamespace('tracer')).toBe(namespace);
    destroyNamespace('tracer');
    expect(getNamespace('tracer')).toBeUndefined();
  });

  it('tells nothing that objects have by themselves', () => {
    expect(namespace.get('constructor')).toBeUndefined();
  });
});
