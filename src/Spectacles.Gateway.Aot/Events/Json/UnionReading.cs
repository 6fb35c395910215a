using System.ComponentModel;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Refuses an object of another type where a member of a union is read directly. For emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class UnionReading
{
    /// <summary>Checks that the object at the reader is of the type of a member, or does not say its type. The reader stays.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="member">The class of the member.</param>
    /// <param name="field">The field that tells the type.</param>
    /// <param name="expected">The member's value of it.</param>
    /// <exception cref="JsonException">The object is of another type. The message says which one was expected.</exception>
    public static void RequireMember(this ref PayloadReader reader, ReadOnlySpan<byte> member, ReadOnlySpan<byte> field, int expected)
    {
        // Without reports: a value that can't be a type is none, and no property shows it.
        PayloadReader tag = new(reader.Json, reader.Position, null);
        if (tag.MoveTo(field))
        {
            int position = tag.Position;
            if (tag.ReadInt32OrNull() is { } found && found != expected)
            {
                reader.Position = position;
                throw new JsonException(
                    $"The value {expected} was expected, which is that of {Encoding.UTF8.GetString(member)}, but it is {found}.");
            }
        }
    }

    /// <inheritdoc cref="RequireMember(ref PayloadReader, ReadOnlySpan{byte}, ReadOnlySpan{byte}, int)"/>
    public static void RequireMember(
        this ref PayloadReader reader,
        ReadOnlySpan<byte> member,
        ReadOnlySpan<byte> field,
        ReadOnlySpan<byte> expected)
    {
        var tag = reader;
        if (tag.MoveTo(field) && tag.First == '"' && !tag.PeekString().SequenceEqual(expected))
        {
            reader.Position = tag.Position;
            throw new JsonException($"The value \"{Encoding.UTF8.GetString(expected)}\" was expected, "
                + $"which is that of {Encoding.UTF8.GetString(member)}, but it is another string.");
        }
    }
}
