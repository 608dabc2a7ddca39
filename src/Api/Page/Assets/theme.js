// Dark and light: as the system has it, or as somebody chose.

const KEY = 'cmso-theme';
const next = { auto: 'dark', dark: 'light', light: 'auto' };
const schemes = { auto: 'light dark', dark: 'dark', light: 'light' };

export function setUpTheme(button) {
  let theme = localStorage.getItem(KEY);
  if (!(theme in next)) theme = 'auto';
  const apply = () => {
    document.documentElement.style.colorScheme = schemes[theme];
    button.textContent = { auto: 'Auto', dark: 'Dark', light: 'Light' }[theme];
    button.setAttribute('aria-label', `Colours: ${button.textContent.toLowerCase()}. Change`);
  };
  button.addEventListener('click', () => {
    theme = next[theme];
    localStorage.setItem(KEY, theme);
    apply();
  });
  apply();
}
