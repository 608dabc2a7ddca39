// Who is in a call.

import { h, fill, say } from './dom.js';
import { count, personName, byName, word } from './format.js';
import { List } from './list.js';
import { doings, tag, state, empty } from './parts.js';

const HEIGHT = 46;
const MOST_ROWS = 9;

export class Roster {
  #people = new Map();
  #sorted = null;
  #loaded = false;

  constructor() {
    this.title = h('h3', {}, 'People');
    this.list = new List({ label: 'Participants', height: () => HEIGHT, key: p => p.participant, row: p => this.#row(p) });
    this.nothing = h('div', {});
    this.element = h('div', { class: 'block roster' }, this.title, this.list.element, this.nothing);
  }

  set(people) {
    this.#people = new Map(people.map(p => [p.participant, p]));
    this.#sorted = null;
    this.#loaded = true;
  }

  find(id) {
    return this.#people.get(id) ?? null;
  }

  apply(name, person) {
    if (name === 'participant.left') this.#people.delete(person.participant);
    else this.#people.set(person.participant, person);
    this.#sorted = null;
  }

  refresh(call) {
    this.#sorted ??= [...this.#people.values()].sort((a, b) => byName(personName(a), personName(b)) || (a.participant < b.participant ? -1 : 1));
    const size = this.#sorted.length;
    say(this.title, `People (${count(size)})`);
    this.list.element.style.height = `${Math.min(size, MOST_ROWS) * HEIGHT}px`;
    this.list.element.hidden = size === 0;
    this.list.update(this.#sorted);
    this.element.hidden = call?.state === 'ended';
    fill(this.nothing, size === 0 && (!this.#loaded ? empty('Loading…')
      : call?.degraded ? empty('Not listed.', 'No subscription is left for this call’s roster (degraded).') : empty('Nobody is listed.')));
  }

  #row(person) {
    return [
      h('span', { role: 'gridcell', class: person.activeSpeaker === true ? 'c-name speaking' : 'c-name' },
        h('strong', {}, personName(person)), h('small', {}, person.name && person.uri !== person.name ? person.uri : '')),
      h('span', { role: 'gridcell', class: 'c-doing' }, person.state !== 'connected' && tag(word(person.state), 'warn'), doings(person)),
      h('span', { role: 'gridcell', class: 'c-by', title: `Seen by ${person.seenBy.join(', ')}` },
        person.freshness === 'live' ? null : state(person.freshness), h('small', {}, person.seenBy.join(', '))),
    ];
  }
}
