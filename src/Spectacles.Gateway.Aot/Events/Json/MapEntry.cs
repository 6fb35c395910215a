namespace Spectacles.Gateway.Events;

/// <summary>An entry of a <see cref="MapView{T}"/>.</summary>
/// <typeparam name="T">What the id leads to.</typeparam>
public readonly ref struct MapEntry<T> where T : allows ref struct
{
    internal MapEntry(Snowflake key, T value)
    {
        Key = key;
        Value = value;
    }

    /// <summary>The id.</summary>
    public Snowflake Key { get; }

    /// <summary>What it leads to.</summary>
    public T Value { get; }

    /// <summary>The id, and what it leads to.</summary>
    public void Deconstruct(out Snowflake key, out T value)
    {
        key = Key;
        value = Value;
    }
}
