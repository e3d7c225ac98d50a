// The least that shows areas in colours: Leaflet, the shapes, one value an area, five classes of equal size.
const load = (name) => fetch(name).then((response) => response.json());
const COLOURS = ["#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c"];

Promise.all([load("shapes.topojson"), load("values.json")]).then(([topology, values]) => {
  const sorted = Object.values(values).filter((value) => value !== null).sort((a, b) => a - b);
  const edges = [1, 2, 3, 4].map((k) => sorted[Math.floor((k * sorted.length) / 5)]);
  const colour = (value) => (value === null ? "#ccc" : COLOURS[edges.filter((edge) => value >= edge).length]);
  const style = ({ id }) => ({ color: "#fff", weight: 0.7, fillOpacity: 1, fillColor: colour(values[id]) });
  const map = L.map("map", { attributionControl: false, zoomSnap: 0.1 });
  const areas = L.geoJSON(topojson.feature(topology, topology.objects.areas), { style });
  map.fitBounds(areas.getBounds(), { animate: false });
  areas.addTo(map);
  document.body.dataset.ready = "true";
});
