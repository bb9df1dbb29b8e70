import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { sizes } from "./sizes.ts";

/** The pages that the front serves: the chat in its frame, and the demo shop. */
export default defineConfig({
  plugins: [react(), sizes()],
  build: {
    target: "es2020",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { frame: "frame.html", shop: "index.html" },
      checks: { pluginTimings: false },
    },
  },
});
