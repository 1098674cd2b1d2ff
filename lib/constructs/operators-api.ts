import { CfnOutput, Duration, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ApiFunction, Route } from '../../adapters/http/route.ts';
import { loginSecretName, namePrefix, webhookSecretPrefix } from '../names.ts';
import { apiPermissions } from '../permissions/api-permissions.ts';
import type { StageSettings } from '../settings.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { SystemFunction, type SystemProps } from './system-function.ts';

export interface ServeProps extends SystemProps {
  /** The HTTP contract: each becomes a route of the gateway. */
  readonly routes: readonly Route[];
  /** Where browsers reach the API. */
  readonly publicUrl: string;
  /** What the login provider knows this stage as. @default none; then nobody can log in */
  readonly oidcClientId?: string;
}

const functions: readonly { name: ApiFunction; id: string; description: string }[] = [
  {
    name: 'targets-api',
    id: 'Targets',
    description: 'API of targets: their making, credentials, checks.',
  },
  { name: 'listings-api', id: 'Listings', description: 'API of units and listings.' },
  {
    name: 'health-api',
    id: 'Health',
    description: 'API of the dashboard; liveness and the description of the API.',
  },
  { name: 'auth-api', id: 'Auth', description: 'Login; members and API keys.' },
  { name: 'inbound-api', id: 'Inbound', description: 'Takes in what channels tell of bookings.' },
];

/**
 * The HTTP API and the functions behind it. These come later, by `serve`: they are told the public address, which belongs to what
 * stands before the gateway and is made after it.
 */
export class OperatorsApi extends Construct {
  readonly alarms: readonly ImpactAlarm[];
  readonly gateway: HttpApi;

  constructor(scope: Construct, id: string, settings: StageSettings) {
    super(scope, id);
    this.gateway = new HttpApi(this, 'HttpApi', {
      apiName: namePrefix(settings.stage),
      description: 'Targets, listings and their health, for operators and scripts.',
      createDefaultStage: false,
    });
    this.addStage(settings);
    this.alarms = [this.failing()];
    new CfnOutput(this, 'Url', {
      value: this.gateway.apiEndpoint,
      description: 'Address of the API for scripts; people come by that of the console.',
    });
  }

  /** Makes the functions, and a route to them for each call of the contract. */
  serve(props: ServeProps): void {
    for (const each of functions) this.addFunction(each, props);
  }

  private addStage(settings: StageSettings): void {
    const accessLog = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/vendedlogs/${namePrefix(settings.stage)}-api`,
      retention: settings.logRetention,
      removalPolicy: settings.removalPolicy,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.gateway,
      autoDeploy: true,
      throttle: settings.apiRate,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(accessLogLine),
      },
    });
  }

  private addFunction(
    { name, id, description }: (typeof functions)[number],
    { routes, publicUrl, oidcClientId = '', ...props }: ServeProps,
  ): void {
    const { settings } = props.shared;
    const { lambda } = new SystemFunction(this, id, {
      ...props,
      name,
      description,
      // The gateway gives up after 30 s.
      timeout: Duration.seconds(29),
      permissions: apiPermissions(name, props.shared),
      environment: {
        PUBLIC_URL: publicUrl,
        ...(name === 'targets-api' && {
          WEBHOOK_SECRET_PREFIX: webhookSecretPrefix(settings.stage),
        }),
        ...(name === 'auth-api' && loginEnvironment(settings, oidcClientId)),
      },
    });
    if (name === 'health-api') this.answerTheRest(new HttpLambdaIntegration('Rest', lambda));
    // One permission for all routes: one for each would outgrow the function's policy.
    const integration = new HttpLambdaIntegration(`${id}Integration`, lambda, {
      scopePermissionToRoute: false,
    });
    for (const route of routes.filter((each) => each.function === name)) {
      const added = this.gateway.addRoutes({
        path: route.path,
        methods: methodsOf(route),
        integration,
      });
      for (const each of added) {
        Validations.of(each).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason: whyNoAuthorizer(route),
        });
      }
    }
  }

  /**
   * What no route matches gets a problem document like every other error, not the gateway's own words. It takes a
   * permission of its own: the gateway calls as `<api>/<stage>/$default` there, which has one part less than
   * `<api>/<stage>/<method>/<path>` and so fits no pattern made for paths.
   */
  private answerTheRest(integration: HttpLambdaIntegration): void {
    const rest = new HttpRoute(this, 'Rest', {
      httpApi: this.gateway,
      routeKey: HttpRouteKey.DEFAULT,
      integration,
    });
    Validations.of(rest).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'Answers 404 to everybody and reads nothing.',
    });
  }

  private failing(): ImpactAlarm {
    return new ImpactAlarm(this, 'FailingAlarm', {
      metric: this.gateway.metricServerError({ statistic: 'sum', period: Duration.minutes(5) }),
      above: 5,
      periods: 2,
      impact:
        'The API answers with 5xx: operators and scripts cannot work, while syncing goes on. See the access log for the routes.',
    });
  }
}

function loginEnvironment({ stage, oidcIssuer }: StageSettings, clientId: string) {
  return {
    OIDC_ISSUER: oidcIssuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_SECRET_NAME: loginSecretName(stage),
  };
}

/** Whoever may GET may ask for HEAD, as HTTP wants it. */
function methodsOf({ method }: Route): HttpMethod[] {
  return method === 'GET' ? [HttpMethod.GET, HttpMethod.HEAD] : [HttpMethod[method]];
}

function whyNoAuthorizer({ access, function: owner }: Route): string {
  if (owner === 'inbound-api')
    return 'The function itself checks the login of the subscription, which it finds by the target in the path.';
  return access === 'open'
    ? 'Open by contract: liveness, or the public description of the API. It reads no tenant data.'
    : 'The function itself checks the key or session and the role, since tenant and role are part of its every query.';
}

/** No header, body or query string: those may carry keys and guests' data. */
const accessLogLine = JSON.stringify({
  request_id: '$context.requestId',
  time: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  latency_ms: '$context.responseLatency',
  bytes: '$context.responseLength',
  source_ip: '$context.identity.sourceIp',
  integration_error: '$context.integrationErrorMessage',
});
