using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Checks what a user selects in a component as Discord's client does, and writes it.</summary>
/// <remarks>https://discord.com/developers/docs/components/reference#string-select</remarks>
internal sealed class SelectionWriting(JsonElement component, string of, ResolvedWriting resolved)
{
    /// <summary>Whether an empty selection is possible whatever <c>min_values</c> says.</summary>
    public bool IsOptional { get; init; }

    private ComponentKind Kind => (ComponentKind)(component.Integer("type") ?? 0);

    /// <summary>Writes <c>values</c>.</summary>
    /// <exception cref="ArgumentException">There are too few or too many values, or the component does not have one of them.</exception>
    public void Write(Utf8JsonWriter writer, IReadOnlyList<object> values)
    {
        long least = component.Integer("min_values") ?? 1;
        long most = component.Integer("max_values") ?? (Kind == ComponentKind.CheckboxGroup ? component.Elements("options").Count() : 1);
        bool isEmpty = IsOptional && values.Count == 0;
        if (!isEmpty && (values.Count < least || values.Count > most))
        {
            throw new ArgumentException($"{of} takes {least} to {most} values, not {values.Count}.");
        }

        string[] chosen = [.. values.Select(ValueOf)];
        if (chosen.Distinct().Count() != chosen.Length)
        {
            throw new ArgumentException($"{of} takes each value once.");
        }

        writer.WriteStartArray("values");
        foreach (string value in chosen)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    /// <summary>The value of an option, found by its value or its label.</summary>
    /// <exception cref="ArgumentException">There is no such option.</exception>
    public string OptionOf(object value)
    {
        foreach (var option in component.Elements("options"))
        {
            if (value is string text && (option.Text("value") == text || option.Text("label") == text))
            {
                return option.Text("value")!;
            }
        }

        string options = string.Join(", ", component.Elements("options").Select(static option => option.Text("value")));
        throw new ArgumentException($"{of} has no option {value}. It has: {options}.");
    }

    private string ValueOf(object value) => Kind switch
    {
        ComponentKind.UserSelect => resolved.AddUser(value, of).ToString(),
        ComponentKind.RoleSelect => resolved.AddRole(value, of).ToString(),
        ComponentKind.MentionableSelect => resolved.AddMentionable(value, of).ToString(),
        ComponentKind.ChannelSelect => resolved.AddChannel(value, component, of).ToString(),
        ComponentKind.FileUpload => resolved.AddFile(value, of).ToString(),
        _ => OptionOf(value),
    };
}
