import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

const LIMIT = 160 * 1024; // bytes, gzipped, to the first message

/** Prints how much the chat's frame loads before its first message, and refuses too much. */
export function sizes(): Plugin {
  return {
    name: "sizes",
    generateBundle(_options, bundle) {
      const entry = Object.values(bundle).find((file) => isEntry(file, "frame"));
      if (!entry) return;
      const files = [...needed(entry.fileName, bundle)];
      const bytes = files.reduce((sum, name) => sum + gzipped(bundle[name]), 0);
      const shown = `${(bytes / 1024).toFixed(1)} KB gzipped to the first message`;
      if (bytes > LIMIT) this.error(`${shown}: more than ${LIMIT / 1024} KB`);
      console.log(`chat: ${shown} (${files.length} files)`);
    },
  };
}

type Output = Rolldown.OutputAsset | Rolldown.OutputChunk;

function isEntry(file: Output, name: string): file is Rolldown.OutputChunk {
  return file.type === "chunk" && file.isEntry && file.name === name;
}

/** The file itself, what it imports at once, and their styles; nothing that is loaded later. */
function needed(name: string, bundle: Rolldown.OutputBundle, found = new Set<string>()) {
  const file = bundle[name];
  if (file && !found.has(name)) {
    found.add(name);
    if (file.type === "chunk") {
      for (const other of file.imports) needed(other, bundle, found);
      const css = file.viteMetadata?.importedCss ?? [];
      for (const sheet of css) found.add(sheet);
    }
  }
  return found;
}

function gzipped(file: Output | undefined): number {
  if (!file) return 0;
  return gzipSync(file.type === "chunk" ? file.code : file.source).length;
}
