// How times, numbers and the protocol's words read.

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
const number = new Intl.NumberFormat();

export const count = value => number.format(value);

export const many = (value, one, more = one + 's') => `${count(value)} ${value === 1 ? one : more}`;

export const time = iso => (iso ? clock.format(new Date(iso)) : '');

/** With the day where it is not today's. */
export function moment(iso) {
  if (!iso) return '';
  const date = new Date(iso);
  return date.toDateString() === new Date().toDateString() ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`;
}

/** How long from one moment to another, or to now: 42 s, 7 min, 3 h 05. */
export function lasted(from, to) {
  const seconds = Math.max(0, Math.floor(((to ? Date.parse(to) : Date.now()) - Date.parse(from)) / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${String(minutes % 60).padStart(2, '0')}` : `${Math.floor(hours / 24)} days`;
}

const words = {
  coSpace: 'space', adHoc: 'ad hoc', lyncConferencing: 'Lync', forwarding: 'forwarding',
  backingOff: 'backing off', unauthorized: 'not authorised', notLocked: 'not locked', onHold: 'on hold',
  allLeft: 'all left', bridgeLost: 'bridge lost', bridgeRemoved: 'bridge removed', notSeenAfterReconnect: 'not seen after reconnection',
  notObserved: 'no longer observed', remoteTeardown: 'hung up', noAnswer: 'no answer', remoteBusy: 'busy', callEnded: 'call ended',
  participantInitiated: 'ended by a participant', activeSpeaker: 'speaking', presenter: 'presenting', audioMuted: 'audio muted', videoMuted: 'video muted',
  freshness: 'seen', lockState: 'lock', callType: 'type', seenBy: 'seen by', rosterSize: 'people listed', endpointRecording: 'end point recording',
};

/** A word of the protocol as people say it; an unknown one as it came, taken apart. */
export function word(value) {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value !== 'string') return Array.isArray(value) ? value.map(word).join(', ') : String(value);
  return words[value] ?? value.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
}

const collator = new Intl.Collator();

export const byName = (a, b) => collator.compare(a, b);

/** A participant's name, or what else is known. */
export const personName = p => p.name || p.uri || 'Unnamed';

export const callName = c => c.name || 'Unnamed call';
