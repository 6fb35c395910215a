namespace Spectacles.Gateway.Generators;

/// <summary>Names the types of the library that read what users enter.</summary>
internal static class EnteredTypeSource
{
    private const string CompilerServices = "global::Spectacles.Gateway.CompilerServices";

    /// <summary>What reads a type from text.</summary>
    public static string TextOf(ModuleSpec module, EnteredTypeSpec type) => type.Kind switch
    {
        EnteredKind.Boolean => $"{CompilerServices}.BooleanText",
        EnteredKind.Duration => $"{CompilerServices}.DurationText",
        EnteredKind.Snowflake => $"{CompilerServices}.SnowflakeText",
        EnteredKind.Enum => EnumTextSource.NameOf(module, type),
        _ => $"{CompilerServices}.ParsableText<{type.Type}>",
    };

    /// <summary>What reads a type from what a user entered.</summary>
    public static string ValueOf(ModuleSpec module, EnteredTypeSpec type) => type.Kind switch
    {
        EnteredKind.Text => $"{CompilerServices}.StringValue",
        >= EnteredKind.User => $"{CompilerServices}.{type.Kind}Value",
        _ => $"{CompilerServices}.ParsedValue<{type.Type}, {TextOf(module, type)}>",
    };

    /// <summary>The method that reads an option which is sent as a number or a boolean; null for others.</summary>
    public static string? ScalarOf(EnteredTypeSpec type) => type.Kind switch
    {
        EnteredKind.Int32 or EnteredKind.Int64 or EnteredKind.Double or EnteredKind.Boolean or EnteredKind.Snowflake =>
            $"{CompilerServices}.OptionValues.Read{type.Kind}",
        _ => null,
    };
}
