/** An account's id in its one spelling: Hostaway's are whole numbers, so ` +010001` is 10001. Any other text stays what it is. */
export function accountNumber(accountId: string): string {
  return /^\s*\+?0*([1-9]\d*)\s*$/.exec(accountId)?.[1] ?? accountId;
}
