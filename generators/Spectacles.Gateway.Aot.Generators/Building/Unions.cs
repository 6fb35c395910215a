using System.Globalization;

namespace Spectacles.Gateway.Generators;

/// <summary>Which types of a schema are unions, and which are their members.</summary>
internal sealed class Unions
{
    private const string UnknownPrefix = "Unknown";
    private readonly Dictionary<string, FieldSpec> tags = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<UnionMemberSpec>> members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UnionTagSpec> membership = new(StringComparer.Ordinal);
    private readonly SchemaErrors errors;

    /// <param name="types">The schema's types.</param>
    /// <param name="fields">Their own fields by the names of the types.</param>
    /// <param name="inheritance">What they extend.</param>
    /// <param name="events">The events by the names of their models.</param>
    /// <param name="errors">Where what is wrong goes.</param>
    public Unions(
        IReadOnlyList<SchemaType> types,
        Dictionary<string, EquatableArray<FieldSpec>> fields,
        Inheritance inheritance,
        Dictionary<string, SchemaEvent> events,
        SchemaErrors errors)
    {
        this.errors = errors;
        foreach (var type in types.Where(type => type.Union is not null))
        {
            FindTag(type, fields[type.Name.Value], events);
        }

        foreach (var type in types)
        {
            string union = inheritance.Of(type.Name.Value).FirstOrDefault(tags.ContainsKey) ?? "";
            if (union.Length > 0 || type.Tag is not null)
            {
                AddMember(type, union, inheritance.BaseOf(type.Name.Value));
            }
        }
    }

    public static string UnknownName(string union) => UnknownPrefix + union;

    public UnionSpec? Find(string name) => tags.TryGetValue(name, out var tag)
        ? new UnionSpec(tag.WireName, IsText(tag), UnknownName(name), members[name].ToEquatableArray())
        : null;

    public UnionTagSpec? TagOf(string name) => membership.TryGetValue(name, out var tag) ? tag : null;

    private static bool IsText(FieldSpec tag) => tag.Kind == ValueKind.TextEnum || tag.Scalar == ScalarTypes.String;

    private void FindTag(SchemaType type, EquatableArray<FieldSpec> fields, Dictionary<string, SchemaEvent> events)
    {
        var at = type.Union!.Value;
        var tag = fields.FirstOrDefault(field => field.IsTag);
        bool isTag = tag is { Container: Container.None, Presence: Presence.Required }
            && (IsText(tag) || tag.Kind == ValueKind.NumberEnum || tag.Scalar == ScalarTypes.Integer);
        if (tag is null || !isTag)
        {
            Report(at, type, $"'{at.Value}' is not a required field of the type itself that is a number or a string");
        }
        else if (type.Extends is not null)
        {
            Report(at, type, "it extends another object");
        }
        else if (events.ContainsKey(type.Name.Value))
        {
            Report(at, type, "an event has it as its payload");
        }
        else
        {
            tags.Add(type.Name.Value, tag);
            members.Add(type.Name.Value, []);
        }
    }

    private void AddMember(SchemaType type, string union, string extended)
    {
        if (union.Length == 0)
        {
            Report(type.Tag!.Value, type, "only a type that extends a union can be a member of it");
        }
        else if (extended != union)
        {
            Report(type.Extends!.Value, type, $"a member of {union} cannot be extended");
        }
        else if (type.Tag is not { } tag)
        {
            Report(type.Name, type, $"it extends the union {union} and lacks an \"is\"");
        }
        else if (
            tag.IsText != IsText(tags[union])
                || (!tag.IsText && !int.TryParse(tag.Value.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))
        {
            errors.Report(
                DiagnosticDescriptors.SchemaWrongValue, tag.Value, "is", IsText(tags[union]) ? "a string" : "a whole number of 32 bits");
        }
        else if (members[union].FirstOrDefault(member => member.Value == tag.Value.Value) is { } other)
        {
            errors.Report(DiagnosticDescriptors.SchemaDuplicate, tag.Value, tag.Value.Value, $"the value of {other.Name}");
        }
        else
        {
            members[union].Add(new UnionMemberSpec(tag.Value.Value, type.Name.Value));
            membership.Add(
                type.Name.Value,
                new UnionTagSpec(
                    tags[union].WireName, tags[union].PropertyName, Constant(tags[union], tag.Value.Value), tag.Value.Value, tag.IsText));
        }
    }

    private static string Constant(FieldSpec tag, string value) => tag.Kind switch
    {
        ValueKind.NumberEnum => $"({tag.ElementType}){(value[0] == '-' ? $"({value})" : value)}",
        ValueKind.Scalar => IsText(tag) ? CSharpLiteral.Of(value) : value,
        _ => $"new {tag.ElementType}({CSharpLiteral.Of(value)})",
    };

    private void Report(SchemaText at, SchemaType type, string problem) =>
        errors.Report(DiagnosticDescriptors.SchemaBadUnion, at, type.Name.Value, problem);

    private void Report(SchemaTag at, SchemaType type, string problem) => Report(at.Value, type, problem);
}
