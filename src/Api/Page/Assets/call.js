// One call: its instances, who is in it and what they do, and what happened.

import { h, fill, say } from './dom.js';
import { count, lasted, many, moment, callName, word } from './format.js';
import { get, all } from './api.js';
import { Stream } from './stream.js';
import { state, flags, tag, empty } from './parts.js';
import { Roster } from './roster.js';
import { Timeline } from './timeline.js';

const QUERY = '&type=call.started,call.updated,call.ended,participant.joined,participant.updated,participant.left';
const MOST_LINES = 20_000;

export class CallPanel {
  #call = null;
  #told = null; // as this panel's stream had it last: the list's may be ahead
  #problem = null;
  #stream = null;
  #asked = new AbortController();
  #shown = '';

  constructor(store, id, leave) {
    this.store = store;
    this.id = id;
    this.head = h('div', { class: 'panel-head' });
    this.title = h('h2', { tabindex: -1 });
    this.about = h('div', { class: 'about' });
    this.instances = h('div', { class: 'block' });
    this.roster = new Roster();
    this.timeline = new Timeline();
    this.head.append(this.title, h('button', { type: 'button', class: 'quiet', 'aria-label': 'Close this call', onclick: leave }, 'Close'));
    this.body = h('div', { class: 'panel-body' }, this.about, this.instances, this.roster.element, this.timeline.element);
    this.element = h('div', { class: 'panel-inner' }, this.head, this.body);
    this.#load();
  }

  refresh() {
    const call = this.store.calls.get(this.id) ?? this.#call;
    if (call) this.#call = call;
    const shown = JSON.stringify([call, this.#problem, call && lasted(call.startedAt, call.endedAt)]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#show(call);
    }
    this.roster.refresh(call);
    this.timeline.refresh();
  }

  close() {
    this.#asked.abort();
    this.#stream?.stop();
  }

  async #load() {
    const { signal } = this.#asked;
    this.#stream?.stop();
    try {
      const path = `calls/${encodeURIComponent(this.id)}`;
      this.#call = this.store.calls.get(this.id) ?? await get(path, { signal });
      this.refresh();
      const [people, lines] = await Promise.all([
        this.#call.state === 'ended' ? { items: [], revision: Infinity } : all(`${path}/participants`, { signal }),
        all(`${path}/history`, { signal, most: MOST_LINES }).catch(error => { if (signal.aborted) throw error; return { error }; }),
      ]);
      this.#told = this.#call;
      this.roster.set(people.items);
      if (lines.error) this.timeline.fail(lines.error);
      else this.timeline.set(lines.items, lines.total);
      this.#problem = null;
      this.refresh();
      if (this.#call.state !== 'ended') this.#follow(people.revision, lines.revision ?? people.revision);
    } catch (error) {
      if (signal.aborted) return;
      this.#problem = error.status === 404 ? 'There is no such call, or it ended too long ago.' : error.message;
      this.refresh();
      if (error.status !== 404) setTimeout(() => { if (!signal.aborted) this.#load(); }, 3000);
    }
  }

  #follow(peopleAt, linesAt) {
    this.#stream = new Stream({
      after: Math.min(peopleAt, linesAt),
      query: `&call=${encodeURIComponent(this.id)}${QUERY}`,
      event: (name, change) => {
        const before = change.call ? this.#told : this.roster.find(change.participant.participant);
        if (change.revision > linesAt) this.timeline.add(name, change, before);
        if (change.call) this.#call = this.#told = change.call;
        else if (change.revision > peopleAt) this.roster.apply(name, change.participant);
        if (name === 'call.ended') this.#stream.stop();
        this.#later();
      },
      gone: () => setTimeout(() => { if (!this.#asked.signal.aborted) this.#load(); }, 1000),
    });
  }

  #waiting = null;

  #later() {
    this.#waiting ??= setTimeout(() => { this.#waiting = null; this.refresh(); }, 200);
  }

  #show(call) {
    if (!call) {
      say(this.title, this.#problem ? 'Not found' : 'Loading…');
      fill(this.about, this.#problem && empty(this.#problem));
      return;
    }
    say(this.title, callName(call));
    const ended = call.state === 'ended';
    fill(this.about,
      h('p', { class: 'line' }, state(ended ? 'ended' : call.freshness), tag(call.cluster), tag(word(call.callType)), flags(call)),
      h('p', { class: 'muted' }, ended
        ? `${moment(call.startedAt)} to ${moment(call.endedAt)}, ${lasted(call.startedAt, call.endedAt)}: ${word(call.endReason)}.`
        : `Since ${moment(call.startedAt)}, for ${lasted(call.startedAt)}. ${many(call.participants, 'participant')} reported, ${count(call.rosterSize)} listed.`),
      !ended && call.freshness === 'stale' && call.instances.length === 0 && h('p', { class: 'note' }, 'Its last Call Bridge has let go of it; whether another goes on is awaited.'));
    fill(this.instances, call.instances.length > 0 && [
      h('h3', {}, many(call.instances.length, 'instance')),
      h('table', {},
        h('thead', {}, h('tr', {}, ['Call Bridge', 'Seen', 'People', 'Roster', 'Call info', 'Lock'].map(text => h('th', { scope: 'col' }, text)))),
        h('tbody', {}, call.instances.map(instance => h('tr', {},
          h('th', { scope: 'row' }, h('a', { href: `#/bridges/${encodeURIComponent(call.cluster)}/${encodeURIComponent(instance.callBridge)}` }, instance.callBridge)),
          h('td', {}, state(instance.freshness, instance.staleSince ? ` ${lasted(instance.staleSince)}` : '')),
          h('td', { class: 'number' }, count(instance.participants)),
          h('td', {}, word(instance.roster)), h('td', {}, word(instance.callInfo)), h('td', {}, word(instance.lockState)))))),
    ]);
  }
}
