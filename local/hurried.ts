/**
 * Variables of functions whose channel is a stand-in on this machine. It answers within milliseconds and applies nothing later,
 * unless it is told to: nobody has to wait for half a minute to see what becomes of a call without an answer, and for a
 * minute more until such a call can no longer be applied.
 */
export const hurried = { CHANNEL_TIMEOUT_MS: '10000', CHANNEL_LATE_MS: '5000' };
