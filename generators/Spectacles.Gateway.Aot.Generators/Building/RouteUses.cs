namespace Spectacles.Gateway.Generators;

/// <summary>Which types of a schema its routes send and answer.</summary>
internal sealed class RouteUses
{
    private readonly ILookup<string, string> bodies;
    private readonly HashSet<string> read;

    /// <param name="types">The types of the schema.</param>
    /// <param name="fields">Their own fields by the names of the types.</param>
    /// <param name="inheritance">What they extend.</param>
    /// <param name="routes">The routes of the schema.</param>
    public RouteUses(
        IReadOnlyList<SchemaType> types,
        Dictionary<string, EquatableArray<FieldSpec>> fields,
        Inheritance inheritance,
        EquatableArray<SchemaRoute> routes)
    {
        bodies = routes
            .Where(route => route.Body is not null)
            .ToLookup(route => ElementOf(route.Body), route => route.Name.Value, StringComparer.Ordinal);
        var sent = Reachable(bodies.Select(body => body.Key));
        var others = types.Where(type => !sent.Contains(type.Name.Value) || MustBeRead(type)).Select(type => type.Name.Value);
        read = Reachable([.. others, .. routes.Select(route => ElementOf(route.Returns))]);

        // The members of a union are told apart when they are read, and what extends a type of the library is read as one.
        bool MustBeRead(SchemaType type) =>
            type.Union is not null || type.Tag is not null || inheritance.HasReferencedBase(type.Name.Value);

        HashSet<string> Reachable(IEnumerable<string> names)
        {
            var found = new HashSet<string>(StringComparer.Ordinal);
            var waiting = new Queue<string>(names.Where(fields.ContainsKey));
            while (waiting.Count > 0)
            {
                string name = waiting.Dequeue();
                if (found.Add(name))
                {
                    var held = fields[name].Where(IsOwnObject).Select(field => field.ElementType);
                    inheritance.Of(name).Concat(held).ToList().ForEach(waiting.Enqueue);
                }
            }

            return found;
        }
    }

    /// <summary>The routes whose body it is, or an element of it.</summary>
    public EquatableArray<string> BodyOf(string name) => bodies[name].ToEquatableArray();

    /// <summary>Whether it is ever read: what routes only send is not.</summary>
    public bool IsRead(string name) => read.Contains(name);

    private static string ElementOf(SchemaText? type) => TypeNotation.Parse(type?.Value ?? "").Element;

    private static bool IsOwnObject(FieldSpec field) => field is { Kind: ValueKind.Model or ValueKind.Union, IsReferenced: false };
}
