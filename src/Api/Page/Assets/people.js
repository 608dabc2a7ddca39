// Who is in which call, over all clusters.

import { h, fill, say } from './dom.js';
import { count, lasted, many, personName, byName, callName, word, time } from './format.js';
import { all } from './api.js';
import { List } from './list.js';
import { doings, state, debounce, setQuery, empty, isNarrow } from './parts.js';

const MOST = 1000;

export class PeopleView {
  title = 'People';
  #people = [];
  #total = 0;
  #asked = null;
  #timer = null;

  constructor(store) {
    this.store = store;
    this.search = h('input', { type: 'search', placeholder: 'A name or a URI', 'aria-label': 'Find people by name or URI', autocomplete: 'off', spellcheck: 'false' });
    this.search.addEventListener('input', () => { setQuery({ q: this.search.value.trim() }); this.#look(); });
    this.found = h('span', { class: 'found', role: 'status' });
    this.list = new List({
      label: 'People', height: () => (isNarrow() ? 62 : 40), key: p => `${p.call}/${p.participant}`,
      row: p => this.#row(p), sign: p => `${lasted(p.joinedAt)}|${this.#callOf(p)}|${isNarrow()}`,
      open: p => { location.hash = `#/calls/${p.call}`; },
    });
    this.nothing = h('div', { hidden: true });
    this.element = h('div', { class: 'page people' },
      h('div', { class: 'tools' }, this.search, this.found),
      h('div', { class: 'row head', 'aria-hidden': 'true' },
        h('span', {}, 'Name'), h('span', {}, 'URI'), h('span', {}, 'Call'), h('span', {}, ''), h('span', { class: 'number' }, 'For'), h('span', {}, 'Seen')),
      this.list.element, this.nothing);
    this.#timer = setInterval(() => { if (!document.hidden && store.state === 'live') this.#ask(); }, 5000);
  }

  go({ query }) {
    const text = query.get('q') ?? '';
    if (this.search.value.trim() !== text) this.search.value = text;
    this.#ask();
  }

  refresh() {
    this.list.update(this.#people);
  }

  close() {
    clearInterval(this.#timer);
    this.#asked?.abort();
  }

  #look = debounce(() => this.#ask(), 200);

  async #ask() {
    this.#asked?.abort();
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    const text = this.search.value.trim();
    try {
      const queries = text ? ['name', 'uri'].map(field => `?${field}=${encodeURIComponent(text)}`) : [''];
      const pages = await Promise.all(queries.map(query => all(`participants${query}`, { signal, most: MOST })));
      const people = new Map(pages.flatMap(page => page.items).map(p => [`${p.call}/${p.participant}`, p]));
      this.#people = [...people.values()].sort((a, b) => byName(personName(a), personName(b)));
      this.#total = Math.max(people.size, ...pages.map(page => page.total));
      this.#show();
    } catch (error) {
      if (error.name !== 'AbortError') say(this.found, `Not up to date: ${error.status ? error.message : 'the service does not answer.'}`);
    }
  }

  #show() {
    const some = this.#people.length < this.#total ? `the first ${count(this.#people.length)} of ` : '';
    say(this.found, `${some}${many(this.#total, 'person', 'people')}, as of ${time(new Date())}`);
    this.nothing.hidden = this.#people.length > 0;
    this.list.element.hidden = !this.nothing.hidden;
    if (!this.nothing.hidden) fill(this.nothing, empty('Nobody matches.', 'Who has left is under History.'));
    this.refresh();
  }

  #callOf(person) {
    const call = this.store.calls.get(person.call);
    return call ? callName(call) : '';
  }

  #row(person) {
    return [
      h('span', { role: 'gridcell', class: 'c-name' }, h('a', { href: `#/calls/${person.call}`, tabindex: -1 }, personName(person)), person.state !== 'connected' && h('small', {}, word(person.state))),
      h('span', { role: 'gridcell', class: 'c-uri' }, person.uri),
      h('span', { role: 'gridcell', class: 'c-call' }, this.#callOf(person), h('small', {}, person.cluster)),
      h('span', { role: 'gridcell', class: 'c-doing' }, doings(person)),
      h('span', { role: 'gridcell', class: 'c-for number' }, lasted(person.joinedAt)),
      h('span', { role: 'gridcell', class: 'c-seen' }, state(person.freshness)),
    ];
  }
}
