/**
 * Tells the people who run the system of trouble that the caller cannot help and must not be failed for.
 * `event` is a fixed name; `details` are fields to search by.
 */
export type Report = (event: string, details: Readonly<Record<string, unknown>>) => void;
