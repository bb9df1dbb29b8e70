import { defineConfig } from "vite";

/** `widget.js`: what a shop's page loads with its one script tag; one classic script, nothing else. */
export default defineConfig({
  publicDir: false,
  build: {
    target: "es2020",
    emptyOutDir: false,
    lib: {
      entry: "src/loader/main.ts",
      formats: ["iife"],
      name: "TuanbaoLoader",
      fileName: () => "widget.js",
    },
  },
});
