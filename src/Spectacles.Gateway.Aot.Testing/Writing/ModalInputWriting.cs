using System.Collections;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The <c>data</c> of a modal that a user submits: the components of the modal with what the user has entered.</summary>
/// <remarks>
/// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure
/// </remarks>
internal sealed class ModalInputWriting(JsonElement modal, ResolvedWriting resolved, IReadOnlyDictionary<string, object> given)
{
    private const int LongestText = 4000;

    /// <summary>Writes the fields of <c>data</c>.</summary>
    /// <exception cref="ArgumentException">The modal has no such component, or it does not take the value.</exception>
    public void Write(Utf8JsonWriter writer)
    {
        var components = PlacedComponent.ReadAll(modal.ListBytes("components") ?? []);
        ThrowIfUnknown(components);
        writer.WriteString("custom_id", modal.Text("custom_id"));
        writer.WriteStartArray("components");
        foreach (var component in components)
        {
            WriteComponent(writer, component);
        }

        writer.WriteEndArray();
        resolved.Write(writer);
    }

    private void ThrowIfUnknown(IReadOnlyList<PlacedComponent> components)
    {
        string[] known = [.. components.SelectMany(static component => component.All).Select(static one => one.CustomId).OfType<string>()];
        if (given.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new ArgumentException($"The modal has no component {unknown}. It has: {string.Join(", ", known)}.");
        }
    }

    private void WriteComponent(Utf8JsonWriter writer, PlacedComponent component)
    {
        writer.WriteStartObject();
        writer.WriteNumber("type", (int)component.Kind);
        writer.WriteNumber("id", component.Id);
        switch (component.Kind)
        {
            case ComponentKind.Label:
                writer.WritePropertyName("component");
                WriteComponent(writer, component.Children[0]);
                break;
            case ComponentKind.ActionRow:
                writer.WriteStartArray("components");
                foreach (var child in component.Children)
                {
                    WriteComponent(writer, child);
                }

                writer.WriteEndArray();
                break;
            case ComponentKind.TextDisplay:
                break;
            default:
                writer.WriteString("custom_id", component.CustomId);
                WriteInput(writer, component, given.GetValueOrDefault(component.CustomId ?? ""));
                break;
        }

        writer.WriteEndObject();
    }

    private void WriteInput(Utf8JsonWriter writer, PlacedComponent component, object? value)
    {
        string of = $"The component {component.CustomId} of the modal";
        bool isRequired = component.Json.Flag("required") != false;
        var selection = new SelectionWriting(component.Json, of, resolved) { IsOptional = !isRequired };
        switch (component.Kind)
        {
            case ComponentKind.TextInput:
                writer.WriteString("value", Text(component.Json, value ?? component.Json.Text("value") ?? "", isRequired, of));
                break;
            case ComponentKind.Checkbox:
                writer.WriteBoolean("value", (value ?? component.Json.Flag("default") == true) as bool?
                    ?? throw new ArgumentException($"{of} takes true or false, not {value}."));
                break;
            case ComponentKind.RadioGroup:
                object? chosen = value ?? Defaults(component.Json).FirstOrDefault();
                if (chosen is null && isRequired)
                {
                    throw new ArgumentException($"{of} is required.");
                }

                writer.WriteString("value", chosen is null ? null : selection.OptionOf(chosen));
                break;
            default:
                selection.Write(writer, value is null ? Defaults(component.Json) : AsList(value));
                break;
        }
    }

    private static string Text(JsonElement input, object value, bool isRequired, string of)
    {
        string text = value as string ?? throw new ArgumentException($"{of} takes a text, not {value}.");
        if (text.Length == 0)
        {
            return isRequired ? throw new ArgumentException($"{of} is required.") : text;
        }

        int length = text.EnumerateRunes().Count();
        long least = input.Integer("min_length") ?? 0;
        long most = input.Integer("max_length") ?? LongestText;
        return length >= least && length <= most
            ? text
            : throw new ArgumentException($"{of} takes a text of {least} to {most} characters, not {length}.");
    }

    /// <summary>What is selected before the user changes it.</summary>
    private static object[] Defaults(JsonElement component) =>
    [
        .. component.Elements("options")
            .Where(static option => option.Flag("default") == true)
            .Select(static option => option.Text("value")!),
        .. component.Elements("default_values").Select(static selected => (object)(selected.Id("id") ?? default)),
    ];

    private static IReadOnlyList<object> AsList(object value) =>
        value is IEnumerable list and not string ? [.. list.Cast<object>()] : [value];
}
