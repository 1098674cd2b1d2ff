import type { ServerResponse } from 'node:http';
import { type ReceivedRequest, ScriptedServer } from './scripted-server.ts';

/** So many requests are answered; the next one gets a 599. */
const answered = 500;

/** A server that says yes to whatever Hostaway would: new listings get the ids 1, 2, 3 ... and its vocabularies are empty. */
export async function startPlainHostaway(): Promise<ScriptedServer> {
  let lastId = 0;
  const sayYes = (response: ServerResponse, { method, path }: ReceivedRequest) => {
    if (method === 'POST') lastId += 1;
    const id = method === 'POST' ? lastId : Number(path.split('/').at(-1));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ status: 'success', result: method === 'GET' ? [] : { id } }));
  };

  return ScriptedServer.start(...Array.from({ length: answered }, () => sayYes));
}
