// Elements without a framework. Text is always text: names and URIs are what callers chose.

/** An element with attributes, listeners (onclick: …) and children; null and false are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  add(element, children);
  return element;
}

function add(parent, children) {
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
}

/** Puts new children in place of the old ones. */
export function fill(parent, ...children) {
  parent.replaceChildren();
  add(parent, children);
  return parent;
}

/** Sets text only where it differs, so that nothing is read out or selected anew. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const paths = {
  mic: 'M8 10.500a2.500 2.500 0 0 0 2.500-2.500V4a2.500 2.500 0 0 0-5 0v4A2.500 2.500 0 0 0 8 10.500ZM3.500 8a4.500 4.500 0 0 0 9 0M8 12.500V15',
  camera: 'M1.500 4.500h8v7h-8zM9.500 7.200l5-2.200v6l-5-2.200',
  screen: 'M1.500 3h13v8.500h-13zM5.500 14h5',
  speaker: 'M2 6h2.500L8 3v10L4.500 10H2zM10.500 5.500a3.500 3.500 0 0 1 0 5M12.500 3.500a6.300 6.300 0 0 1 0 9',
  lock: 'M4 7.500h8V14H4zM5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500',
};

/** A small drawing, with the words that it stands for. */
export function icon(name, label, { off = false } = {}) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', off ? 'icon off' : 'icon');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  const title = document.createElementNS(space, 'title');
  title.textContent = label;
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', paths[name] + (off ? 'M2 14.500 14 1.500' : ''));
  svg.append(title, path);
  return svg;
}
