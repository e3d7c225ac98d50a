// In every page of the benchmark, before the page's own scripts: when the map was painted, and how long a switch takes.
//
// A switch is timed twice. From the time stamp of the trusted input event to the second animation frame after the fills
// had changed: the first belongs to the picture with the new fills, the second begins when that picture is handed over;
// so it is certain that the right frame is counted, also where fills change late. And by the browser's own Event
// Timing (steps of 8 ms), which ends when the frame was presented. The longer one counts.
(() => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const fills = () => Array.from(document.querySelectorAll("path.area"), (path) => path.getAttribute("fill")).join();
  const presented = new Map();
  const probe = {};
  window.probe = probe;

  probe.drawn = new Promise((resolve) => {
    new MutationObserver(async (_, observer) => {
      const marked = document.querySelector("[data-ready]");
      if (!marked) return;
      observer.disconnect();
      await frame();
      await frame();
      const painted = performance.now();
      resolve({ ready: marked.dataset.ready, painted, moment: performance.timeOrigin + painted });
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"] });
  });

  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries()) {
      if (name === "click" || name === "keydown") presented.set(startTime.toFixed(1), duration);
    }
  }).observe({ type: "event", durationThreshold: 16 });

  /** Times the next click or key; resolves when its picture stands: {twoFrames, eventTiming, changed}. */
  probe.next = () => new Promise((resolve) => {
    const before = fills();
    const kinds = ["click", "keydown"];
    const begin = async (event) => {
      kinds.forEach((kind) => removeEventListener(kind, begin, true));
      let waited = 0;
      let changed = false;
      while (!changed && waited < 600) {
        await frame();
        waited += 1;
        changed = fills() !== before;
      }
      await frame();
      const twoFrames = performance.now() - event.timeStamp;
      await new Promise((done) => setTimeout(done, 120));
      resolve({ twoFrames, eventTiming: presented.get(event.timeStamp.toFixed(1)) ?? 0, changed });
    };
    kinds.forEach((kind) => addEventListener(kind, begin, true));
  });
})();
