/** The button that prints the page; without this script one prints by the browser's menu. */

const button = document.getElementById('print');
button?.addEventListener('click', () => print());
button?.removeAttribute('hidden');
