namespace Spectacles.Gateway.Fleet;

/// <summary>A change that <see cref="IFleetState.WatchAsync"/> returns.</summary>
/// <param name="Key">The key; empty for <see cref="Current"/>.</param>
/// <param name="Entry">The new entry; null if the key was deleted, and for <see cref="Current"/>.</param>
public readonly record struct StateChange(string Key, StateEntry? Entry)
{
    /// <summary>Marks that all entries that existed when the watch began have been returned.</summary>
    public static StateChange Current { get; } = new("", null);

    /// <summary>Whether this is <see cref="Current"/>.</summary>
    public bool IsCurrent => Key.Length == 0;
}
