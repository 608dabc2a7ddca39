// What is live, everywhere: loaded whole once, then kept by the change stream. Views are told at most a few times a second.

import { all } from './api.js';
import { Stream } from './stream.js';

const TELL = 250;
const QUERY = '&type=call.started,call.updated,call.ended,callBridge.updated';

export class Store extends EventTarget {
  calls = new Map();
  bridges = new Map();

  /** 'loading', 'live' or 'broken'. */
  state = 'loading';
  problem = null;

  /** When what is shown was last known to be so. */
  liveAt = null;
  #stream = null;
  #telling = null;

  async start() {
    for (let pause = 1000; ; pause = Math.min(pause * 2, 15_000)) {
      try {
        await this.#load();
        return;
      } catch (error) {
        this.#become(this.calls.size ? 'broken' : 'loading', error.status ? error.message : 'The service does not answer.');
        await new Promise(resolve => setTimeout(resolve, (error.retryAfter ?? 0) * 1000 || pause));
      }
    }
  }

  /** Those that are configured: each has a Call Bridge at least. */
  clusters() {
    const clusters = new Map();
    const of = name => clusters.get(name) ?? clusters.set(name, newTally(name)).get(name);
    for (const bridge of this.bridges.values()) {
      const tally = of(bridge.cluster);
      tally.bridges.push(bridge);
      if (bridge.state === 'connected') tally.connected++;
    }
    for (const call of this.calls.values()) {
      const tally = of(call.cluster);
      tally.calls++;
      tally.participants += call.participants;
      if (call.degraded) tally.degraded++;
    }
    const list = [...clusters.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const tally of list) {
      tally.bridges.sort((a, b) => (a.name < b.name ? -1 : 1));
      tally.freshness = tally.connected === 0 ? 'stale' : tally.connected === tally.bridges.length ? 'live' : 'partial';
    }
    return list;
  }

  async #load() {
    this.#stream?.stop();
    const [calls, bridges] = await Promise.all([all('calls'), all('callBridges')]);
    this.calls = new Map(calls.items.map(call => [call.id, call]));
    this.bridges = new Map(bridges.items.map(bridge => [`${bridge.cluster}/${bridge.name}`, bridge]));
    this.#become('live');
    this.#stream = new Stream({
      after: Math.min(calls.revision, bridges.revision),
      query: QUERY,
      event: (name, change) => this.#apply(name, change, calls.revision, bridges.revision),
      state: (state, problem) => this.#become(state, problem),
      gone: () => { this.#become('broken', 'Too long away: everything is read anew.'); setTimeout(() => this.start(), TELL * 4); },
    });
  }

  #apply(name, change, callsAt, bridgesAt) {
    this.liveAt = Date.now();
    if (change.call && change.revision > callsAt) {
      if (name === 'call.ended') this.calls.delete(change.call.id);
      else this.calls.set(change.call.id, change.call);
    } else if (change.callBridge && change.revision > bridgesAt) {
      const key = `${change.callBridge.cluster}/${change.callBridge.name}`;
      if (change.callBridge.state === 'stopped') this.bridges.delete(key);
      else this.bridges.set(key, { ...this.bridges.get(key), ...change.callBridge });
    }
    if (name === 'call.ended') this.dispatchEvent(new CustomEvent('ended', { detail: change.call }));
    this.#tell();
  }

  #become(state, problem = null) {
    if (state === 'live') this.liveAt = Date.now();
    this.state = state;
    this.problem = problem;
    this.dispatchEvent(new Event('state'));
    this.#tell();
  }

  #tell() {
    this.#telling ??= setTimeout(() => {
      this.#telling = null;
      this.dispatchEvent(new Event('change'));
    }, TELL);
  }
}

const newTally = name => ({ name, bridges: [], connected: 0, calls: 0, participants: 0, degraded: 0, freshness: 'stale' });
