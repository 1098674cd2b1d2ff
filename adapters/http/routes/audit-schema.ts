import { outboundAuditSchema } from '../../../domain/listings/outbound-audit.ts';

/** Named once, so that all lists of attempts refer to the same schema in the contract. */
export const auditSchema = outboundAuditSchema.meta({ id: 'OutboundAudit' });
