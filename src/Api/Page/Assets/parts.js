// Small pieces that several views show. A state is always a word beside its colour.

import { h, icon } from './dom.js';
import { word } from './format.js';

const tones = {
  live: 'good', connected: 'good', active: 'good', partial: 'warn', connecting: 'warn', backingOff: 'warn', stale: 'stale',
  unauthorized: 'bad', refused: 'bad', stopped: 'bad', ended: 'stale',
};

/** A state: a coloured dot and its word. */
export const state = (value, extra = '') =>
  h('span', { class: `state ${tones[value] ?? 'plain'}` }, h('i', { 'aria-hidden': 'true' }), word(value) + extra);

export const tag = (text, tone = '', title = null) => h('span', { class: `tag ${tone}`, title }, text);

/** What is going on in a call beside talk. */
export function flags(call) {
  return [
    call.recording === 'active' && tag('Rec', 'bad', 'Recording'),
    call.endpointRecording === 'active' && tag('End point rec', 'bad', 'Recorded by an end point'),
    call.streaming === 'active' && tag('Stream', 'info', 'Streaming'),
    call.lockState === 'locked' && tag('Locked', '', 'Locked'),
    call.degraded && tag('No roster', 'warn', 'Degraded: no subscription is left for its roster'),
  ];
}

/** What a participant does, hears and shows. */
export function doings(person) {
  return [
    person.activeSpeaker === true && icon('speaker', 'Speaking'),
    person.presenter === true && icon('screen', 'Presenting'),
    person.audioMuted === true && icon('mic', 'Audio muted', { off: true }),
    person.videoMuted === true && icon('camera', 'Video muted', { off: true }),
  ];
}

export const field = (label, control) => h('label', { class: 'field' }, h('span', {}, label), control);

export const empty = (title, text = '') => h('div', { class: 'empty' }, h('strong', {}, title), h('p', {}, text));

/** Runs a function once the last call of it is so long ago. */
export function debounce(run, milliseconds) {
  let timer = null;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...args), milliseconds);
  };
}

/** The last path and query of the address behind #. */
export function route() {
  const [path, query = ''] = (location.hash.replace(/^#\/?/, '') || 'calls').split('?');
  return { path: path.split('/').map(decodeURIComponent), query: new URLSearchParams(query) };
}

/** The address of a call, with the list beside it as it is. */
export function callHref(id) {
  const { path, query } = route();
  const rest = path[0] === 'calls' ? query.toString() : '';
  return `#/calls/${id}${rest ? '?' + rest : ''}`;
}

/** Changes parts of the address' query; null takes one out. Without a step in the browser's history. */
export function setQuery(changes) {
  const { path, query } = route();
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  history.replaceState(null, '', `#/${path.map(encodeURIComponent).join('/')}${text ? '?' + text : ''}`);
}

export const isNarrow = () => matchMedia('(max-width: 720px)').matches;
