// Calls and people that are over: by time, name, URI.

import { h, fill, say } from './dom.js';
import { count, lasted, many, moment, callName, personName, word } from './format.js';
import { get } from './api.js';
import { List } from './list.js';
import { field, debounce, setQuery, empty, isNarrow } from './parts.js';

const PAGE = 200;

export class HistoryView {
  title = 'History';
  #kind = 'calls';
  #items = [];
  #next = null;
  #asked = null;

  constructor(store) {
    this.store = store;
    const changed = () => { this.#keep(); this.#look(); };
    const input = attributes => { const control = h('input', attributes); control.addEventListener('input', changed); return control; };
    this.tabs = h('div', { class: 'chips', role: 'group', 'aria-label': 'What' }, ['calls', 'participants'].map(kind =>
      h('button', { type: 'button', 'data-kind': kind, onclick: () => { this.#kind = kind; changed(); } }, kind === 'calls' ? 'Calls' : 'People')));
    this.name = input({ type: 'search', autocomplete: 'off', spellcheck: 'false', placeholder: 'Any name' });
    this.uri = input({ type: 'search', autocomplete: 'off', spellcheck: 'false', placeholder: 'Any URI' });
    this.from = input({ type: 'datetime-local', step: 1 });
    this.to = input({ type: 'datetime-local', step: 1 });
    this.found = h('span', { class: 'found', role: 'status' });
    this.list = new List({
      label: 'History', height: () => (isNarrow() ? 62 : 40), key: item => item.participant ? `${item.call}/${item.participant}/${item.joinedAt}` : item.id,
      row: item => (item.participant ? this.#person(item) : this.#call(item)), sign: () => `${isNarrow()}`,
      open: item => { location.hash = `#/calls/${item.participant ? item.call : item.id}`; },
    });
    this.more = h('button', { type: 'button', class: 'quiet more', hidden: true, onclick: () => this.#ask(true) }, 'Earlier ones');
    this.nothing = h('div', { hidden: true });
    this.element = h('div', { class: 'page history' },
      h('div', { class: 'tools wrap' }, this.tabs, field('Name', this.name), field('URI', this.uri), field('From', this.from), field('To', this.to), this.found),
      this.list.element, this.nothing, this.more);
  }

  go({ query }) {
    this.#kind = query.get('kind') === 'participants' ? 'participants' : 'calls';
    for (const key of ['name', 'uri', 'from', 'to']) if (this[key].value !== (query.get(key) ?? '')) this[key].value = query.get(key) ?? '';
    this.#ask(false);
  }

  refresh() {}

  close() {
    this.#asked?.abort();
  }

  #keep() {
    setQuery({ kind: this.#kind === 'calls' ? null : this.#kind, name: this.name.value.trim(), uri: this.uri.value.trim(), from: this.from.value, to: this.to.value });
  }

  #look = debounce(() => this.#ask(false), 250);

  async #ask(more) {
    this.#asked?.abort();
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    for (const tab of this.tabs.children) tab.setAttribute('aria-pressed', tab.dataset.kind === this.#kind);
    const query = new URLSearchParams({ limit: PAGE });
    if (this.name.value.trim()) query.set('name', this.name.value.trim());
    if (this.uri.value.trim()) query.set('uri', this.uri.value.trim());
    if (this.from.value) query.set('from', new Date(this.from.value).toISOString());
    if (this.to.value) query.set('to', new Date(this.to.value).toISOString());
    if (more) query.set('cursor', this.#next);
    try {
      const page = await get(`history/${this.#kind}?${query}`, { signal });
      this.#items = more ? [...this.#items, ...page.items] : page.items;
      this.#next = page.next;
      this.#show(page.total);
    } catch (error) {
      if (error.name === 'AbortError') return;
      if (error.status === 410 && more) {
        this.#ask(false);
        return;
      }
      this.#items = [];
      this.#next = null;
      this.#show(0, error.status ? error.message : 'The service does not answer.');
    }
  }

  #show(total, problem) {
    say(this.found, problem ?? `${this.#items.length < total ? `the latest ${count(this.#items.length)} of ` : ''}${this.#kind === 'calls' ? many(total, 'call') : many(total, 'stay')}`);
    this.more.hidden = !this.#next;
    this.nothing.hidden = this.#items.length > 0;
    this.list.element.hidden = !this.nothing.hidden;
    if (!this.nothing.hidden) fill(this.nothing, empty(problem ?? 'Nothing matches.'));
    this.list.update(this.#items);
  }

  #call(call) {
    return [
      h('span', { role: 'gridcell', class: 'c-name' }, h('a', { href: `#/calls/${call.id}`, tabindex: -1 }, callName(call))),
      h('span', { role: 'gridcell', class: 'c-cluster' }, call.cluster),
      h('span', { role: 'gridcell', class: 'c-when' }, moment(call.startedAt)),
      h('span', { role: 'gridcell', class: 'c-for number' }, lasted(call.startedAt, call.endedAt)),
      h('span', { role: 'gridcell', class: 'c-why' }, call.endedAt ? word(call.endReason) : 'still on'),
    ];
  }

  #person(person) {
    return [
      h('span', { role: 'gridcell', class: 'c-name' }, h('a', { href: `#/calls/${person.call}`, tabindex: -1 }, personName(person)), h('small', {}, person.uri === person.name ? '' : person.uri)),
      h('span', { role: 'gridcell', class: 'c-cluster' }, person.cluster),
      h('span', { role: 'gridcell', class: 'c-when' }, moment(person.joinedAt)),
      h('span', { role: 'gridcell', class: 'c-for number' }, lasted(person.joinedAt, person.leftAt)),
      h('span', { role: 'gridcell', class: 'c-why' }, person.leftAt ? word(person.leaveReason) : 'still there'),
    ];
  }
}
