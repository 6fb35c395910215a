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
            : throw ResolvedObjects.Unfit(name, texts => texts.NeedsWholeNumber);

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="OptionException">The value is not a whole number.</exception>
    public static long ReadInt64(ScalarView value, ReadOnlySpan<byte> name) =>
        value.AsInt64 ?? throw ResolvedObjects.Unfit(name, texts => texts.NeedsWholeNumber);

    /// <summary>Reads a number.</summary>
    /// <exception cref="OptionException">The value is not a number.</exception>
    public static double ReadDouble(ScalarView value, ReadOnlySpan<byte> name) =>
        value.AsDouble ?? throw ResolvedObjects.Unfit(name, texts => texts.NeedsNumber);

    /// <summary>Reads a boolean.</summary>
    /// <exception cref="OptionException">The value is not a boolean.</exception>
    public static bool ReadBoolean(ScalarView value, ReadOnlySpan<byte> name) =>
        value.AsBoolean ?? throw ResolvedObjects.Unfit(name, texts => texts.NeedsBoolean);

    /// <summary>Reads an id.</summary>
    /// <exception cref="OptionException">The value is not an id.</exception>
    public static Snowflake ReadSnowflake(ScalarView value, ReadOnlySpan<byte> name) =>
        value.AsSnowflake ?? throw ResolvedObjects.Unfit(name, texts => texts.NeedsId);

    /// <summary>
    /// Reads a whole number; null if the user has not finished it. What is being typed is sent as a text.
    /// https://discord.com/developers/docs/interactions/application-commands#autocomplete
    /// </summary>
    public static int? ReadInt32OrNull(ScalarView value) => ReadInt64OrNull(value) is { } number and >= int.MinValue and <= int.MaxValue
        ? (int)number
        : null;

    /// <summary>Reads a whole number; null if the user has not finished it.</summary>
    public static long? ReadInt64OrNull(ScalarView value) =>
        value.AsInt64 ?? EnteredValues.ReadOrNull<long, ParsableText<long>>(value.AsString);

    /// <summary>Reads a number; null if the user has not finished it.</summary>
    public static double? ReadDoubleOrNull(ScalarView value) =>
        value.AsDouble ?? EnteredValues.ReadOrNull<double, ParsableText<double>>(value.AsString);

    /// <summary>Reads a boolean; null if the user has not finished it.</summary>
    public static bool? ReadBooleanOrNull(ScalarView value) => value.AsBoolean;

    /// <summary>Reads an id; null if the user has not finished it.</summary>
    public static Snowflake? ReadSnowflakeOrNull(ScalarView value) => value.AsSnowflake;

    /// <summary>Says that a required option was not sent, or that a field or a menu is empty.</summary>
    public static OptionException Missing(ReadOnlySpan<byte> name) =>
        new(Encoding.UTF8.GetString(name), texts => texts.OptionMissing) { ChooseForFields = texts => texts.FieldEmpty };
}
