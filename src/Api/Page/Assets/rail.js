// Clusters and their Call Bridges, at the side: how fresh, and which cluster is looked at.

import { h, fill } from './dom.js';
import { count, lasted, many, word } from './format.js';
import { state } from './parts.js';

export class Rail {
  #shown = '';

  constructor(store, choose) {
    this.store = store;
    this.choose = choose;
    this.element = h('aside', { class: 'rail', 'aria-label': 'Clusters' });
  }

  refresh(chosen) {
    const clusters = this.store.clusters();
    const shown = JSON.stringify([chosen, clusters.map(c => [c.name, c.calls, c.participants, c.degraded, c.bridges.map(b => [b.name, b.state, b.calls, b.state === 'connected' ? '' : lasted(b.since)])])]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const focused = document.activeElement?.dataset?.cluster;
    fill(this.element, clusters.map(cluster => this.#cluster(cluster, cluster.name === chosen)));
    if (focused) this.element.querySelector(`[data-cluster="${CSS.escape(focused)}"]`)?.focus();
  }

  #cluster(cluster, isChosen) {
    return h('section', { class: isChosen ? 'card chosen' : 'card' },
      h('button', { type: 'button', 'data-cluster': cluster.name, 'aria-pressed': isChosen, title: isChosen ? 'Show all clusters' : 'Only this cluster', onclick: () => this.choose(isChosen ? null : cluster.name) },
        h('span', { class: 'card-head' }, h('strong', {}, cluster.name), state(cluster.freshness)),
        h('span', { class: 'card-sum' },
          h('span', {}, h('b', {}, count(cluster.calls)), ' calls'), h('span', {}, h('b', {}, count(cluster.participants)), ' people'),
          cluster.degraded > 0 && h('span', { class: 'warn' }, h('b', {}, count(cluster.degraded)), ' without roster'))),
      h('ul', { class: 'bridges-short', 'aria-label': `Call Bridges of ${cluster.name}` }, cluster.bridges.map(bridge =>
        h('li', { title: bridge.lastError ?? '' },
          h('a', { href: `#/bridges/${encodeURIComponent(bridge.cluster)}/${encodeURIComponent(bridge.name)}` }, bridge.name),
          bridge.state === 'connected' ? state('connected', `, ${many(bridge.calls, 'call')}`) : state(bridge.state, ` ${lasted(bridge.since)}`)))),
      cluster.bridges.length === 0 && h('p', { class: 'muted' }, word('No Call Bridge')));
  }
}
