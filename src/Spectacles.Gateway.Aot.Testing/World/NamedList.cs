namespace Spectacles.Gateway.Testing;

/// <summary>Finds an item of a list by its name.</summary>
internal static class NamedList
{
    private const int MostNames = 20;

    /// <summary>The first item with this name.</summary>
    /// <param name="items">The list.</param>
    /// <param name="nameOf">Reads the name of an item.</param>
    /// <param name="name">The name.</param>
    /// <param name="what">What an item is, for the error.</param>
    /// <param name="where">What the list belongs to, for the error.</param>
    /// <exception cref="KeyNotFoundException">There is none. The message lists the names that exist.</exception>
    public static T Named<T>(this IReadOnlyList<T> items, Func<T, string> nameOf, string name, string what, string where)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(name);
        return items.FirstOrDefault(item => nameOf(item) == name) ?? throw new KeyNotFoundException(
            $"There is no {what} \"{name}\" in {where}. It has: {string.Join(", ", items.Take(MostNames).Select(nameOf))}"
            + (items.Count > MostNames ? $" and {items.Count - MostNames} more." : "."));
    }
}
