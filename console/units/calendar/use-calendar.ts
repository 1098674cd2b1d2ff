import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { lookAgainIn } from '../../common/reading/live.ts';
import type { NightRange } from '../../common/words/night-words.ts';
import { allPages, answer, api } from '../../http/client.ts';

export const calendarKey = (unit: string) => ['calendar', unit];

/** The nights of a unit in a range. */
export function useCalendar(id: string, { from, to }: NightRange) {
  return useQuery({
    queryKey: [...calendarKey(id), from, to],
    queryFn: async () => {
      const params = { path: { id }, query: { from, to } };
      return (await answer(api.GET('/api/supply/units/{id}/calendar', { params }))).nights;
    },
    refetchInterval: lookAgainIn(false),
  });
}

/** The bookings of a unit by id, to say whose a night is; none until they are there. */
export function useUnitBookings(id: string) {
  const { data } = useQuery({
    queryKey: ['bookings', 'of-unit', id],
    queryFn: () =>
      allPages((query) =>
        answer(api.GET('/api/supply/units/{id}/bookings', { params: { path: { id }, query } })),
      ),
    refetchInterval: lookAgainIn(false),
  });

  return useMemo(() => new Map(data?.map((booking) => [booking.id, booking] as const)), [data]);
}
