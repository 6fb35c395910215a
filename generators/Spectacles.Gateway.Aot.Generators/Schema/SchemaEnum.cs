namespace Spectacles.Gateway.Generators;

/// <summary>An enum, or flags.</summary>
/// <param name="Name">The name in C#.</param>
/// <param name="IsFlags">Whether the values are bits.</param>
/// <param name="IsText">Whether it is a string on the wire; a number otherwise.</param>
/// <param name="Values">The known values; there may always be others.</param>
/// <param name="Doc">What the enum means.</param>
/// <param name="Link">Its page in Discord's documentation.</param>
internal sealed record SchemaEnum(
    SchemaText Name,
    bool IsFlags,
    bool IsText,
    EquatableArray<SchemaEnumValue> Values,
    string Doc,
    string Link);
