namespace Spectacles.Gateway.Testing;

/// <summary>Where a value stands in a gateway message.</summary>
/// <param name="Name">The name of the property that holds it; empty for the message itself.</param>
/// <param name="Depth">The number of objects around it.</param>
/// <param name="IsMap">Whether the names in it are ids or other data, so that no property can be added.</param>
internal readonly record struct JsonPlace(string Name, int Depth, bool IsMap)
{
    /// <summary>The place of a property of the object in this place.</summary>
    /// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding</remarks>
    public JsonPlace Inner(string name) => new(
        name,
        Depth + 1,
        Name == "resolved" || name is "authorizing_integration_owners" or "integration_types_config" or "name_localizations"
            or "description_localizations" or "application_command_counts");
}
