import type { SimulatorControl } from './control.ts';

/** What a switch does; it is answered what this returns, and `{}` for nothing. */
export type ControlHandle = (request: {
  control: SimulatorControl;
  id: number;
  query: URLSearchParams;
  body: unknown;
}) => unknown;
