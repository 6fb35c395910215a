using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>What Discord finds wrong with the fields of a body or a query.</summary>
/// <remarks>https://discord.com/developers/docs/reference#error-messages</remarks>
internal sealed class FormErrors
{
    private readonly SortedDictionary<string, FormErrors> fields = new(StringComparer.Ordinal);
    private readonly List<(string Code, string Message)> own = [];

    public int Count => own.Count + fields.Values.Sum(inner => inner.Count);

    /// <summary>The errors of a field, or of an element of a list by its index.</summary>
    public FormErrors this[string field]
    {
        get
        {
            if (!fields.TryGetValue(field, out var inner))
            {
                fields[field] = inner = new FormErrors();
            }

            return inner;
        }
    }

    public void Add(string code, string message) => own.Add((code, message));

    public void AddRequired() => Add("BASE_TYPE_REQUIRED", "This field is required");

    /// <summary>Takes over the errors of another form.</summary>
    public void AddAll(FormErrors others)
    {
        own.AddRange(others.own);
        foreach (var (name, inner) in others.fields)
        {
            this[name].AddAll(inner);
        }
    }

    /// <summary>Writes the object <c>errors</c> of an error body.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (own.Count > 0)
        {
            writer.WriteStartArray("_errors");
            foreach ((string code, string message) in own)
            {
                writer.WriteStartObject();
                writer.WriteString("code", code);
                writer.WriteString("message", message);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        foreach (var (name, inner) in fields)
        {
            if (inner.Count > 0)
            {
                writer.WritePropertyName(name);
                inner.Write(writer);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>The errors as text: each field with what is wrong.</summary>
    public override string ToString() => string.Join(" ", Describe(""));

    private IEnumerable<string> Describe(string path) =>
        own.Select(error => path.Length == 0 ? error.Message : $"{path}: {error.Message}.".Replace("..", ".", StringComparison.Ordinal))
            .Concat(fields.SelectMany(field => field.Value.Describe(path.Length == 0 ? field.Key : $"{path}.{field.Key}")));
}
