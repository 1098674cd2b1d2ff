import { afterAll, expect } from 'vitest';
import { saveUsedGrants } from './used-grants.ts';

afterAll(() => saveUsedGrants(expect.getState().testPath ?? ''));
