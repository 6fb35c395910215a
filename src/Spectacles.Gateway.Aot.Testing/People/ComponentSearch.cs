namespace Spectacles.Gateway.Testing;

/// <summary>Finds a component in the components of a message, which may be nested.</summary>
/// <remarks>https://discord.com/developers/docs/components/reference</remarks>
internal static class ComponentSearch
{
    /// <summary>The type of the enabled component with this <c>custom_id</c>; null when there is none.</summary>
    public static int? FindType(JsonSlice components, string customId)
    {
        foreach (var component in components)
        {
            if ((TypeOf(component, customId) ?? FindType(component["components"u8], customId)) is { } type)
            {
                return type;
            }

            if (TypeOf(component["accessory"u8], customId) is { } accessory)
            {
                return accessory;
            }
        }

        return null;
    }

    private static int? TypeOf(JsonSlice component, string customId) =>
        component["custom_id"u8].AsString() == customId && !component["disabled"u8].IsTrue && component["type"u8].TryGetInt64(out long type)
            ? (int)type
            : null;
}
