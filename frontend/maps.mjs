// Draws the shapes of the maps: world, regions, outlines of countries.
// Usage: node maps.mjs OUTPUT_FOLDER. Called by `manage.py build_assets`.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { geoArea, geoCentroid, geoEqualEarth, geoMercator, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const ATLAS = createRequire(import.meta.url).resolve("world-atlas/countries-50m.json");
const DOT_AREA = 170; // Smaller shapes (square units) are drawn as a dot.
const STEP = 2.6; // Points closer than this (units) to the one before are left out.

// Not among the shapes of the atlas.
const TUVALU = { type: "Point", coordinates: [179.2, -8.52] };

// In each view: the meridian in the middle, and what must be seen (west, south, east, north).
const VIEWS = {
  world: { rotate: -11, width: 2000 },
  oceans: { rotate: -150, width: 2000 }, // The Pacific in one piece; cut along 30° west.
  pacific: { rotate: -178, width: 1800, box: [128, -30, 232, 24] },
  caribbean: { rotate: 70, width: 1600, box: [-92, 6, -54, 29] },
  "indian-ocean": { rotate: -62, width: 1600, box: [34, -32, 98, 20] },
  atlantic: { rotate: 10, width: 1600, box: [-40, -12, 22, 44] },
};

// ICU knows the two letters of every numeric code.
const iso2 = (numeric) => new Intl.Locale(`und-${numeric}`).region;

function countries() {
  const atlas = JSON.parse(readFileSync(ATLAS, "utf8"));
  const shapes = {};
  for (const { id, geometry } of feature(atlas, atlas.objects.countries).features) {
    const code = id && iso2(id);
    if (!code || !/^[A-Z]{2}$/.test(code) || code === "AQ") continue;
    // Islets far away carry the code of their country; the country itself is larger.
    if (shapes[code] && geoArea(shapes[code]) > geoArea(geometry)) continue;
    shapes[code] = geometry;
  }
  shapes.TV ??= TUVALU;
  return shapes;
}

// Collects rings as whole numbers, without points that nobody would see.
class Pen {
  constructor() { this.rings = []; }
  moveTo(x, y) { this.ring = [[x, y]]; this.rings.push(this.ring); }
  lineTo(x, y) {
    const [px, py] = this.ring.at(-1);
    if (Math.hypot(x - px, y - py) >= STEP) this.ring.push([x, y]);
  }
  closePath() {}
  arc() {}
  toString() {
    return this.rings.filter((ring) => ring.length > 2).map(ringPath).join("");
  }
}

function ringPath(ring) {
  let [px, py] = ring[0].map(Math.round);
  let path = `M${px},${py}l`;
  const steps = [];
  for (const [x, y] of ring.slice(1)) {
    const [rx, ry] = [Math.round(x), Math.round(y)];
    if (rx === px && ry === py) continue;
    steps.push(`${rx - px},${ry - py}`);
    [px, py] = [rx, ry];
  }
  return `${path}${steps.join(" ")}z`.replaceAll(",-", "-").replaceAll(" -", "-");
}

function draw(geometry, projection) {
  const pen = new Pen();
  geoPath(projection, pen)(geometry);
  return pen.toString();
}

function projectionOf({ rotate, width, box }) {
  if (!box) {
    const projection = geoEqualEarth().rotate([rotate, 0]).fitWidth(width, { type: "Sphere" });
    // The empty south is left out.
    const height = Math.ceil(projection([-rotate, -57])[1]);
    return { projection: projection.clipExtent([[0, 0], [width, height]]), height };
  }
  const [west, south, east, north] = box;
  const corners = { type: "MultiPoint", coordinates: [[west, south], [east, south], [west, north], [east, north]] };
  const projection = geoMercator().rotate([rotate, 0]).fitWidth(width, corners);
  const height = Math.ceil(projection([west, south])[1] - projection([west, north])[1]);
  const [x, y] = projection.translate();
  projection.translate([x, y - projection([west, north])[1]]);
  return { projection: projection.clipExtent([[0, 0], [width, height]]), height };
}

function view(options, shapes) {
  const { projection, height } = projectionOf(options);
  const path = geoPath(projection);
  const result = { width: options.width, height, shapes: {}, dots: {} };
  for (const [code, geometry] of Object.entries(shapes)) {
    const drawn = geometry.type === "Point" ? "" : draw(geometry, projection);
    const at = geometry.type === "Point" ? projection(geometry.coordinates) : path.centroid(geometry);
    const seen = at && at[0] >= 0 && at[0] <= options.width && at[1] >= 0 && at[1] <= height;
    if (drawn) result.shapes[code] = drawn;
    if (seen && (!drawn || path.area(geometry) < DOT_AREA)) result.dots[code] = at.map(Math.round);
  }
  return result;
}

function outline(geometry) {
  const [longitude, latitude] = geoCentroid(geometry);
  const target = geometry.type === "Point"
    ? { type: "MultiPoint", coordinates: [[longitude - 1, latitude - 1], [longitude + 1, latitude + 1]] }
    : geometry;
  const projection = geoMercator().rotate([-longitude, 0]).fitExtent([[8, 8], [392, 292]], target);
  const polygons = geometry.type === "MultiPolygon"
    ? geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }))
    : [geometry];
  const path = geoPath(projection);
  const dots = polygons
    .filter((polygon) => polygon.type === "Point" || path.area(polygon) < 40)
    .map((polygon) => path.centroid(polygon).map(Math.round))
    .slice(0, 60);
  return { d: geometry.type === "Point" ? "" : draw(geometry, projection), dots };
}

const folder = process.argv[2];
const shapes = countries();
mkdirSync(folder, { recursive: true });
for (const [name, options] of Object.entries(VIEWS)) {
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(view(options, shapes)));
}
const outlines = Object.fromEntries(
  Object.entries(shapes).map(([code, geometry]) => [code, outline(geometry)]),
);
writeFileSync(join(folder, "outlines.json"), JSON.stringify(outlines));
console.log(`${Object.keys(shapes).length} countries and territories drawn.`);
