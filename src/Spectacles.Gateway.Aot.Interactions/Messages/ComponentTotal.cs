namespace Spectacles.Gateway.Interactions;

/// <summary>What is counted over all components of a message or a modal.</summary>
internal struct ComponentTotal
{
    private string? firstId;
    private HashSet<string>? ids;

    /// <summary>The number of components with nested ones.</summary>
    public int Components { get; set; }

    /// <summary>The number of characters of all texts.</summary>
    public int TextCharacters { get; set; }

    /// <summary>Adds a custom id, which must be unique.</summary>
    public void AddId(ref LimitCheck check, string? id)
    {
        if (id is null)
        {
            return;
        }

        if (firstId is null)
        {
            firstId = id;
            return;
        }

        ids ??= new HashSet<string>(StringComparer.Ordinal) { firstId };
        if (!ids.Add(id))
        {
            throw check.Exceeded("custom_id", "is the same as that of another component, but custom ids must be unique");
        }
    }
}
