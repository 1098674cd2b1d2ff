import type { Schemas } from '../http/client.ts';

export type Role = Schemas['Me']['role'];

interface RoleWords {
  readonly value: Role;
  readonly label: string;
  readonly description: string;
}

/** What each role may do, from the most to the least. */
export const roles: readonly RoleWords[] = [
  {
    value: 'Owner',
    label: 'Owner',
    description: 'May do everything, and decides who works here.',
  },
  {
    value: 'ChannelPublisher',
    label: 'Channel publisher',
    description: 'Connects channels and publishes units on them.',
  },
  {
    value: 'ContentManager',
    label: 'Content manager',
    description: 'Writes units. Does not decide where they are published.',
  },
  { value: 'Viewer', label: 'Viewer', description: 'Sees everything and changes nothing.' },
];

export const roleName = (role: Role): string =>
  roles.find(({ value }) => value === role)?.label ?? role;
