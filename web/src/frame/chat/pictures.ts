import { moment } from "./outbox";
import type { PictureInHand } from "./state";
import { remember, UploadFailed, type UploadProblem, upload } from "./uploads";

/** The pictures of one conversation that are chosen here and not stored by the front yet. */
export class Pictures {
  private all: PictureInHand[] = [];
  private uploading = new AbortController();

  constructor(
    private readonly token: string,
    private readonly changed: (pictures: PictureInHand[]) => void,
  ) {}

  /** Those that nothing keeps from being uploaded. */
  get ready(): PictureInHand[] {
    return this.all.filter((picture) => picture.problem === null);
  }

  add(id: string, file: File): void {
    const url = URL.createObjectURL(file);
    this.set([...this.all, { id, at: moment(), file, url, percent: 0, problem: null }]);
  }

  drop(id: string): void {
    this.set(this.all.filter((picture) => picture.id !== id));
  }

  retry(id: string): void {
    this.change(id, { percent: 0, problem: null });
  }

  /** There is a way to the front again: what had none is tried once more. */
  resume(): void {
    for (const { id, problem } of this.all)
      if (problem === "network" || problem === "unauthorized") this.retry(id);
  }

  /** Take over those of the same person, who has signed in. */
  adopt(other: Pictures): void {
    this.set([...other.all, ...this.all]);
  }

  /** There is no way to the front: an upload would wait for one, and all that is said after it. */
  abort(): void {
    this.uploading.abort();
    this.uploading = new AbortController();
  }

  /** Upload it; returns the upload's id, or why there is none. */
  async upload({ id, file, url }: PictureInHand): Promise<{ id: string } | UploadProblem> {
    const progress = (percent: number) => this.change(id, { percent });
    try {
      const stored = await upload(file, this.token, progress, this.uploading.signal);
      remember(stored, url);
      return { id: stored };
    } catch (error) {
      const problem = error instanceof UploadFailed ? error.problem : "network";
      this.change(id, { problem });
      return problem;
    }
  }

  private change(id: string, change: Partial<PictureInHand>): void {
    this.set(this.all.map((each) => (each.id === id ? { ...each, ...change } : each)));
  }

  private set(pictures: PictureInHand[]): void {
    this.all = pictures;
    this.changed(pictures);
  }
}
