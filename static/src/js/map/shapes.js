// Shapes: TopoJSON of a level, fetched once per edition and level (its address carries the content hash), kept decoded.
import { feature, mesh } from "topojson-client";
import { get } from "../api.js";

const decoded = new Map();

/** Features in reading order, with the inner borders between different parents and the outer border as lines. */
export async function loadShapes(url) {
  if (!decoded.has(url)) decoded.set(url, get(url).then((topology) => ({ topology, areas: feature(topology, topology.objects.areas) })));
  try {
    return await decoded.get(url);
  } catch (problem) {
    decoded.delete(url);
    throw problem;
  }
}

export function outline({ topology }) {
  return mesh(topology, topology.objects.areas, (a, b) => a === b);
}

export function borders({ topology }) {
  return mesh(topology, topology.objects.areas, (a, b) => a !== b);
}

/** How much of the picture an area takes, for the order of the names: the box around it. */
export function extentOf({ geometry }) {
  const points = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).flat(2);
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const span = (values) => values.reduce((most, v) => Math.max(most, v), -Infinity) - values.reduce((least, v) => Math.min(least, v), Infinity);
  return span(xs) * span(ys);
}

/** A point inside the largest part of an area, for its name: the centroid of that part. */
export function labelPoint({ geometry }) {
  const rings = geometry.type === "Polygon" ? [geometry.coordinates[0]] : geometry.coordinates.map((part) => part[0]);
  let best = { area: -1, point: null };
  for (const ring of rings) {
    let [area, x, y] = [0, 0, 0];
    for (let i = 0; i + 1 < ring.length; i += 1) {
      const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
      area += cross;
      x += (ring[i][0] + ring[i + 1][0]) * cross;
      y += (ring[i][1] + ring[i + 1][1]) * cross;
    }
    if (Math.abs(area) > best.area) best = { area: Math.abs(area), point: [y / (3 * area), x / (3 * area)] };
  }
  return best.point;
}
