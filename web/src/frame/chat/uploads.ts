import { LARGEST_PICTURE, PICTURE_TYPES } from "./protocol";

/** Why a picture could not be sent: the file, too many of them, or the way to the front. */
export type UploadProblem =
  | "too_large"
  | "no_picture"
  | "broken"
  | "too_many"
  | "unauthorized"
  | "network";

const PROBLEMS: Record<number, UploadProblem> = {
  401: "unauthorized",
  413: "too_large",
  415: "no_picture",
  429: "too_many",
};

export class UploadFailed extends Error {
  constructor(readonly problem: UploadProblem) {
    super(problem);
  }
}

/** What is wrong with a chosen file, as far as can be seen before sending it. */
export async function problemOf(file: File): Promise<UploadProblem | null> {
  if (!PICTURE_TYPES.includes(file.type)) return "no_picture";
  if (file.size > LARGEST_PICTURE) return "too_large";
  try {
    (await createImageBitmap(file)).close();
    return null;
  } catch {
    return "broken"; // the browser tells a file's type by its name only
  }
}

/** Send a picture and return its id; `progress` hears per cent. Throws UploadFailed. */
export function upload(
  file: Blob,
  token: string,
  progress: (percent: number) => void,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch does not tell how far it is
    request.open("POST", "/api/web/uploads");
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(Math.round((100 * event.loaded) / event.total));
    };
    request.onload = () => {
      if (request.status === 201) resolve((request.response as { id: string }).id);
      else reject(new UploadFailed(PROBLEMS[request.status] ?? "network"));
    };
    request.onerror = () => reject(new UploadFailed("network"));
    request.onabort = request.onerror;
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

const seen = new Map<string, Promise<string>>();

/** A picture of the conversation as an object URL, fetched once. */
export function picture(id: string, token: string): Promise<string> {
  let found = seen.get(id);
  if (!found) {
    found = fetchPicture(id, token);
    seen.set(id, found);
    found.catch(() => seen.delete(id));
  }
  return found;
}

/** Show what was just sent by the URL of the file that is here already. */
export function remember(id: string, url: string): void {
  seen.set(id, Promise.resolve(url));
}

async function fetchPicture(id: string, token: string): Promise<string> {
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await fetch(`/api/web/uploads/${encodeURIComponent(id)}`, { headers });
  if (!answer.ok) throw new Error(`picture: ${answer.status}`);
  return URL.createObjectURL(await answer.blob());
}
