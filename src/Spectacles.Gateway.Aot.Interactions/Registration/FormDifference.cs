using System.Text.Json;

namespace Spectacles.Gateway.Interactions;

/// <summary>Finds the fields in which two commands in the normal form differ.</summary>
internal static class FormDifference
{
    /// <summary>Returns the paths of the fields: <c>description</c>, <c>options.volume.max_value</c>, <c>options.speed (new)</c>.</summary>
    /// <param name="own">The module's command.</param>
    /// <param name="registered">The command that is registered.</param>
    public static List<string> Find(ReadOnlySpan<byte> own, ReadOnlySpan<byte> registered)
    {
        List<string> paths = [];
        Compare("", own, registered, CommandField.OfCommands, paths);
        return paths;
    }

    private static void Compare(
        string parent, ReadOnlySpan<byte> own, ReadOnlySpan<byte> registered, CommandField[] fields, List<string> paths)
    {
        foreach (var field in fields)
        {
            var mine = JsonFields.Field(own, field.Name);
            var theirs = JsonFields.Field(registered, field.Name);
            if (mine.SequenceEqual(theirs))
            {
                continue;
            }

            string path = $"{parent}{field.Name}";
            switch (field.Form)
            {
                case FieldForm.Options:
                    CompareLists(path, mine, theirs, CommandField.OfOptions, paths);
                    break;
                case FieldForm.Choices:
                    CompareLists(path, mine, theirs, CommandField.OfChoices, paths);
                    break;
                default:
                    paths.Add(path);
                    break;
            }
        }
    }

    private static void CompareLists(
        string path, ReadOnlySpan<byte> own, ReadOnlySpan<byte> registered, CommandField[] fields, List<string> paths)
    {
        int before = paths.Count;
        var mine = Elements(own);
        var theirs = Elements(registered);
        foreach (var (name, element) in mine)
        {
            if (theirs.Remove(name, out byte[]? there))
            {
                Compare($"{path}.{name}.", element, there, fields, paths);
            }
            else
            {
                paths.Add($"{path}.{name} (new)");
            }
        }

        foreach (string name in theirs.Keys)
        {
            paths.Add($"{path}.{name} (removed)");
        }

        if (paths.Count == before)
        {
            paths.Add($"{path} (order)");
        }
    }

    /// <summary>The elements of a list by their names. Copies, because ranges in a dictionary would make a bot 20 KB larger.</summary>
    private static Dictionary<string, byte[]> Elements(ReadOnlySpan<byte> list)
    {
        Dictionary<string, byte[]> elements = new(StringComparer.Ordinal);
        if (list.IsEmpty)
        {
            return elements;
        }

        var reader = new Utf8JsonReader(list);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            byte[] element = list[start..(int)reader.BytesConsumed].ToArray();
            elements[JsonFields.Text(JsonFields.Field(element, "name"))] = element;
        }

        return elements;
    }
}
