namespace Spectacles.Gateway.Events;

/// <summary>An entry of a <see cref="MapView{T}"/> or a <see cref="MapView{TKey, T}"/>.</summary>
/// <typeparam name="TKey">The type of the key: <see cref="Snowflake"/>, or an enum of numbers.</typeparam>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly ref struct MapEntry<TKey, T> where T : allows ref struct
{
    internal MapEntry(TKey key, T value)
    {
        Key = key;
        Value = value;
    }

    /// <summary>The key.</summary>
    public TKey Key { get; }

    /// <summary>The value.</summary>
    public T Value { get; }

    /// <summary>Deconstructs the entry into its key and value.</summary>
    public void Deconstruct(out TKey key, out T value)
    {
        key = Key;
        value = Value;
    }
}
