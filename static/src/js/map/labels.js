// Names on the map: one that would cover another, or that the frame would cut, waits until there is room.
const GAP = 2;

const overlaps = (a, b) => a.left < b.right + GAP && b.left < a.right + GAP && a.top < b.bottom + GAP && b.top < a.bottom + GAP;
const inside = (own, frame) => own.left >= frame.left && own.right <= frame.right && own.top >= frame.top && own.bottom <= frame.bottom;

/**
 * Show as many names as fit, the first of `spans` first.
 * @param spans elements in the order of their importance
 * @param frame the element that cuts what sticks out
 */
export function declutter(spans, frame) {
  const room = frame.getBoundingClientRect();
  const boxes = spans.map((span) => span.getBoundingClientRect());
  const shown = [];
  boxes.forEach((box, i) => {
    const fits = box.width > 0 && (inside(box, room) || box.right < room.left || box.left > room.right || box.bottom < room.top || box.top > room.bottom);
    const free = fits && !shown.some((other) => overlaps(box, other));
    if (free) shown.push(box);
    spans[i].classList.toggle("is-covered", !free);
  });
}
