using System.ComponentModel;
using System.Text;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads the values of options that are sent as numbers and booleans. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OptionValues
{
    /// <summary>Reads a whole number.</summary>
    /// <exception cref="OptionException">The value is not a whole number of 32 bits.</exception>
    public static int ReadInt32(ScalarView value, ReadOnlySpan<byte> name) =>
        value.AsInt64 is { } number and >= int.MinValue and <= int.MaxValue
            ? (int)number
            : throw ResolvedObjects.Missing(name, "a whole number");

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="OptionException">The value is not a whole number.</exception>
    public static long ReadInt64(ScalarView value, ReadOnlySpan<byte> name) =>
        value.AsInt64 ?? throw ResolvedObjects.Missing(name, "a whole number");

    /// <summary>Reads a number.</summary>
    /// <exception cref="OptionException">The value is not a number.</exception>
    public static double ReadDouble(ScalarView value, ReadOnlySpan<byte> name) =>
        value.AsDouble ?? throw ResolvedObjects.Missing(name, "a number");

    /// <summary>Reads a boolean.</summary>
    /// <exception cref="OptionException">The value is not a boolean.</exception>
    public static bool ReadBoolean(ScalarView value, ReadOnlySpan<byte> name) =>
        value.AsBoolean ?? throw ResolvedObjects.Missing(name, "true or false");

    /// <summary>Reads an id.</summary>
    /// <exception cref="OptionException">The value is not an id.</exception>
    public static Snowflake ReadSnowflake(ScalarView value, ReadOnlySpan<byte> name) =>
        value.AsSnowflake ?? throw ResolvedObjects.Missing(name, SnowflakeText.Expected);

    /// <summary>Says that a required option was not sent.</summary>
    public static OptionException Missing(ReadOnlySpan<byte> name)
    {
        string option = Encoding.UTF8.GetString(name);
        return new OptionException(option, $"\"{option}\" is missing. The command has changed: reload Discord and use it again.");
    }
}
