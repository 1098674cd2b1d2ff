import { htmlPage } from '../../adapters/http/html-page.ts';
import type { LocalUser } from './local-users.ts';

/** A plain page with a button for each person one may be, one for nobody, and a field for who was invited since. */
export function loginPage(users: readonly LocalUser[]): string {
  const buttons = users.map(
    ({ email, role, org_id, account_id }) =>
      `<p><button name="email" value="${email}">${email}</button> ${role} of ${org_id}/${account_id}</p>`,
  );
  return page(`<h1>Who are you?</h1>
<form method="post">
${buttons.join('\n')}
<p><button name="cancel" value="yes">Cancel</button></p>
</form>
<form method="post">
<p><label>Somebody else <input type="email" name="email" required></label> <button>Log in</button></p>
</form>`);
}

/** For who comes back to a login that has ended. `loginUrl`: where to begin anew. */
export function loginOverPage(loginUrl: string): string {
  return page(`<h1>This login is over</h1>
<p><a href="${loginUrl}">Begin anew</a></p>`);
}

function page(body: string): string {
  return htmlPage({
    title: 'Log in on this machine',
    body,
    // Else browsers ask the provider for one.
    head: '<link rel="icon" href="data:,">\n',
  });
}
