// A list of any length: only the rows in sight are there. Works with the keyboard, and says to a screen reader how long it is.

import { h } from './dom.js';

const SPARE = 6;

/** rows(item) gives a row's children; sign(item) what they depend on beside the item; open(item) what Enter and a click do. */
export class List {
  #items = [];
  #rows = new Map();
  #active = 0;
  #frame = null;

  constructor({ label, height, key, row, sign = () => '', open = () => {}, href = null }) {
    Object.assign(this, { height, key, row, sign, open, href });
    this.id = `list-${Math.random().toString(36).slice(2)}`;
    this.space = h('div', { class: 'list-space', role: 'presentation' });
    this.element = h('div', { class: 'list', role: 'grid', tabindex: 0, 'aria-label': label, 'aria-readonly': 'true' }, this.space);
    this.element.addEventListener('scroll', () => this.#draw(), { passive: true });
    this.element.addEventListener('keydown', event => this.#key(event));
    this.element.addEventListener('click', event => this.#click(event));
    new ResizeObserver(() => this.#draw()).observe(this.element);
  }

  /** The key of the item that is shown elsewhere as chosen. */
  chosen = null;

  update(items) {
    const active = this.#items[this.#active];
    this.#items = items;
    if (active) {
      const place = items.findIndex(item => this.key(item) === this.key(active));
      this.#active = place >= 0 ? place : Math.min(this.#active, Math.max(items.length - 1, 0));
    }
    this.element.setAttribute('aria-rowcount', items.length);
    const height = `${items.length * this.height()}px`;
    if (this.space.style.height !== height) this.space.style.height = height;
    this.#draw();
  }

  get rendered() {
    return this.#rows.size;
  }

  #draw() {
    this.#frame ??= setTimeout(() => { this.#frame = null; this.#drawNow(); }, 0);
  }

  #drawNow() {
    const height = this.height();
    const first = Math.max(0, Math.floor(this.element.scrollTop / height) - SPARE);
    const last = Math.min(this.#items.length, Math.ceil((this.element.scrollTop + this.element.clientHeight) / height) + SPARE);
    const seen = new Set();
    for (let i = first; i < last; i++) {
      const item = this.#items[i];
      const key = this.key(item);
      seen.add(key);
      let row = this.#rows.get(key);
      if (!row) {
        row = h('div', { class: 'row', role: 'row' });
        this.#rows.set(key, row);
        this.space.append(row);
      }
      this.#place(row, item, i, height);
    }
    for (const [key, row] of this.#rows) {
      if (!seen.has(key)) {
        row.remove();
        this.#rows.delete(key);
      }
    }
    const active = this.#items[this.#active];
    const row = active && this.#rows.get(this.key(active));
    if (row) this.element.setAttribute('aria-activedescendant', row.id);
    else this.element.removeAttribute('aria-activedescendant');
  }

  #place(row, item, place, height) {
    row.id = `${this.id}-${place}`;
    row.setAttribute('aria-rowindex', place + 1);
    row.style.transform = `translateY(${place * height}px)`;
    row.style.height = `${height}px`;
    row.classList.toggle('active', place === this.#active);
    const chosen = this.chosen !== null && this.key(item) === this.chosen;
    row.classList.toggle('chosen', chosen);
    row.setAttribute('aria-selected', chosen);
    row.item = item;
    const sign = this.sign(item);
    if (row.shown !== item || row.sign !== sign) {
      row.shown = item;
      row.sign = sign;
      row.replaceChildren(...this.row(item));
    }
  }

  #key(event) {
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.height()) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in steps) {
      this.#active = Math.min(Math.max(this.#active + steps[event.key], 0), Math.max(this.#items.length - 1, 0));
      this.#reveal();
    } else if (event.key === 'Enter' && this.#items[this.#active]) {
      this.open(this.#items[this.#active]);
    } else {
      return;
    }
    event.preventDefault();
  }

  #click(event) {
    const row = event.target.closest('.row');
    if (!row || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    this.#active = this.#items.indexOf(row.item);
    this.#draw();
    this.open(row.item);
  }

  #reveal() {
    const top = this.#active * this.height();
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + this.height() > scrollTop + clientHeight) this.element.scrollTop = top + this.height() - clientHeight;
    this.#drawNow();
  }
}
