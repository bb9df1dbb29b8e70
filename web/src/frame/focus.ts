/** Where the focus goes when what had it goes away: next to what comes, and no keyboard pops up. */
export function focusTranscript(): void {
  document.getElementById("transcript")?.focus({ preventScroll: true });
}
