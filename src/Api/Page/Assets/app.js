// The page: which view is shown, how fresh it is, who may see it.

import { h, fill, say } from './dom.js';
import { time, count } from './format.js';
import { onKeyNeeded, hasKey, forgetKey } from './api.js';
import { Store } from './store.js';
import { route } from './parts.js';
import { askForKey } from './key.js';
import { setUpTheme } from './theme.js';
import { CallsView } from './calls.js';
import { PeopleView } from './people.js';
import { BridgesView } from './bridges.js';
import { HistoryView } from './history.js';

const store = new Store();
const main = document.getElementById('main');
const views = { calls: CallsView, people: PeopleView, bridges: BridgesView, history: HistoryView };
let view = null;
let name = null;

function show() {
  const { path } = route();
  const wanted = path[0] in views ? path[0] : 'calls';
  if (wanted !== name) {
    view?.close();
    name = wanted;
    view = new views[wanted](store);
    fill(main, view.element);
  }
  for (const link of document.querySelectorAll('#nav a')) {
    if (link.getAttribute('href') === `#/${wanted}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  view.go(route());
  document.title = `${view.title} · CmsOrchestrator`;
}

const status = document.getElementById('status');
const dot = h('span', { class: 'state' }, h('i', { 'aria-hidden': 'true' }));
const words = h('span', {});
dot.append(words);
const sum = h('span', { class: 'sum', 'aria-live': 'off' });
const leave = h('button', { class: 'quiet', type: 'button', hidden: true, onclick: () => { forgetKey(); location.reload(); } }, 'Forget key');
status.append(dot, sum, leave);
const banner = document.getElementById('banner');

function showState() {
  const { state, problem, liveAt } = store;
  dot.className = `state ${state === 'live' ? 'good' : state === 'broken' ? 'stale' : 'warn'}`;
  say(words, state === 'live' ? 'Live' : state === 'broken' ? 'Stale' : 'Loading');
  leave.hidden = !hasKey();
  document.body.classList.toggle('is-stale', state === 'broken');
  banner.hidden = state === 'live' || (state === 'loading' && !problem);
  say(banner, banner.hidden ? '' : state === 'broken'
    ? `Not connected: what you see is as of ${time(new Date(liveAt))} and may have changed since. ${problem ?? ''} Trying again…`
    : `${problem} Trying again…`);
}

function showSum() {
  let people = 0;
  for (const call of store.calls.values()) people += call.participants;
  say(sum, store.state === 'loading' ? '' : `${count(store.calls.size)} calls · ${count(people)} people`);
}

store.addEventListener('state', showState);
store.addEventListener('change', () => { showSum(); view?.refresh(); });
setInterval(() => { if (!document.hidden) view?.refresh(); }, 1000);
addEventListener('hashchange', show);
addEventListener('keydown', event => {
  const typing = event.target.matches('input, select, textarea');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
    const search = main.querySelector('input[type=search]');
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});

onKeyNeeded(askForKey);
setUpTheme(document.getElementById('theme'));
showState();
show();
store.start();
