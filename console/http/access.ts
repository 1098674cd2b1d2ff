// Made from the route table by `npm run contract`.

export const access = {
  "createTarget": [
    "Owner",
    "ChannelPublisher"
  ],
  "listTargets": "any",
  "getTarget": "any",
  "patchTarget": [
    "Owner",
    "ChannelPublisher"
  ],
  "rotateCredentials": [
    "Owner",
    "ChannelPublisher"
  ],
  "deleteTarget": [
    "Owner",
    "ChannelPublisher"
  ],
  "checkTargetHealth": [
    "Owner",
    "ChannelPublisher"
  ],
  "resyncTarget": [
    "Owner",
    "ChannelPublisher"
  ],
  "recoverTarget": [
    "Owner",
    "ChannelPublisher"
  ],
  "listExternalListings": "any",
  "listTargetAudit": "any",
  "listTraceAudit": "any",
  "redriveDeadLetters": [
    "Owner"
  ],
  "linkListing": [
    "Owner",
    "ChannelPublisher"
  ],
  "listListings": "any",
  "getListing": "any",
  "patchListing": [
    "Owner",
    "ChannelPublisher"
  ],
  "archiveListing": [
    "Owner",
    "ChannelPublisher"
  ],
  "retryListing": [
    "Owner",
    "ChannelPublisher"
  ],
  "listHistory": "any",
  "previewListing": "any",
  "diffListing": "any",
  "putUnit": [
    "Owner",
    "ContentManager"
  ],
  "getUnit": "any",
  "listUnits": "any",
  "listUnitSummaries": "any",
  "listSnapshots": "any",
  "getSnapshot": "any",
  "putCalendar": [
    "Owner",
    "ContentManager"
  ],
  "getCalendar": "any",
  "createHold": [
    "Owner",
    "ContentManager"
  ],
  "deleteHold": [
    "Owner",
    "ContentManager"
  ],
  "listUnitBookings": "any",
  "listBookings": "any",
  "listHealth": "any",
  "getTargetHealth": "any",
  "listAlerts": "any",
  "patchAlert": [
    "Owner",
    "ChannelPublisher"
  ],
  "getAlertWebhook": [
    "Owner"
  ],
  "putAlertWebhook": [
    "Owner"
  ],
  "deleteAlertWebhook": [
    "Owner"
  ],
  "rotateAlertWebhookSecret": [
    "Owner"
  ],
  "testAlertWebhook": [
    "Owner"
  ],
  "receiveWebhook": "open",
  "putInbound": [
    "Owner",
    "ChannelPublisher"
  ],
  "getInbound": "any",
  "listInboundAudit": "any",
  "reprocessInbound": [
    "Owner",
    "ChannelPublisher"
  ],
  "beginLogin": "open",
  "finishLogin": "open",
  "logOut": "open",
  "getMe": "any",
  "patchMe": "any",
  "listMembers": [
    "Owner"
  ],
  "getMember": [
    "Owner"
  ],
  "addMember": [
    "Owner"
  ],
  "patchMember": [
    "Owner"
  ],
  "removeMember": [
    "Owner"
  ],
  "listApiKeys": [
    "Owner"
  ],
  "createApiKey": [
    "Owner"
  ],
  "revokeApiKey": [
    "Owner"
  ],
  "getHealth": "open",
  "getOpenApi": "open"
} as const;
