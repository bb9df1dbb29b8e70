import { useEffect, useState } from "react";
import { useTexts } from "../context";
import { Icon } from "./Icon";

/** The picture that goes with the next sending, to be looked at before. */
export function Chosen({ file, onRemove }: { file: File; onRemove: () => void }) {
  const texts = useTexts();
  const [url, setUrl] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return (
    <div className="chosen">
      {url && <img src={url} alt={texts.preview} />}
      <span className="chosen-name">
        {file.name}
        <small>{size(file.size)}</small>
      </span>
      <button type="button" className="tool" aria-label={texts.remove} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </div>
  );
}

function size(bytes: number): string {
  const kilobytes = Math.ceil(bytes / 1024);
  return kilobytes < 1024 ? `${kilobytes} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}
