namespace Spectacles.Gateway.Generators;

/// <summary>A name by which source code may mean a type that does not exist yet.</summary>
/// <param name="Name">The type with what it is nested in and, as far as the source says it, the namespace.</param>
/// <param name="IsFull">Whether the name begins with the whole namespace.</param>
internal sealed record TypeReference(string Name, bool IsFull)
{
    /// <summary>The type without its namespace, for messages: a view with its model.</summary>
    public string DisplayName
    {
        get
        {
            string[] parts = Name.Split('.');
            return string.Join(".", parts.Skip(parts.Length - (parts.Length > 1 && parts[parts.Length - 1] == KnownNames.View ? 2 : 1)));
        }
    }

    /// <summary>What is in the type or the namespace by another name.</summary>
    public TypeReference Member(string name) => this with { Name = Name.Length > 0 ? $"{Name}.{name}" : name };

    /// <summary>Whether the reference may mean a model, or the view over it.</summary>
    public bool Means(string model, bool view)
    {
        string expected = (view ? $"{model}.{KnownNames.View}" : model).Replace("@", "");
        return expected == Name
            || (
                !IsFull
                    && expected.EndsWith("." + Name, StringComparison.Ordinal)
                    && !expected.StartsWith(KnownNames.Events + ".", StringComparison.Ordinal));
    }
}
