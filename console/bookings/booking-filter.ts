import type { Schemas } from '../http/client.ts';

/** What the API is asked for. */
export interface BookingFilter {
  readonly target_id?: string;
  readonly status?: Schemas['Booking']['status'];
  readonly conflict?: 'true' | 'false';
}

export const statusOptions = [
  { value: '', label: 'Any status' },
  { value: 'confirmed', label: 'Confirmed' },
  { value: 'owner_stay', label: 'Stay of the owner' },
  { value: 'pending', label: 'Not confirmed yet' },
  { value: 'cancelled', label: 'Cancelled' },
  { value: 'unknown', label: 'Not understood' },
] as const;

export const conflictOptions = [
  { value: '', label: 'With and without a conflict' },
  { value: 'true', label: 'In a conflict' },
  { value: 'false', label: 'In no conflict' },
] as const;

/** Of the page's address; what the API does not know is left out. */
export function bookingFilter(
  chosen: Readonly<Record<'target' | 'status' | 'conflict', string>>,
): BookingFilter {
  const status = statusOptions.find(({ value }) => value === chosen.status)?.value;
  const conflict = conflictOptions.find(({ value }) => value === chosen.conflict)?.value;

  return {
    ...(chosen.target && { target_id: chosen.target }),
    ...(status && { status }),
    ...(conflict && { conflict }),
  };
}
