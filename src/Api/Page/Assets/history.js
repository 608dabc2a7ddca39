// Calls and people that are over: by time, name, URI.

import { h, fill, say } from './dom.js';
import { count, lasted, many, moment, callName, personName, word } from './format.js';
import { onePage } from './api.js';
import { List } from './list.js';
import { field, debounce, setQuery, empty, isNarrow } from './parts.js';

const PAGE = 200;
const MOST = 1000;
const AGAIN = 5_000;

export class HistoryView {
  title = 'History';
  #kind = 'calls';
  #items = [];
  #next = null;
  #asked = null;
  #againAt = Infinity;

  constructor(store) {
    this.store = store;
    const changed = () => { this.#next = null; this.more.hidden = true; this.#keep(); this.#look(); };
    const input = attributes => { const control = h('input', attributes); control.addEventListener('input', changed); return control; };
    this.tabs = h('div', { class: 'chips', role: 'group', 'aria-label': 'What' }, ['calls', 'participants'].map(kind =>
      h('button', { type: 'button', 'data-kind': kind, onclick: () => { this.#kind = kind; changed(); } }, kind === 'calls' ? 'Calls' : 'People')));
    this.name = input({ type: 'search', autocomplete: 'off', spellcheck: 'false', placeholder: 'Any name' });
    this.uri = input({ type: 'search', autocomplete: 'off', spellcheck: 'false', placeholder: 'Any URI' });
    this.from = input({ type: 'datetime-local' });
    this.to = input({ type: 'datetime-local' });
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
      this.head = h('div', { class: 'row head', 'aria-hidden': 'true' }, ['Name', 'Cluster', 'From', 'To', 'For', 'Why it ended'].map((text, at) => h('span', { class: at === 4 ? 'number' : '' }, text))),
      this.list.element, this.nothing, this.more);
  }

  go({ query }) {
    this.#kind = query.get('kind') === 'participants' ? 'participants' : 'calls';
    for (const key of ['name', 'uri', 'from', 'to']) if (this[key].value !== (query.get(key) ?? '')) this[key].value = query.get(key) ?? '';
    this.#ask(false);
  }

  // Once it could not be read, it is tried again.
  refresh() {
    if (Date.now() > this.#againAt) this.#ask(false);
  }

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
    this.#againAt = Infinity;
    const query = new URLSearchParams();
    if (this.name.value.trim()) query.set('name', this.name.value.trim());
    if (this.uri.value.trim()) query.set('uri', this.uri.value.trim());
    if (this.from.value) query.set('from', new Date(this.from.value).toISOString());
    if (this.to.value) query.set('to', new Date(this.to.value).toISOString());
    if (this.from.value && this.to.value && this.from.value > this.to.value) {
      this.#take([], null);
      this.#show(0, 'From is later than To.');
      return;
    }
    try {
      const page = await this.#read(`history/${this.#kind}${query.size ? `?${query}` : ''}`, signal, more);
      this.#take(page.items, page.next);
      this.#show(page.total);
    } catch (error) {
      if (error.name === 'AbortError') return;
      const problem = error.status ? error.message : 'The service does not answer.';
      if (more) {
        say(this.found, `Earlier ones are not read: ${problem}`);
        return;
      }
      if (error.status !== 400) this.#againAt = Date.now() + (error.retryAfter * 1000 || AGAIN);
      this.#take([], null);
      this.#show(0, problem);
    }
  }

  // The items so far with the next ones; as many anew where the walk can no longer go on.
  async #read(path, signal, more) {
    if (!more) return onePage(path, { signal, limit: PAGE });
    try {
      const page = await onePage(path, { signal, limit: PAGE, cursor: this.#next });
      return { ...page, items: [...this.#items, ...page.items] };
    } catch (error) {
      if (error.status !== 410) throw error;
      return onePage(path, { signal, limit: Math.min(MOST, this.#items.length + PAGE) });
    }
  }

  #take(items, next) {
    this.#items = items;
    this.#next = next;
  }

  #show(total, problem) {
    say(this.found, problem ? '' : `${this.#items.length < total ? `the latest ${count(this.#items.length)} of ` : ''}${this.#kind === 'calls' ? many(total, 'call') : many(total, 'stay')}`);
    this.more.hidden = !this.#next;
    this.nothing.hidden = this.#items.length > 0;
    this.list.element.hidden = this.head.hidden = !this.nothing.hidden;
    if (!this.nothing.hidden) fill(this.nothing, empty(problem ?? (this.#isAsked() ? 'Nothing matches.' : 'Nothing has ended yet.'), problem ? '' : `What goes on is under ${this.#kind === 'calls' ? 'Calls' : 'People'}.`));
    this.list.update(this.#items);
  }

  #isAsked() {
    return [this.name, this.uri, this.from, this.to].some(control => control.value.trim());
  }

  #call(call) {
    return [
      h('span', { role: 'gridcell', class: 'c-name' }, h('a', { href: `#/calls/${call.id}`, tabindex: -1 }, callName(call))),
      h('span', { role: 'gridcell', class: 'c-cluster' }, call.cluster),
      h('span', { role: 'gridcell', class: 'c-when' }, moment(call.startedAt)),
      h('span', { role: 'gridcell', class: 'c-end' }, moment(call.endedAt)),
      h('span', { role: 'gridcell', class: 'c-for number' }, lasted(call.startedAt, call.endedAt)),
      h('span', { role: 'gridcell', class: 'c-why' }, word(call.endReason)),
    ];
  }

  #person(person) {
    return [
      h('span', { role: 'gridcell', class: 'c-name' }, h('a', { href: `#/calls/${person.call}`, tabindex: -1 }, personName(person)), h('small', {}, person.uri === person.name ? '' : person.uri)),
      h('span', { role: 'gridcell', class: 'c-cluster' }, person.cluster),
      h('span', { role: 'gridcell', class: 'c-when' }, moment(person.joinedAt)),
      h('span', { role: 'gridcell', class: 'c-end' }, moment(person.leftAt)),
      h('span', { role: 'gridcell', class: 'c-for number' }, lasted(person.joinedAt, person.leftAt)),
      h('span', { role: 'gridcell', class: 'c-why' }, word(person.leaveReason)),
    ];
  }
}
