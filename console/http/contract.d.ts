// Made from the route table by `npm run contract`.

export interface paths {
    "/api/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account's API keys; their beginnings, and when they were used last, to some minutes
         * @description For the roles Owner.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key; it is shown this once
         * @description For the roles Owner.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key; it is refused from the next request on
         * @description For the roles Owner.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the provider sends people back to
         * @description Needs neither API key nor session.
         */
        get: operations["finishLogin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Log in with the provider, and come back to a path of this site
         * @description Needs neither API key nor session.
         */
        get: operations["beginLogin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the session
         * @description Needs neither API key nor session.
         */
        post: operations["logOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/alert-webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where this account's alerts are sent to, and how that goes
         * @description For the roles Owner.
         */
        get: operations["getAlertWebhook"];
        /**
         * Send alerts to an address of your own, signed with a new secret, shown this once
         * @description For the roles Owner.
         */
        put: operations["putAlertWebhook"];
        post?: never;
        /**
         * Send alerts there no more
         * @description For the roles Owner.
         */
        delete: operations["deleteAlertWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/alert-webhook/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new signing secret, shown this once; messages are signed with the old one too for a day
         * @description For the roles Owner.
         */
        post: operations["rotateAlertWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/alert-webhook/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test, and see what the receiver answers
         * @description For the roles Owner.
         */
        post: operations["testAlertWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alerts: the open ones by channel account, then the past ones, newest first
         * @description For every role.
         */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Say that an alert has been seen; whoever says so first stays on record
         * @description For the roles Owner and ChannelPublisher.
         */
        patch: operations["patchAlert"];
        trace?: never;
    };
    "/api/channels/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The attempts that one request or change has led to, newest first
         * @description For every role.
         */
        get: operations["listTraceAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/bookings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The bookings that came in from channels, the newest arrival first
         * @description For every role.
         */
        get: operations["listBookings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/dead-letters/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give the jobs another life that broke a worker again and again
         * @description For the roles Owner.
         */
        post: operations["redriveDeadLetters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The dashboard: how each channel account is doing
         * @description For every role.
         */
        get: operations["listHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/inbound-audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What channels have told of bookings, or was found there, newest first
         * @description For every role.
         */
        get: operations["listInboundAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/inbound-audit/{id}/reprocess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have the reservation that a row is about looked at once more, under a row of its own
         * @description For the roles Owner and ChannelPublisher.
         */
        post: operations["reprocessInbound"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/listings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The listings, by id
         * @description For every role.
         */
        get: operations["listListings"];
        put?: never;
        /**
         * Link a unit to a channel account, so that it is published there and kept up to date
         * @description For the roles Owner and ChannelPublisher.
         */
        post: operations["linkListing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/listings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One listing
         * @description For every role.
         */
        get: operations["getListing"];
        put?: never;
        post?: never;
        /**
         * End the distribution of a listing, and delete it at the channel if so asked
         * @description For the roles Owner and ChannelPublisher.
         */
        delete: operations["archiveListing"];
        options?: never;
        head?: never;
        /**
         * Pause or resume a listing
         * @description For the roles Owner and ChannelPublisher.
         */
        patch: operations["patchListing"];
        trace?: never;
    };
    "/api/channels/listings/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How two versions of a listing's unit differ as its channel would get them
         * @description For every role.
         */
        get: operations["diffListing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/listings/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every attempt to write a listing to its channel, newest first
         * @description For every role.
         */
        get: operations["listHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/listings/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What would go out for a listing now, and how that differs from what went out last
         * @description For every role.
         */
        get: operations["previewListing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/listings/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a listing again, with the unit's newest version or the one named
         * @description For the roles Owner and ChannelPublisher.
         */
        post: operations["retryListing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The connected channel accounts
         * @description For every role.
         */
        get: operations["listTargets"];
        put?: never;
        /**
         * Connect a channel account; its credentials are tried first
         * @description For the roles Owner and ChannelPublisher.
         */
        post: operations["createTarget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/targets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One channel account
         * @description For every role.
         */
        get: operations["getTarget"];
        put?: never;
        post?: never;
        /**
         * Disconnect a channel account; its record stays
         * @description For the roles Owner and ChannelPublisher.
         */
        delete: operations["deleteTarget"];
        options?: never;
        head?: never;
        /**
         * Change, pause or resume a channel account
         * @description For the roles Owner and ChannelPublisher.
         */
        patch: operations["patchTarget"];
        trace?: never;
    };
    "/api/channels/targets/{id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every attempt to write to a channel account, newest first
         * @description For every role.
         */
        get: operations["listTargetAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/targets/{id}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replace the credentials, once the new ones have been tried
         * @description For the roles Owner and ChannelPublisher.
         */
        put: operations["rotateCredentials"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/targets/{id}/external-listings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The channel's own listings, each with the listing that is linked to it
         * @description For every role.
         */
        get: operations["listExternalListings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/targets/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a channel account is doing and has been, and which of its listings wait
         * @description For every role.
         */
        get: operations["getTargetHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/targets/{id}/health-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call the channel now and say how it answers
         * @description For the roles Owner and ChannelPublisher.
         */
        post: operations["checkTargetHealth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/targets/{id}/inbound": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether bookings come in from a channel account, and how far they are known
         * @description For every role.
         */
        get: operations["getInbound"];
        /**
         * Let bookings come in from a channel account, or no more; all that are to come are read
         * @description For the roles Owner and ChannelPublisher.
         */
        put: operations["putInbound"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/targets/{id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the listings again that failed in a time and are still not in order
         * @description For the roles Owner and ChannelPublisher.
         */
        post: operations["recoverTarget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/targets/{id}/resync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send every active listing of a channel account again, whether it has changed or not
         * @description For the roles Owner and ChannelPublisher.
         */
        post: operations["resyncTarget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the API is up
         * @description Needs neither API key nor session.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who asks, and in which accounts they may work
         * @description For every role.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Work in another account; the session gets a new id
         * @description For every role.
         */
        patch: operations["patchMe"];
        trace?: never;
    };
    "/api/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who may log in to this account, and as what
         * @description For the roles Owner.
         */
        get: operations["listMembers"];
        put?: never;
        /**
         * Let a person log in, known by an e-mail address
         * @description For the roles Owner.
         */
        post: operations["addMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A member
         * @description For the roles Owner.
         */
        get: operations["getMember"];
        put?: never;
        post?: never;
        /**
         * Take a member out of the account, from their next request on
         * @description For the roles Owner.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        /**
         * Change a member's role, from their next request on
         * @description For the roles Owner.
         */
        patch: operations["patchMember"];
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This contract as an OpenAPI 3.1 document
         * @description Needs neither API key nor session.
         */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supply/unit-summaries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The units in short, by id, and what each lacks to be linked
         * @description For every role.
         */
        get: operations["listUnitSummaries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supply/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The units, by id
         * @description For every role.
         */
        get: operations["listUnits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supply/units/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One unit at its newest version
         * @description For every role.
         */
        get: operations["getUnit"];
        /**
         * Create or replace a unit; the same content keeps the version
         * @description For the roles Owner and ContentManager.
         */
        put: operations["putUnit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supply/units/{id}/bookings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The bookings of a unit, the newest arrival first
         * @description For every role.
         */
        get: operations["listUnitBookings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supply/units/{id}/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The nights of a unit: who has each, and what it costs; 90 from today unless said
         * @description For every role.
         */
        get: operations["getCalendar"];
        /**
         * Say of nights what they cost, how long stays are, and whether they are for sale
         * @description For the roles Owner and ContentManager.
         */
        put: operations["putCalendar"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supply/units/{id}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold nights for some minutes, all of them or none
         * @description For the roles Owner and ContentManager.
         */
        post: operations["createHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supply/units/{id}/holds/{hold_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a hold before its time
         * @description For the roles Owner and ContentManager.
         */
        delete: operations["deleteHold"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supply/units/{id}/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every version of a unit, newest first
         * @description For every role.
         */
        get: operations["listSnapshots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supply/units/{id}/snapshots/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One version of a unit
         * @description For every role.
         */
        get: operations["getSnapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{channel_type}/{target_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a channel tells of bookings: put on record, and worked off afterwards
         * @description Needs neither API key nor session.
         */
        post: operations["receiveWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Alert: {
            account_id: string;
            acknowledged_at: string | null;
            acknowledged_by: string | null;
            closed_at: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description When its condition was last seen to hold, to within five minutes.
             */
            last_seen_at: string;
            /** @description Of the rules that tell of one listing: `content_refused` and `double_booking`. */
            listing_id: string | null;
            message: string;
            /** Format: date-time */
            opened_at: string;
            org_id: string;
            /** @description The worst value so far; of credentials the fewest days. */
            peak: number | null;
            /** @enum {string} */
            rule: "credentials_rejected" | "channel_unavailable" | "target_offline" | "silence_seconds" | "oldest_waiting_seconds" | "rate_limited_ratio" | "p95_latency_ms" | "error_rate" | "content_refused" | "listings_failed" | "removals_failed" | "dead_letters" | "attempts_unrecorded" | "changes_forgotten" | "consumer_off" | "double_booking" | "inbound_failed" | "subscription_lost" | "credentials_expired" | "credentials_expire";
            /** Format: uuid */
            target_id: string;
            threshold: number | null;
            /** @description When it was last looked at and held; null for a rule that is about no number. */
            value: number | null;
        };
        AlertWebhook: {
            last_delivered_at: string | null;
            last_failed_at: string | null;
            last_failure: string | null;
            /** @description When a message was last given up, after a day of tries. */
            last_given_up_at: string | null;
            /** @description Until then messages are signed with the secret before the last rotation as well. */
            old_secret_until: string | null;
            rotated_at: string | null;
            /** Format: date-time */
            set_at: string;
            /** @description The receiver answered 410: nothing is sent to it until it is set again. */
            switched_off_at: string | null;
            /** Format: uri */
            url: string;
        };
        ApiKey: {
            /** Format: date-time */
            created_at: string;
            /** @default null */
            created_by: string | null;
            /** @default null */
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            last_used_at: string | null;
            name: string;
            /** @default null */
            prefix: string | null;
            /** @enum {string} */
            role: "Owner" | "ChannelPublisher" | "ContentManager" | "Viewer";
            /** Format: uuid */
            user_id: string;
        };
        Booking: {
            account_id: string;
            adults: number | null;
            /** Format: date */
            arrival: string;
            /** @description The channel's own word. */
            channel_status: string;
            /** Format: date-time */
            channel_updated_at: string;
            children: number | null;
            /** @description Nights that others have: its guest has nowhere to sleep then. Null: none. */
            conflict: {
                /** Format: date */
                from: string;
                holder: {
                    id: string;
                    /** @enum {string} */
                    kind: "booking" | "block" | "hold" | "feed";
                };
                /**
                 * Format: date
                 * @description The first night after them.
                 */
                to: string;
            }[] | null;
            /** Format: date-time */
            created_at: string;
            currency: string | null;
            /** Format: date */
            departure: string;
            external_listing_id: string | null;
            external_reservation_id: string;
            /** @description What a person should look at; null: nothing. */
            flag: string | null;
            /** @description All that is kept of the person; it goes 90 days after the departure. */
            guest_name: string | null;
            /** Format: uuid */
            id: string;
            infants: number | null;
            /** Format: uuid */
            listing_id: string;
            org_id: string;
            pets: number | null;
            /** @description Where the guest has booked. */
            source: string | null;
            /** @description What it is called there. */
            source_reference: string | null;
            /** @enum {string} */
            status: "confirmed" | "owner_stay" | "pending" | "cancelled" | "unknown";
            /** Format: uuid */
            target_id: string;
            /** @description In minor units, as the channel says it. */
            total: number | null;
            /** Format: uuid */
            unit_id: string;
            /** Format: date-time */
            updated_at: string;
            readonly warnings: string[];
        };
        Calendar: {
            nights: {
                closed_to_arrival: boolean;
                closed_to_departure: boolean;
                /** Format: date */
                date: string;
                holder: {
                    id: string;
                    /** @enum {string} */
                    kind: "booking" | "block" | "hold" | "feed";
                } | null;
                max_nights: number | null;
                min_nights: number | null;
                /** @description In minor units of the unit's currency. */
                price: number | null;
                /**
                 * @description Closed: it has a holder.
                 * @enum {string}
                 */
                status: "open" | "closed";
                /** @description Who has the night next, in this order. A booking that waits is a guest without a night. */
                waiting: {
                    id: string;
                    /** @enum {string} */
                    kind: "booking" | "block" | "hold" | "feed";
                }[];
            }[];
        };
        DashboardRow: {
            /** @description The rules whose conditions hold now. */
            alerts: {
                message: string;
                /** @enum {string} */
                rule: "credentials_rejected" | "channel_unavailable" | "target_offline" | "silence_seconds" | "oldest_waiting_seconds" | "rate_limited_ratio" | "p95_latency_ms" | "error_rate" | "content_refused" | "listings_failed" | "removals_failed" | "dead_letters" | "attempts_unrecorded" | "changes_forgotten" | "consumer_off" | "double_booking" | "inbound_failed" | "subscription_lost" | "credentials_expired" | "credentials_expire";
                threshold: number | null;
                /** @description Null for a rule that is about no number. */
                value: number | null;
            }[];
            block_reason: ("rate_limited" | "credentials_rejected" | "unavailable") | null;
            blocked_until: string | null;
            /** @enum {string} */
            channel_type: "hostaway" | "airbnb" | "vrbo" | "booking_com" | "internal_brand";
            credentials_expires_at: string | null;
            error_rate_24h: number;
            failed_24h: number;
            /** @description What was read in vain, apart from what the channel answered with 429. */
            failed_reads_10m: number;
            health_message: string | null;
            /** @enum {string} */
            health_status: "healthy" | "degraded" | "offline";
            is_active: boolean;
            /** @description How the attempts of the last hour ended: a point for each five minutes, oldest first. */
            last_hour: {
                abandoned: number;
                /** Format: date-time */
                at: string;
                failed: number;
                rate_limited: number;
                success: number;
            }[];
            last_success_at: string | null;
            /** @description Of the calls of the last hour, within 7 %; null when there were none. */
            latency_ms: {
                p50: number | null;
                p95: number | null;
            };
            listings: {
                error: number;
                ok: number;
                pending: number;
                rate_limited: number;
            };
            name: string;
            oldest_waiting_seconds: number | null;
            /** @description Jobs in its queue, as SQS counts them: nearly. Replays wait in another queue. */
            queue_depth: number;
            rate_limited_10m: number;
            rate_limited_ratio_10m: number;
            /** @description Archived listings that are to be removed from the channel, or could not be. */
            removals: {
                failed: number;
                waiting: number;
            };
            /** @description All calls: attempts, and what is only read, such as look-ups and checks. */
            requests_10m: number;
            /** @description Attempts that were not told to come later. */
            syncs_24h: number;
            /** Format: uuid */
            target_id: string;
        };
        ExternalListing: {
            address: string | null;
            city: string | null;
            country_code: string | null;
            external_listing_id: string;
            internal_name: string | null;
            /** @description Put away at the channel, which may refuse changes of it. */
            is_archived: boolean;
            listing: {
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                status: "active" | "paused" | "error" | "archived";
                /** @enum {string} */
                sync_status: "ok" | "pending" | "error" | "rate_limited";
                unit_id: string | null;
            } | null;
            /** @description The listing whose marker it carries, linked or not: a copy made at the channel carries it too. */
            marked_listing_id: string | null;
            name: string;
            /** @description Of the first picture, at the channel's own address; null where its list has none. */
            picture_url: string | null;
        };
        Hold: {
            /** Format: date */
            from: string;
            /** Format: uuid */
            id: string;
            /** Format: date */
            to: string;
            /** Format: uuid */
            unit_id: string;
            /**
             * Format: date-time
             * @description From then on the nights are free, or those of who waits.
             */
            until: string;
        };
        Inbound: {
            enabled: boolean;
            /** @description When the channel told something last. */
            last_event_at: string | null;
            subscription_id: string | null;
            /** @description All that had changed there by then is known; null until it was read once. */
            watermark: string | null;
            webhook_url: string | null;
        };
        InboundAudit: {
            account_id: string;
            /** Format: date-time */
            created_at: string;
            /** @description What it failed with, or why it was ignored. */
            error_message: string | null;
            /** @enum {string} */
            event_type: "booking_created" | "booking_modified" | "booking_cancelled" | "availability_updated" | "message_received" | "test" | "unknown";
            /** @description Of the body, fields without anything of a person. */
            excerpt: string;
            external_event_id: string;
            external_reservation_id: string | null;
            /** Format: uuid */
            id: string;
            /** @description Null until it is known, or unlinked. */
            listing_id: string | null;
            org_id: string;
            /** @description SHA-256 of the body as it came. */
            payload_hash: string;
            processed_at: string | null;
            /** @enum {string} */
            processing_status: "pending" | "success" | "failed" | "duplicate" | "ignored";
            /** Format: date-time */
            received_at: string;
            /** @description The row it repeats, if any. */
            reprocess_of: string | null;
            /**
             * @description Told by the channel, or found there.
             * @enum {string}
             */
            source: "webhook" | "pull";
            /** Format: uuid */
            target_id: string;
            /** Format: uuid */
            trace_id: string;
        };
        /** @description The steps from one payload to another (RFC 6902) */
        JsonPatch: ({
            /** @enum {string} */
            op: "add" | "replace";
            path: string;
            value: unknown;
        } | {
            from: string;
            /** @constant */
            op: "move";
            path: string;
        } | {
            /** @constant */
            op: "remove";
            path: string;
        })[];
        Listing: {
            account_id: string;
            /** Format: date-time */
            created_at: string;
            error_message: string | null;
            external_listing_id: string | null;
            /** Format: uuid */
            id: string;
            /** @description A call for it is under way. */
            is_being_sent: boolean;
            /** @description It may or may not have been made at the channel, since no answer came: it is looked for there before it is made again. */
            is_in_doubt: boolean;
            /** @description The channel does not take what the unit says, as `error_message` tells: it is sent again when the unit changes. */
            is_refused: boolean;
            last_payload_hash: string | null;
            last_sync_version: number | null;
            last_synced_at: string | null;
            org_id: string;
            retry_after_at: string | null;
            retry_count: number;
            space_id: string | null;
            /** @enum {string} */
            status: "active" | "paused" | "error" | "archived";
            /** @enum {string} */
            sync_status: "ok" | "pending" | "error" | "rate_limited";
            /** Format: uuid */
            target_id: string;
            unit_id: string | null;
            /** Format: date-time */
            updated_at: string;
            warnings: {
                field: string;
                message: string;
                /**
                 * @description Set when the channel's answer to the last write shows it; `field` is the channel's own then.
                 * @constant
                 */
                told_by?: "channel";
            }[];
        };
        ListingPreview: {
            /** @description Fields of the payload that the call would not name, since the channel has them as they are; `payload_hash` counts them. */
            readonly already_held: string[];
            difference: components["schemas"]["JsonPatch"] | null;
            /** @description The payload sent last, as it would be made today: what `difference` begins with. */
            difference_from: {
                [key: string]: unknown;
            } | null;
            /** @description Why there is no difference to show, or what it does not show. */
            difference_note: string | null;
            /** @description Whether it is another payload than the one sent last; null when unknown. */
            differs: boolean | null;
            readonly errors: {
                message: string;
                path: string;
            }[];
            held_back: string | null;
            is_pinned: boolean;
            last_sent: {
                payload_hash: string | null;
                sent_at: string | null;
                unit_version: number;
            } | null;
            /** Format: uuid */
            listing_id: string;
            /** @description The call that a job would make now; null for none, and `held_back` says why. */
            operation: ("create" | "update" | "delete") | null;
            payload: {
                [key: string]: unknown;
            } | null;
            payload_hash: string | null;
            /** Format: uuid */
            target_id: string;
            unit_id: string | null;
            unit_version: number | null;
            readonly warnings: {
                field: string;
                message: string;
                /**
                 * @description Set when the channel's answer to the last write shows it; `field` is the channel's own then.
                 * @constant
                 */
                told_by?: "channel";
            }[];
        };
        Me: {
            account_id: string;
            /** @description Null for an API key. */
            email: string | null;
            memberships: {
                account_id: string;
                org_id: string;
                /** @enum {string} */
                role: "Owner" | "ChannelPublisher" | "ContentManager" | "Viewer";
            }[];
            org_id: string;
            /** @enum {string} */
            role: "Owner" | "ChannelPublisher" | "ContentManager" | "Viewer";
            /** Format: uuid */
            user_id: string;
        };
        Member: {
            /** Format: date-time */
            created_at: string;
            created_by: string | null;
            /** Format: email */
            email: string;
            /** @enum {string} */
            role: "Owner" | "ChannelPublisher" | "ContentManager" | "Viewer";
            /** Format: date-time */
            updated_at: string;
            /** Format: uuid */
            user_id: string;
        };
        OutboundAudit: {
            account_id: string;
            completed_at: string | null;
            /** Format: date-time */
            created_at: string;
            created_by: string | null;
            duration_ms: number | null;
            error_message: string | null;
            /** @enum {string} */
            http_method: "POST" | "PUT" | "PATCH" | "DELETE";
            http_status: number | null;
            /** Format: uuid */
            id: string;
            idempotency_key: string;
            /** Format: uuid */
            listing_id: string;
            /** @enum {string} */
            operation: "create" | "update" | "delete";
            org_id: string;
            /** @enum {string} */
            outcome: "open" | "success" | "failed" | "rate_limited" | "abandoned";
            request_excerpt: string;
            request_payload_hash: string;
            /**
             * @description What the attempt was about: the listing itself, or its nights.
             * @default content
             * @enum {string}
             */
            resource: "content" | "calendar";
            response_excerpt: string | null;
            retry_attempt: number;
            /** Format: date-time */
            started_at: string;
            /** Format: uuid */
            target_id: string;
            /** Format: uuid */
            trace_id: string;
            unit_id: string | null;
            unit_version: number;
        };
        /** @description What went wrong (RFC 9457) */
        Problem: {
            detail: string;
            readonly errors?: {
                message: string;
                path: string;
            }[];
            status: number;
            title: string;
            /** Format: uuid */
            trace_id: string;
            /** @example /problems/not-found */
            type: string;
        };
        Target: {
            account_id: string;
            /** Format: uri */
            base_url: string;
            block_reason: ("rate_limited" | "credentials_rejected" | "unavailable") | null;
            blocked_until: string | null;
            /** @enum {string} */
            channel_type: "hostaway" | "airbnb" | "vrbo" | "booking_com" | "internal_brand";
            /** Format: date-time */
            created_at: string;
            credentials_expires_at: string | null;
            credentials_ref: string;
            deleted_at: string | null;
            health_message: string | null;
            /** @enum {string} */
            health_status: "healthy" | "degraded" | "offline";
            /** Format: uuid */
            id: string;
            is_active: boolean;
            last_health_check_at: string | null;
            name: string;
            org_id: string;
            rate_limit_config: {
                max_requests: number;
                window_seconds: number;
            } | null;
            settings: {
                alerts?: {
                    /** @description Share of failed syncs in the last 24 hours; 0.01 unless said. */
                    error_rate?: number;
                    /** @description How long a change may wait, in s; 300 unless said. */
                    oldest_waiting_seconds?: number;
                    /** @description 95th percentile of the last hour's calls, in ms; 10000 unless said. */
                    p95_latency_ms?: number;
                    /** @description Share of calls answered 429 in the last 10 minutes; 0.02 unless said. */
                    rate_limited_ratio?: number;
                    /** @description How long a silence that the channel asked for may still last, in s; 300 unless said. */
                    silence_seconds?: number;
                };
                /**
                 * @default public_api
                 * @enum {string}
                 */
                field_mapping: "public_api" | "specification";
                /** @description Whether a booking that is only asked for closes its nights; it does not unless said. */
                pending_holds_nights?: boolean;
            };
            /** @enum {string} */
            sync_mode: "manual" | "ical" | "api";
            /** Format: date-time */
            updated_at: string;
            warnings: {
                field: string;
                message: string;
            }[];
        };
        TargetHealth: {
            /** @description The rules whose conditions hold now. */
            alerts: {
                message: string;
                /** @enum {string} */
                rule: "credentials_rejected" | "channel_unavailable" | "target_offline" | "silence_seconds" | "oldest_waiting_seconds" | "rate_limited_ratio" | "p95_latency_ms" | "error_rate" | "content_refused" | "listings_failed" | "removals_failed" | "dead_letters" | "attempts_unrecorded" | "changes_forgotten" | "consumer_off" | "double_booking" | "inbound_failed" | "subscription_lost" | "credentials_expired" | "credentials_expire";
                threshold: number | null;
                /** @description Null for a rule that is about no number. */
                value: number | null;
            }[];
            block_reason: ("rate_limited" | "credentials_rejected" | "unavailable") | null;
            blocked_until: string | null;
            /** @enum {string} */
            channel_type: "hostaway" | "airbnb" | "vrbo" | "booking_com" | "internal_brand";
            credentials_expires_at: string | null;
            error_rate_24h: number;
            failed_24h: number;
            /** @description What was read in vain, apart from what the channel answered with 429. */
            failed_reads_10m: number;
            /** @description The changes of its status in the last day, newest first, as a look every five minutes shows them; the last is the first that is known. */
            health_history: {
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                health_status: "healthy" | "degraded" | "offline";
                message: string | null;
            }[];
            health_message: string | null;
            /** @enum {string} */
            health_status: "healthy" | "degraded" | "offline";
            is_active: boolean;
            /** @description How the attempts of the last hour ended: a point for each five minutes, oldest first. */
            last_hour: {
                abandoned: number;
                /** Format: date-time */
                at: string;
                failed: number;
                rate_limited: number;
                success: number;
            }[];
            last_success_at: string | null;
            /** @description Of the calls of the last hour, within 7 %; null when there were none. */
            latency_ms: {
                p50: number | null;
                p95: number | null;
            };
            listings: {
                error: number;
                ok: number;
                pending: number;
                rate_limited: number;
            };
            name: string;
            oldest_waiting_seconds: number | null;
            /** @description Jobs in its queue, as SQS counts them: nearly. Replays wait in another queue. */
            queue_depth: number;
            rate_limited_10m: number;
            rate_limited_ratio_10m: number;
            /** @description Archived listings that are to be removed from the channel, or could not be. */
            removals: {
                failed: number;
                waiting: number;
            };
            /** @description All calls: attempts, and what is only read, such as look-ups and checks. */
            requests_10m: number;
            series: {
                /** @description A point for each hour (UTC) of the last 24 hours, oldest first; the first and the last may be less than an hour. */
                day: {
                    abandoned: number;
                    /** Format: date-time */
                    at: string;
                    failed: number;
                    latency_ms: {
                        p50: number | null;
                        p95: number | null;
                    };
                    /** @description The most jobs that were seen in its queue; null when nobody looked. */
                    queue_depth: number | null;
                    rate_limited: number;
                    success: number;
                }[];
                /** @description A point for each of the last 60 minutes, oldest first. */
                hour: {
                    abandoned: number;
                    /** Format: date-time */
                    at: string;
                    failed: number;
                    latency_ms: {
                        p50: number | null;
                        p95: number | null;
                    };
                    /** @description The most jobs that were seen in its queue; null when nobody looked. */
                    queue_depth: number | null;
                    rate_limited: number;
                    success: number;
                }[];
            };
            /** @description Attempts that were not told to come later. */
            syncs_24h: number;
            /** Format: uuid */
            target_id: string;
            /** @description Listings that are pending, rate limited or in error, those longest so first: at most 100 of `total`. */
            waiting_listings: {
                items: {
                    /** @description How often what failed or was put off last has been attempted, also when the channel answered 429; 0 when nothing was since it was in order. */
                    attempts: number;
                    /** @description When it may be tried next; null: in its turn, or when a person acts. */
                    due_at: string | null;
                    error_message: string | null;
                    /** @description What it waits for, as in a preview; null: for its turn, or for a person when in error. */
                    held_back: string | null;
                    /** Format: uuid */
                    id: string;
                    refused_version?: number;
                    retry_after_at: string | null;
                    retry_count: number;
                    /** @enum {string} */
                    status: "active" | "paused" | "error" | "archived";
                    /** @enum {string} */
                    sync_status: "ok" | "pending" | "error" | "rate_limited";
                    unit_id: string | null;
                    /** Format: date-time */
                    waiting_since: string;
                }[];
                total: number;
            };
        };
        Unit: {
            account_id: string;
            address?: {
                city?: string | null;
                country_code?: string | null;
                latitude?: number | null;
                line1?: string | null;
                line2?: string | null;
                longitude?: number | null;
                postal_code?: string | null;
                state?: string | null;
            } | null;
            /** @default [] */
            amenities: string[];
            base_nightly_rate?: number | null;
            bathrooms?: {
                full: number;
                half: number;
                shared?: boolean | null;
            } | null;
            bedrooms?: number | null;
            /** @default [] */
            beds: {
                quantity: number;
                room?: string | null;
                /** @enum {string} */
                type: "king" | "queen" | "double" | "single" | "twin" | "sofa_bed" | "bunk_bed" | "futon" | "air_mattress" | "crib" | "floor_mattress";
            }[];
            cancellation_policy?: ("flexible" | "moderate" | "firm" | "strict" | "no_refund") | null;
            capacity_adults?: number | null;
            capacity_children?: number | null;
            check_in_from?: string | null;
            check_in_until?: string | null;
            check_out_until?: string | null;
            cleaning_fee?: number | null;
            /** Format: date-time */
            created_at: string;
            currency?: string | null;
            description?: string | null;
            house_rules?: string | null;
            /** Format: uuid */
            id: string;
            /** @default true */
            is_active: boolean;
            license_number?: string | null;
            max_nights?: number | null;
            /** @default [] */
            media_assets: {
                caption?: string | null;
                /** @default false */
                is_primary: boolean;
                /** @default 0 */
                sort_order: number;
                /** Format: uri */
                url: string;
            }[];
            min_nights?: number | null;
            name: string;
            org_id: string;
            space: {
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                property_type: "villa" | "apartment" | "house" | "condo" | "townhouse" | "cabin" | "guest_suite" | "guesthouse" | "cottage" | "bungalow" | "loft" | "studio" | "serviced_apartment" | "chalet" | "hotel_room" | "castle" | "other";
                /** @description Not said: private_room for a hotel_room, else entire_home. */
                room_type?: ("entire_home" | "private_room" | "shared_room") | null;
            };
            timezone?: string | null;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        UnitSnapshot: {
            account_id: string;
            content: {
                address?: {
                    city?: string | null;
                    country_code?: string | null;
                    latitude?: number | null;
                    line1?: string | null;
                    line2?: string | null;
                    longitude?: number | null;
                    postal_code?: string | null;
                    state?: string | null;
                } | null;
                /** @default [] */
                amenities: string[];
                base_nightly_rate?: number | null;
                bathrooms?: {
                    full: number;
                    half: number;
                    shared?: boolean | null;
                } | null;
                bedrooms?: number | null;
                /** @default [] */
                beds: {
                    quantity: number;
                    room?: string | null;
                    /** @enum {string} */
                    type: "king" | "queen" | "double" | "single" | "twin" | "sofa_bed" | "bunk_bed" | "futon" | "air_mattress" | "crib" | "floor_mattress";
                }[];
                cancellation_policy?: ("flexible" | "moderate" | "firm" | "strict" | "no_refund") | null;
                capacity_adults?: number | null;
                capacity_children?: number | null;
                check_in_from?: string | null;
                check_in_until?: string | null;
                check_out_until?: string | null;
                cleaning_fee?: number | null;
                currency?: string | null;
                description?: string | null;
                house_rules?: string | null;
                /** @default true */
                is_active: boolean;
                license_number?: string | null;
                max_nights?: number | null;
                /** @default [] */
                media_assets: {
                    caption?: string | null;
                    /** @default false */
                    is_primary: boolean;
                    /** @default 0 */
                    sort_order: number;
                    /** Format: uri */
                    url: string;
                }[];
                min_nights?: number | null;
                name: string;
                space: {
                    /** Format: uuid */
                    id: string;
                    /** @enum {string} */
                    property_type: "villa" | "apartment" | "house" | "condo" | "townhouse" | "cabin" | "guest_suite" | "guesthouse" | "cottage" | "bungalow" | "loft" | "studio" | "serviced_apartment" | "chalet" | "hotel_room" | "castle" | "other";
                    /** @description Not said: private_room for a hotel_room, else entire_home. */
                    room_type?: ("entire_home" | "private_room" | "shared_room") | null;
                };
                timezone?: string | null;
            };
            content_hash: string;
            /** Format: date-time */
            created_at: string;
            created_by: string | null;
            org_id: string;
            /** Format: uuid */
            unit_id: string;
            version: number;
        };
        UnitSummary: {
            capacity_adults: number | null;
            city: string | null;
            country_code: string | null;
            /** Format: uuid */
            id: string;
            /** @description How many there are. */
            images: number;
            /** @default true */
            is_active: boolean;
            /** @description Why a link of it would be refused; empty when it is ready. */
            missing: {
                message: string;
                path: string;
            }[];
            name: string;
            /** @description Of the primary image, or of the first; null without images. */
            picture_url: string | null;
            /** @enum {string} */
            property_type: "villa" | "apartment" | "house" | "condo" | "townhouse" | "cabin" | "guest_suite" | "guesthouse" | "cottage" | "bungalow" | "loft" | "studio" | "serviced_apartment" | "chalet" | "hotel_room" | "castle" | "other";
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        VersionDiff: {
            from: {
                payload: {
                    [key: string]: unknown;
                };
                payload_hash: string;
                unit_version: number;
            };
            /** Format: uuid */
            listing_id: string;
            operations: components["schemas"]["JsonPatch"];
            to: {
                payload: {
                    [key: string]: unknown;
                };
                payload_hash: string;
                unit_version: number;
            };
            /** Format: uuid */
            unit_id: string;
            readonly warnings: {
                field: string;
                message: string;
                /**
                 * @description Set when the channel's answer to the last write shows it; `field` is the channel's own then.
                 * @constant
                 */
                told_by?: "channel";
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listApiKeys: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. Opaque; good for the same list only. */
                cursor?: string;
                /** @description Most items to answer; there may be fewer. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "nightly import",
                 *       "role": "ContentManager",
                 *       "expires_at": "2030-01-31T00:00:00Z"
                 *     }
                 */
                "application/json": {
                    expires_at?: string | null;
                    name: string;
                    /** @enum {string} */
                    role: "Owner" | "ChannelPublisher" | "ContentManager" | "Viewer";
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        /** @default null */
                        created_by: string | null;
                        /** @default null */
                        expires_at: string | null;
                        /** Format: uuid */
                        id: string;
                        /** @description Keep it: it is not shown again. */
                        key: string;
                        last_used_at: string | null;
                        name: string;
                        /** @default null */
                        prefix: string | null;
                        /** @enum {string} */
                        role: "Owner" | "ChannelPublisher" | "ContentManager" | "Viewer";
                        /** Format: uuid */
                        user_id: string;
                    };
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to tell */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    finishLogin: {
        parameters: {
            query?: {
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: never;
    };
    beginLogin: {
        parameters: {
            query?: {
                return_to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: never;
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to tell */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getAlertWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertWebhook"];
                };
            };
        };
    };
    putAlertWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.com/hooks/alerts"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description https on a public host, without a query.
                     * @example https://example.com/hooks/alerts
                     */
                    url: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        last_delivered_at: string | null;
                        last_failed_at: string | null;
                        last_failure: string | null;
                        /** @description When a message was last given up, after a day of tries. */
                        last_given_up_at: string | null;
                        /** @description Until then messages are signed with the secret before the last rotation as well. */
                        old_secret_until: string | null;
                        rotated_at: string | null;
                        /**
                         * @description What messages are signed with (Standard Webhooks). Keep it: it is not shown again.
                         * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                         */
                        secret: string;
                        /** Format: date-time */
                        set_at: string;
                        /** @description The receiver answered 410: nothing is sent to it until it is set again. */
                        switched_off_at: string | null;
                        /** Format: uri */
                        url: string;
                    };
                };
            };
        };
    };
    deleteAlertWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to tell */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rotateAlertWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        last_delivered_at: string | null;
                        last_failed_at: string | null;
                        last_failure: string | null;
                        /** @description When a message was last given up, after a day of tries. */
                        last_given_up_at: string | null;
                        /** @description Until then messages are signed with the secret before the last rotation as well. */
                        old_secret_until: string | null;
                        rotated_at: string | null;
                        /**
                         * @description What messages are signed with (Standard Webhooks). Keep it: it is not shown again.
                         * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                         */
                        secret: string;
                        /** Format: date-time */
                        set_at: string;
                        /** @description The receiver answered 410: nothing is sent to it until it is set again. */
                        switched_off_at: string | null;
                        /** Format: uri */
                        url: string;
                    };
                };
            };
        };
    };
    testAlertWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The beginning of the receiver's answer. */
                        answer: string;
                        delivered: boolean;
                        message: string;
                        /** @description Null where there was no answer. */
                        status: number | null;
                    };
                };
            };
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                acknowledged?: "true" | "false";
                /** @description The `next_cursor` of the page before. Opaque; good for the same list only. */
                cursor?: string;
                /** @description Most items to answer; there may be fewer. */
                limit?: number;
                rule?: "credentials_rejected" | "channel_unavailable" | "target_offline" | "silence_seconds" | "oldest_waiting_seconds" | "rate_limited_ratio" | "p95_latency_ms" | "error_rate" | "content_refused" | "listings_failed" | "removals_failed" | "dead_letters" | "attempts_unrecorded" | "changes_forgotten" | "consumer_off" | "double_booking" | "inbound_failed" | "subscription_lost" | "credentials_expired" | "credentials_expire";
                state?: "open" | "past";
                target_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Alert"][];
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    patchAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "acknowledged": true
                 *     }
                 */
                "application/json": {
                    /** @constant */
                    acknowledged: true;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    listTraceAudit: {
        parameters: {
            query: {
                /** @description The `next_cursor` of the page before. Opaque; good for the same list only. */
                cursor?: string;
                /** @description Most items to answer; there may be fewer. */
                limit?: number;
                /** @description A trace id: 32 hex digits, or the same as a UUID. */
                trace_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OutboundAudit"][];
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    listBookings: {
        parameters: {
            query?: {
                conflict?: "true" | "false";
                /** @description The `next_cursor` of the page before. Opaque; good for the same list only. */
                cursor?: string;
                /** @description Most items to answer; there may be fewer. */
                limit?: number;
                status?: "confirmed" | "owner_stay" | "pending" | "cancelled" | "unknown";
                target_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Booking"][];
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    redriveDeadLetters: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 24 hours. The same key with another body is 422. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted; a job does the rest */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Jobs of deleted targets: taken out. */
                        dropped: number;
                        left: number;
                        redriven: number;
                    };
                };
            };
        };
    };
    listHealth: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. Opaque; good for the same list only. */
                cursor?: string;
                /** @description Most items to answer; there may be fewer. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DashboardRow"][];
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    listInboundAudit: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. Opaque; good for the same list only. */
                cursor?: string;
                from?: string;
                /** @description Most items to answer; there may be fewer. */
                limit?: number;
                status?: "pending" | "success" | "failed" | "duplicate" | "ignored";
                target_id?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["InboundAudit"][];
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    reprocessInbound: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 24 hours. The same key with another body is 422. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted; a job does the rest */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboundAudit"];
                };
            };
        };
    };
    listListings: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. Opaque; good for the same list only. */
                cursor?: string;
                /** @description Most items to answer; there may be fewer. */
                limit?: number;
                status?: "active" | "paused" | "error" | "archived";
                sync_status?: "ok" | "pending" | "error" | "rate_limited";
                target_id?: string;
                unit_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Listing"][];
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    linkListing: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 24 hours. The same key with another body is 422. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "target_id": "3f0c6b7e-5a55-4c0e-8a4f-7a1f0d2c9b11",
                 *       "unit_id": "7b1d5c3a-2f64-4a8e-9d10-5f3f8f0b6c22"
                 *     }
                 */
                "application/json": {
                    external_listing_id?: string;
                    /** Format: uuid */
                    space_id?: string;
                    /** Format: uuid */
                    target_id: string;
                    /** Format: uuid */
                    unit_id?: string;
                } & (unknown | unknown);
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"];
                };
            };
        };
    };
    getListing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"];
                };
            };
        };
    };
    archiveListing: {
        parameters: {
            query?: {
                remove_from_channel?: boolean;
            };
            header?: {
                /** @description The ETag of the last read, or several. If the stored thing has none of them by now, the answer is 412. `*`: it must exist. */
                "if-match"?: string;
                /** @description ETags that the stored thing must not have, else the answer is 412. `*`: it must not exist. */
                "if-none-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted; a job does the rest */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"];
                };
            };
        };
    };
    patchListing: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the last read, or several. If the stored thing has none of them by now, the answer is 412. `*`: it must exist. */
                "if-match"?: string;
                /** @description ETags that the stored thing must not have, else the answer is 412. `*`: it must not exist. */
                "if-none-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "status": "paused"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "active" | "paused";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"];
                };
            };
        };
    };
    diffListing: {
        parameters: {
            query: {
                from: number;
                to: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionDiff"];
                };
            };
        };
    };
    listHistory: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. Opaque; good for the same list only. */
                cursor?: string;
                /** @description Most items to answer; there may be fewer. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OutboundAudit"][];
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    previewListing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListingPreview"];
                };
            };
        };
    };
    retryListing: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 24 hours. The same key with another body is 422. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "unit_version": 3
                 *     }
                 */
                "application/json": {
                    /** @description Of a listing in status `error`, which was deleted at the channel: forget that one and publish a new one */
                    publish_again?: boolean;
                    unit_version?: number;
                };
            };
        };
        responses: {
            /** @description Accepted; a job does the rest */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        job_id: string;
                        unit_version: number;
                    };
                };
            };
        };
    };
    listTargets: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. Opaque; good for the same list only. */
                cursor?: string;
                /** @description Most items to answer; there may be fewer. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Target"][];
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    createTarget: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 24 hours. The same key with another body is 422. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Hostaway Miami Villas",
                 *       "channel_type": "hostaway",
                 *       "sync_mode": "api",
                 *       "credentials": {
                 *         "account_id": "61148",
                 *         "api_key": "the API key of the Hostaway account"
                 *       },
                 *       "rate_limit_config": {
                 *         "max_requests": 12,
                 *         "window_seconds": 10
                 *       }
                 *     }
                 */
                "application/json": {
                    /** Format: uri */
                    base_url?: string;
                    /** @enum {string} */
                    channel_type: "hostaway" | "airbnb" | "vrbo" | "booking_com" | "internal_brand";
                    credentials: {
                        api_token: string;
                    } | {
                        account_id: string;
                        api_key: string;
                    };
                    credentials_expires_at?: string | null;
                    name: string;
                    rate_limit_config?: {
                        max_requests: number;
                        window_seconds: number;
                    } | null;
                    settings?: {
                        alerts?: {
                            /** @description Share of failed syncs in the last 24 hours; 0.01 unless said. */
                            error_rate?: number;
                            /** @description How long a change may wait, in s; 300 unless said. */
                            oldest_waiting_seconds?: number;
                            /** @description 95th percentile of the last hour's calls, in ms; 10000 unless said. */
                            p95_latency_ms?: number;
                            /** @description Share of calls answered 429 in the last 10 minutes; 0.02 unless said. */
                            rate_limited_ratio?: number;
                            /** @description How long a silence that the channel asked for may still last, in s; 300 unless said. */
                            silence_seconds?: number;
                        };
                        /**
                         * @default public_api
                         * @enum {string}
                         */
                        field_mapping?: "public_api" | "specification";
                        /** @description Whether a booking that is only asked for closes its nights; it does not unless said. */
                        pending_holds_nights?: boolean;
                    };
                    /** @enum {string} */
                    sync_mode: "manual" | "ical" | "api";
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
            };
        };
    };
    getTarget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
            };
        };
    };
    deleteTarget: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the last read, or several. If the stored thing has none of them by now, the answer is 412. `*`: it must exist. */
                "if-match"?: string;
                /** @description ETags that the stored thing must not have, else the answer is 412. `*`: it must not exist. */
                "if-none-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to tell */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patchTarget: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the last read, or several. If the stored thing has none of them by now, the answer is 412. `*`: it must exist. */
                "if-match"?: string;
                /** @description ETags that the stored thing must not have, else the answer is 412. `*`: it must not exist. */
                "if-none-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "is_active": false
                 *     }
                 */
                "application/json": {
                    /** Format: uri */
                    base_url?: string;
                    /** @description Needed when `base_url` changes to another origin, and only then. */
                    credentials?: {
                        api_token: string;
                    } | {
                        account_id: string;
                        api_key: string;
                    };
                    credentials_expires_at?: string | null;
                    is_active?: boolean;
                    name?: string;
                    rate_limit_config?: {
                        max_requests: number;
                        window_seconds: number;
                    } | null;
                    settings?: {
                        alerts?: {
                            /** @description Share of failed syncs in the last 24 hours; 0.01 unless said. */
                            error_rate?: number;
                            /** @description How long a change may wait, in s; 300 unless said. */
                            oldest_waiting_seconds?: number;
                            /** @description 95th percentile of the last hour's calls, in ms; 10000 unless said. */
                            p95_latency_ms?: number;
                            /** @description Share of calls answered 429 in the last 10 minutes; 0.02 unless said. */
                            rate_limited_ratio?: number;
                            /** @description How long a silence that the channel asked for may still last, in s; 300 unless said. */
                            silence_seconds?: number;
                        };
                        /**
                         * @default public_api
                         * @enum {string}
                         */
                        field_mapping?: "public_api" | "specification";
                        /** @description Whether a booking that is only asked for closes its nights; it does not unless said. */
                        pending_holds_nights?: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
            };
        };
    };
    listTargetAudit: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. Opaque; good for the same list only. */
                cursor?: string;
                from?: string;
                /** @description Most items to answer; there may be fewer. */
                limit?: number;
                /** @description One or more of open, success, failed, rate_limited, abandoned; with commas. */
                outcome?: string;
                to?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OutboundAudit"][];
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    rotateCredentials: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the last read, or several. If the stored thing has none of them by now, the answer is 412. `*`: it must exist. */
                "if-match"?: string;
                /** @description ETags that the stored thing must not have, else the answer is 412. `*`: it must not exist. */
                "if-none-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "credentials": {
                 *         "api_token": "the new token"
                 *       }
                 *     }
                 */
                "application/json": {
                    credentials: {
                        api_token: string;
                    } | {
                        account_id: string;
                        api_key: string;
                    };
                    credentials_expires_at?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
            };
        };
    };
    listExternalListings: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. It knows what was shown, so it may be long. */
                cursor?: string;
                /** @description Most items to answer; there may be fewer. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description False when the pages so far may lack some of the listings: rows that cannot be read, or a list that changed or contradicted itself while it was read. */
                        complete: boolean;
                        items: components["schemas"]["ExternalListing"][];
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        next_cursor: string | null;
                        /** @description Why it is not complete; null when it is. */
                        note: string | null;
                    };
                };
            };
        };
    };
    getTargetHealth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetHealth"];
                };
            };
        };
    };
    checkTargetHealth: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 24 hours. The same key with another body is 422. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        checked_at: string;
                        error_message: string | null;
                        /** @enum {string} */
                        health_status: "healthy" | "degraded" | "offline";
                        latency_ms: number | null;
                    };
                };
            };
        };
    };
    getInbound: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inbound"];
                };
            };
        };
    };
    putInbound: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "enabled": true
                 *     }
                 */
                "application/json": {
                    enabled: boolean;
                    /** @description Where the channel reaches this API; its own address unless said. */
                    public_url?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inbound"];
                };
            };
        };
    };
    recoverTarget: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 24 hours. The same key with another body is 422. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "since": "2026-01-31T09:00:00.000Z",
                 *       "dry_run": true
                 *     }
                 */
                "application/json": {
                    dry_run?: boolean;
                    /** Format: date-time */
                    since: string;
                    /** Format: date-time */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Accepted; a job does the rest */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enqueued: number;
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        matched: number;
                    };
                };
            };
        };
    };
    resyncTarget: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 24 hours. The same key with another body is 422. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": {
                    /** @description The `next_cursor` of an answer: goes on with the same resync. */
                    cursor?: string;
                };
            };
        };
        responses: {
            /** @description Accepted; a job does the rest */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enqueued: number;
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        /** @description Null when all are enqueued. Tens of thousands of listings take more calls. */
                        next_cursor: string | null;
                        /** Format: uuid */
                        resync_id: string;
                    };
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        stage: string;
                        /** @constant */
                        status: "ok";
                        version: string;
                    };
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    patchMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "org_id": "acme",
                 *       "account_id": "main"
                 *     }
                 */
                "application/json": {
                    account_id: string;
                    org_id: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. Opaque; good for the same list only. */
                cursor?: string;
                /** @description Most items to answer; there may be fewer. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Member"][];
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    addMember: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com",
                 *       "role": "ContentManager"
                 *     }
                 */
                "application/json": {
                    email: string;
                    /** @enum {string} */
                    role: "Owner" | "ChannelPublisher" | "ContentManager" | "Viewer";
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
        };
    };
    getMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the last read, or several. If the stored thing has none of them by now, the answer is 412. `*`: it must exist. */
                "if-match"?: string;
                /** @description ETags that the stored thing must not have, else the answer is 412. `*`: it must not exist. */
                "if-none-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to tell */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patchMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the last read, or several. If the stored thing has none of them by now, the answer is 412. `*`: it must exist. */
                "if-match"?: string;
                /** @description ETags that the stored thing must not have, else the answer is 412. `*`: it must not exist. */
                "if-none-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "Viewer"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    role: "Owner" | "ChannelPublisher" | "ContentManager" | "Viewer";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    listUnitSummaries: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. Opaque; good for the same list only. */
                cursor?: string;
                /** @description Most items to answer; there may be fewer. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["UnitSummary"][];
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    listUnits: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. Opaque; good for the same list only. */
                cursor?: string;
                /** @description Most items to answer; there may be fewer. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Unit"][];
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    getUnit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unit"];
                };
            };
        };
    };
    putUnit: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the last read, or several. If the stored thing has none of them by now, the answer is 412. `*`: it must exist. */
                "if-match"?: string;
                /** @description ETags that the stored thing must not have, else the answer is 412. `*`: it must not exist. */
                "if-none-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Casa Azul",
                 *       "description": "A villa with a pool, five minutes from the beach.",
                 *       "space": {
                 *         "id": "0f0f9a38-3c1c-4d1b-9a3e-0a5f3a1f2b10",
                 *         "property_type": "villa"
                 *       },
                 *       "capacity_adults": 6,
                 *       "capacity_children": 2,
                 *       "bedrooms": 3,
                 *       "beds": [
                 *         {
                 *           "type": "king",
                 *           "quantity": 1,
                 *           "room": "Main bedroom"
                 *         },
                 *         {
                 *           "type": "single",
                 *           "quantity": 4
                 *         }
                 *       ],
                 *       "bathrooms": {
                 *         "full": 2,
                 *         "half": 1
                 *       },
                 *       "address": {
                 *         "line1": "12 Ocean Drive",
                 *         "city": "Miami",
                 *         "state": "FL",
                 *         "postal_code": "33139",
                 *         "country_code": "US",
                 *         "latitude": 25.7743,
                 *         "longitude": -80.1317
                 *       },
                 *       "timezone": "America/New_York",
                 *       "check_in_from": "16:00",
                 *       "check_out_until": "11:00",
                 *       "min_nights": 3,
                 *       "currency": "USD",
                 *       "base_nightly_rate": 32000,
                 *       "cleaning_fee": 12000,
                 *       "amenities": [
                 *         "wifi",
                 *         "pool",
                 *         "free_parking"
                 *       ],
                 *       "cancellation_policy": "moderate",
                 *       "media_assets": [
                 *         {
                 *           "url": "https://images.example.com/casa-azul/front.jpg",
                 *           "sort_order": 0,
                 *           "is_primary": true
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    address?: {
                        city?: string | null;
                        country_code?: string | null;
                        latitude?: number | null;
                        line1?: string | null;
                        line2?: string | null;
                        longitude?: number | null;
                        postal_code?: string | null;
                        state?: string | null;
                    } | null;
                    /** @default [] */
                    amenities?: string[];
                    base_nightly_rate?: number | null;
                    bathrooms?: {
                        full: number;
                        half: number;
                        shared?: boolean | null;
                    } | null;
                    bedrooms?: number | null;
                    /** @default [] */
                    beds?: {
                        quantity: number;
                        room?: string | null;
                        /** @enum {string} */
                        type: "king" | "queen" | "double" | "single" | "twin" | "sofa_bed" | "bunk_bed" | "futon" | "air_mattress" | "crib" | "floor_mattress";
                    }[];
                    cancellation_policy?: ("flexible" | "moderate" | "firm" | "strict" | "no_refund") | null;
                    capacity_adults?: number | null;
                    capacity_children?: number | null;
                    check_in_from?: string | null;
                    check_in_until?: string | null;
                    check_out_until?: string | null;
                    cleaning_fee?: number | null;
                    /** @description ISO 4217. Another currency does not convert the amounts. */
                    currency?: string | null;
                    description?: string | null;
                    house_rules?: string | null;
                    /** @default true */
                    is_active?: boolean;
                    license_number?: string | null;
                    max_nights?: number | null;
                    /**
                     * @description At most 200, with 140000 characters of URLs and captions together.
                     * @default []
                     */
                    media_assets?: {
                        caption?: string | null;
                        /** @default false */
                        is_primary?: boolean;
                        /** @default 0 */
                        sort_order?: number;
                        /** Format: uri */
                        url: string;
                    }[];
                    min_nights?: number | null;
                    name: string;
                    space: {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        property_type: "villa" | "apartment" | "house" | "condo" | "townhouse" | "cabin" | "guest_suite" | "guesthouse" | "cottage" | "bungalow" | "loft" | "studio" | "serviced_apartment" | "chalet" | "hotel_room" | "castle" | "other";
                        /** @description Not said: private_room for a hotel_room, else entire_home. */
                        room_type?: ("entire_home" | "private_room" | "shared_room") | null;
                    };
                    timezone?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unit"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unit"];
                };
            };
        };
    };
    listUnitBookings: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. Opaque; good for the same list only. */
                cursor?: string;
                /** @description Most items to answer; there may be fewer. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Booking"][];
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    getCalendar: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Calendar"];
                };
            };
        };
    };
    putCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ranges": [
                 *         {
                 *           "from": "2028-07-01",
                 *           "to": "2028-09-01",
                 *           "price": 42000,
                 *           "min_nights": 7
                 *         },
                 *         {
                 *           "from": "2028-08-12",
                 *           "to": "2028-08-19",
                 *           "status": "closed"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description Where they overlap, the later one in the list has the last word. */
                    ranges: {
                        closed_to_arrival?: boolean;
                        closed_to_departure?: boolean;
                        /** Format: date */
                        from: string;
                        /** @description Null: the value of the unit. */
                        max_nights?: number | null;
                        /** @description Null: the value of the unit. */
                        min_nights?: number | null;
                        /** @description In minor units of the unit's currency. Null: the value of the unit. */
                        price?: number | null;
                        /**
                         * @description `closed` is a block of the operator, which `open` takes away. What others hold, they keep.
                         * @enum {string}
                         */
                        status?: "open" | "closed";
                        /**
                         * Format: date
                         * @description The first night after it: the date of a departure.
                         */
                        to: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Calendar"];
                };
            };
        };
    };
    createHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 24 hours. The same key with another body is 422. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": "2028-07-08",
                 *       "to": "2028-07-15",
                 *       "minutes": 15
                 *     }
                 */
                "application/json": {
                    /** Format: date */
                    from: string;
                    /** @description When it ends by itself. */
                    minutes: number;
                    /**
                     * Format: date
                     * @description The date of the departure.
                     */
                    to: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
        };
    };
    deleteHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hold_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to tell */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listSnapshots: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. Opaque; good for the same list only. */
                cursor?: string;
                /** @description Most items to answer; there may be fewer. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["UnitSnapshot"][];
                        /** @description What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs. */
                        readonly left_out?: string[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    getSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitSnapshot"];
                };
            };
        };
    };
    receiveWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel_type: string;
                target_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "object": "reservation",
                 *       "event": "reservation.created",
                 *       "accountId": 61148,
                 *       "data": {
                 *         "id": 33,
                 *         "listingMapId": 40160,
                 *         "updatedOn": "2026-06-01 10:00:00"
                 *       }
                 *     }
                 */
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        stored: true;
                    };
                };
            };
        };
    };
}
