// The public API, as everybody else uses it. A key travels in the Authorization header and nowhere else.

const KEY = 'cmso-key';

/** An answer that is an error: its status, and what the problem says. */
export class Problem extends Error {
  constructor(status, detail, retryAfter) {
    super(detail);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

let askForKey = () => Promise.reject(new Problem(401, 'A key is needed.'));
let asking = null;

/** Sets who is asked for a key; called once at a time, with whether there was a wrong one. */
export function onKeyNeeded(ask) {
  askForKey = ask;
}

export const hasKey = () => sessionStorage.getItem(KEY) !== null;

export function forgetKey() {
  sessionStorage.removeItem(KEY);
}

/** An answer of the API; asks for a key where one is needed. Throws Problem, or TypeError where nobody answers. */
export async function open(path, { signal, accept = 'application/json' } = {}) {
  for (;;) {
    const key = sessionStorage.getItem(KEY);
    const headers = { Accept: accept };
    if (key) headers.Authorization = `Bearer ${key}`;
    const answer = await fetch(`/api/v1/${path}`, { signal, headers, cache: 'no-store', credentials: 'omit' });
    if (answer.status === 401) {
      await newKey(key);
      continue;
    }
    if (!answer.ok) throw await problem(answer);
    return answer;
  }
}

async function newKey(wrong) {
  // Another request may have been given one meanwhile.
  if (sessionStorage.getItem(KEY) !== wrong) return;
  asking ??= askForKey(wrong !== null).finally(() => { asking = null; });
  sessionStorage.setItem(KEY, await asking);
}

async function problem(answer) {
  let detail = `${answer.status} ${answer.statusText}`;
  try {
    const body = await answer.json();
    detail = body.detail ?? body.title ?? detail;
  } catch {
    // No problem+json: something between says so, and the status is all there is.
  }
  return new Problem(answer.status, detail, Number(answer.headers.get('Retry-After')) || null);
}

export const get = async (path, options) => (await open(path, options)).json();

const MOST = 1000;

// The service may be set to smaller pages than the API allows; without a limit it gives what it has.
let isLimited = false;

/** One page of a list, of at most so many items: the first, or the one that a cursor names. */
export async function onePage(path, { signal, limit = MOST, cursor = null } = {}) {
  const ask = more => {
    const query = new URLSearchParams(cursor ? { ...more, cursor } : more).toString();
    return get(query ? `${path}${path.includes('?') ? '&' : '?'}${query}` : path, { signal });
  };
  if (isLimited) return ask({});
  try {
    return await ask({ limit });
  } catch (error) {
    if (error.status !== 400) throw error;
    const page = await ask({});
    isLimited = true;
    return page;
  }
}

/** All pages of a list, which show one revision; at most so many items. Begins anew where the revision went meanwhile. */
export async function all(path, { signal, most = Infinity } = {}) {
  for (let attempt = 0; ; attempt++) {
    try {
      let page = await onePage(path, { signal });
      const { revision, total } = page;
      const items = page.items;
      while (page.next && items.length < most) {
        page = await onePage(path, { signal, cursor: page.next });
        items.push(...page.items);
      }
      return { revision, total, items };
    } catch (error) {
      if (error.status !== 410 || attempt === 3) throw error;
    }
  }
}
