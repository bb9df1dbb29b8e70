/** Colours that can be read on the shop's own colour, whatever it is (WCAG 2.2). */

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [23, 23, 28];
const GROUND: Rgb = [245, 246, 249];
export const DEFAULT_COLOR = "#d6336c";

/** Set the page's colour variables from the shop's `color`, #rrggbb. */
export function paint(color: string, elder: boolean): void {
  const brand = parse(color);
  const onBrand = contrast(brand, WHITE) >= contrast(brand, BLACK) ? WHITE : BLACK;
  const enough = elder ? 7 : 4.5;
  const fill = readable(brand, onBrand, enough);
  const style = document.documentElement.style;
  style.setProperty("--brand", css(fill));
  style.setProperty("--on-brand", css(onBrand));
  style.setProperty("--brand-text", css(readable(brand, mix(WHITE, brand, 0.1), enough)));
  style.setProperty("--brand-tint", css(mix(WHITE, brand, 0.08)));
  const pale = mix(WHITE, brand, 0.3);
  style.setProperty("--brand-line", css(pale));
  style.setProperty("--brand-edge", css(elder ? readable(brand, GROUND, 3) : pale));
}

/** `color`, moved away from `ground` until text of the one can be read on the other. */
function readable(color: Rgb, ground: Rgb, enough: number): Rgb {
  const target = luminance(ground) > 0.4 ? BLACK : WHITE;
  for (let share = 0; share < 1; share += 0.04) {
    const moved = mix(color, target, share);
    if (contrast(moved, ground) >= enough) return moved;
  }
  return target;
}

function parse(color: string): Rgb {
  const part = (at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * share);
  return [part(0), part(1), part(2)];
}

function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function css([red, green, blue]: Rgb): string {
  return `rgb(${red}, ${green}, ${blue})`;
}
