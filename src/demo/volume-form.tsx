import { type FormEvent, type ReactNode } from 'react';
import { type VolumeFields } from './volume';

/** The fields of a record. What is typed stays readable when they cannot be written any more. */
export function VolumeForm(props: {
  readonly fields: VolumeFields;
  readonly isWritable: boolean;
  readonly change: (change: Partial<VolumeFields>) => void;
  readonly save: () => void;
}): ReactNode {
  const { fields, isWritable, change, save } = props;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isWritable) save();
  };
  return (
    <form className="volume" onSubmit={submit} data-writable={isWritable}>
      <label>
        Title
        <input
          required
          value={fields.title}
          readOnly={!isWritable}
          onChange={(event) => change({ title: event.target.value })}
        />
      </label>
      <label>
        Author
        <input
          value={fields.author}
          readOnly={!isWritable}
          onChange={(event) => change({ author: event.target.value })}
        />
      </label>
      <label>
        Year
        <input
          type="number"
          required
          value={Number.isNaN(fields.year) ? '' : fields.year}
          readOnly={!isWritable}
          onChange={(event) => change({ year: event.target.valueAsNumber })}
        />
      </label>
      <label className="wide">
        Summary
        <textarea
          rows={4}
          value={fields.summary}
          readOnly={!isWritable}
          onChange={(event) => change({ summary: event.target.value })}
        />
      </label>
      <button className="primary" disabled={!isWritable}>
        Save
      </button>
    </form>
  );
}
