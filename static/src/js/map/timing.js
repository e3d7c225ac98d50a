// When things may happen. The picture comes first: legend, table, panel and the history (which talks to the browser's main
// process and may take longer than painting) follow when the frame has been shown.
export const afterPaint = (task) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(task)));

export const whenIdle = window.requestIdleCallback ?? ((task) => setTimeout(task, 200));
