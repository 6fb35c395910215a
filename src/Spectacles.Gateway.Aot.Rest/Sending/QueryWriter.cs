using System.Collections.Immutable;
using System.Globalization;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <summary>Writes the query of an address. What is null or an empty list is not written. For emitted code.</summary>
/// <param name="destination">Where to write. If it is too short, <see cref="TryEnd"/> says so.</param>
internal ref struct QueryWriter(Span<char> destination)
{
    private readonly Span<char> destination = destination;
    private int length;
    private bool isTooShort;

    /// <summary>Writes a number or an id.</summary>
    public void Write<T>(string name, T? value) where T : struct, ISpanFormattable
    {
        if (value is { } present)
        {
            WriteName(name);
            Advance(present.TryFormat(destination[length..], out int written, default, CultureInfo.InvariantCulture), written);
        }
    }

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    public void Write(string name, bool? value)
    {
        if (value is { } present)
        {
            Write(name, present ? "true" : "false");
        }
    }

    /// <summary>Writes an ISO 8601 time.</summary>
    public void Write(string name, Timestamp? value) => Write(name, value?.ToString());

    /// <summary>Writes a string, escaped.</summary>
    public void Write(string name, string? value)
    {
        if (value is not null)
        {
            WriteName(name);
            Advance(Uri.TryEscapeDataString(value, destination[length..], out int written), written);
        }
    }

    /// <summary>Writes a list: the parameter once for each value.</summary>
    public void WriteList<T>(string name, ImmutableArray<T> values) where T : notnull
    {
        foreach (var value in values.IsDefault ? [] : values)
        {
            Write(name, value.ToString());
        }
    }

    /// <summary>Ends the query.</summary>
    /// <param name="charsWritten">How much was written.</param>
    /// <returns>Whether there was enough room.</returns>
    public readonly bool TryEnd(out int charsWritten)
    {
        charsWritten = isTooShort ? 0 : length;
        return !isTooShort;
    }

    private void WriteName(string name)
    {
        Append(length == 0 ? "?" : "&");
        Append(name);
        Append("=");
    }

    private void Append(string text) => Advance(text.TryCopyTo(destination[length..]), text.Length);

    private void Advance(bool hasFit, int written)
    {
        if (hasFit)
        {
            length += written;
        }

        isTooShort |= !hasFit;
    }
}
