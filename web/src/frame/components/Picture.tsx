import { lazy, Suspense, useEffect, useState } from "react";
import { useFrame, useTexts } from "../context";

const Enlarged = lazy(() => import("./Enlarged"));

/** A picture of the conversation; pressing it shows it large. */
export function Picture({ id }: { id: string }) {
  const { chat } = useFrame();
  const texts = useTexts();
  const [url, setUrl] = useState<string | null>(null);
  const [isGone, setGone] = useState(false);
  const [isLarge, setLarge] = useState(false);

  useEffect(() => {
    let isCurrent = true;
    chat.picture(id).then(
      (found) => isCurrent && setUrl(found),
      () => isCurrent && setGone(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [chat, id]);

  if (isGone) return <span className="picture-gone">{texts.pictureGone}</span>;
  if (!url) return <span className="picture skeleton" />;
  return (
    <>
      <button
        type="button"
        className="picture"
        aria-label={texts.enlarge}
        onClick={() => setLarge(true)}
      >
        <img src={url} alt={texts.yourPicture} />
      </button>
      {isLarge && (
        <Suspense>
          <Enlarged url={url} onClose={() => setLarge(false)} />
        </Suspense>
      )}
    </>
  );
}
