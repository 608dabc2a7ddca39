// What happened in a call, the latest first.

import { h, fill, say } from './dom.js';
import { count, many, moment, word, personName } from './format.js';
import { empty } from './parts.js';

const SHOWN = 100;
const titles = {
  'call.started': 'Call started', 'call.updated': 'Call', 'call.ended': 'Call ended',
  'participant.joined': 'joined', 'participant.left': 'left', 'participant.updated': '',
};
// Changes that come with every breath of a call.
const noise = new Set(['activeSpeaker', 'seenBy', 'layout', 'participants', 'rosterSize', 'degraded', 'canMove']);

export class Timeline {
  #lines = [];
  #total = 0;
  #names = new Map();
  #everything = false;
  #shown = SHOWN;
  #dirty = true;
  #problem = null;
  #on = '';

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
    this.#lines = [];
    this.#on = '';
    this.#total = total;
    this.#problem = null;
    for (const line of lines) {
      this.#learn(line.participant, line.changes);
      this.#take(line);
    }
    if (lines.length < total) this.#lines.push({ untold: total - lines.length, type: 'untold', changes: {} });
    this.#dirty = true;
  }

  fail(error) {
    this.#problem = error.status === 404 ? 'No history is kept of this call.' : error.status ? error.message : 'The service does not answer.';
    this.#dirty = true;
  }

  /** A change of the stream, and what was there before it. */
  add(name, change, before) {
    const now = change.call ?? change.participant;
    const changes = {};
    for (const [key, value] of Object.entries(now)) {
      if (JSON.stringify(before?.[key]) !== JSON.stringify(value)) changes[key] = value;
    }
    if (change.participant) this.#names.set(change.participant.participant, personName(change.participant));
    this.#take({
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
    if (this.#problem) this.body.append(h('li', { class: 'gap' }, `What was before is not shown: ${this.#problem}`));
    else if (!latest.length) fill(this.body, h('li', { class: 'gap' }, empty('Nothing yet.')));
  }

  // A call's instances change with every head that is counted; which Call Bridges they are on does not.
  #take(line) {
    const on = line.changes.instances && bridgesOf(line.changes.instances);
    this.#lines.push({ ...line, hasMoved: on !== undefined && on !== this.#on });
    this.#on = on ?? this.#on;
  }

  #learn(participant, changes) {
    const name = changes.name || changes.uri;
    if (participant && name) this.#names.set(participant, name);
  }

  #line(line) {
    if (line.untold) return h('li', { class: 'gap' }, `${many(line.untold, 'line')} between are not shown.`);
    const who = line.participant ? this.#names.get(line.participant) ?? `Participant ${line.participant.slice(0, 8)}` : null;
    const by = line.callBridge ? ` (${line.callBridge})` : '';
    const what = titles[line.type] ?? line.type;
    const changes = line.type.endsWith('updated')
      ? Object.entries(line.changes).filter(([key, value]) => this.#everything || isTold(line, key, value)).map(([key, value]) => told(key, value)).join(', ') : '';
    return h('li', { class: line.type.replace('.', '-') },
      h('time', { datetime: line.time }, moment(line.time)),
      h('span', {}, who && h('strong', {}, who, ' '), [what, changes].filter(Boolean).join(who ? ' ' : ': '),
        line.reason && `: ${word(line.reason)}`, h('small', {}, by)));
  }
}

const bridgesOf = instances => [...new Set(instances.map(i => i.callBridge))].sort().join(', ');

const isNoise = line => line.type.endsWith('updated') && Object.entries(line.changes).every(([key, value]) => !isTold(line, key, value));

function isTold(line, key, value) {
  if (key === 'instances') return line.hasMoved;
  if (key === 'freshness') return !line.participant;
  return !noise.has(key) && value !== null; // what is no longer known is no news
}

function told(key, value) {
  if (key === 'instances') return `on ${bridgesOf(value) || 'no Call Bridge'}`;
  if (key === 'name') return value ? `is “${value}”` : 'has no name';
  if (key === 'uri') return `at ${value || 'no URI'}`;
  if (key === 'state') return word(value);
  if (value === true) return word(key);
  if (value === false) return `no longer ${word(key)}`;
  return `${word(key)} ${word(typeof value === 'object' && value !== null && !Array.isArray(value) ? JSON.stringify(value) : value)}`;
}
