const DEFAULT = "#d6336c";

/** `color` as #rrggbb; ours for what is no colour. */
export function plain(color: string): string {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return DEFAULT;
  pen.fillStyle = DEFAULT;
  pen.fillStyle = color; // left as it was by what is no colour
  return pen.fillStyle.startsWith("#") ? pen.fillStyle : DEFAULT;
}

/** White or nearly black: whichever can be read better on `color` (#rrggbb). */
export function paintedOn(color: string): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const [red = 0, green = 0, blue = 0] = parts.map((part) => (part / 255) ** 2.2);
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.058 ? "#fff" : "#17171c";
}
