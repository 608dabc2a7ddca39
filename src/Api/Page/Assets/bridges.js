// Every Call Bridge, with what is wrong with it.

import { h, fill } from './dom.js';
import { count, lasted, moment } from './format.js';
import { all } from './api.js';
import { state, empty } from './parts.js';

export class BridgesView {
  title = 'Call Bridges';
  #shown = '';
  #figures = new Map();
  #timer = null;

  constructor(store) {
    this.store = store;
    this.body = h('div', { class: 'cards' });
    this.element = h('div', { class: 'page' }, h('h1', {}, 'Call Bridges'), this.body);
    this.#timer = setInterval(() => this.#read(), 3000);
    this.#read();
  }

  go({ path }) {
    this.wanted = path.slice(1).join('/');
    this.refresh();
    this.element.querySelector('.bridge.chosen')?.scrollIntoView({ block: 'nearest' });
  }

  refresh() {
    const bridges = [...this.store.bridges.values()].sort((a, b) => (a.cluster + '/' + a.name < b.cluster + '/' + b.name ? -1 : 1));
    const shown = JSON.stringify([this.wanted, bridges, [...this.#figures.values()], bridges.map(b => lasted(b.since))]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    fill(this.body, bridges.length ? bridges.map(b => this.#bridge(b)) : this.store.state === 'loading' ? empty('Loading…') : empty('No Call Bridge is configured.'));
  }

  close() {
    clearInterval(this.#timer);
  }

  // Running figures are no part of the stream: they are asked for.
  async #read() {
    if (document.hidden || this.store.state !== 'live') return;
    try {
      const page = await all('callBridges');
      this.#figures = new Map(page.items.map(b => [`${b.cluster}/${b.name}`, b]));
      this.refresh();
    } catch {
      // The state above says that nobody answers.
    }
  }

  #bridge(bridge) {
    const key = `${bridge.cluster}/${bridge.name}`;
    const figures = this.#figures.get(key) ?? bridge;
    const { pending, active, deactivated } = bridge.subscriptions;
    const line = (label, ...value) => [h('dt', {}, label), h('dd', {}, ...value)];
    return h('article', { class: key === this.wanted ? 'card bridge chosen' : 'card bridge', 'aria-label': key },
      h('header', { class: 'card-head' }, h('h2', {}, bridge.name, h('small', {}, bridge.cluster)), state(bridge.state)),
      bridge.lastError && h('p', { class: bridge.state === 'connected' ? 'note' : 'note problem' }, bridge.state === 'connected' ? 'Last problem: ' : '', bridge.lastError),
      h('dl', {},
        line('Since', `${moment(bridge.since)}, ${lasted(bridge.since)}`),
        line('Address', bridge.url),
        line('Calls', count(bridge.calls)),
        line('Connections', count(bridge.connections)),
        line('Subscriptions', `${count(active)} active`, pending > 0 && `, ${count(pending)} pending`, deactivated > 0 && `, ${count(deactivated)} deactivated`),
        line('Last message', figures.lastMessageAt ? moment(figures.lastMessageAt) : 'none yet'),
        line('Messages', count(figures.messagesReceived ?? 0)),
        line('Reconnects', count(bridge.reconnects), bridge.resyncs > 0 && `, ${count(bridge.resyncs)} to resynchronise`)));
  }
}
