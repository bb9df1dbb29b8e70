/** Names and values, without those that have none. */
export function Facts({ facts }: { facts: [string, string | null][] }) {
  const known = facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
  return (
    <dl className="facts">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
