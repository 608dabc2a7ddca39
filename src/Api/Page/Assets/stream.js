// The change stream, read with fetch so that a key can go along; goes on after an interruption with the revision it has.

import { open } from './api.js';

const SILENCE = 45_000; // a comment comes every 15 s
const SHORTEST = 1_000;
const LONGEST = 15_000;

/** Follows the stream from a revision on until stop(). Calls event(name, data), state('live' | 'broken', problem), and gone() on 410. */
export class Stream {
  #stop = new AbortController();
  #after;

  constructor({ after, query = '', event, state = () => {}, gone }) {
    this.#after = after;
    this.query = query;
    this.event = event;
    this.state = state;
    this.gone = gone;
    this.#run();
  }

  stop() {
    this.#stop.abort();
  }

  async #run() {
    let pause = SHORTEST;
    while (!this.#stop.signal.aborted) {
      try {
        await this.#follow(() => { pause = SHORTEST; });
        this.#tell('broken', 'The connection was closed.');
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        if (error.status === 410 || error.status === 400) {
          this.gone();
          return;
        }
        this.#tell('broken', error.status ? error.message : 'The service does not answer.');
        if (error.retryAfter) pause = error.retryAfter * 1000;
      }
      await wait(pause * (0.5 + Math.random() / 2), this.#stop.signal);
      pause = Math.min(pause * 2, LONGEST);
    }
  }

  async #follow(opened) {
    const attempt = new AbortController();
    const stop = () => attempt.abort();
    this.#stop.signal.addEventListener('abort', stop);
    let watch = setTimeout(stop, SILENCE);
    try {
      const answer = await open(`events?after=${this.#after}${this.query}`, { signal: attempt.signal, accept: 'text/event-stream' });
      opened();
      this.#tell('live');
      const parser = new Parser((id, name, data) => this.#take(id, name, data));
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(watch);
        watch = setTimeout(stop, SILENCE);
        parser.push(value);
      }
    } finally {
      clearTimeout(watch);
      this.#stop.signal.removeEventListener('abort', stop);
    }
  }

  #take(id, name, data) {
    if (this.#stop.signal.aborted || !data) return;
    const change = JSON.parse(data);
    if (!change.revision || change.revision <= this.#after) return;
    this.event(name, change);
    this.#after = change.revision;
  }

  #tell(state, problem) {
    if (!this.#stop.signal.aborted) this.state(state, problem);
  }
}

/** Takes text/event-stream apart, however it was cut into pieces. */
export class Parser {
  #rest = '';
  #event = { id: '', name: '', data: [] };

  constructor(take) {
    this.take = take;
  }

  push(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    for (const line of lines) this.#line(line);
  }

  #line(line) {
    if (line === '') {
      const { id, name, data } = this.#event;
      this.#event = { id: '', name: '', data: [] };
      if (data.length) this.take(id, name, data.join('\n'));
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.#event.data.push(value);
    else if (field === 'event') this.#event.name = value;
    else if (field === 'id') this.#event.id = value;
  }
}

function wait(milliseconds, signal) {
  return new Promise(resolve => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
    addEventListener('online', done);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      removeEventListener('online', done);
      resolve();
    }
  });
}
