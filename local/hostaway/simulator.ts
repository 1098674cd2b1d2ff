import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Journal } from '../journal.ts';
import { Accounts } from './accounts.ts';
import { type ApiServer, serveApi } from './api/serve-api.ts';
import { CalendarStore } from './calendar/calendar-store.ts';
import { CallLog, type RecordedCall } from './call-log.ts';
import { SimulatorControl } from './control.ts';
import { serveControl } from './control-routes.ts';
import { FaultPlan } from './faults/fault-plan.ts';
import { Limiter } from './limiter.ts';
import { ListingStore } from './listing-store.ts';
import { servePage } from './page.ts';
import { preciseNow } from './precise-now.ts';
import { ReservationStore } from './reservations/reservation-store.ts';
import { type SimulatedListing, simulatedListings } from './simulated-listing.ts';
import { type SimulatorOptions, simulatorOptionsSchema } from './simulator-options.ts';
import { Deliveries } from './webhooks/deliveries.ts';
import { WebhookStore } from './webhooks/webhook-store.ts';

/** A Hostaway on this machine. */
export interface HostawaySimulator {
  /** `http://127.0.0.1:<port>`: its page for people; the API is under `/v1`. */
  readonly url: string;
  readonly port: number;
  /** The switches; the same as JSON under `/_control/`. */
  readonly control: SimulatorControl;
  /** What arrived, oldest first. */
  calls(since?: number): RecordedCall[];
  /** Every listing it holds, by id. */
  listings(): SimulatedListing[];
  stop(): Promise<void>;
}

/**
 * Starts a stand-in for Hostaway's public API: listings, tokens, vocabulary and limits as documented, awkwardness
 * included, with switches for what goes wrong. Listens on the loopback address only.
 * @throws z.ZodError for options that make no sense
 */
export async function startHostawaySimulator(
  options: SimulatorOptions = {},
): Promise<HostawaySimulator> {
  const settings = simulatorOptionsSchema.parse(options);
  const journal = new Journal(settings.dataFile);
  const faults = new FaultPlan(settings.seed, preciseNow);
  for (const fault of settings.faults) faults.add(fault);
  const webhooks = new WebhookStore(journal);
  const deliveries = new Deliveries(webhooks, settings, () => faults.random());
  let url = '';
  const api: ApiServer = {
    state: {
      settings,
      accounts: new Accounts(settings.accounts, settings, journal),
      listings: new ListingStore(journal),
      calendars: new CalendarStore(journal, settings.calendarReadableAfterMs),
      reservations: new ReservationStore(journal, settings.readableAfterMs),
      webhooks,
      deliveries,
      origin: () => url,
    },
    faults,
    limiter: new Limiter(settings.limits),
    log: new CallLog(settings.maxCalls),
  };
  const control = new SimulatorControl(api);
  const server = createServer((request, response) => {
    serve({ api, control, request, response }).catch(() => response.destroy());
  });
  // Longer than any caller keeps an idle connection, so that it is the caller who closes it.
  server.keepAliveTimeout = 75_000;
  const port = await listen(server, settings.port);
  url = `http://127.0.0.1:${port}`;

  return {
    url,
    port,
    control,
    calls: (since) => api.log.list(since),
    listings: () => simulatedListings(api.state, preciseNow()),
    stop: () => {
      deliveries.stop();

      return close(server);
    },
  };
}

interface Served {
  readonly api: ApiServer;
  readonly control: SimulatorControl;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function serve({ api, control, request, response }: Served): Promise<void> {
  const path = request.url ?? '/';
  if (path.startsWith('/v1/')) return serveApi(api, request, response);
  if (path.startsWith('/_control/')) return serveControl(control, request, response);

  return servePage(api, request, response);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
