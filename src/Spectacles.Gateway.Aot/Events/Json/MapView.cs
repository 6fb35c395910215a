using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway.Events;

/// <summary>
/// A map from ids in a payload, which costs nothing: <see langword="foreach"/> decodes its entries one after the other. One that is absent
/// or null has none.
/// </summary>
/// <typeparam name="T">The type of the values: a value, or a view over one.</typeparam>
public readonly ref struct MapView<T> where T : allows ref struct
{
    private readonly MapView<Snowflake, T> map;

    internal MapView(MapView<Snowflake, T> map) => this.map = map;

    /// <inheritdoc cref="MapView{TKey, T}.IsPresent"/>
    public bool IsPresent => map.IsPresent;

    /// <inheritdoc cref="MapView{TKey, T}.HasValue"/>
    public bool HasValue => map.HasValue;

    /// <inheritdoc cref="MapView{TKey, T}.IsEmpty"/>
    public bool IsEmpty => map.IsEmpty;

    /// <inheritdoc cref="MapView{TKey, T}.Count"/>
    public int Count() => map.Count();

    /// <summary>Finds the first value of an id, in one pass.</summary>
    public bool TryGetValue(Snowflake key, [MaybeNullWhen(false)] out T value) => map.TryGetValue(key, out value);

    /// <inheritdoc cref="MapView{TKey, T}.GetEnumerator"/>
    public MapView<Snowflake, T>.Enumerator GetEnumerator() => map.GetEnumerator();
}
