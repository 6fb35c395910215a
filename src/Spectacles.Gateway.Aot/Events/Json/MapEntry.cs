namespace Spectacles.Gateway.Events;

/// <summary>An entry of a <see cref="MapView{T}"/> or a <see cref="MapView{TKey, T}"/>.</summary>
/// <typeparam name="TKey">The type of the key: <see cref="Snowflake"/>, or an enum of numbers.</typeparam>
/// <typeparam name="T">What the key leads to.</typeparam>
public readonly ref struct MapEntry<TKey, T> where T : allows ref struct
{
    internal MapEntry(TKey key, T value)
    {
        Key = key;
        Value = value;
    }

    /// <summary>The key.</summary>
    public TKey Key { get; }

    /// <summary>What it leads to.</summary>
    public T Value { get; }

    /// <summary>The key, and what it leads to.</summary>
    public void Deconstruct(out TKey key, out T value)
    {
        key = Key;
        value = Value;
    }
}
