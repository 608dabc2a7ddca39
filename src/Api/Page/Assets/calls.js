// Calls of all clusters as they change: the clusters at the side, the list, and the call that is chosen.

import { h, fill, say } from './dom.js';
import { count, lasted, many, callName, personName, byName } from './format.js';
import { List } from './list.js';
import { all } from './api.js';
import { state, flags, debounce, route, setQuery, callHref, empty, isNarrow } from './parts.js';
import { Rail } from './rail.js';
import { CallPanel } from './call.js';

const filters = {
  all: ['All', () => true],
  distributed: ['Distributed', call => call.instances.length > 1],
  recorded: ['Recorded', call => call.recording === 'active' || call.endpointRecording === 'active'],
  stale: ['Not live', call => call.freshness !== 'live'],
  degraded: ['No roster', call => call.degraded],
};

const orders = {
  started: ['Newest first', (a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : a.id < b.id ? -1 : 1)],
  name: ['By name', (a, b) => byName(a.name, b.name) || (a.id < b.id ? -1 : 1)],
  people: ['Largest first', (a, b) => b.participants - a.participants || (a.id < b.id ? -1 : 1)],
};

export class CallsView {
  title = 'Calls';
  #found = { text: '', people: new Map() };
  #panel = null;
  #shown = [];

  constructor(store) {
    this.store = store;
    this.rail = new Rail(store, cluster => { setQuery({ cluster }); this.go(route()); });
    this.search = h('input', { type: 'search', placeholder: 'Find a call, a person, a URI', 'aria-label': 'Find a call by its name, or by the name or URI of somebody in it', autocomplete: 'off', spellcheck: 'false' });
    this.search.addEventListener('input', () => { setQuery({ q: this.search.value.trim() }); this.#look(); this.refresh(); });
    this.chips = h('div', { class: 'chips', role: 'group', 'aria-label': 'Which calls' });
    this.order = h('select', { 'aria-label': 'Order', onchange: () => { setQuery({ sort: this.order.value }); this.refresh(); } },
      Object.entries(orders).map(([key, [label]]) => h('option', { value: key }, label)));
    this.found = h('span', { class: 'found', role: 'status' });
    this.list = new List({
      label: 'Calls', height: () => (isNarrow() ? 62 : 40), key: call => call.id,
      row: call => this.#row(call), sign: call => `${lasted(call.startedAt)}|${this.#match(call)}|${isNarrow()}`,
      open: call => { location.hash = callHref(call.id); },
    });
    this.nothing = h('div', { hidden: true });
    this.side = h('section', { class: 'panel', 'aria-label': 'The call that is chosen', hidden: true });
    this.element = h('div', { class: 'calls' }, this.rail.element,
      h('section', { class: 'middle', 'aria-label': 'Calls' },
        h('div', { class: 'tools' }, this.search, this.order), h('div', { class: 'tools' }, this.chips, this.found),
        h('div', { class: 'row head', 'aria-hidden': 'true' },
          h('span', {}, 'Call'), h('span', {}, 'Cluster'), h('span', {}, 'Call Bridges'), h('span', { class: 'number' }, 'People'), h('span', { class: 'number' }, 'For'), h('span', {}, 'Seen')),
        this.list.element, this.nothing),
      this.side);
  }

  go({ path, query }) {
    const text = query.get('q') ?? '';
    if (this.search.value.trim() !== text) this.search.value = text;
    this.order.value = query.get('sort') in orders ? query.get('sort') : 'started';
    this.#choose(path[1] ?? null);
    this.#look();
    this.refresh();
  }

  refresh() {
    const { query } = route();
    const cluster = query.get('cluster');
    const only = query.get('only') in filters ? query.get('only') : 'all';
    const text = this.search.value.trim().toLowerCase();
    const counts = Object.fromEntries(Object.keys(filters).map(key => [key, 0]));
    const shown = [];
    for (const call of this.#inOrder()) {
      if (cluster && call.cluster !== cluster) continue;
      if (text && !call.name.toLowerCase().includes(text) && !this.#match(call)) continue;
      for (const key in filters) if (filters[key][1](call)) counts[key]++;
      if (filters[only][1](call)) shown.push(call);
    }
    shown.sort(orders[this.order.value][1]);
    this.#shown = shown;
    this.rail.refresh(cluster);
    this.#showChips(only, counts);
    this.list.update(shown);
    say(this.found, this.store.state === 'loading' ? 'Loading…' : text || cluster || only !== 'all' ? `${many(shown.length, 'call')} of ${count(this.store.calls.size)}` : many(shown.length, 'call'));
    this.nothing.hidden = shown.length > 0 || this.store.state === 'loading';
    this.list.element.hidden = !this.nothing.hidden;
    if (!this.nothing.hidden) fill(this.nothing, text || cluster || only !== 'all' ? empty('No call matches.', 'Ended calls are under History.') : empty('No call is on.', 'Calls appear here as they start.'));
    this.#panel?.refresh();
  }

  close() {
    this.#panel?.close();
  }

  // All calls, those that are shown first, in their order: sorting what is nearly sorted costs next to nothing.
  *#inOrder() {
    const seen = new Set();
    for (const { id } of this.#shown) {
      const call = this.store.calls.get(id);
      seen.add(id);
      if (call) yield call;
    }
    for (const call of this.store.calls.values()) if (!seen.has(call.id)) yield call;
  }

  #choose(id) {
    if ((this.#panel?.id ?? null) === id) return;
    this.#panel?.close();
    this.#panel = id ? new CallPanel(this.store, id, () => this.#leave()) : null;
    this.list.chosen = id;
    this.side.hidden = !id;
    this.element.classList.toggle('with-panel', Boolean(id));
    fill(this.side, this.#panel?.element);
    if (id && isNarrow()) this.#panel.element.querySelector('h2')?.focus();
  }

  #leave() {
    const query = route().query.toString();
    location.hash = `#/calls${query ? '?' + query : ''}`;
    this.list.element.focus();
  }

  #row(call) {
    const person = this.#match(call);
    const bridges = [...new Set(call.instances.map(i => i.callBridge))];
    return [
      h('span', { role: 'gridcell', class: 'c-name' },
        h('a', { href: callHref(call.id), tabindex: -1 }, callName(call)), flags(call), person && h('small', {}, person)),
      h('span', { role: 'gridcell', class: 'c-cluster' }, call.cluster),
      h('span', { role: 'gridcell', class: 'c-bridges' }, bridges.length ? bridges.join(', ') : 'awaiting handover'),
      h('span', { role: 'gridcell', class: 'c-people number', 'data-unit': call.participants === 1 ? ' person' : ' people', 'aria-label': many(call.participants, 'participant') }, count(call.participants)),
      h('span', { role: 'gridcell', class: 'c-for number' }, lasted(call.startedAt)),
      h('span', { role: 'gridcell', class: 'c-seen' }, state(call.freshness)),
    ];
  }

  // Somebody in the call whose name or URI matches, as the service found them.
  #match(call) {
    return this.#found.text && this.#found.text === this.search.value.trim() ? this.#found.people.get(call.id) ?? '' : '';
  }

  #look = debounce(async () => {
    const text = this.search.value.trim();
    if (text.length < 2 || text === this.#found.text) return;
    try {
      const pages = await Promise.all(['name', 'uri'].map(field => all(`participants?${field}=${encodeURIComponent(text)}`, { most: 500 })));
      const people = new Map();
      for (const person of pages.flatMap(page => page.items)) {
        people.set(person.call, person.name && person.uri ? `${person.name} · ${person.uri}` : personName(person));
      }
      if (text === this.search.value.trim()) {
        this.#found = { text, people };
        this.refresh();
      }
    } catch {
      // The state above says that nobody answers; names of calls are found all the same.
    }
  }, 250);

  #showChips(only, counts) {
    if (!this.chips.firstChild) {
      for (const key in filters) {
        this.chips.append(h('button', { type: 'button', 'data-key': key, onclick: () => { setQuery({ only: key === 'all' ? null : key }); this.refresh(); } },
          filters[key][0], ' ', h('b', {})));
      }
    }
    for (const chip of this.chips.children) {
      chip.setAttribute('aria-pressed', chip.dataset.key === only);
      say(chip.lastChild, count(counts[chip.dataset.key]));
    }
  }
}
