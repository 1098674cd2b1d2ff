import * as z from 'zod';
import type { HttpAnswer } from '../http/http-answer.ts';
import { propertiesOf, type Resource } from '../template/resources.ts';

/** Adds what a policy says to an answer. */
export type ResponseHeaders = (answer: HttpAnswer) => HttpAnswer;

const Override = z.boolean();

const securitySchema = z.strictObject({
  ContentSecurityPolicy: z.strictObject({ ContentSecurityPolicy: z.string(), Override }).optional(),
  ContentTypeOptions: z.strictObject({ Override }).optional(),
  ReferrerPolicy: z.strictObject({ ReferrerPolicy: z.string(), Override }).optional(),
  StrictTransportSecurity: z
    .strictObject({
      AccessControlMaxAgeSec: z.number(),
      IncludeSubdomains: z.boolean().default(false),
      Override,
    })
    .optional(),
});

const policySchema = z.strictObject({
  ResponseHeadersPolicyConfig: z.strictObject({
    Name: z.string(),
    Comment: z.string().optional(),
    SecurityHeadersConfig: securitySchema,
  }),
});

/** The template's `AWS::CloudFront::ResponseHeadersPolicy`. An answer keeps what it says itself where the policy does not override. */
export function readResponseHeaders(resource: Resource): ResponseHeaders {
  const { ResponseHeadersPolicyConfig } = propertiesOf(resource, policySchema);
  const added = headersOf(ResponseHeadersPolicyConfig.SecurityHeadersConfig);

  return (answer) => {
    const headers = { ...answer.headers };
    for (const { name, value, override } of added) {
      if (override || headers[name] === undefined) headers[name] = value;
    }
    return { ...answer, headers };
  };
}

function headersOf(config: z.infer<typeof securitySchema>) {
  const { ContentSecurityPolicy: csp, ContentTypeOptions: nosniff } = config;
  const { ReferrerPolicy: referrer, StrictTransportSecurity: hsts } = config;
  const subdomains = hsts?.IncludeSubdomains ? '; includeSubDomains' : '';
  const all = [
    { name: 'content-security-policy', value: csp?.ContentSecurityPolicy ?? '', rule: csp },
    { name: 'x-content-type-options', value: 'nosniff', rule: nosniff },
    { name: 'referrer-policy', value: referrer?.ReferrerPolicy ?? '', rule: referrer },
    {
      name: 'strict-transport-security',
      value: `max-age=${hsts?.AccessControlMaxAgeSec}${subdomains}`,
      rule: hsts,
    },
  ];

  return all.flatMap(({ name, value, rule }) =>
    rule === undefined ? [] : [{ name, value, override: rule.Override }],
  );
}
