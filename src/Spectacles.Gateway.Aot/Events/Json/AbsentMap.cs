using System.Collections.ObjectModel;
using System.ComponentModel;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>
/// The map that a model has for a field that was left out, as <see cref="AbsentList"/> is for lists. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AbsentMap
{
    /// <summary>Returns the map of a field that was left out. All fields with the same type of value share it.</summary>
    public static ReadOnlyDictionary<Snowflake, T> Of<T>() => SharedMap<T>.Value;

    /// <summary>Returns whether a map was sent, or set by hand.</summary>
    public static bool IsPresent<T>(this ReadOnlyDictionary<Snowflake, T>? map) => map is not null && map != SharedMap<T>.Value;

    private static class SharedMap<T>
    {
        public static readonly ReadOnlyDictionary<Snowflake, T> Value = new(new Dictionary<Snowflake, T>());
    }
}
