import * as z from 'zod';

const tenantPart = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** Whose data it is. Every read and write of tenant data names one (spec, Business Rule 1: Org Isolation). */
export const tenantSchema = z.object({ org_id: tenantPart, account_id: tenantPart });

export type Tenant = z.infer<typeof tenantSchema>;
