// Bundles static/src into static/dist: hashed names, a manifest for templates, gzip and brotli beside each file.
//
// Two passes: with --watch nothing is minified or compressed. The manifest maps "map.js" to "map-3FJK2L7A.js"; monitoring/assets.py
// reads it. Fonts and images keep their names in the manifest, so that base.html can preload the two weights it needs.
import { build, context } from "esbuild";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const watching = process.argv.includes("--watch");

const manifestOf = (meta) => {
  const names = {};
  for (const [path, output] of Object.entries(meta.outputs)) {
    const file = relative(dist, join(here, "..", path));
    if (file.endsWith(".map")) continue;
    const inputs = Object.keys(output.inputs);
    const named = output.entryPoint ?? (inputs.length === 1 ? inputs[0] : null);
    if (named) names[basename(named)] = file;
  }
  return Object.fromEntries(Object.entries(names).sort());
};

const compress = async () => {
  for (const file of await readdir(dist)) {
    if (!/\.(js|css|svg)$/.test(file)) continue;
    const bytes = await readFile(join(dist, file));
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    await writeFile(join(dist, `${file}.gz`), gzipSync(bytes, { level: 9 }));
    await writeFile(join(dist, `${file}.br`), brotliCompressSync(bytes, quality));
  }
};

const afterwards = {
  name: "manifest",
  setup(plugin) {
    plugin.onEnd(async (result) => {
      if (result.errors.length) return;
      await writeFile(join(dist, "manifest.json"), JSON.stringify(manifestOf(result.metafile), null, 1));
      if (!watching) await compress();
    });
  },
};

// KERN sizes every <svg> to its container, by the element's name. Leaflet draws on <svg> elements whose size stands in
// attributes, which no later rule can give back: so the rule goes. In forced colours it paints every icon white, also on white,
// and says so with !important, which no later layer outdoes: these rules go, too; menus.css has the system's colours.
const kernLeavesSvg = {
  name: "kern-leaves-svg",
  setup(plugin) {
    plugin.onLoad({ filter: /kern\.min\.css$/ }, async ({ path }) => {
      const css = await readFile(path, "utf8");
      const rule = "img,picture,video,canvas,svg{";
      if (!css.includes(rule)) throw new Error("KERN has changed its rule for images: look at build.js");
      const icons = /@media \(forced-colors: active\)\{\.kern-icon--[\w-]+\{background-color:var\(--kern-color-white\)!important;forced-color-adjust:none\}\}/g;
      if (!icons.test(css)) throw new Error("KERN has changed its icons in forced colours: look at build.js");
      return { contents: css.replace(rule, "img,picture,video{").replace(icons, ""), loader: "css" };
    });
  },
};

await rm(dist, { recursive: true, force: true });
await mkdir(join(dist, "fonts"), { recursive: true });

// Papers are set on the server, in the same typeface: monitoring/papers/fonts.py reads these.
const fira = join(here, "..", "node_modules", "@fontsource", "fira-sans", "files");
for (const file of await readdir(fira)) {
  if (/-(400-normal|400-italic|600-normal)\.woff$/.test(file)) await copyFile(join(fira, file), join(dist, "fonts", file));
}

const options = {
  absWorkingDir: join(here, ".."),
  entryPoints: ["js/portal.js", "js/map.js", "js/dashboards.js", "js/office.js", "js/analysis.js", "js/planning.js", "css/portal.css", "css/map.css", "css/dashboards.css", "css/office.css", "css/analysis.css", "css/planning.css"].map((name) => join(here, "src", name)),
  outdir: dist,
  outbase: join(here, "src"),
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  format: "esm",
  target: ["es2022", "chrome111", "firefox113", "safari16.4"],
  minify: !watching,
  sourcemap: watching ? "linked" : false,
  legalComments: "eof",
  metafile: true,
  publicPath: "",
  loader: { ".woff2": "file", ".svg": "file", ".png": "file" },
  logLevel: "info",
  plugins: [kernLeavesSvg, afterwards],
};

if (watching) await (await context(options)).watch();
else await build(options);
