// Asks for an API key. It is kept for this tab only, and goes into no URL.

import { h, fill } from './dom.js';

export function askForKey(wasWrong) {
  const dialog = document.getElementById('key');
  return new Promise(resolve => {
    const input = h('input', { type: 'password', id: 'key-text', autocomplete: 'off', spellcheck: 'false', required: true, 'aria-describedby': 'key-note' });
    const form = h('form', { method: 'dialog', onsubmit: event => {
      event.preventDefault();
      if (!input.value.trim()) return;
      dialog.close();
      resolve(input.value.trim());
    } },
    h('h2', { id: 'key-title' }, 'A key, please'),
    h('p', { id: 'key-note' }, wasWrong
      ? 'That key is not accepted: it is wrong, or it was removed.'
      : 'This service shows its calls to those with a key. It is kept until this tab is closed.'),
    h('label', { for: 'key-text' }, 'API key'),
    input,
    h('button', { type: 'submit', class: 'primary' }, 'Show the calls'));
    fill(dialog, form);
    dialog.oncancel = event => event.preventDefault();
    if (!dialog.open) dialog.showModal();
    input.focus();
  });
}
