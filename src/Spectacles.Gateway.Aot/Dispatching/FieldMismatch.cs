using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Describes a value that its field cannot hold.</summary>
internal static class FieldMismatch
{
    /// <param name="expected">The kind of value that the field holds.</param>
    /// <param name="first">The value's first byte.</param>
    public static JsonException Of(string expected, byte first) => new(Describe(expected, first));

    /// <inheritdoc cref="Of"/>
    public static string Describe(string expected, byte first)
    {
        string found = first switch
        {
            (byte)'{' => "an object",
            (byte)'[' => "a list",
            (byte)'"' => "another string",
            (byte)'t' or (byte)'f' => "a boolean",
            (byte)'n' => "null",
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => "another number",
            _ => "nothing",
        };
        return $"{expected} was expected, but it is {found}.";
    }
}
