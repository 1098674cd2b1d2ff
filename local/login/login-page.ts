import type { LocalUser } from './local-users.ts';

/** A plain page with a button for each person one may be. */
export function loginPage(users: readonly LocalUser[]): string {
  const buttons = users.map(
    ({ email, role, org_id, account_id }) =>
      `<p><button name="email" value="${email}">${email}</button> ${role} of ${org_id}/${account_id}</p>`,
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Log in on this machine</title></head>
<body>
<h1>Who are you?</h1>
<form method="post">
${buttons.join('\n')}
</form>
</body>
</html>
`;
}
