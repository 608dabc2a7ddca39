// What happened in a call, the latest first.

import { h, fill, say } from './dom.js';
import { count, moment, word, personName } from './format.js';
import { empty } from './parts.js';

const SHOWN = 100;
const titles = {
  'call.started': 'Call started', 'call.updated': 'Call', 'call.ended': 'Call ended',
  'participant.joined': 'joined', 'participant.left': 'left', 'participant.updated': '',
};
// Changes that come with every breath of a call.
const noise = new Set(['activeSpeaker', 'seenBy', 'freshness', 'layout', 'participants', 'rosterSize', 'instances', 'degraded', 'canMove']);

export class Timeline {
  #lines = [];
  #total = 0;
  #names = new Map();
  #everything = false;
  #shown = SHOWN;
  #dirty = true;
  #problem = null;

  constructor() {
    this.title = h('h3', {}, 'Timeline');
    this.toggle = h('button', { type: 'button', class: 'quiet', 'aria-pressed': 'false', onclick: () => {
      this.#everything = !this.#everything;
      this.toggle.setAttribute('aria-pressed', this.#everything);
      this.#dirty = true;
      this.refresh();
    } }, 'Everything');
    this.body = h('ol', { class: 'timeline' });
    this.more = h('button', { type: 'button', class: 'quiet', hidden: true, onclick: () => { this.#shown += SHOWN * 5; this.#dirty = true; this.refresh(); } }, 'Earlier');
    this.element = h('div', { class: 'block' }, h('div', { class: 'block-head' }, this.title, this.toggle), this.body, this.more);
  }

  set(lines, total) {
    this.#lines = lines.map(line => ({ ...line, changes: line.changes ?? {} }));
    this.#total = total ?? lines.length;
    this.#problem = this.#problem ?? null;
    for (const line of lines) this.#learn(line.participant, line.changes ?? {});
    this.#dirty = true;
  }

  fail(error) {
    this.#problem = error.status === 404 ? 'No history is kept of this call.' : error.message;
  }

  /** A change of the stream, and what was there before it. */
  add(name, change, before) {
    const now = change.call ?? change.participant;
    const changes = {};
    for (const [key, value] of Object.entries(now)) {
      if (JSON.stringify(before?.[key]) !== JSON.stringify(value)) changes[key] = value;
    }
    if (change.participant) this.#names.set(change.participant.participant, personName(change.participant));
    this.#lines.push({
      revision: change.revision, time: change.time, type: name, participant: change.participant?.participant ?? null,
      reason: now.leaveReason ?? now.endReason ?? null, callBridge: null, changes,
    });
    this.#total++;
    this.#dirty = true;
  }

  refresh() {
    if (!this.#dirty) return;
    this.#dirty = false;
    const lines = this.#everything ? this.#lines : this.#lines.filter(line => !isNoise(line));
    const latest = lines.slice(-this.#shown).reverse();
    say(this.title, `Timeline (${count(this.#total)})`);
    fill(this.body, latest.map(line => this.#line(line)));
    this.more.hidden = latest.length >= lines.length;
    if (!latest.length) fill(this.body, h('li', {}, empty(this.#problem ?? 'Nothing yet.')));
  }

  #learn(participant, changes) {
    const name = changes.name || changes.uri;
    if (participant && name) this.#names.set(participant, name);
  }

  #line(line) {
    const who = line.participant ? this.#names.get(line.participant) ?? `Participant ${line.participant.slice(0, 8)}` : null;
    const by = line.callBridge ? ` (${line.callBridge})` : '';
    const what = titles[line.type] ?? line.type;
    const changes = line.type.endsWith('updated')
      ? Object.entries(line.changes).filter(([key]) => this.#everything || !noise.has(key)).map(([key, value]) => told(key, value)).join(', ') : '';
    return h('li', { class: line.type.replace('.', '-') },
      h('time', { datetime: line.time }, moment(line.time)),
      h('span', {}, who && h('strong', {}, who, ' '), [what, changes].filter(Boolean).join(who ? ' ' : ': '),
        line.reason && `: ${word(line.reason)}`, h('small', {}, by)));
  }
}

const isNoise = line => line.type.endsWith('updated') && Object.keys(line.changes).every(key => noise.has(key));

function told(key, value) {
  if (key === 'instances') return `on ${value?.length ? value.map(i => i.callBridge).join(', ') : 'no Call Bridge'}`;
  if (key === 'name') return value ? `is “${value}”` : 'has no name';
  if (key === 'uri') return `at ${value || 'no URI'}`;
  if (key === 'state') return word(value);
  if (value === true) return word(key);
  if (value === false) return `no longer ${word(key)}`;
  return `${word(key)} ${word(typeof value === 'object' && value !== null && !Array.isArray(value) ? JSON.stringify(value) : value)}`;
}
